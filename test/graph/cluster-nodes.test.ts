import { collect } from '../../src/graph/collect.ts';
import type { ExistingClusterProps } from '../../src/platform/cluster.ts';
import { aCluster, aPlatform, lines } from '../support/platforms.ts';

function oneCluster(environment: string, props: Partial<ExistingClusterProps> = {}, platform = aPlatform()) {
  aCluster(platform, 'c', environment, props);
  const { graph, problems } = collect(platform);
  return { cluster: graph.clusters[0], problems: lines(problems) };
}

test('a cluster is a set of labels: name, environment, cloud, gateway, tags, kinds and those of the user', () => {
  const { cluster, problems } = oneCluster('prod', {
    cloud: 'aws',
    tags: ['edge', 'constructor'],
    labels: { region: 'eu-west-1', 'acme.example/zone': '' },
    provides: ['ServiceMonitor.monitoring.coreos.com'],
    gateway: { name: 'gw', namespace: 'gateways' },
  });
  expect(problems).toEqual([]);
  expect(cluster?.labels).toEqual({
    'acme.example/zone': '',
    region: 'eu-west-1',
    'roadbed.dev/cloud': 'aws',
    'roadbed.dev/cluster': 'c',
    'roadbed.dev/environment': 'prod',
    'roadbed.dev/gateway': 'gw',
    'roadbed.dev/gateway-namespace': 'gateways',
    'roadbed.dev/provides.ServiceMonitor.monitoring.coreos.com': 'true',
    'roadbed.dev/tag.constructor': 'true',
    'roadbed.dev/tag.edge': 'true',
  });
});

test.each([
  ['dev', 'development'],
  ['prod', 'production'],
  ['production', 'production'],
  ['qa', 'staging'],
  ['constructor', 'staging'],
])('the environment %s is %s unless the platform says otherwise', (environment, tier) => {
  expect(oneCluster(environment).cluster?.tier).toBe(tier);
});

test('the platform says how careful to be in an environment', () => {
  const platform = aPlatform({ environments: { live: { tier: 'production' }, dev: { tier: 'staging' } } });
  expect(oneCluster('live', {}, platform).cluster?.tier).toBe('production');
  expect(oneCluster('dev', {}, aPlatform({ environments: { dev: { tier: 'staging' } } })).cluster?.tier).toBe(
    'staging',
  );
});

describe('is a problem', () => {
  test.each(['hub', 'waves', '..', 'Prod', '', 'a/b', 'x'.repeat(64), 'prod '])(
    'an environment called "%s"',
    (environment) => {
      expect(oneCluster(environment).problems).toEqual([
        `RB201 at c.environment: not a name for an environment, got "${environment}"; use a DNS label other than "hub", "bootstrap" and "waves", such as "dev" or "prod"`,
      ]);
    },
  );

  test.each(['http://x', 'x:6443', '', 'https://user:pw@x'])('a server at "%s"', (server) => {
    const { problems } = oneCluster('dev', { server });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^RB201 at c\.server: not an https URL.*give the address of the API server/);
    expect(problems[0]).not.toContain('pw');
  });

  test('a tag or a label that Kubernetes refuses, and one of Roadbed’s own', () => {
    expect(
      oneCluster('dev', {
        tags: ['a b', 'ünï'],
        labels: { 'a b': 'x', ok: 'a b', 'roadbed.dev/tag.x': 'true', ['l'.repeat(64)]: 'x' },
      }).problems,
    ).toEqual([
      'RB201 at c.labels.a b: not the key of a label, got "a b"; use at most 63 letters, digits, "-", "_" and "."',
      `RB201 at c.labels.${'l'.repeat(64)}: not the key of a label, got "${'l'.repeat(64)}"; use at most 63 letters, digits, "-", "_" and "."`,
      'RB201 at c.labels.ok: not the value of a label, got "a b"; use at most 63 letters, digits, "-", "_" and "."',
      'RB201 at c.labels.roadbed.dev/tag.x: a label that Roadbed sets itself, got "roadbed.dev/tag.x"; use another prefix',
      'RB201 at c.tags: not a tag, got "a b"; use letters, digits, "-", "_" and "."',
      'RB201 at c.tags: not a tag, got "ünï"; use letters, digits, "-", "_" and "."',
    ]);
  });

  test('a kind or a gateway that cannot be written as a label', () => {
    expect(
      oneCluster('dev', {
        provides: ['not a kind', 'Cluster.postgresql.cnpg.io'],
        gateway: { name: 'a b', namespace: '' },
      }).problems,
    ).toEqual([
      'RB201 at c.gateway: not the name of a Gateway and its namespace, got "a b" and ""; use DNS labels of at most 63 characters',
      'RB201 at c.provides: not a kind, got "not a kind"; name it as Kind.group, such as "ServiceMonitor.monitoring.coreos.com"',
    ]);
  });

  test('a name that is no DNS label, or of more than 50 characters', () => {
    const platform = aPlatform();
    aCluster(platform, 'EU_1', 'dev', { server: 'https://a' });
    aCluster(platform, 'x'.repeat(51), 'dev', { server: 'https://b' });
    expect(lines(collect(platform).problems).map((line) => line.slice(0, 40))).toEqual([
      'RB102 at EU_1: not a DNS label, got "EU_',
      `RB102 at ${'x'.repeat(31)}`,
    ]);
  });

  test('two clusters of one name, at one address, or both the hub', () => {
    const platform = aPlatform();
    const server = 'https://same.example:6443';
    aCluster(platform, 'a', 'dev', { server, hub: true });
    aCluster(platform, 'b', 'dev', { server: `${server}/`, hub: true });
    expect(lines(collect(platform).problems)).toEqual([
      'RB202 at b.hub: "hub" is claimed by "a" too; Argo CD runs on one cluster: set hub on that one only',
      'RB202 at b.server: "https://same.example:6443" is claimed by "a" too; each cluster has an API server of its own',
    ]);
  });
});

test('the platform itself is a problem where its repository or its provisioners are not right', () => {
  const provisioner = { name: 'p', type: 't', provision: () => ({ manifests: [], outputs: {} }) };
  const platform = aPlatform({
    repository: { url: 'https://user:token@github.com/x', path: '../x' },
    provisioners: [provisioner, { ...provisioner }],
  });
  const problems = lines(collect(platform).problems);
  expect(problems).toEqual([
    'RB108 at provisioners: two provisioners bear the name "p"; give each a name of its own',
    'RB108 at repository.path: not a folder within the repository, got "../x"; correct the props of the platform',
    'RB108 at repository.url: not the URL of a git repository, got "https://***@github.com/x"; give an https or ssh URL without a credential, such as "https://github.com/acme/platform"',
  ]);
  expect(problems.join()).not.toContain('token');
});
