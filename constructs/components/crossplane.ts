import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { AWS_SERVICES } from './aws-kinds.ts';
import { NAMESPACE, providersPart } from './crossplane-providers.ts';
import { replicas } from './replicas.ts';
import { charts } from './versions.ts';

const options = z.strictObject({
  replicas: replicas(),
  awsServices: z
    .array(z.enum(AWS_SERVICES))
    .default([])
    .describe(
      'Services of AWS whose resources are made, each by a provider of its own: those of the managed databases, caches, buckets, queues and clusters in use.',
    ),
  awsIdentity: z
    .enum(['PodIdentity', 'IRSA', 'Secret'])
    .default('PodIdentity')
    .describe(
      'What the providers sign in to AWS with: the identity of their pods, or the key `credentials` of the Secret `aws-credentials` in `crossplane-system`.',
    ),
  gcpServices: z
    .array(z.enum(['compute', 'container', 'sql', 'storage']))
    .default([])
    .describe(
      'Services of Google Cloud whose resources are made: `compute` and `container` for GKE, `sql` and `storage` for databases and buckets.',
    ),
  gcpProject: z
    .string()
    .min(1)
    .max(63)
    .optional()
    .describe(
      'Project of Google Cloud that is meant where nothing says another. Default: none, and no account is made.',
    ),
  gcpIdentity: z
    .enum(['InjectedIdentity', 'Secret'])
    .default('InjectedIdentity')
    .describe(
      'What the providers sign in to Google Cloud with: the identity of their pods, or the key `credentials` of the Secret `gcp-credentials` in `crossplane-system`.',
    ),
  azureServices: z
    .array(z.enum(['containerservice', 'dbforpostgresql', 'network', 'storage']))
    .default([])
    .describe(
      'Services of Azure whose resources are made: `containerservice` and `network` for AKS, the others for databases and buckets.',
    ),
  azureAccount: z
    .strictObject({
      client: z
        .string()
        .min(1)
        .describe('Id of the application that the pods of the providers are, by workload identity.'),
      tenant: z.string().min(1).describe('Id of the tenant.'),
      subscription: z.string().min(1).describe('Id of the subscription.'),
    })
    .optional()
    .describe('Account of Azure that is meant where nothing says another. Default: none is made.'),
  terraform: z.boolean().default(false).describe('Whether Terraform is applied, as `Cluster.terraform` does.'),
  kubernetes: z
    .boolean()
    .default(false)
    .describe('Whether objects of other clusters are made, as the transport `provider-kubernetes` does.'),
});

/** What makes infrastructure: databases, buckets and clusters of clouds, by the providers in use and for the kinds in use. */
export const crossplane = component({
  name: 'crossplane',
  chart: charts.crossplane,
  namespace: NAMESPACE,
  on: 'all',
  provides: [
    ...['CompositeResourceDefinition', 'Composition', 'EnvironmentConfig', 'ManagedResourceActivationPolicy'].map(
      (kind) => `${kind}.apiextensions.crossplane.io`,
    ),
    ...['Configuration', 'DeploymentRuntimeConfig', 'Function', 'ImageConfig', 'Provider'].map(
      (kind) => `${kind}.pkg.crossplane.io`,
    ),
    'ClusterUsage.protection.crossplane.io',
    'Usage.protection.crossplane.io',
  ],
  podSecurity: 'baseline',
  options,
  values: ({ replicas }) => ({
    replicas,
    leaderElection: true,
    rbacManager: { replicas },
    // Nothing is activated but what the policy beside it names: each kind costs the API server memory.
    provider: { defaultActivations: [] },
    metrics: { enabled: true },
  }),
  setup: (chosen) => {
    const manifests = accounts(chosen);
    return [
      ...providersPart(chosen),
      // Apart from the providers, which bring its kind.
      ...(manifests.length === 0 ? [] : [{ name: 'accounts', namespace: NAMESPACE, manifests }]),
    ];
  },
});

/** The accounts by which the providers sign in, each the `default` of its cloud. */
function accounts(chosen: z.output<typeof options>): readonly Manifest[] {
  const { awsServices, awsIdentity, gcpServices, gcpProject, gcpIdentity, azureServices, azureAccount } = chosen;
  return [
    ...(awsServices.length === 0 ? [] : [account(awsIdentity)]),
    ...(gcpServices.length === 0 || gcpProject === undefined ? [] : [gcpAccount(gcpProject, gcpIdentity)]),
    ...(azureServices.length === 0 || azureAccount === undefined ? [] : [azureConfig(azureAccount)]),
  ];
}

function gcpAccount(projectID: string, source: 'InjectedIdentity' | 'Secret'): Manifest {
  const secretRef = { namespace: NAMESPACE, name: 'gcp-credentials', key: 'credentials' };
  return {
    apiVersion: 'gcp.m.upbound.io/v1beta1',
    kind: 'ClusterProviderConfig',
    metadata: { name: 'default' },
    spec: { projectID, credentials: source === 'Secret' ? { source, secretRef } : { source } },
  };
}

function azureConfig({
  client,
  tenant,
  subscription,
}: NonNullable<z.output<typeof options>['azureAccount']>): Manifest {
  return {
    apiVersion: 'azure.m.upbound.io/v1beta1',
    kind: 'ClusterProviderConfig',
    metadata: { name: 'default' },
    spec: {
      clientID: client,
      tenantID: tenant,
      subscriptionID: subscription,
      credentials: { source: 'OIDCTokenFile' },
    },
  };
}

function account(source: z.output<typeof options>['awsIdentity']): Manifest {
  const secretRef = { namespace: NAMESPACE, name: 'aws-credentials', key: 'credentials' };
  return {
    apiVersion: 'aws.m.upbound.io/v1beta1',
    kind: 'ClusterProviderConfig',
    metadata: { name: 'default' },
    spec: { credentials: source === 'Secret' ? { source, secretRef } : { source } },
  };
}
