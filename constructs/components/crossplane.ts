import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import type { Follower } from '../../src/model/follower.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { AWS_SERVICES, awsGroup, awsKinds } from './aws-kinds.ts';
import { azureFamilyKinds, azureKinds, gcpKinds } from './cloud-kinds.ts';
import { familiesOf, NAMESPACE, type ProviderChoices, providersInUse } from './crossplane-providers.ts';
import type { ProviderFamily } from './provider-packages.ts';
import { replicas } from './replicas.ts';
import { charts } from './versions.ts';

const options = z.strictObject({
  replicas: replicas(),
  providersInUse: z
    .boolean()
    .default(true)
    .describe(
      'Whether each cluster gets the providers and kinds that are in use there. With false there are just those that are named here.',
    ),
  awsServices: z
    .array(z.enum(AWS_SERVICES))
    .default([])
    .describe(
      'Services of AWS whose provider is there on every cluster, in use or not, with the kinds of it that Roadbed makes.',
    ),
  awsIdentity: z
    .enum(['PodIdentity', 'IRSA', 'Secret'])
    .default('PodIdentity')
    .describe(
      'What the providers sign in to AWS with: the identity of their pods, or the key `credentials` of the Secret `aws-credentials` in `crossplane-system`.',
    ),
  awsRoleArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/, { error: 'must be the ARN of an IAM role' })
    .optional()
    .describe('IAM role of the pods of the providers, for `IRSA`. Default: none is named to AWS.'),
  gcpServices: z
    .array(z.enum(['compute', 'container', 'sql', 'storage']))
    .default([])
    .describe(
      'Services of Google Cloud whose provider is there on every cluster, in use or not: `compute` and `container` for GKE, `sql` and `storage` for databases and buckets.',
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
  gcpServiceAccount: z
    .email({ error: 'must be the email of a service account' })
    .optional()
    .describe(
      'Service account of Google Cloud that the pods of the providers act as, by Workload Identity. Default: their own identity.',
    ),
  azureServices: z
    .array(z.enum(['containerservice', 'dbforpostgresql', 'network', 'storage']))
    .default([])
    .describe(
      'Services of Azure whose provider is there on every cluster, in use or not: `containerservice` and `network` for AKS, the others for databases and buckets.',
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
  terraform: z
    .boolean()
    .default(false)
    .describe(
      'Whether the provider of Terraform, as `Cluster.terraform` uses it, is there on every cluster, in use or not.',
    ),
  kubernetes: z
    .boolean()
    .default(false)
    .describe(
      'Whether the provider of objects of other clusters, as the transport `provider-kubernetes` uses it, is there on every cluster, in use or not.',
    ),
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
  follow: (chosen) => {
    const choices = choicesOf(chosen);
    const providers = providersInUse(choices);
    return [
      { name: 'providers', namespace: NAMESPACE, ...providers },
      // Apart from the providers, which bring its kind.
      { name: 'accounts', namespace: NAMESPACE, ...accounts(chosen, choices, providers) },
    ];
  },
});

type Chosen = z.output<typeof options>;

/** The kinds that are named, and what the pods of the providers are to their clouds. */
function choicesOf(chosen: Chosen): ProviderChoices {
  const { awsServices, gcpServices, azureServices, terraform, kubernetes, providersInUse: inUse } = chosen;
  const { awsIdentity, awsRoleArn, gcpIdentity, gcpServiceAccount, azureAccount } = chosen;
  const always = [
    ...awsServices.flatMap((service) => awsKinds[service].map((kind) => `${kind}.${awsGroup(service)}`)),
    ...gcpServices.flatMap((service) => gcpKinds[service].map((kind) => `${kind}.${service}.gcp.m.upbound.io`)),
    ...azureServices.flatMap((service) => azureKinds[service].map((kind) => `${kind}.${service}.azure.m.upbound.io`)),
    ...(azureServices.length === 0 ? [] : azureFamilyKinds.map((kind) => `${kind}.azure.m.upbound.io`)),
    ...(kubernetes ? ['Object.kubernetes.m.crossplane.io'] : []),
    ...(terraform ? ['Workspace.tf.m.upbound.io'] : []),
  ];
  const role = awsIdentity === 'IRSA' ? awsRoleArn : undefined;
  const account = gcpIdentity === 'InjectedIdentity' ? gcpServiceAccount : undefined;
  return {
    always: [...new Set(always)].sort(),
    inUse,
    identities: {
      aws: { annotations: role === undefined ? {} : { 'eks.amazonaws.com/role-arn': role }, labels: {} },
      gcp: { annotations: account === undefined ? {} : { 'iam.gke.io/gcp-service-account': account }, labels: {} },
      azure:
        azureAccount === undefined
          ? { annotations: {}, labels: {} }
          : {
              annotations: {
                'azure.workload.identity/client-id': azureAccount.client,
                'azure.workload.identity/tenant-id': azureAccount.tenant,
              },
              labels: { 'azure.workload.identity/use': 'true' },
            },
    },
  };
}

/** The accounts by which the providers sign in, each the `default` of its cloud, where one of its providers is. */
function accounts(chosen: Chosen, { always }: ProviderChoices, { wants }: Follower): Follower {
  return {
    wants,
    bring: (wanted) =>
      familiesOf(wanted, always).flatMap((family) => {
        const manifest = accountOf(family, chosen);
        const answered = wanted.filter((want) => familiesOf([want], []).includes(family));
        return manifest === undefined ? [] : [{ manifest, for: answered }];
      }),
    provides: () => [],
  };
}

function accountOf(family: ProviderFamily, chosen: Chosen): Manifest | undefined {
  const { awsIdentity, gcpProject, gcpIdentity, azureAccount } = chosen;
  if (family === 'aws') return account(awsIdentity);
  if (family === 'gcp') return gcpProject === undefined ? undefined : gcpAccount(gcpProject, gcpIdentity);
  return azureAccount === undefined ? undefined : azureConfig(azureAccount);
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

function azureConfig({ client, tenant, subscription }: NonNullable<Chosen['azureAccount']>): Manifest {
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

function account(source: Chosen['awsIdentity']): Manifest {
  const secretRef = { namespace: NAMESPACE, name: 'aws-credentials', key: 'credentials' };
  return {
    apiVersion: 'aws.m.upbound.io/v1beta1',
    kind: 'ClusterProviderConfig',
    metadata: { name: 'default' },
    spec: { credentials: source === 'Secret' ? { source, secretRef } : { source } },
  };
}
