import { parseAllDocuments } from 'yaml';
import { Cluster } from '../src/cluster.ts';
import { formatProblem } from '../src/model/problem.ts';
import type { BarePlatform } from '../src/platform/bare-platform.ts';
import { Platform } from '../src/platform.ts';
import { resolveForTest } from '../src/testing/resolve-for-test.ts';

const server = 'https://kubernetes.default.svc';

function platformWith(make: (platform: BarePlatform) => void, hub = true): BarePlatform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  if (hub) Cluster.existing(platform, 'hub', { environment: 'prod', server });
  make(platform);
  return platform;
}

function filesOf(make: (platform: BarePlatform) => void): ReadonlyMap<string, readonly unknown[]> {
  const resolved = resolveForTest(platformWith(make));
  expect(resolved.problems).toEqual([]);
  const yaml = [...resolved.files()].filter(([file]) => file.endsWith('.yaml'));
  return new Map(
    yaml.map(([file, text]) => [file, parseAllDocuments(text).map((document): unknown => document.toJS())]),
  );
}

const eks = (platform: BarePlatform) =>
  Cluster.eks(platform, 'eu', {
    environment: 'dev',
    region: 'eu-west-1',
    tags: ['edge'],
    nodes: { main: { count: 2 } },
  });

test('a cluster that is made is an application of the platform on the hub, in a namespace of its own', () => {
  const files = filesOf(eks);
  expect([...files.keys()].filter((file) => file.includes('cluster-eu'))).toEqual([
    'hub/applicationsets/cluster-eu.yaml',
    'prod/cluster-eu/prod/eu-addons.yaml',
    'prod/cluster-eu/prod/eu.yaml',
    'prod/namespace-cluster-eu/prod/namespace.yaml',
  ]);
});

test('add-ons come when the cluster is there', () => {
  const [addon] = filesOf(eks).get('prod/cluster-eu/prod/eu-addons.yaml') ?? [];
  expect(addon).toMatchObject({
    kind: 'Addon',
    metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
    spec: { forProvider: { clusterNameRef: { name: 'eu' } } },
  });
});

test('it registers itself: External Secrets makes the cluster Secret, with its tags, of what Crossplane writes', () => {
  const [store, secret] = filesOf(eks).get('hub/clusters/eu.yaml') ?? [];
  expect(store).toMatchObject({
    kind: 'ClusterSecretStore',
    spec: {
      conditions: [{ namespaces: ['argocd'] }],
      provider: {
        kubernetes: {
          remoteNamespace: 'cluster-eu',
          auth: { serviceAccount: { name: 'connection-reader', namespace: 'cluster-eu' } },
        },
      },
    },
  });
  expect(secret).toMatchObject({
    kind: 'ExternalSecret',
    metadata: { name: 'cluster-eu', namespace: 'argocd' },
    spec: {
      refreshInterval: '1m',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'cluster-eu' },
      target: {
        creationPolicy: 'Orphan',
        template: {
          metadata: {
            labels: {
              'argocd.argoproj.io/secret-type': 'cluster',
              'roadbed.dev/cluster': 'eu',
              'roadbed.dev/environment': 'dev',
              'roadbed.dev/tag.edge': 'true',
              'network.roadbed.dev/namespace': 'cluster-eu',
              'topology.kubernetes.io/region': 'eu-west-1',
            },
          },
        },
      },
      data: [{ remoteRef: { key: 'eu-connection', property: 'kubeconfig' } }],
    },
  });
});

test('with a role Argo CD signs in itself, and the Secret holds no token', () => {
  const argocdRoleArn = 'arn:aws:iam::123456789012:role/argocd';
  const files = filesOf((platform) =>
    Cluster.eks(platform, 'eu', { environment: 'dev', region: 'eu-west-1', argocdRoleArn }),
  );
  const [, secret] = files.get('hub/clusters/eu.yaml') ?? [];
  expect(JSON.stringify(secret)).toContain('awsAuthConfig');
  expect(JSON.stringify(secret)).not.toContain('bearerToken');
  expect(secret).toMatchObject({ spec: { refreshInterval: '1h' } });
});

test('what is for the hub is a problem where there is none', () => {
  const { problems } = resolveForTest(platformWith(eks, false));
  expect(problems.map(formatProblem)).toEqual([
    'RB210 at cluster-eu.onHub: it is to be on the hub, and no cluster is the hub, got "none"; set hub on the cluster that Argo CD runs on',
  ]);
});

test('a prop that is wrong is said of the application of the cluster', () => {
  const { problems } = resolveForTest(
    platformWith((platform) => Cluster.eks(platform, 'eu', { environment: 'dev', region: 'Ireland' })),
  );
  expect(problems.map(formatProblem)).toEqual([
    expect.stringContaining('RB101 at cluster-eu/eu.region: must be a region of AWS'),
  ]);
});

test('an existing cluster without an address is a problem still', () => {
  const wrong: { environment: string; server: string } = JSON.parse('{"environment":"dev"}');
  const { problems } = resolveForTest(platformWith((platform) => Cluster.existing(platform, 'eu', wrong)));
  expect(problems.map(formatProblem)).toEqual([expect.stringContaining('RB101 at eu.server')]);
});

test.each([
  ['gke', { project: 'acme-prod', region: 'europe-west1' }, 'gcp', 'europe-west1'],
  ['aks', { region: 'westeurope' }, 'azure', 'westeurope'],
  ['capi', { class: 'metal', version: 'v1.34.2' }, undefined, undefined],
  [
    'terraform',
    { repository: 'https://github.com/acme/i', revision: 'v1', cloud: 'aws', region: 'eu-west-1' },
    'aws',
    'eu-west-1',
  ],
] as const)(
  '%s makes a cluster on the hub that registers itself, with its cloud and region',
  (kind, props, cloud, region) => {
    const files = filesOf((platform) => {
      const make: (scope: BarePlatform, id: string, given: never) => unknown = Cluster[kind];
      Reflect.apply(make, Cluster, [platform, 'far', { environment: 'prod', tags: ['edge'], ...props }]);
    });
    const secret = files.get('hub/clusters/far.yaml')?.[1];
    const labels: Record<string, string> = { 'roadbed.dev/tag.edge': 'true' };
    if (cloud !== undefined) labels['roadbed.dev/cloud'] = cloud;
    if (region !== undefined) labels['topology.kubernetes.io/region'] = region;
    expect(secret).toMatchObject({ spec: { target: { template: { metadata: { labels } } } } });
    expect([...files.keys()]).toContain('prod/cluster-far/prod/far.yaml');
  },
);
