import { parseAllDocuments } from 'yaml';
import type { PlatformProps } from '../../src/platform/bare-platform.ts';
import { resolveForTest } from '../../src/testing/resolve-for-test.ts';
import { aCluster, anApplication, aPlatform, aRule } from '../support/platforms.ts';

const program = { url: 'https://github.com/acme/shop', path: 'dist', program: true };

/** A platform on which another program makes the application of an owner with these kinds at control planes. */
function delegating(controlKinds: readonly string[], props: Partial<PlatformProps> = {}) {
  const owners = { team: { controlKinds }, 'team-control': {} };
  const platform = aPlatform({ owners, ...props });
  aCluster(platform, 'hub', 'operations', { server: 'https://kubernetes.default.svc' });
  aCluster(platform, 'eu', 'prod', { tags: ['all'] });
  anApplication(platform, 'shop', { tags: ['app'], source: { git: program } });
  aRule(platform);
  return platform;
}

const RDS = 'Instance.rds.aws.m.upbound.io';

test('what another program makes at control planes has Applications and a guardrail of its own where a policy names kinds', () => {
  const files = resolveForTest(delegating([RDS])).files();
  const sets = parseAllDocuments(files.get('hub/applicationsets/shop.yaml') ?? '').map((one) => one.toJS());
  expect(sets.map(({ metadata, spec }) => [metadata.name, spec.template.spec.project])).toEqual([
    ['shop', 'team'],
    ['shop-control', 'team-control'],
    ['shop-link', 'team-control'],
    ['namespace-shop', 'platform'],
  ]);
  expect(files.get('hub/projects/team-control.yaml')).toContain('group: rds.aws.m.upbound.io\n    kind: Instance\n');
});

test('without such kinds it has what runs at its sites alone', () => {
  const files = resolveForTest(delegating([])).files();
  const sets = parseAllDocuments(files.get('hub/applicationsets/shop.yaml') ?? '').map((one) => one.toJS());
  expect(sets.map(({ metadata }) => metadata.name)).toEqual(['shop', 'namespace-shop']);
  expect(files.has('hub/projects/team-control.yaml')).toBe(false);
});

test('where each cluster has a control plane of its own, nothing goes to the hub', () => {
  const resolved = resolveForTest(delegating([RDS]));
  expect(resolved.files().get('hub/projects/team-control.yaml')).toContain(
    'destinations:\n  - server: "*"\n    namespace: shop\n  clusterResourceWhitelist: []\n',
  );
  expect(() => resolved.clustersOf('hub-namespace-shop')).toThrow();
});

test('the platform makes the namespaces on the hub that another program delivers to', () => {
  const resolved = resolveForTest(delegating([RDS], { controlPlane: 'hub' }));
  expect(resolved.object('hub', 'Namespace', 'shop-eu').metadata.labels).toMatchObject({ 'roadbed.dev/owner': 'team' });
  expect(resolved.files().get('hub/projects/team-control.yaml')).toContain(
    '- server: https://kubernetes.default.svc\n    namespace: shop-eu\n',
  );
});

test.each(['*', 'Object.kubernetes.m.crossplane.io', 'Namespace', 'ClusterProviderConfig.aws.m.upbound.io'])(
  'a kind that knows no limit is refused: %s',
  (kind) => {
    expect(resolveForTest(delegating([kind])).problems).toMatchObject([
      { code: 'RB866', prop: 'owners.team.controlKinds', found: `"${kind}" knows no limit` },
    ]);
  },
);

test('an owner whose name is that of a guardrail is refused', () => {
  const platform = delegating([RDS]);
  anApplication(platform, 'other', { owner: 'team-control', tags: ['app'] });
  expect(resolveForTest(platform).problems).toMatchObject([
    { code: 'RB866', found: 'what limits it would be "team-control", which is an owner' },
  ]);
});
