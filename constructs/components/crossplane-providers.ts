import type { AskingObject, BroughtManifest, Follower } from '../../src/model/follower.ts';
import { kindKey, type Manifest, stateful } from '../../src/model/manifest.ts';
import { definitionIn } from './cloud-kinds.ts';
import {
  accountKinds,
  familyPackage,
  isManagedKind,
  type ProviderFamily,
  type ProviderPackage,
  packageOf,
} from './provider-packages.ts';
import { READ, readsOf, referenceRights } from './reference-rights.ts';

export const NAMESPACE = 'crossplane-system';

/** What says who the pods of a family's providers are. */
export interface PodIdentity {
  /** Annotations of their ServiceAccounts. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Labels of the pods themselves. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Which providers there are, and what they sign in as. */
export interface ProviderChoices {
  /** Kinds that are wanted on every cluster, in use or not, as `Kind.group`. */
  readonly always: readonly string[];
  /** Whether the kinds in use are wanted too. */
  readonly inUse: boolean;
  readonly identities: Readonly<Record<ProviderFamily, PodIdentity>>;
}

/** A package with the kinds that are wanted of it, and the wants that it answers. */
interface WantedPackage extends ProviderPackage {
  readonly kinds: Set<string>;
  readonly wants: Set<string>;
}

/**
 * Just the providers whose kinds are in use on a cluster, each with an account of its own for its pods, and the policy that activates just
 * these kinds; nothing where none is.
 */
export function providersInUse({ always, inUse, identities }: ProviderChoices): Follower {
  return {
    wants: inUse ? wantsOf : () => [],
    bring: (wants) => {
      const packages = packagesOf(wants, always);
      return [
        ...packages.flatMap((one) => {
          const identity = one.family === undefined ? undefined : identities[one.family];
          const answered = [...one.wants];
          return [
            { manifest: runtime(one, identity), for: answered },
            { manifest: provider(one), for: answered },
          ];
        }),
        ...activation(packages),
        ...referenceRights(wants, NAMESPACE),
      ];
    },
    provides: (wants) => providedBy(packagesOf(wants, always)),
  };
}

/** The families that are wanted on a cluster. */
export function familiesOf(wants: readonly string[], always: readonly string[]): readonly ProviderFamily[] {
  const families = new Set(packagesOf(wants, always).flatMap(({ family }) => family ?? []));
  return [...families].sort();
}

function wantsOf(object: AskingObject): readonly string[] {
  const kind = kindKey(object.apiVersion, object.kind);
  return packageOf(groupOf(kind)) === undefined ? NOTHING : [kind, ...readsOf(object)];
}

const NOTHING: readonly string[] = [];

/** The packages of the kinds that are wanted, with those that families share, in the order of their names. */
function packagesOf(wants: readonly string[], always: readonly string[]): readonly WantedPackage[] {
  const packages = new Map<string, WantedPackage>();
  const add = (made: ProviderPackage): WantedPackage => {
    const known = packages.get(made.name) ?? { ...made, kinds: new Set(), wants: new Set() };
    packages.set(made.name, known);
    return known;
  };
  const kinds = wants.filter((want) => !want.startsWith(READ));
  for (const kind of [...always, ...kinds]) {
    const made = packageOf(groupOf(kind));
    if (made === undefined) throw new Error(`no provider of Crossplane brings ${kind}`);
    const shared = made.family === undefined ? [] : [add(familyPackage(made.family))];
    const own = add(made);
    own.kinds.add(kind);
    for (const one of [own, ...shared]) if (kinds.includes(kind)) one.wants.add(kind);
  }
  return [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function groupOf(kind: string): string {
  return kind.slice(kind.indexOf('.') + 1);
}

function nameOf(kind: string): string {
  return kind.slice(0, kind.indexOf('.'));
}

/** Kinds that the packages bring: those that are activated, and those by which they sign in. */
function providedBy(packages: readonly WantedPackage[]): readonly string[] {
  const kinds = new Set<string>();
  for (const { family, kinds: own } of packages) {
    for (const kind of own) kinds.add(kind);
    const groups = family === undefined ? [...own].map(groupOf) : [`${family}.m.upbound.io`];
    for (const group of groups) for (const kind of accountKinds(group)) kinds.add(kind);
  }
  return [...kinds].sort();
}

/** A provider takes the definitions of its kinds with it when it goes, and so their objects: nobody takes it away unasked. */
function provider({ name, image }: ProviderPackage): Manifest {
  return stateful({
    apiVersion: 'pkg.crossplane.io/v1',
    kind: 'Provider',
    metadata: { name },
    spec: { package: image, runtimeConfigRef: { name } },
  });
}

/** How a provider runs: as an account of its own name, by which a cloud and rights of the cluster can know it. */
function runtime({ name }: ProviderPackage, identity: PodIdentity | undefined): Manifest {
  const { annotations = {}, labels = {} } = identity ?? {};
  const annotated = Object.keys(annotations).length === 0 ? {} : { annotations };
  return {
    apiVersion: 'pkg.crossplane.io/v1beta1',
    kind: 'DeploymentRuntimeConfig',
    metadata: { name },
    spec: {
      serviceAccountTemplate: { metadata: { name, ...annotated } },
      ...(Object.keys(labels).length === 0
        ? {}
        : { deploymentTemplate: { spec: { selector: {}, template: { metadata: { labels } } } } }),
    },
  };
}

function activation(packages: readonly WantedPackage[]): readonly BroughtManifest[] {
  const kinds = packages.flatMap((one) => [...one.kinds]).filter((kind) => isManagedKind(nameOf(kind)));
  if (kinds.length === 0) return [];
  const manifest = {
    apiVersion: 'apiextensions.crossplane.io/v1alpha1',
    kind: 'ManagedResourceActivationPolicy',
    metadata: { name: 'roadbed' },
    spec: { activate: kinds.map((kind) => definitionIn(nameOf(kind), groupOf(kind))).sort() },
  };
  return [{ manifest, for: packages.flatMap((one) => [...one.wants]).filter((kind) => kinds.includes(kind)) }];
}
