import type { ComponentSetup } from '../../src/model/component.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { type AwsService, awsGroup, awsKinds } from './aws-kinds.ts';
import { azureFamilyKinds, azureKinds, definitionIn, gcpKinds } from './cloud-kinds.ts';
import { awsProviders, azureProviders, gcpProviders, otherProviders } from './versions.ts';

export const NAMESPACE = 'crossplane-system';

/** Providers that are wanted: services of clouds, and those that are no cloud's. */
export interface WantedProviders {
  readonly awsServices: readonly AwsService[];
  readonly gcpServices: readonly (keyof typeof gcpKinds)[];
  readonly azureServices: readonly (keyof typeof azureKinds)[];
  readonly terraform: boolean;
  readonly kubernetes: boolean;
}

/** A package, and the kinds in use of those that it brings, by their groups. */
interface Package {
  readonly name: string;
  readonly image: string;
  readonly kinds: readonly { readonly kind: string; readonly group: string }[];
}

/** Just the providers that are wanted, and the policy that activates just the kinds in use; nothing where none is wanted. */
export function providersPart(wanted: WantedProviders): readonly ComponentSetup[] {
  const packages = packagesOf(wanted);
  if (packages.length === 0) return [];
  const kinds = [...packages.flatMap((one) => one.kinds), ...familyKinds(wanted)];
  return [
    {
      name: 'providers',
      namespace: NAMESPACE,
      manifests: [...packages.map(provider), activation(kinds.map(({ kind, group }) => definitionIn(kind, group)))],
      provides: [...kinds.map(({ kind, group }) => `${kind}.${group}`), ...accountKinds(wanted)],
    },
  ];
}

function packagesOf({ awsServices, gcpServices, azureServices, terraform, kubernetes }: WantedProviders) {
  const packages: Package[] = [];
  for (const service of sorted(awsServices)) {
    const kinds = awsKinds[service].map((kind) => ({ kind, group: awsGroup(service) }));
    packages.push({ name: `provider-aws-${service}`, image: imageOf(awsProviders, `aws-${service}`), kinds });
  }
  for (const service of sorted(gcpServices)) {
    const kinds = gcpKinds[service].map((kind) => ({ kind, group: `${service}.gcp.m.upbound.io` }));
    packages.push({ name: `provider-gcp-${service}`, image: imageOf(gcpProviders, `gcp-${service}`), kinds });
  }
  for (const service of sorted(azureServices)) {
    const kinds = azureKinds[service].map((kind) => ({ kind, group: `${service}.azure.m.upbound.io` }));
    packages.push({ name: `provider-azure-${service}`, image: imageOf(azureProviders, `azure-${service}`), kinds });
  }
  if (kubernetes) {
    const kinds = [{ kind: 'Object', group: 'kubernetes.m.crossplane.io' }];
    packages.push({ name: 'provider-kubernetes', image: otherProviders.kubernetes, kinds });
  }
  if (terraform) {
    const kinds = [{ kind: 'Workspace', group: 'tf.m.upbound.io' }];
    packages.push({ name: 'provider-terraform', image: otherProviders.terraform, kinds });
  }
  return packages;
}

function sorted<T extends string>(services: readonly T[]): readonly T[] {
  return [...new Set(services)].sort();
}

function imageOf({ repository, version }: { readonly repository: string; readonly version: string }, name: string) {
  return `${repository}/provider-${name}:${version}`;
}

/** Kinds of the package that the services of a cloud share, which Crossplane adds by itself. */
function familyKinds({ azureServices }: WantedProviders): Package['kinds'] {
  return azureServices.length === 0 ? [] : azureFamilyKinds.map((kind) => ({ kind, group: 'azure.m.upbound.io' }));
}

/** Kinds by which the providers sign in. */
function accountKinds(wanted: WantedProviders): readonly string[] {
  const { awsServices, gcpServices, azureServices, terraform, kubernetes } = wanted;
  const groups = [
    ...(awsServices.length === 0 ? [] : ['aws.m.upbound.io']),
    ...(gcpServices.length === 0 ? [] : ['gcp.m.upbound.io']),
    ...(azureServices.length === 0 ? [] : ['azure.m.upbound.io']),
    ...(kubernetes ? ['kubernetes.m.crossplane.io'] : []),
    ...(terraform ? ['tf.m.upbound.io'] : []),
  ];
  return groups.flatMap((group) => [`ClusterProviderConfig.${group}`, `ProviderConfig.${group}`]);
}

function provider({ name, image }: Package): Manifest {
  return { apiVersion: 'pkg.crossplane.io/v1', kind: 'Provider', metadata: { name }, spec: { package: image } };
}

function activation(kinds: readonly string[]): Manifest {
  return {
    apiVersion: 'apiextensions.crossplane.io/v1alpha1',
    kind: 'ManagedResourceActivationPolicy',
    metadata: { name: 'roadbed' },
    spec: { activate: [...kinds].sort() },
  };
}
