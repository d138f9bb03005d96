import { podSecurityProblems } from '../../src/graph/check-pod-security.ts';
import { formatProblem } from '../../src/model/problem.ts';

const hardened = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const nobody = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

function deployment(pod: Readonly<Record<string, unknown>>) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api' },
    spec: { template: { spec: { containers: [], ...pod } } },
  };
}

function faults(pod: Readonly<Record<string, unknown>>, level: 'restricted' | 'baseline' | 'privileged') {
  return podSecurityProblems(deployment(pod), 'shop/api', level).map(formatProblem);
}

test('pods that run as nobody, without capabilities, pass everywhere', () => {
  const pod = { securityContext: nobody, containers: [{ name: 'api', securityContext: hardened }] };
  expect(faults(pod, 'restricted')).toEqual([]);
});

test('pods that say nothing of themselves are refused where the namespace is restricted, with all that lacks', () => {
  expect(faults({ containers: [{ name: 'api' }] }, 'restricted')).toEqual([
    'RB713 at shop/api.securityContext: the namespace enforces "restricted" and would refuse the pods of the Deployment "api": ' +
      'allowPrivilegeEscalation is not false in "api", capabilities.drop lacks ALL in "api", runAsNonRoot is not true in "api", ' +
      'seccompProfile is not RuntimeDefault in "api"; set these in the pods, or the podSecurity of the application',
  ]);
  expect(faults({ containers: [{ name: 'api' }] }, 'baseline')).toEqual([]);
});

test('init containers count, and a container may say what its pod does not', () => {
  const own = { securityContext: { ...hardened, ...nobody } };
  expect(
    faults({ initContainers: [{ name: 'init' }], containers: [{ name: 'api', ...own }] }, 'restricted')[0],
  ).toContain('in "init"');
  expect(faults({ containers: [{ name: 'api', ...own }] }, 'restricted')).toEqual([]);
});

test.each([
  ['the network of the node', { hostNetwork: true }, 'hostNetwork'],
  ['a path of the node', { volumes: [{ name: 'x', hostPath: { path: '/' } }] }, 'a hostPath volume'],
  [
    'a privileged container',
    { containers: [{ name: 'x', securityContext: { privileged: true } }] },
    'privileged in "x"',
  ],
  ['a port of the node', { containers: [{ name: 'x', ports: [{ hostPort: 80 }] }] }, 'hostPort in "x"'],
])('%s is refused at the level baseline, and at privileged it is not', (_, pod, words) => {
  expect(faults(pod, 'baseline')[0]).toContain(words);
  expect(faults(pod, 'privileged')).toEqual([]);
});

test('a volume that restricted namespaces do not know, and the user 0, are refused there', () => {
  const container = { name: 'x', securityContext: { ...hardened, ...nobody, runAsUser: 0 } };
  const [found] = faults(
    { containers: [container], volumes: [{ name: 'v', nfs: { server: 's', path: '/' } }] },
    'restricted',
  );
  expect(found).toContain('runAsUser is 0 in "x", a nfs volume');
});
