import { crossplaneProviders, providerFamilies } from './versions.ts';

/** A cloud whose providers are a family: a package for each of its services, and one that they share. */
export type ProviderFamily = keyof typeof providerFamilies;

/** The package that brings a kind. */
export interface ProviderPackage {
  /** Name of the Provider, and of what its pods run as. */
  readonly name: string;
  /** The package, at its version. */
  readonly image: string;
  readonly family: ProviderFamily | undefined;
}

const FAMILIES: readonly ProviderFamily[] = ['aws', 'azure', 'gcp'];

/** `rds.aws.m.upbound.io`, `azure.m.upbound.io`, and the same without `m`, which stand outside namespaces. */
const FAMILY_GROUP = /^(?:([a-z0-9]+)\.)?(aws|azure|gcp)(?:\.m)?\.upbound\.io$/;

/** Kinds that say how a provider signs in, and those by which it counts their users: they are there with the package, and never activated. */
const ACCOUNT_KINDS: readonly string[] = ['ClusterProviderConfig', 'ProviderConfig', 'ProviderConfigUsage'];

/** The package that brings the kinds of an API group; undefined where no provider that Roadbed knows does. */
export function packageOf(group: string): ProviderPackage | undefined {
  const [, service, cloud] = FAMILY_GROUP.exec(group) ?? [];
  const family = FAMILIES.find((one) => one === cloud);
  if (family !== undefined) return service === undefined ? familyPackage(family) : servicePackage(family, service);
  for (const [name, { groups, image }] of Object.entries(crossplaneProviders)) {
    if (groups.some((one) => one === group)) return { name: `provider-${name}`, image, family: undefined };
  }
  return undefined;
}

/**
 * The package that the services of a cloud share. Crossplane adds it by itself, under this very name, when it finds no other: so there is one of
 * it, at this version.
 */
export function familyPackage(family: ProviderFamily): ProviderPackage {
  const { repository, version } = providerFamilies[family];
  const [, organisation = ''] = repository.split('/');
  const name = `provider-family-${family}`;
  return { name: `${organisation}-${name}`, image: `${repository}/${name}:${version}`, family };
}

/** The package of a service of a cloud. */
function servicePackage(family: ProviderFamily, service: string): ProviderPackage {
  const { repository, version } = providerFamilies[family];
  const name = `provider-${family}-${service}`;
  return { name, image: `${repository}/${name}:${version}`, family };
}

/** Whether a kind of a provider is a resource that it manages, and so has to be activated. */
export function isManagedKind(kind: string): boolean {
  return !ACCOUNT_KINDS.includes(kind);
}

/** Kinds by which the providers of a group sign in, as `Kind.group`. */
export function accountKinds(group: string): readonly string[] {
  return ACCOUNT_KINDS.slice(0, 2).map((kind) => `${kind}.${group}`);
}
