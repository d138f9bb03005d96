import { Cluster } from 'roadbed';
import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { clustersOf, decidedBy, generate } from '../conformance/application-sets.ts';

type Program = Awaited<ReturnType<typeof platformOf>>;

let platform: Program;
let resolved: ResolvedPlatform;

beforeAll(async () => {
  platform = await platformOf(() => import('../../examples/kaops/main.ts'));
  resolved = resolveForTest(platform);
});

test('it resolves without a problem', () => {
  expect(resolved.problems).toEqual([]);
});

test('the hub makes an edge on each of three clouds, and applies a Terraform repository', () => {
  const kinds = (cluster: string) => new Set(resolved.objects('hub', `cluster-${cluster}`).map(({ kind }) => kind));
  expect(kinds('ireland')).toContain('NodeGroup');
  expect(kinds('iowa')).toContain('NodePool');
  expect(kinds('virginia')).toContain('KubernetesCluster');
  expect(kinds('factory')).toContain('Workspace');
});

test('an edge with Splunk has no Prometheus, and the others have', () => {
  expect(resolved.clustersOf('kube-prometheus-stack')).toEqual(['hub', 'iowa', 'ireland']);
  expect(resolved.clustersOf('alerts')).toEqual(['hub', 'iowa', 'ireland']);
  expect(resolved.clustersOf('splunk-otel-collector')).toEqual(['virginia']);
});

test('KubeVirt is where virtual machines run, and its namespace takes pods of any kind', () => {
  expect(resolved.clustersOf('kubevirt')).toEqual(['virginia']);
  expect(resolved.object('virginia', 'Namespace', 'kubevirt').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'privileged',
  });
});

test('every edge has what an edge has, and the hub alone what is for it', () => {
  const edges = ['hub', 'iowa', 'ireland', 'virginia'];
  for (const name of ['cert-manager', 'external-secrets', 'skupper', 'k8sgpt']) {
    expect([name, resolved.clustersOf(name)]).toEqual([name, edges]);
  }
  for (const name of ['argo-cd', 'argo-workflows', 'grafana', 'dashboards', 'crossplane']) {
    expect([name, resolved.clustersOf(name)]).toEqual([name, ['hub']]);
  }
});

test('what Crossplane is to make has its provider without being told, on the hub alone', () => {
  const providers = resolved.objects('hub', 'crossplane-providers').filter(({ kind }) => kind === 'Provider');
  expect(providers.map(({ metadata }) => metadata.name)).toEqual([
    'crossplane-contrib-provider-family-aws',
    'crossplane-contrib-provider-family-azure',
    'crossplane-contrib-provider-family-gcp',
    'provider-aws-ec2',
    'provider-aws-eks',
    'provider-aws-elasticache',
    'provider-aws-iam',
    'provider-aws-rds',
    'provider-azure-containerservice',
    'provider-azure-network',
    'provider-gcp-compute',
    'provider-gcp-container',
    'provider-terraform',
  ]);
});

test('the ApplicationSets, read offline, give each cluster exactly what was decided', () => {
  const files = resolved.files();
  const generated = generate(files, clustersOf(files)).map(({ name }) => name);
  expect([...generated].sort()).toEqual([...decidedBy(resolved)].sort());
});

test('an edge that joins later gets just what its tags say, by the selectors that are there already', () => {
  const manifests = (one: ResolvedPlatform) => [...one.files()].filter(([path]) => path.endsWith('.yaml'));
  const before = new Map(manifests(resolved));
  Cluster.existing(platform, 'later', {
    environment: 'prod',
    server: 'https://later.acme.example:6443',
    tags: ['edge', 'metrics'],
  });
  const after = resolveForTest(platform);
  const changed = manifests(after).flatMap(([path, text]) => (before.get(path) === text ? [] : [path]));
  expect(changed).toEqual(['hub/clusters/later.yaml']);
  expect(after.clustersOf('shop')).toEqual(['iowa', 'ireland', 'later']);
  expect(after.clustersOf('splunk-otel-collector')).toEqual(['virginia']);
});
