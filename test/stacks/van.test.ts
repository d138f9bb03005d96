import {
  Application,
  allComponents,
  Cluster,
  type ComponentsProps,
  DistributionRule,
  formatProblem,
  type VanProps,
} from 'roadbed';
import { type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { clustersOf, decidedBy, generate } from '../conformance/application-sets.ts';
import { vanPlatform } from './van-platform.ts';

const all = ['factory', 'iowa', 'ireland', 'operations', 'virginia'];
const withPrometheus = ['factory', 'iowa', 'ireland', 'operations'];

let van: ResolvedPlatform;

beforeAll(() => {
  van = resolveForTest(vanPlatform());
});

const problemsOf = (components: ComponentsProps, props: Partial<VanProps> = {}) =>
  resolveForTest(vanPlatform({ components, ...props })).problems.map(formatProblem);

test('it resolves without a problem', () => {
  expect(van.problems.map(formatProblem)).toEqual([]);
});

test('every component is where it belongs', () => {
  const hubAlone = ['argo-cd', 'argo-events', 'argo-workflows', 'grafana', 'dashboards'];
  const everywhere = ['cert-manager', 'cloudnative-pg', 'crossplane', 'envoy-gateway', 'external-secrets', 'k8sgpt'];
  for (const name of hubAlone) expect([name, van.clustersOf(name)]).toEqual([name, ['operations']]);
  for (const name of [...everywhere, 'sealed-secrets', 'skupper'])
    expect([name, van.clustersOf(name)]).toEqual([name, all]);
});

test('Splunk on an edge works instead of Prometheus there, and takes with it what Prometheus alone makes possible', () => {
  expect(van.clustersOf('splunk-otel-collector')).toEqual(['virginia']);
  for (const name of ['kube-prometheus-stack', 'opencost', 'alerts'])
    expect([name, van.clustersOf(name)]).toEqual([name, withPrometheus]);
});

test('Grafana has a data source for every cluster with a Prometheus, through a listener that the edge answers', () => {
  const hub = van.objects('operations', 'network-acme-hub');
  const sources = hub.filter(({ metadata }) => metadata.labels?.grafana_datasource === '1');
  const parsed = sources.map(({ data }) => JSON.parse(String(Object.values(Object(data))[0])).datasources[0]);
  expect(parsed.map(({ uid, url }) => [uid, url])).toEqual([
    ['factory', 'http://prometheus-factory.skupper-site.svc:9090'],
    ['iowa', 'http://prometheus-iowa.skupper-site.svc:9090'],
    ['ireland', 'http://prometheus-ireland.skupper-site.svc:9090'],
  ]);
  for (const { uid } of parsed) {
    const connector = van.object(uid, 'Connector', 'prometheus');
    const listener = van.object('operations', 'Listener', `prometheus-${uid}`);
    expect(Object(listener.spec).routingKey).toBe(Object(connector.spec).routingKey);
    expect(connector.spec).toMatchObject({ host: 'kube-prometheus-stack-prometheus.monitoring.svc', port: 9090 });
  }
  expect(van.objects('virginia', 'network-acme-edge').map(({ metadata }) => metadata.name)).not.toContain('prometheus');
});

test('the Prometheus beside Grafana is named after the hub', () => {
  expect(van.files().get('prod/grafana/prod/values.yaml')).toContain('uid: operations');
});

test('its names are under its domain', () => {
  const files = [...van.files()].map(([, text]) => text).join('\n');
  for (const name of ['van', 'argocd', 'grafana']) expect(files).toContain(`${name}.acme.example`);
});

test('settings of a component are laid over those of the stack, and false takes away', () => {
  const small = resolveForTest(
    vanPlatform({ components: { argoCd: { highAvailability: false }, grafana: false, k8sgpt: false }, alerts: false }),
  );
  expect(small.problems).toEqual([]);
  expect(small.files().get('prod/argo-cd/prod/values.yaml')).toContain('argocd.acme.example');
  for (const name of ['grafana', 'k8sgpt', 'dashboards', 'alerts'])
    expect(() => small.clustersOf(name)).toThrow('there is no application');
  const hub = small.objects('operations', 'network-acme-hub');
  expect(hub.map(({ metadata }) => metadata.name)).not.toContain('prometheus-factory');
});

describe('without one component', () => {
  const brings = (kind: string) => expect.stringContaining(`nothing brings the kind "${kind}"`);
  /** What cannot do without, by rule: it is a problem. All else adapts, or goes with it. */
  const required: Readonly<Record<string, readonly unknown[]>> = {
    certManager: [brings('Certificate.cert-manager.io')],
    externalSecrets: [
      brings('ExternalSecret.external-secrets.io'),
      brings('Password.generators.external-secrets.io'),
      brings('ExternalSecret.external-secrets.io'),
      brings('ExternalSecret.external-secrets.io'),
    ],
    skupper: [brings('Site.skupper.io'), brings('Site.skupper.io')],
    kubePrometheusStack: [brings('ServiceMonitor.monitoring.coreos.com')],
    // Three of the edges are made by it.
    crossplane: [
      expect.stringContaining('RB972 at acme/components.crossplane: it is off, got "false": on "operations"'),
    ],
  };

  test.each(Object.keys(allComponents))('%s', (name) => {
    expect(problemsOf({ [name]: false })).toEqual(required[name] ?? []);
  });
});

test('the ApplicationSets, read offline, give each cluster exactly what was decided', () => {
  const files = van.files();
  const generated = generate(files, clustersOf(files)).map(({ name }) => name);
  const decided = decidedBy(van);
  expect([...generated].sort()).toEqual([...decided].sort());
  expect(decided.length).toBeGreaterThan(60);
});

test('an edge that joins later, by its labels alone, gets exactly what an edge like it has', () => {
  const files = van.files();
  const known = clustersOf(files);
  const like = known.find(({ name }) => name === 'iowa');
  const labels = { ...like?.labels, 'roadbed.dev/cluster': 'later' };
  const joined = generate(files, [...known, { name: 'later', server: 'https://later.example', labels }]);
  const of = (cluster: string) =>
    joined.flatMap(({ name, server }) =>
      server === known.find((one) => one.name === cluster)?.server || name.endsWith(`-${cluster}`)
        ? [name.slice(0, -cluster.length - 1)]
        : [],
    );
  // Its place in the network is its own: a certificate, a listener and a data source come with the next synthesis.
  const ofItsOwn = ['network-acme-edge', 'namespace-skupper-site'];
  expect(of('later')).toEqual(of('iowa').filter((name) => !ofItsOwn.includes(name)));
  expect(of('later').length).toBeGreaterThan(20);
});

test('the Prometheus of a cluster outside the network cannot be read through it', () => {
  const platform = vanPlatform();
  const stranger = Cluster.existing(platform, 'stranger', { environment: 'dev', server: 'https://s.example' });
  expect(problemsOf({}, { prometheus: [stranger] })).toEqual([
    expect.stringContaining('RB953 at acme.prometheus[0]: not an edge of this network, got "stranger"'),
  ]);
});

test('Splunk in the stead of Grafana and Prometheus: these are deselected, a repository of charts is added, and a rule', () => {
  const without = { grafana: false, kubePrometheusStack: false, openCost: false, splunkOtelCollector: false } as const;
  const platform = vanPlatform({ components: without });
  const helm = {
    repository: 'https://signalfx.github.io/splunk-otel-collector-chart',
    chart: 'splunk-otel-collector',
    version: '0.140.0',
    values: { splunkPlatform: { endpoint: 'https://splunk.acme.example/services/collector' } },
    clusterValues: { clusterName: 'name' },
  } as const;
  new Application(platform, 'splunk', {
    owner: 'team-metrics',
    tags: ['splunk'],
    podSecurity: 'privileged',
    source: { helm },
  });
  new DistributionRule(platform, 'splunk-to-edges', { applications: ['splunk'], clusters: ['edge-of-acme'] });
  const resolved = resolveForTest(platform);
  expect(resolved.problems.map(formatProblem)).toEqual([]);
  expect(resolved.clustersOf('splunk')).toEqual(['factory', 'iowa', 'ireland', 'virginia']);
  for (const name of ['grafana', 'kube-prometheus-stack', 'opencost', 'alerts', 'dashboards'])
    expect(() => resolved.clustersOf(name)).toThrow('there is no application');
  expect(resolved.files().get('hub/projects/team-metrics.yaml')).toContain(helm.repository);
});
