import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { AWS_SERVICES, type AwsService, awsGroup, awsKinds, definitionName } from './aws-kinds.ts';
import { replicas } from './replicas.ts';
import { awsProviders, charts } from './versions.ts';

const NAMESPACE = 'crossplane-system';

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
  setup: ({ awsServices, awsIdentity }) => {
    const services = [...new Set(awsServices)].sort();
    if (services.length === 0) return [];
    return [
      {
        name: 'providers',
        namespace: NAMESPACE,
        manifests: [...services.map(provider), activation(services)],
        provides: [
          ...services.flatMap((service) => awsKinds[service].map((kind) => `${kind}.${awsGroup(service)}`)),
          'ClusterProviderConfig.aws.m.upbound.io',
          'ProviderConfig.aws.m.upbound.io',
        ],
      },
      // Apart from the providers, which bring its kind.
      { name: 'accounts', namespace: NAMESPACE, manifests: [account(awsIdentity)] },
    ];
  },
});

function provider(service: AwsService): Manifest {
  return {
    apiVersion: 'pkg.crossplane.io/v1',
    kind: 'Provider',
    metadata: { name: `provider-aws-${service}` },
    spec: { package: `${awsProviders.repository}/provider-aws-${service}:${awsProviders.version}` },
  };
}

/** The providers of a family share one that brings the accounts: its kinds are activated too. */
function activation(services: readonly AwsService[]): Manifest {
  const kinds = services.flatMap((service) => awsKinds[service].map((kind) => definitionName(service, kind)));
  return {
    apiVersion: 'apiextensions.crossplane.io/v1alpha1',
    kind: 'ManagedResourceActivationPolicy',
    metadata: { name: 'roadbed' },
    spec: { activate: kinds.sort() },
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
