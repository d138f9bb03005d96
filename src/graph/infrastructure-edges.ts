import type { ClusterNode, Edge } from './graph.ts';
import { type Wanted, wantedBy } from './infrastructure-uses.ts';
import { secretRefOf } from './managed-resource.ts';
import {
  configKey,
  type Holder,
  type HolderIndex,
  type PlaneObject,
  type PlaneObjects,
  placeKey,
  push,
} from './plane-objects.ts';
import { meantBy } from './referent.ts';

/** Groups whose configurations are named as the clusters are that they lead to. */
const LEADS_TO_CLUSTER = /^(kubernetes|helm)(\.m)?\.crossplane\.io$/;

/** Most pairs of objects that one dependency between constructs makes: the order of more is left to the waves. */
const MOST_PAIRS = 64;

/** Who uses whom, of the objects that Crossplane reconciles: the set of those that each one uses, by its id. */
export type Uses = readonly ReadonlySet<number>[];

/** Finds what uses what: by what objects name, and by what the program says that constructs depend on. */
export function infrastructureEdges(
  plane: PlaneObjects,
  clusters: readonly ClusterNode[],
  dependencies: readonly Edge[],
): Uses {
  const finder = new Finder(plane, clusters);
  for (const one of plane.objects) finder.object(one);
  finder.constructs(dependencies);
  return finder.uses;
}

class Finder {
  readonly uses: Set<number>[];
  readonly #plane: PlaneObjects;
  readonly #connections: ReadonlyMap<string, NonNullable<ClusterNode['connection']>>;

  constructor(plane: PlaneObjects, clusters: readonly ClusterNode[]) {
    this.#plane = plane;
    this.uses = plane.objects.map(() => new Set<number>());
    this.#connections = new Map(
      clusters.flatMap(({ name, connection }) => (connection === undefined ? [] : [[name, connection] as const])),
    );
  }

  object(one: PlaneObject): void {
    const own = this.uses[one.id];
    if (own === undefined) return;
    for (const wanted of wantedBy(one.linked.object)) {
      for (const used of this.#found(wanted, one)) if (used !== one) own.add(used.id);
    }
  }

  #found(wanted: Wanted, one: PlaneObject): readonly PlaneObject[] {
    const { holder, linked } = one;
    if (wanted.by === 'config') return this.#behind(wanted, holder);
    if (wanted.by === 'secret') return this.#writers(wanted.namespace, wanted.name, holder);
    const around = this.#plane.around(holder, wanted.namespace);
    const found = around.flatMap(({ index }) => chosenIn(index, wanted)).filter((other) => other !== one);
    if (wanted.by !== 'object') return meantBy(wanted.field, linked.object.apiVersion, found);
    return found.filter(({ apiVersion, kind }) => apiVersion === wanted.apiVersion && kind === wanted.kind);
  }

  #writers(namespace: string, name: string, holder: Holder): readonly PlaneObject[] {
    const key = placeKey(namespace, name);
    return this.#plane.around(holder, namespace).flatMap(({ index }) => index.writers.get(key) ?? []);
  }

  /** Who writes the credential by which a provider reaches a cluster: without it, what is on the cluster could not be deleted. */
  #behind(wanted: Extract<Wanted, { by: 'config' }>, holder: Holder): readonly PlaneObject[] {
    const { group, kind, name } = wanted;
    const namespace = kind.startsWith('Cluster') ? '' : wanted.namespace;
    const key = configKey(group, kind, namespace, name);
    for (const { index } of this.#plane.around(holder, namespace)) {
      const config = index.configs.get(key);
      const secret = config === undefined ? undefined : secretRefOf(config);
      if (secret !== undefined) return this.#writers(secret.namespace, secret.name, holder);
    }
    const connection = LEADS_TO_CLUSTER.test(group) ? this.#connections.get(name) : undefined;
    return connection === undefined ? [] : this.#writers(connection.namespace, connection.secret, holder);
  }

  /** What constructs depend on, and what single objects take late values from. */
  constructs(dependencies: readonly Edge[]): void {
    const taking = this.#plane.objects.flatMap((one) =>
      (one.linked.takesFrom ?? []).map((before) => ({ before, after: [one] })),
    );
    if (dependencies.length === 0 && taking.length === 0) return;
    const groups = this.#groups([
      ...taking.map(({ before }) => before),
      ...dependencies.flatMap(({ before, after }) => [before, after]),
    ]);
    for (const { before, after } of taking) this.#between(groups.get(before), after);
    for (const { before, after } of dependencies) {
      const users = new Map<Holder, PlaneObject[]>();
      for (const group of groups.get(after)?.values() ?? []) {
        for (const one of group) push(users, one.holder, one);
      }
      for (const group of users.values()) this.#between(groups.get(before), [...new Set(group)]);
    }
  }

  /** The objects of constructs and of what stands in them, by path, and by what each of them is for. */
  #groups(paths: readonly string[]): ReadonlyMap<string, Group> {
    const ends = new Set(paths);
    const groups = new Map<string, Map<string, PlaneObject[]>>();
    for (const one of this.#plane.objects) {
      const { path } = one.linked;
      for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
        const prefix = path.slice(0, end);
        if (!ends.has(prefix)) continue;
        const group = groups.get(prefix) ?? new Map<string, PlaneObject[]>();
        groups.set(prefix, group);
        for (const { index } of one.holder.variant.clusters) push(group, `${one.holder.part} ${index}`, one);
      }
    }
    return groups;
  }

  /** The last of the users to go keep the first of the used: what each group holds itself orders the rest. */
  #between(group: Group | undefined, users: readonly PlaneObject[]): void {
    const [user] = users;
    if (user === undefined || group === undefined) return;
    const { holder } = user;
    // What is for the same cluster, and what runs where the control plane is: what is for another cluster bears the same path.
    const keys = [`control ${holder.variant.clusters[0]?.index}`, `site ${holder.where[0]?.index}`];
    const own = new Set(users);
    const used = keys
      .flatMap((key) => group.get(key) ?? [])
      .filter((one) => !own.has(one) && this.#plane.covers(one.holder, holder));
    const last = this.#ends(users).using;
    const first = this.#ends(used).used;
    if (last.length * first.length > MOST_PAIRS) return;
    for (const { id } of last) for (const other of first) this.uses[id]?.add(other.id);
  }

  /** Of a group those that use none of it, which go last, and those that none of it uses, which go first. */
  #ends(group: readonly PlaneObject[]): {
    readonly using: readonly PlaneObject[];
    readonly used: readonly PlaneObject[];
  } {
    const members = new Set(group.map(({ id }) => id));
    const held = new Set<number>();
    const using = group.filter(({ id }) => {
      const within = [...(this.uses[id] ?? [])].filter((other) => members.has(other));
      for (const other of within) held.add(other);
      return within.length === 0;
    });
    return { using, used: group.filter(({ id }) => !held.has(id)) };
  }
}

/** Objects of a construct, by the part that they are in and the cluster that they are for. */
type Group = ReadonlyMap<string, readonly PlaneObject[]>;

function chosenIn(
  { named, labelled }: HolderIndex,
  wanted: Extract<Wanted, { by: 'name' | 'labels' | 'object' }>,
): readonly PlaneObject[] {
  if (wanted.by !== 'labels') return named.get(placeKey(wanted.namespace, wanted.name)) ?? [];
  const pairs = Object.entries(wanted.labels);
  let fewest: readonly PlaneObject[] | undefined;
  for (const [label, value] of pairs) {
    const bearing = labelled.get(placeKey(wanted.namespace, `${label}=${value}`)) ?? [];
    if (fewest === undefined || bearing.length < fewest.length) fewest = bearing;
  }
  return (fewest ?? []).filter(({ linked: { object } }) =>
    pairs.every(([label, value]) => object.metadata.labels?.[label] === value),
  );
}
