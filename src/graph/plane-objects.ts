import { kindKey } from '../model/manifest.ts';
import type { ClusterNode, LinkedApplication, LinkedObject, LinkedVariant, MutableObject, Part } from './graph.ts';
import { compositeKind, groupOf, isManagedResource, secretWritten } from './managed-resource.ts';

/** A variant with objects that Crossplane reconciles, and the clusters whose control planes hold them. */
export interface Holder {
  readonly application: LinkedApplication;
  readonly part: Exclude<Part, 'link'>;
  readonly variant: LinkedVariant;
  readonly where: readonly ClusterNode[];
  readonly index: HolderIndex;
}

/** An object that Crossplane reconciles. */
export interface PlaneObject {
  /** Place among all of them. */
  readonly id: number;
  readonly apiVersion: string;
  readonly kind: string;
  readonly linked: LinkedObject;
  readonly holder: Holder;
}

/** What one variant holds, by what others name it by. */
export interface HolderIndex {
  readonly objects: PlaneObject[];
  /** By namespace and name. */
  readonly named: Map<string, PlaneObject[]>;
  /** By namespace, label and value. */
  readonly labelled: Map<string, PlaneObject[]>;
  /** Who writes a Secret, by its namespace and name. */
  readonly writers: Map<string, PlaneObject[]>;
  /** Configurations of providers, by group, kind, namespace and name. */
  readonly configs: Map<string, MutableObject>;
}

const NO_HOLDERS: readonly Holder[] = [];

/** Every object that Crossplane reconciles, by the control plane that it is at. */
export class PlaneObjects {
  readonly objects: PlaneObject[] = [];
  readonly holders: Holder[] = [];
  /** Holders with something in a namespace at the control plane of a cluster. */
  readonly #at = new Map<string, Holder[]>();
  readonly #covers = new Map<Holder, Map<Holder, boolean>>();

  constructor(applications: readonly LinkedApplication[], clusters: readonly ClusterNode[]) {
    const hub = clusters.filter((cluster) => cluster.hub);
    const composites = compositesIn(applications);
    for (const application of applications) {
      for (const part of ['site', 'control'] as const) {
        for (const variant of application[part]) {
          this.#add({ application, part, variant, where: variant.atHub ? hub : variant.clusters }, composites);
        }
      }
    }
  }

  /** The variant itself, and those others that hold something in a namespace at all the control planes that it is at. */
  around(holder: Holder, namespace: string): readonly Holder[] {
    const [first] = holder.where;
    const there = first === undefined ? NO_HOLDERS : (this.#at.get(`${first.index} ${namespace}`) ?? NO_HOLDERS);
    return there.filter((other) => this.covers(other, holder));
  }

  /** Whether a variant is at every control plane that another one is at. */
  covers(holder: Holder, other: Holder): boolean {
    if (holder.where === other.where || holder === other) return true;
    const known = this.#covers.get(holder) ?? new Map<Holder, boolean>();
    this.#covers.set(holder, known);
    let covers = known.get(other);
    if (covers === undefined) {
      const own = new Set(holder.where);
      covers = other.where.every((cluster) => own.has(cluster));
      known.set(other, covers);
    }
    return covers;
  }

  #add(place: Omit<Holder, 'index'>, composites: ReadonlySet<string>): void {
    if (!place.variant.objects.some(({ object }) => isHeld(object, composites))) return;
    const index: HolderIndex = {
      objects: [],
      named: new Map(),
      labelled: new Map(),
      writers: new Map(),
      configs: new Map(),
    };
    const holder = { ...place, index };
    for (const linked of place.variant.objects) if (isHeld(linked.object, composites)) this.#object(linked, holder);
    this.holders.push(holder);
    const namespaces = new Set(index.objects.map(({ linked }) => namespaceOf(linked.object)));
    for (const config of index.configs.values()) namespaces.add(namespaceOf(config));
    for (const { index: cluster } of holder.where) {
      for (const namespace of namespaces) push(this.#at, `${cluster} ${namespace}`, holder);
    }
  }

  #object(linked: LinkedObject, holder: Holder): void {
    const { object } = linked;
    const { apiVersion, kind, metadata } = object;
    const namespace = namespaceOf(object);
    if (isConfig(object)) {
      holder.index.configs.set(configKey(groupOf(apiVersion), kind, namespace, metadata.name), object);
      return;
    }
    const one = { id: this.objects.length, apiVersion, kind, linked, holder };
    this.objects.push(one);
    const { objects, named, labelled, writers } = holder.index;
    objects.push(one);
    push(named, placeKey(namespace, metadata.name), one);
    for (const [label, value] of Object.entries(metadata.labels ?? {})) {
      push(labelled, placeKey(namespace, `${label}=${value}`), one);
    }
    const secret = secretWritten(object);
    if (secret !== undefined) push(writers, placeKey(secret.namespace, secret.name), one);
  }
}

function compositesIn(applications: readonly LinkedApplication[]): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const { site, control } of applications) {
    for (const { objects } of [...site, ...control]) {
      for (const { object } of objects) {
        const kind = compositeKind(object);
        if (kind !== undefined) kinds.add(kind);
      }
    }
  }
  return kinds;
}

/** Whether an object counts here: Crossplane reconciles it, or it says how a provider signs in. */
function isHeld(object: MutableObject, composites: ReadonlySet<string>): boolean {
  if (isConfig(object) || isManagedResource(object)) return true;
  return composites.size > 0 && composites.has(kindKey(object.apiVersion, object.kind));
}

function isConfig({ kind }: MutableObject): boolean {
  return kind === 'ProviderConfig' || kind === 'ClusterProviderConfig';
}

/** Namespace of an object; empty where it stands in none. */
function namespaceOf({ metadata }: MutableObject): string {
  return metadata.namespace ?? '';
}

/** What finds an object, or what it bears, in the maps of a {@link HolderIndex}. */
export function placeKey(namespace: string, name: string): string {
  return `${namespace}\0${name}`;
}

/** What finds a configuration of a provider. */
export function configKey(group: string, kind: string, namespace: string, name: string): string {
  return [group, kind, kind.startsWith('Cluster') ? '' : namespace, name].join('\0');
}

/** Adds to the group of a key. */
export function push<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
