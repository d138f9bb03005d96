import type { PlacedMatch, ResolvedApplication, ResolvedGraph, ResolvedObject, Variant } from '../../graph/graph.ts';
import { objectId } from '../../model/graph-document.ts';
import type { ApplicationLock, DataLock, EnvironmentLock, NeedLock } from '../../model/lock-document.ts';
import { paramsText } from '../../model/params-text.ts';
import { compareText } from '../../model/problem.ts';
import { imagesIn } from './images.ts';

/** What a graph decides in each of its environments. */
export function environmentLocks(graph: ResolvedGraph, roadbed: string): ReadonlyMap<string, EnvironmentLock> {
  const environments = [...new Set(graph.clusters.map(({ environment }) => environment))].sort(compareText);
  const matches = byApplication(graph);
  return new Map(environments.map((name) => [name, environmentLock(name, graph, matches, roadbed)]));
}

/** Needs by the path of their application. */
type Matches = ReadonlyMap<string, readonly PlacedMatch[]>;

function environmentLock(name: string, graph: ResolvedGraph, matches: Matches, roadbed: string): EnvironmentLock {
  const parts = partsIn(name, graph.applications);
  const lists = new NameLists();
  const clusters = lists.of([...parts.values()].flatMap((part) => [...part.clusters]));
  const entries = [...parts].sort(([a], [b]) => compareText(a, b));
  return {
    roadbed,
    images: imagesIn(objectsIn(name, graph.applications)),
    clusters,
    applications: Object.fromEntries(
      entries.map(([path, part]) => [path, applicationLock(part, matches.get(path) ?? [], clusters, lists)]),
    ),
  };
}

/** What is delivered in one environment for an application of the program. */
interface Part {
  readonly namespace: string;
  /** The clusters of its variants, which applications that are chosen alike share. */
  readonly clusters: Set<Variant['clusters']>;
  /** Every object that holds data, with the clusters that it is on. */
  readonly data: Map<ResolvedObject, Variant['clusters'][]>;
}

/** The names of clusters, sorted; those of one list are the same list each time. */
class NameLists {
  readonly #known = new Map<Variant['clusters'], readonly string[]>();

  of(lists: Iterable<Variant['clusters']>): readonly string[] {
    const distinct = [...new Set(lists)];
    const [only] = distinct;
    if (only !== undefined && distinct.length === 1) return this.#one(only);
    const names = new Set<string>();
    for (const list of distinct) for (const { name } of list) names.add(name);
    return [...names].sort(compareText);
  }

  #one(list: Variant['clusters']): readonly string[] {
    const names = this.#known.get(list) ?? list.map(({ name }) => name).sort(compareText);
    this.#known.set(list, names);
    return names;
  }
}

function* objectsIn(environment: string, applications: readonly ResolvedApplication[]): Iterable<ResolvedObject> {
  for (const { variants } of applications) {
    for (const variant of variants) if (variant.environment === environment) yield* variant.objects;
  }
}

function partsIn(environment: string, applications: readonly ResolvedApplication[]): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const { path, part: kind, namespace, variants } of applications) {
    for (const variant of variants) {
      if (variant.environment !== environment) continue;
      const part = parts.get(path) ?? { namespace, clusters: new Set(), data: new Map() };
      parts.set(path, part);
      // What stands at a control plane or between clusters is for clusters of the application, and may be elsewhere itself.
      if (kind === 'site') part.clusters.add(variant.clusters);
      // A large platform has few of them.
      for (const object of variant.objects) {
        if (!object.stateful) continue;
        part.data.set(object, [...(part.data.get(object) ?? []), variant.clusters]);
      }
    }
  }
  return parts;
}

function byApplication({ applications, matches }: ResolvedGraph): Matches {
  const paths = new Set(applications.map(({ path }) => path));
  const groups = new Map<string, PlacedMatch[]>();
  for (const match of matches) {
    let end = match.unit.lastIndexOf('/');
    while (end > 0 && !paths.has(match.unit.slice(0, end))) end = match.unit.lastIndexOf('/', end - 1);
    const path = match.unit.slice(0, end);
    const group = groups.get(path);
    if (group === undefined) groups.set(path, [match]);
    else group.push(match);
  }
  return groups;
}

function applicationLock(
  part: Part,
  matches: readonly PlacedMatch[],
  around: readonly string[],
  lists: NameLists,
): ApplicationLock {
  const clusters = lists.of(part.clusters);
  const needs = needsOf(matches, clusters);
  const data = dataOf(part.data, clusters, lists);
  return {
    namespace: part.namespace,
    clusters: unlessAll(clusters, around),
    needs: needs.size === 0 ? undefined : Object.fromEntries(needs),
    data: data.size === 0 ? undefined : Object.fromEntries(data),
  };
}

function needsOf(matches: readonly PlacedMatch[], around: readonly string[]): ReadonlyMap<string, readonly NeedLock[]> {
  if (matches.length === 0) return new Map();
  const there = new Set(around);
  const needs = new Map<string, NeedLock[]>();
  for (const { unit, need, provisioner, owner, clusters } of matches) {
    const mine = clusters.filter((name) => there.has(name)).sort(compareText);
    // What is shared is its owner's.
    if (provisioner === undefined || owner !== undefined || mine.length === 0) continue;
    const one: NeedLock = {
      type: need.type,
      name: need.name,
      class: need.class,
      id: need.id === unit ? undefined : need.id,
      shared: need.shared === 'cluster' ? undefined : need.shared,
      provisioner: provisioner.name,
      version: provisioner.version,
      params: paramsText(need.params),
      clusters: unlessAll(mine, around),
    };
    const list = needs.get(unit);
    if (list === undefined) needs.set(unit, [one]);
    else list.push(one);
  }
  return needs;
}

function dataOf(
  objects: Part['data'],
  around: readonly string[],
  lists: NameLists,
): ReadonlyMap<string, readonly DataLock[]> {
  const data = new Map<string, Map<string, Variant['clusters'][]>>();
  for (const [{ manifest, path }, clusters] of objects) {
    const { apiVersion, kind, metadata } = manifest;
    const id = objectId({ apiVersion, kind, namespace: metadata.namespace, name: metadata.name });
    const ids = data.get(path) ?? new Map<string, Variant['clusters'][]>();
    data.set(path, ids.set(id, [...(ids.get(id) ?? []), ...clusters]));
  }
  const sorted = [...data].sort(([a], [b]) => compareText(a, b));
  return new Map(
    sorted.map(([path, ids]) => [
      path,
      [...ids]
        .sort(([a], [b]) => compareText(a, b))
        .map(([object, clusters]) => ({ object, clusters: unlessAll(lists.of(clusters), around) })),
    ]),
  );
}

/** Names of clusters, unless they are those around: what is everywhere need not say so. */
function unlessAll(names: readonly string[], around: readonly string[]): readonly string[] | undefined {
  const same =
    names === around || (names.length === around.length && names.every((name, index) => name === around[index]));
  return same ? undefined : names;
}
