import { crossplane } from '../../../constructs/components/crossplane.ts';
import type { ComponentFollower } from '../../../src/model/component.ts';
import type { Manifest } from '../../../src/model/manifest.ts';

function part(name: string, options: object = {}): ComponentFollower {
  const found = crossplane.follow?.(crossplane.options.parse(options)).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no part ${name}`);
  return found;
}

function brought(wants: readonly string[], options: object = {}, name = 'providers'): readonly Manifest[] {
  return part(name, options)
    .bring(wants)
    .map(({ manifest }) => manifest);
}

const named = (manifests: readonly Manifest[], kind: string) =>
  manifests.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);

const specOf = (manifests: readonly Manifest[], kind: string, name: string) =>
  Object(manifests.find((one) => one.kind === kind && one.metadata.name === name)?.spec);

test('every kind of a provider is wanted by the group of its objects, and no other kind is', () => {
  const wants = (apiVersion: string, kind: string) => part('providers').wants({ apiVersion, kind });
  expect(wants('rds.aws.m.upbound.io/v1beta1', 'Instance')).toEqual(['Instance.rds.aws.m.upbound.io']);
  expect(wants('lambda.aws.upbound.io/v1beta1', 'Function')).toEqual(['Function.lambda.aws.upbound.io']);
  expect(wants('azure.m.upbound.io/v1beta1', 'ResourceGroup')).toEqual(['ResourceGroup.azure.m.upbound.io']);
  expect(wants('tf.m.upbound.io/v1beta1', 'Workspace')).toEqual(['Workspace.tf.m.upbound.io']);
  expect(wants('v1', 'Secret')).toEqual([]);
  expect(wants('apps/v1', 'Deployment')).toEqual([]);
  expect(wants('aws.example.io/v1', 'Bucket')).toEqual([]);
  expect(
    part('providers', { providersInUse: false }).wants({ apiVersion: 'tf.m.upbound.io/v1', kind: 'Workspace' }),
  ).toEqual([]);
});

test('each wanted kind brings its package, that of its family, and its activation', () => {
  const manifests = brought(['Cluster.docdb.aws.m.upbound.io', 'Topic.sns.aws.m.upbound.io']);
  expect(named(manifests, 'Provider')).toEqual([
    'crossplane-contrib-provider-family-aws',
    'provider-aws-docdb',
    'provider-aws-sns',
  ]);
  expect(specOf(manifests, 'Provider', 'provider-aws-sns')).toEqual({
    package: 'xpkg.crossplane.io/crossplane-contrib/provider-aws-sns:v2.6.0',
    runtimeConfigRef: { name: 'provider-aws-sns' },
  });
  expect(specOf(manifests, 'ManagedResourceActivationPolicy', 'roadbed')).toEqual({
    activate: ['clusters.docdb.aws.m.upbound.io', 'topics.sns.aws.m.upbound.io'],
  });
});

test('where nothing is wanted nothing is brought', () => {
  expect(brought([])).toEqual([]);
  expect(brought([], {}, 'accounts')).toEqual([]);
});

test('an account alone brings the package of its family and activates nothing', () => {
  const manifests = brought(['ProviderConfig.aws.m.upbound.io']);
  expect(named(manifests, 'Provider')).toEqual(['crossplane-contrib-provider-family-aws']);
  expect(named(manifests, 'ManagedResourceActivationPolicy')).toEqual([]);
});

test('the pods of each provider are an account of its name, which its cloud can know', () => {
  const wants = ['Bucket.s3.aws.m.upbound.io', 'Bucket.storage.gcp.m.upbound.io', 'Subnet.network.azure.m.upbound.io'];
  const runtimes = (options: object) => {
    const manifests = brought(wants, options);
    return ['provider-aws-s3', 'provider-gcp-storage', 'provider-azure-network'].map((name) =>
      specOf(manifests, 'DeploymentRuntimeConfig', name),
    );
  };
  const account = (name: string, annotations?: object) => ({
    serviceAccountTemplate: { metadata: { name, ...(annotations === undefined ? {} : { annotations }) } },
  });
  expect(runtimes({})).toEqual([
    account('provider-aws-s3'),
    account('provider-gcp-storage'),
    account('provider-azure-network'),
  ]);
  const known = runtimes({
    awsIdentity: 'IRSA',
    awsRoleArn: 'arn:aws:iam::111122223333:role/crossplane',
    gcpServiceAccount: 'crossplane@acme.iam.gserviceaccount.com',
    azureAccount: { client: 'c', tenant: 't', subscription: 's' },
  });
  expect(known).toEqual([
    account('provider-aws-s3', { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/crossplane' }),
    account('provider-gcp-storage', { 'iam.gke.io/gcp-service-account': 'crossplane@acme.iam.gserviceaccount.com' }),
    {
      ...account('provider-azure-network', {
        'azure.workload.identity/client-id': 'c',
        'azure.workload.identity/tenant-id': 't',
      }),
      deploymentTemplate: {
        spec: { selector: {}, template: { metadata: { labels: { 'azure.workload.identity/use': 'true' } } } },
      },
    },
  ]);
});

test('an account is made for each cloud that is wanted and known', () => {
  const wants = ['Bucket.s3.aws.m.upbound.io', 'Bucket.storage.gcp.m.upbound.io'];
  const accounts = (options: object) => brought(wants, options, 'accounts').map(({ apiVersion }) => apiVersion);
  expect(accounts({})).toEqual(['aws.m.upbound.io/v1beta1']);
  expect(accounts({ gcpProject: 'acme' })).toEqual(['aws.m.upbound.io/v1beta1', 'gcp.m.upbound.io/v1beta1']);
});

test('provider-kubernetes may get and update just what its objects refer to', () => {
  const reference = (apiVersion: string, kind: string) => ({ patchesFrom: { apiVersion, kind, name: 'orders' } });
  const wants = part('providers').wants({
    apiVersion: 'kubernetes.m.crossplane.io/v1alpha1',
    kind: 'Object',
    spec: {
      references: [
        reference('rds.aws.m.upbound.io/v1beta1', 'Instance'),
        reference('v1', 'Secret'),
        { dependsOn: { apiVersion: 'v1', kind: 'Service', name: 'api' } },
        { dependsOn: { name: 'other' } },
      ],
    },
  });
  expect(wants).toEqual(['Object.kubernetes.m.crossplane.io', 'read Instance.rds.aws.m.upbound.io', 'read Service']);
  const manifests = brought([...wants].sort());
  expect(manifests.find(({ kind }) => kind === 'ClusterRole')).toMatchObject({
    rules: [
      { apiGroups: ['rds.aws.m.upbound.io'], resources: ['instances'], verbs: ['get', 'update'] },
      { apiGroups: [''], resources: ['services'], verbs: ['get', 'update'] },
    ],
  });
  expect(manifests.find(({ kind }) => kind === 'ClusterRoleBinding')).toMatchObject({
    subjects: [{ kind: 'ServiceAccount', name: 'provider-kubernetes', namespace: 'crossplane-system' }],
  });
  // What is referred to is another provider's: a right on it needs no provider.
  expect(named(manifests, 'Provider')).toEqual(['provider-kubernetes']);
});

test('a provider holds what its kinds hold, so it never goes unasked', () => {
  const [, provider] = brought(['Workspace.tf.m.upbound.io']);
  expect(provider).toMatchObject({ kind: 'Provider', metadata: { annotations: { 'roadbed.dev/stateful': 'true' } } });
});
