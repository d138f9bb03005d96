import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { ComponentSet } from '../../src/platform/component-set.ts';
import { standardComponents } from '../../stacks/components.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  delivered,
  problemsOf,
  resolved,
  variantOf,
} from '../support/platforms.ts';

const issuer = component({
  name: 'issuer',
  chart: { repository: 'https://charts.acme.example', name: 'issuer', version: '1.2.3' },
  namespace: 'issuer',
  on: 'all',
  provides: ['Certificate.acme.example'],
  options: z.strictObject({ replicas: z.int().min(1).default(2).describe('Pods.') }),
  values: ({ replicas }, { brings }) => ({ replicas, metrics: { enabled: brings('Monitor.acme.example'), port: 1 } }),
});
const monitor = component({
  name: 'monitor',
  chart: { repository: 'https://charts.acme.example', name: 'monitor', version: '4.5.6' },
  namespace: 'monitor',
  on: 'hub',
  provides: ['Monitor.acme.example'],
  requires: ['Certificate.acme.example'],
  options: z.strictObject({}),
  values: () => ({}),
  setup: () => [
    {
      name: 'targets',
      namespace: 'monitor',
      manifests: [{ apiVersion: 'acme.example/v1', kind: 'Monitor', metadata: { name: 'all' }, spec: {} }],
    },
  ],
});
const agent = component({
  name: 'agent',
  chart: { repository: 'oci://charts.acme.example/agents', name: 'agent', version: '7.8.9' },
  namespace: 'agent',
  on: 'edges',
  provides: [],
  options: z.strictObject({}),
  values: () => ({}),
});
const catalogue = { issuer, monitor, agent };

function fleet() {
  const platform = aPlatform();
  aCluster(platform, 'hub', 'prod', { server: 'https://kubernetes.default.svc' });
  aCluster(platform, 'eu', 'prod', { tags: ['edge'] });
  aCluster(platform, 'dev', 'dev', { tags: ['edge'] });
  return platform;
}

type Props = ConstructorParameters<typeof ComponentSet<typeof catalogue>>[3];

function withComponents(props: Props = { edges: ['edge'] }) {
  const platform = fleet();
  new ComponentSet(platform, 'components', catalogue, props);
  return platform;
}

/** Which clusters each application is on. */
function placed(platform: ReturnType<typeof fleet>): Readonly<Record<string, readonly string[]>> {
  const graph = resolved(platform);
  const own = graph.applications.filter(({ part }) => part === 'site');
  return Object.fromEntries(own.map(({ name, placements }) => [name, placements.map(({ cluster }) => cluster.name)]));
}

test('all components are on the clusters that they say', () => {
  expect(placed(withComponents())).toEqual({
    agent: ['dev', 'eu'],
    issuer: ['dev', 'eu', 'hub'],
    monitor: ['hub'],
    'monitor-targets': ['hub'],
  });
});

test('without edges what is for edges alone is left out, and all else is on the hub', () => {
  expect(placed(withComponents({}))).toEqual({ issuer: ['hub'], monitor: ['hub'], 'monitor-targets': ['hub'] });
});

test('a platform moves a component to other clusters, names its version, and merges values', () => {
  const settings = {
    on: 'edges',
    version: '1.3.0',
    replicas: 5,
    values: { metrics: { port: 2 }, extra: [1] },
  } as const;
  const platform = withComponents({ edges: ['edge'], issuer: settings, monitor: false });
  const { variants, placements, owner } = delivered(resolved(platform), 'issuer');
  expect(placements.map(({ cluster }) => cluster.name)).toEqual(['dev', 'eu']);
  expect(owner).toBe('platform');
  expect(variants[0]?.source).toEqual({
    helm: {
      repository: 'https://charts.acme.example',
      chart: 'issuer',
      version: '1.3.0',
      releaseName: 'issuer',
      values: { replicas: 5, metrics: { enabled: false, port: 2 }, extra: [1] },
    },
  });
});

test('values adapt to what other components of the set bring to all of the same clusters', () => {
  const enabled = (props: Props) => {
    const { variants } = delivered(resolved(withComponents(props)), 'issuer');
    return Object(Object(variants[0]?.source).helm.values).metrics.enabled;
  };
  expect(enabled({ edges: ['edge'] })).toBe(false);
  expect(enabled({ edges: ['edge'], monitor: { on: 'all' } })).toBe(true);
  expect(enabled({ issuer: { on: 'hub' } })).toBe(true);
});

test('what a component requires must be on all of its clusters', () => {
  expect(problemsOf(withComponents({ edges: ['edge'], issuer: false }))).toEqual([
    'RB971 at components/monitor.requires: nothing brings the kind "Certificate.acme.example" to "hub"; let a component bring it there, or name it in the provides of the clusters',
  ]);
  expect(problemsOf(withComponents({ edges: ['edge'], issuer: { on: 'edges' }, monitor: { on: 'all' } }))).toEqual([
    expect.stringContaining('to "hub";'),
  ]);
});

test('what a cluster has already counts, and what the program brings by itself too', () => {
  const platform = aPlatform();
  const hub = aCluster(platform, 'hub', 'prod', {
    server: 'https://kubernetes.default.svc',
    provides: ['Certificate.acme.example'],
  });
  new ComponentSet(platform, 'components', catalogue, { issuer: false });
  expect(problemsOf(platform)).toEqual([]);
  const other = fleet();
  anApplication(other, 'own', { onHub: true, provides: ['Certificate.acme.example'] });
  new ComponentSet(other, 'components', catalogue, { issuer: false });
  expect(problemsOf(other)).toEqual([]);
  expect(hub.name).toBe('hub');
});

test('a component waits for what brings the kinds that it requires, and its own parts for it', () => {
  const graph = resolved(withComponents());
  const waits = (name: string) => delivered(graph, name).waitsFor.map((wait) => wait.name);
  expect(waits('monitor')).toEqual(['issuer', 'namespace-monitor']);
  expect(waits('monitor-targets')).toEqual(['monitor', 'namespace-monitor']);
});

test('an edge that joins later gets the components of edges by its tags', () => {
  const { variants } = delivered(resolved(withComponents()), 'agent');
  expect(variants.flatMap(({ selectors }) => selectors)).toEqual(
    expect.arrayContaining([{ matchLabels: { 'roadbed.dev/environment': 'prod', 'roadbed.dev/tag.edge': 'true' } }]),
  );
});

test('an owner’s application may require kinds too', () => {
  const platform = fleet();
  anApplication(platform, 'shop', { onHub: true, requires: ['Certificate.acme.example'] });
  expect(problemsOf(platform)).toEqual([expect.stringContaining('RB971 at shop.requires')]);
});

test('what a platform team can do wrong', () => {
  const props = {
    edges: ['edge'],
    isuer: {},
    issuer: { replicas: 0, replica: 1 },
    agent: { on: 'moon' },
    monitor: true,
  };
  expect(problemsOf(withComponents(Object(props)))).toEqual([
    'RB101 at components.agent.on: must be one of "hub", "edges", "all", got "moon"; see the props of this construct in api-docs',
    'RB101 at components.issuer.replica: there is no prop "replica"; did you mean "replicas"?',
    'RB101 at components.issuer.replicas: must be at least 1, got "0"; it is: pods',
    'RB970 at components.isuer: there is no component "isuer"; did you mean "issuer"?',
    'RB101 at components.monitor: must be an object, got "true"; see the props of this construct in api-docs',
  ]);
});

test('a platform without a hub says so', () => {
  const platform = aPlatform();
  aCluster(platform, 'eu', 'prod', { tags: ['edge'] });
  new ComponentSet(platform, 'components', { issuer }, { edges: ['edge'] });
  expect(problemsOf(platform)).toEqual([expect.stringContaining('components/issuer.onHub')]);
});

test('a component may have edges of its own, by their tags', () => {
  const platform = fleet();
  aCluster(platform, 'factory', 'prod', { tags: ['edge', 'splunk'] });
  new ComponentSet(platform, 'components', catalogue, { edges: ['edge'], agent: { edges: ['splunk'] } });
  const on = (name: string) => delivered(resolved(platform), name).placements.map(({ cluster }) => cluster.name);
  expect(on('agent')).toEqual(['factory']);
  expect(on('issuer')).toEqual(['dev', 'eu', 'factory', 'hub']);
});

test('what comes to some edges alone is not counted on where all of them are meant, and is by what comes to the same', () => {
  const metricsOf = (props: Partial<Props>) => {
    const platform = fleet();
    aCluster(platform, 'factory', 'prod', { tags: ['edge', 'splunk'] });
    const own = { monitor: { ...monitor, on: 'all' as const, requires: [] }, issuer, agent };
    new ComponentSet(platform, 'components', own, { edges: ['edge'], ...props });
    const { source } = variantOf(resolved(platform), 'issuer', 'prod');
    return JSON.stringify(source);
  };
  expect(metricsOf({})).toContain('"enabled":true');
  expect(metricsOf({ monitor: { edges: ['splunk'] } })).toContain('"enabled":false');
  expect(metricsOf({ monitor: { edges: ['splunk'] }, issuer: { edges: ['splunk'] } })).toContain('"enabled":true');
  expect(metricsOf({ issuer: { edges: ['splunk'] } })).toContain('"enabled":true');
});

describe('the standard components', () => {
  const standard = (props = {}) => {
    const platform = fleet();
    new ComponentSet(platform, 'components', standardComponents, { edges: ['edge'], ...props });
    return platform;
  };

  test('are all there unless they are switched off', () => {
    const names = Object.keys(placed(standard({ crossplane: { awsServices: ['rds', 's3'] } })));
    expect(names).toEqual([
      'argo-cd',
      'argo-events',
      'argo-workflows',
      'cert-manager',
      'cloudnative-pg',
      'crossplane',
      'crossplane-accounts',
      'crossplane-providers',
      'envoy-gateway',
      'envoy-gateway-gateway',
      'external-secrets',
      'grafana',
      'grafana-admin',
      'k8sgpt',
      'kube-prometheus-stack',
      'opencost',
      'sealed-secrets',
      'skupper',
    ]);
  });

  const nobody = (component: string, kind: string) =>
    `RB971 at components/${component}.requires: nothing brings the kind "${kind}`;
  /** What others cannot do without. */
  const required: Readonly<Record<string, readonly string[]>> = {
    externalSecrets: [nobody('grafana', 'ExternalSecret.'), nobody('grafana', 'Password.')],
    kubePrometheusStack: [nobody('opencost', 'ServiceMonitor.')],
  };

  test.each(Object.keys(standardComponents))(
    'without %s the others are as they were or adapt, and what requires it is a problem',
    (name) => {
      const broken = required[name] ?? [];
      const problems = problemsOf(standard({ [name]: false }));
      expect(problems).toEqual(broken.map((start) => expect.stringContaining(start)));
    },
  );

  test('no monitor is asked for where nothing reads it', () => {
    const text = (props: object) =>
      JSON.stringify(
        resolved(standard(props)).applications.flatMap(({ variants }) => variants.map(({ source }) => source)),
      );
    expect(text({ kubePrometheusStack: false, openCost: false })).not.toMatch(
      /"(serviceMonitor|servicemonitor)":\{"enabled":true|"podMonitorEnabled":true/,
    );
    expect(text({})).toMatch(/"serviceMonitor":\{"enabled":true/);
  });

  test('of Crossplane the providers that are named are there, with the kinds that Roadbed makes of them', () => {
    const graph = resolved(standard({ crossplane: { awsServices: ['sqs', 'rds'], awsIdentity: 'Secret' } }));
    const objects = variantOf(graph, 'crossplane-providers', 'prod').objects.map(({ manifest }) => manifest);
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
      'DeploymentRuntimeConfig/crossplane-contrib-provider-family-aws',
      'Provider/crossplane-contrib-provider-family-aws',
      'DeploymentRuntimeConfig/provider-aws-rds',
      'Provider/provider-aws-rds',
      'DeploymentRuntimeConfig/provider-aws-sqs',
      'Provider/provider-aws-sqs',
      'ManagedResourceActivationPolicy/roadbed',
    ]);
    expect(objects.at(-1)?.spec).toEqual({
      activate: [
        'clusterinstances.rds.aws.m.upbound.io',
        'clusters.rds.aws.m.upbound.io',
        'instances.rds.aws.m.upbound.io',
        'parametergroups.rds.aws.m.upbound.io',
        'queuepolicies.sqs.aws.m.upbound.io',
        'queues.sqs.aws.m.upbound.io',
        'subnetgroups.rds.aws.m.upbound.io',
      ],
    });
    expect(delivered(graph, 'crossplane-accounts').waitsFor.map(({ name }) => name)).toContain('crossplane-providers');
  });

  test('Crossplane gets the providers of other clouds, of Terraform and of Kubernetes where they are asked for', () => {
    const crossplane = {
      gcpServices: ['container'],
      gcpProject: 'acme',
      azureServices: ['network'],
      azureAccount: { client: 'c', tenant: 't', subscription: 's' },
      terraform: true,
      kubernetes: true,
    };
    const graph = resolved(standard({ crossplane }));
    const objects = variantOf(graph, 'crossplane-providers', 'prod').objects.map(({ manifest }) => manifest);
    expect(objects.flatMap(({ kind, spec }) => (kind === 'Provider' ? [Object(spec).package] : []))).toEqual([
      'xpkg.crossplane.io/crossplane-contrib/provider-family-azure:v2.7.0',
      'xpkg.crossplane.io/crossplane-contrib/provider-family-gcp:v3.0.0',
      'xpkg.crossplane.io/crossplane-contrib/provider-azure-network:v2.7.0',
      'xpkg.crossplane.io/crossplane-contrib/provider-gcp-container:v3.0.0',
      'xpkg.crossplane.io/crossplane-contrib/provider-kubernetes:v1.2.1',
      'xpkg.upbound.io/upbound/provider-terraform:v1.0.0',
    ]);
    expect(objects.find(({ kind }) => kind === 'ManagedResourceActivationPolicy')?.spec).toEqual({
      activate: [
        'clusters.container.gcp.m.upbound.io',
        'nodepools.container.gcp.m.upbound.io',
        'objects.kubernetes.m.crossplane.io',
        'resourcegroups.azure.m.upbound.io',
        'subnets.network.azure.m.upbound.io',
        'virtualnetworks.network.azure.m.upbound.io',
        'workspaces.tf.m.upbound.io',
      ],
    });
    const accounts = variantOf(graph, 'crossplane-accounts', 'prod').objects.map(({ manifest }) => manifest);
    expect(accounts.map(({ apiVersion, metadata }) => `${apiVersion} ${metadata.name}`)).toEqual([
      'azure.m.upbound.io/v1beta1 default',
      'gcp.m.upbound.io/v1beta1 default',
    ]);
  });
});
