import { Size } from 'cdk8s';
import { Workload, type WorkloadProps } from '../../constructs/workload.ts';
import { GOLDEN_PATH } from '../../src/model/golden-path.ts';
import { member } from '../../src/model/member.ts';
import { kinds, ofKind, problems, render, shop, siteOf, yaml } from './support.ts';

const image = 'ghcr.io/acme/api:1.4.2';
const required: WorkloadProps = { containers: { api: { image } } };

const all: Required<WorkloadProps> = {
  containers: {
    api: {
      image,
      command: ['/bin/api'],
      args: ['--verbose'],
      env: { LOG_LEVEL: 'info' },
      files: {
        '/etc/api/config.yaml': { content: 'name: api\n', mode: '0600' },
        '/etc/api/key_1.bin': { binaryContent: 'AAEC' },
      },
      volumes: { '/data': { claim: 'data', path: 'api', readOnly: true } },
      after: { migrate: 'complete', proxy: 'healthy' },
      requests: { cpuMillicores: 50, memory: Size.mebibytes(64) },
      limits: { cpuMillicores: 500, memory: Size.mebibytes(128) },
      readinessProbe: {
        http: {
          path: '/ready',
          port: 8080,
          scheme: 'HTTPS',
          host: 'api',
          headers: [{ name: 'X-Probe', value: 'yes' }],
        },
      },
      livenessProbe: { command: ['/bin/alive'] },
    },
    migrate: { image: 'ghcr.io/acme/migrate:1.0.0' },
    proxy: {
      image: 'ghcr.io/acme/proxy:1.0.0',
      after: { migrate: 'complete' },
      readinessProbe: { http: { path: '/', port: 9000 } },
    },
  },
  ports: { http: { port: 80, targetPort: 8080 }, stats: { port: 8125, protocol: 'UDP' } },
  routes: [
    { host: 'api.acme.example', path: '/v1', port: 80 },
    { host: 'old.acme.example', port: 80 },
  ],
  annotations: { team: 'shop' },
  runAsUser: 2000,
  minReplicas: 2,
  maxReplicas: 4,
  targetCpuPercent: 90,
  egress: [{ cidr: '198.51.100.25/32', ports: [587] }],
};

test('a workload with the required props only', () => {
  expect(yaml(render(new Workload(shop(), 'api', required), 'development'))).toMatchSnapshot();
});

test('a workload with all props', () => {
  expect(yaml(render(new Workload(shop(), 'api', all)))).toMatchSnapshot();
});

test('what must come to its end is an init container, and what goes first and runs on a sidecar', () => {
  const deployment = ofKind(render(new Workload(shop(), 'api', all)), 'Deployment');
  const pod = member(member(member(deployment, 'spec'), 'template'), 'spec');
  expect(member(pod, 'initContainers')).toMatchObject([
    { name: 'migrate' },
    { name: 'proxy', restartPolicy: 'Always', startupProbe: { httpGet: { port: 9000 } } },
  ]);
  expect(member(pod, 'containers')).toMatchObject([{ name: 'api' }]);
});

test('a changed file changes the pods, which never see it otherwise', () => {
  const digest = (content: string) => {
    const files = { '/etc/a': { content } };
    const made = ofKind(render(new Workload(shop(), 'api', { containers: { api: { image, files } } })), 'Deployment');
    return member(member(member(member(made, 'spec'), 'template'), 'metadata'), 'annotations');
  };
  expect(digest('one')).toEqual(digest('one'));
  expect(digest('one')).not.toEqual(digest('two'));
});

test('a volume of the user stands in the place of the folder for what is written', () => {
  const volumes = { '/tmp': { claim: 'scratch' } };
  const made = ofKind(render(new Workload(shop(), 'api', { containers: { api: { image, volumes } } })), 'Deployment');
  const pod = member(member(member(made, 'spec'), 'template'), 'spec');
  expect(member(pod, 'volumes')).toEqual([
    { name: 'volume-api-0', persistentVolumeClaim: { claimName: 'scratch', readOnly: undefined } },
  ]);
});

test('without ports there is no Service, and clients connect to the TCP ports of the containers', () => {
  expect(kinds(render(new Workload(shop(), 'api', required), 'development'))).toEqual([
    'ServiceAccount',
    'Deployment',
    'NetworkPolicy',
  ]);
  const { endpoint, values } = new Workload(shop(), 'api', all)[GOLDEN_PATH]();
  expect(endpoint(siteOf('production'))).toMatchObject({ ports: [8080] });
  expect(values(siteOf('production'))).toEqual({ host: 'api.shop.svc' });
});

test.each([
  [{ containers: {} }, 'must have one that runs on'],
  [
    { containers: { api: { image, after: { db: 'started' as const } } } },
    'api starts after "db", which is no container',
  ],
  [
    { containers: { a: { image, after: { b: 'started' as const } }, b: { image, after: { a: 'started' as const } } } },
    'a, b start after each other',
  ],
  [
    {
      containers: {
        a: { image, after: { b: 'started' as const } },
        b: { image },
        c: { image, after: { b: 'complete' as const } },
      },
    },
    '"b" is to be complete for one and run on for another',
  ],
  [{ containers: { api: { image, files: { 'etc/x': { content: '' } } } } }, 'must be an absolute path'],
  [{ containers: { api: { image, files: { '/etc/x': {} } } } }, 'content: must be given, or binaryContent'],
  [{ containers: { api: { image, readinessProbe: {} } } }, 'http: must be given, or command'],
  [{ containers: { api: { image, files: { '/etc/../x': { content: '' } } } } }, 'must be an absolute path'],
  [{ containers: { api: { image, volumes: { '/d': { claim: 'd', path: 'a/../..' } } } } }, 'must be a folder within'],
  [
    { ...required, annotations: { 'roadbed.dev/at': 'control' } },
    "must not begin with roadbed.dev/, which is Roadbed's",
  ],
  [
    { containers: { api: { image, requests: { cpuMillicores: 2 }, limits: { cpuMillicores: 1 } } } },
    'requests.cpuMillicores: must be at most the limit, 1',
  ],
  [
    { containers: { api: { image, requests: { memory: Size.gibibytes(2) }, limits: { memory: Size.gibibytes(1) } } } },
    'requests.memory: must be at most the limit, 1Gi',
  ],
])('%j is a problem', (props: WorkloadProps, says) => {
  expect(problems(new Workload(shop(), 'api', props)).join('\n')).toContain(says);
});
