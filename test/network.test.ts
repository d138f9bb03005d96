import { parse, parseAllDocuments } from 'yaml';
import { Cluster } from '../src/cluster.ts';
import { items, member } from '../src/model/member.ts';
import { formatProblem } from '../src/model/problem.ts';
import { Network, type NetworkProps } from '../src/network.ts';
import { Application, type ApplicationProps } from '../src/platform/application.ts';
import { ComponentSet } from '../src/platform/component-set.ts';
import { Platform } from '../src/platform.ts';
import { resolveForTest } from '../src/testing/resolve-for-test.ts';
import { standardComponents } from '../stacks/components.ts';

function platformWith(props: Partial<NetworkProps> = {}, hubServer = 'https://kubernetes.default.svc') {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: hubServer });
  const eu = Cluster.existing(platform, 'eu', {
    environment: 'prod',
    server: 'https://eu.example:6443',
    tags: ['edge'],
  });
  const lab = Cluster.existing(platform, 'lab', { environment: 'dev', server: 'https://lab.example:6443' });
  const us = Cluster.eks(platform, 'us', { environment: 'prod', region: 'us-east-1' });
  new Network(platform, 'acme', { hub, edges: [lab, eu, us], host: 'van.acme.example', ...props });
  return platform;
}

function filesOf(props: Partial<NetworkProps> = {}, hubServer?: string): ReadonlyMap<string, readonly unknown[]> {
  const resolved = resolveForTest(platformWith(props, hubServer));
  expect(resolved.problems).toEqual([]);
  const yaml = [...resolved.files()].filter(([file]) => file.endsWith('.yaml'));
  return new Map(
    yaml.map(([file, text]) => [file, parseAllDocuments(text).map((document): unknown => document.toJS())]),
  );
}

test('a network is two applications of the platform: one on the hub, one on its edges', () => {
  const files = [...filesOf().keys()].filter((file) => file.includes('network-acme'));
  expect(files).toEqual([
    'dev/network-acme-edge/dev/edge.yaml',
    'hub/applicationsets/network-acme-edge.yaml',
    'hub/applicationsets/network-acme-hub.yaml',
    expect.stringMatching(/^prod\/network-acme-edge\/.*edge\.yaml$/),
    expect.stringMatching(/^prod\/network-acme-edge\/.*edge\.yaml$/),
    'prod/network-acme-hub/prod/hub.yaml',
  ]);
});

describe('what an edge needs before Argo CD can reach it', () => {
  const { skupper, argoCd, certManager, externalSecrets } = standardComponents;
  const catalogue = { skupper, argoCd, certManager, externalSecrets };

  function withComponents(props: Partial<NetworkProps> = {}) {
    const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
    const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
    const common = { environment: 'prod', tags: ['edge'] };
    const eu = Cluster.existing(platform, 'eu', { ...common, server: 'https://eu.example:6443' });
    const lab = Cluster.existing(platform, 'lab', {
      environment: 'dev',
      tags: ['edge'],
      server: 'https://lab.example',
    });
    const us = Cluster.eks(platform, 'us', { ...common, region: 'us-east-1' });
    new Network(platform, 'acme', { hub, edges: [eu, lab, us], host: 'van.acme.example', ...props });
    new ComponentSet(platform, 'components', catalogue, { edges: ['edge'] });
    const resolved = resolveForTest(platform);
    expect(resolved.problems).toEqual([]);
    return resolved.files();
  }

  const files = withComponents();
  const kindsIn = (text = '') => [...text.matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind);

  test('is the objects that carry the network, with the account that Argo CD signs in as, and nothing more', () => {
    expect(kindsIn(files.get('bootstrap/eu/objects.yaml'))).toEqual([
      ...['Namespace', 'ServiceAccount', 'Secret', 'ClusterRole', 'ClusterRoleBinding'],
      ...['Site', 'Link', 'Connector'],
    ]);
  });

  test('is the chart of Skupper as Argo CD delivers it, and how a person applies it', () => {
    const values = files.get('bootstrap/eu/charts/skupper/values.yaml');
    expect(parse(values ?? '')).toEqual(parse(files.get('prod/skupper/prod/values.yaml') ?? ''));
    expect(values).toContain('helm template skupper oci://quay.io/skupper/helm/skupper --version 2.2.1');
    expect(kindsIn(files.get('bootstrap/eu/charts/skupper/namespace.yaml'))).toEqual(['Namespace']);
  });

  test('is nothing for an edge that the hub makes, which Argo CD reaches at its own address', () => {
    expect([...files.keys()].filter((file) => file.startsWith('bootstrap/us/'))).toEqual([]);
  });

  test('is a site without a link, and also for an edge that the hub makes, where a token is handed over', () => {
    const byToken = withComponents({ host: undefined });
    expect(kindsIn(byToken.get('bootstrap/eu/objects.yaml'))).not.toContain('Link');
    expect(kindsIn(byToken.get('bootstrap/us/objects.yaml'))).toEqual(['Namespace', 'Site']);
  });

  test('on the hub is Argo CD and the one Application that brings all else', () => {
    expect([...files.keys()].filter((file) => file.startsWith('bootstrap/hub/'))).toEqual([
      'bootstrap/hub/charts/argo-cd/namespace.yaml',
      'bootstrap/hub/charts/argo-cd/values.yaml',
      'bootstrap/hub/objects.yaml',
    ]);
    expect(parse(files.get('bootstrap/hub/objects.yaml') ?? '')).toEqual(parse(files.get('hub/root.yaml') ?? ''));
  });

  test.each(['skupper', 'network-acme-edge', 'namespace-skupper', 'namespace-skupper-site'])(
    'is never pruned when it is delivered, nor deleted with its Application, in development neither: %s',
    (name) => {
      const sets = [...files].filter(([file]) => file.startsWith('hub/applicationsets/'));
      const objects = sets.flatMap(([, text]) => parseAllDocuments(text).map((document): unknown => document.toJS()));
      expect(objects.find((one) => member(member(one, 'metadata'), 'name') === name)).toMatchObject({
        spec: {
          syncPolicy: { preserveResourcesOnDeletion: true },
          template: { spec: { syncPolicy: { automated: { prune: false, selfHeal: true } } } },
        },
      });
    },
  );

  test('changes one edge at a time, development before production, where the network does', () => {
    const [set] = parseAllDocuments(files.get('hub/applicationsets/skupper.yaml') ?? '');
    const steps = member(member(member(member(set?.toJS(), 'spec'), 'strategy'), 'rollingSync'), 'steps');
    expect(
      items(steps).map((step) => [JSON.stringify(step).match(/"values":\["(.*?)"/)?.[1], member(step, 'maxUpdate')]),
    ).toEqual([
      ['dev', 1],
      ['prod', 1],
    ]);
  });

  describe('where Skupper comes by what no bootstrap can hold', () => {
    const kinds = ['Site', 'Link', 'Connector'].map((kind) => `${kind}.skupper.io`);
    const url = 'https://github.com/acme/skupper';

    function ownSkupper(source: ApplicationProps['source'], provides: readonly string[] = []) {
      const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
      const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
      const edge = { environment: 'prod', tags: ['edge'], provides, server: 'https://eu.example:6443' };
      const eu = Cluster.existing(platform, 'eu', edge);
      new Network(platform, 'acme', { hub, edges: [eu], host: 'van.acme.example' });
      const common = { owner: 'platform', clusters: [eu], provides: kinds, podSecurity: 'privileged' } as const;
      new Application(platform, 'skupper', source === undefined ? common : { ...common, source });
      return resolveForTest(platform);
    }

    test.each([
      [{ git: { url, path: 'deploy' } }, 'a folder in git'],
      [{ kustomize: { url, path: 'deploy' } }, 'a Kustomize folder'],
      [undefined, 'constructs'],
    ])('that is a problem: %j', (source, from) => {
      expect(ownSkupper(source).problems.map(formatProblem)).toEqual([
        `RB848 at skupper.source: it brings "Connector.skupper.io", without which "eu" cannot join, by ${from}; bring it by a Helm chart; or install it on the edge before it joins, and name the kind in the provides of the cluster`,
      ]);
    });

    test('unless somebody installs it before, and it is never pruned then either', () => {
      const resolved = ownSkupper({ git: { url, path: 'deploy' } }, kinds);
      expect(resolved.problems).toEqual([]);
      expect(resolved.files().get('hub/applicationsets/skupper.yaml')).toContain('prune: false');
    });

    test('or it is a chart of your own', () => {
      const helm = { repository: 'oci://ghcr.io/acme/charts', chart: 'skupper', version: '2.2.1' };
      const resolved = ownSkupper({ helm });
      expect(resolved.problems).toEqual([]);
      expect(resolved.files().has('bootstrap/eu/charts/skupper/values.yaml')).toBe(true);
    });
  });

  test('is no matter where there is no network: Skupper is delivered like any other component', () => {
    const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
    Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
    Cluster.existing(platform, 'eu', { environment: 'prod', tags: ['edge'], server: 'https://eu.example' });
    new ComponentSet(platform, 'components', catalogue, { edges: ['edge'] });
    const text = resolveForTest(platform).files().get('hub/applicationsets/skupper.yaml');
    expect(text).toContain('prune: true');
    expect(text).not.toContain('rollingSync');
  });
});

test("two routers are the hub's alone: Skupper refuses them of an edge", () => {
  const files = filesOf({ highAvailability: true });
  expect(JSON.stringify(files.get('prod/network-acme-hub/prod/hub.yaml'))).toContain('"ha":true');
  expect(JSON.stringify(files.get('dev/network-acme-edge/dev/edge.yaml'))).not.toContain('"ha"');
});

test('it rolls one edge at a time, environment by environment', () => {
  const [set] = filesOf().get('hub/applicationsets/network-acme-edge.yaml') ?? [];
  expect(set).toMatchObject({
    spec: {
      strategy: {
        rollingSync: {
          steps: [
            { matchExpressions: [{ values: ['dev'] }], maxUpdate: 1 },
            { matchExpressions: [{ values: ['prod'] }], maxUpdate: 1 },
          ],
        },
      },
    },
  });
});

test('Argo CD reaches an existing edge at the listener of the hub, by the name of its API server', () => {
  const secret = JSON.stringify(filesOf().get('hub/clusters/eu.yaml')?.[1]);
  expect(secret).toContain('"server":"https://api-eu.skupper-site.svc:443"');
  expect(secret).toContain('\\"serverName\\":\\"kubernetes.default.svc\\"');
  expect(secret).toContain('"key":"credential-eu","property":"token"');
  expect(secret).toContain('"roadbed.dev/tag.edge":"true"');
  expect(secret).not.toContain('eu.example');
});

test('a cluster that the hub makes registers itself, in a network too', () => {
  expect(JSON.stringify(filesOf().get('hub/clusters/us.yaml'))).toContain('us-connection');
});

test.each([
  ['where that is said', { manage: false }, undefined],
  ['where Argo CD is on another cluster', {}, 'https://hub.example:6443'],
] as const)('Argo CD reaches edges at their own addresses %s', (_, props, hubServer) => {
  // Clusters that are made need a hub: these are let be.
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const hub = Cluster.existing(platform, 'hub', {
    environment: 'prod',
    server: hubServer ?? 'https://kubernetes.default.svc',
  });
  const eu = Cluster.existing(platform, 'eu', { environment: 'prod', server: 'https://eu.example:6443' });
  new Network(platform, 'acme', { hub, edges: [eu], host: 'van.acme.example', ...props });
  const resolved = resolveForTest(platform);
  expect(resolved.problems).toEqual([]);
  expect(new Map(resolved.files()).get('hub/clusters/eu.yaml')).toContain('https://eu.example:6443');
});

test('a prop that a network does not know is a problem of it', () => {
  const wrong: Partial<NetworkProps> = JSON.parse('{"hosts":"van.acme.example"}');
  expect(resolveForTest(platformWith(wrong)).problems.map(formatProblem)).toEqual([
    expect.stringContaining('RB101 at network-acme-edge/edge.hosts'),
    expect.stringContaining('RB101 at network-acme-hub/hub.hosts'),
  ]);
});

test('what is no cluster is a problem of the network, and makes no site', () => {
  const wrong: NetworkProps = JSON.parse('{"hub":"hub","edges":["eu"]}');
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://hub.example:6443' });
  new Network(platform, 'acme', wrong);
  expect(resolveForTest(platform).problems.map(({ code }) => code)).toEqual(['RB840', 'RB840']);
});

test('the components of a network are for Argo CD on its hub, and for a Prometheus of its own edges', () => {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const place = (id: string, server: string) => Cluster.existing(platform, id, { environment: 'prod', server });
  const [hub, eu, us] = [
    place('hub', 'https://hub.example'),
    place('eu', 'https://eu.example'),
    place('us', 'https://us.example'),
  ];
  new Network(platform, 'acme', { hub, edges: [eu], components: {}, prometheus: [us] });
  const wrong: NetworkProps = { hub: us, edges: [us], ...JSON.parse('{"components":true}') };
  new Network(platform, 'other', wrong);
  expect(resolveForTest(platform).problems.map(formatProblem)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('RB952 at acme.components: Argo CD does not run on its hub, got "hub"'),
      expect.stringContaining('RB953 at acme.prometheus[0]: not an edge of this network, got "us"'),
      expect.stringContaining('RB952 at other.components: must be an object, got "true"'),
    ]),
  );
});

test('edges have a tag by which rules choose them', () => {
  const resolved = resolveForTest(platformWith());
  const text = (cluster: string) => JSON.stringify(new Map(resolved.files()).get(`hub/clusters/${cluster}.yaml`));
  expect(text('eu')).toContain('roadbed.dev/tag.edge-of-acme');
  expect(text('hub')).not.toContain('roadbed.dev/tag.edge-of-acme');
});
