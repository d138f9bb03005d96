import { Cluster, Components, type ComponentsProps, formatProblem, Platform } from 'roadbed';
import { resolveForTest } from 'roadbed/testing';

function fleet(props: ComponentsProps) {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
  for (const [name, tags] of Object.entries({ eu: ['edge'], us: ['edge', 'otlp'], lab: ['edge', 'splunk', 'far'] })) {
    Cluster.existing(platform, name, { environment: 'prod', server: `https://${name}.acme.example`, tags });
  }
  new Components(platform, 'components', { edges: ['edge'], ...props });
  const resolved = resolveForTest(platform);
  expect(resolved.problems.map(formatProblem)).toEqual([]);
  return resolved;
}

const openTelemetryCollector = { endpoint: 'https://otlp.acme.example', edges: ['otlp'] };
const splunkOtelCollector = { clusterName: 'lab', endpoint: 'https://splunk.acme.example/services/collector' };

test('what works in the stead of another takes its place on its own edges, and what needs the other goes with it', () => {
  const resolved = fleet({
    openTelemetryCollector,
    splunkOtelCollector: { ...splunkOtelCollector, edges: ['splunk', 'far'] },
  });
  expect(resolved.clustersOf('opentelemetry-collector')).toEqual(['us']);
  expect(resolved.clustersOf('splunk-otel-collector')).toEqual(['lab']);
  for (const name of ['kube-prometheus-stack', 'opencost']) expect(resolved.clustersOf(name)).toEqual(['eu', 'hub']);
});

test('on all edges it leaves the other to the hub, and on all clusters nowhere', () => {
  expect(fleet({ splunkOtelCollector }).clustersOf('kube-prometheus-stack')).toEqual(['hub']);
  const none = fleet({ splunkOtelCollector: { ...splunkOtelCollector, on: 'all' } });
  for (const name of ['kube-prometheus-stack', 'opencost'])
    expect(() => none.clustersOf(name)).toThrow('there is no application');
});

test('a component that names edges of its own is on these whatever else is there', () => {
  const resolved = fleet({ openTelemetryCollector, openCost: false, kubePrometheusStack: { edges: ['otlp'] } });
  expect(resolved.clustersOf('kube-prometheus-stack')).toEqual(['hub', 'us']);
});

test('what is there on request is not there unasked', () => {
  expect(() => fleet({}).clustersOf('local-ai')).toThrow('there is no application');
  expect(fleet({ localAi: {} }).clustersOf('local-ai')).toEqual(['eu', 'hub', 'lab', 'us']);
});

test('values that are each cluster’s own are for Argo CD to fill in, but for those that the platform gives itself', () => {
  const own = (settings: object) => {
    const resolved = fleet({ splunkOtelCollector: { ...splunkOtelCollector, ...settings } });
    return resolved.files().get('hub/applicationsets/splunk-otel-collector.yaml') ?? '';
  };
  expect(own({})).toMatch(/parameters:\n.*name: cloudProvider\n/);
  expect(own({})).toContain('- name: environment\n');
  expect(own({ environment: 'live' })).not.toContain('- name: environment\n');
  expect(own({ values: { cloudProvider: 'gcp' } })).not.toContain('- name: cloudProvider\n');
});
