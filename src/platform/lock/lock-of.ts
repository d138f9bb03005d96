import type { PlacedMatch, ResolvedApplication, ResolvedGraph, ResolvedObject } from '../../graph/graph.ts';
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
  const known = graph.clusters.filter(({ environment }) => environment === name).map((cluster) => cluster.name);
  const used = new Set([...parts.values()].flatMap(({ clusters }) => [...clusters]));
  const clusters = known.filter((cluster) => used.has(cluster)).sort(compareText);
  const entries = [...parts].sort(([a], [b]) => compareText(a, b));
  return {
    roadbed,
    images: imagesIn(objectsIn(name, graph.applications)),
    clusters,
    applications: Object.fromEntries(
      entries.map(([path, part]) => [path, applicationLock(part, matches.get(path) ?? [], clusters)]),
    ),
  };
}

/** What is delivered in one environment for an application of the program. */
interface Part {
  readonly namespace: string;
  readonly clusters: Set<string>;
  /** Every object that holds data, with the clusters that it is on. */
  readonly data: Map<ResolvedObject, string[]>;
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
      const names = variant.clusters.map(({ name }) => name);
      // What stands at a control plane or between clusters is for clusters of the application, and may be elsewhere itself.
      if (kind === 'site') for (const name of names) part.clusters.add(name);
      // A large platform has few of them.
      for (const object of variant.objects) {
        if (object.stateful) part.data.set(object, [...(part.data.get(object) ?? []), ...names]);
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

function applicationLock(part: Part, matches: readonly PlacedMatch[], around: readonly string[]): ApplicationLock {
  const clusters = [...part.clusters].sort(compareText);
  const needs = needsOf(matches, clusters);
  const data = dataOf(part.data, clusters);
  return {
    namespace: part.namespace,
    clusters: unlessAll(clusters, around),
    needs: needs.size === 0 ? undefined : Object.fromEntries(needs),
    data: data.size === 0 ? undefined : Object.fromEntries(data),
  };
}

function needsOf(matches: readonly PlacedMatch[], around: readonly string[]): ReadonlyMap<string, readonly NeedLock[]> {
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
  objects: ReadonlyMap<ResolvedObject, readonly string[]>,
  around: readonly string[],
): ReadonlyMap<string, readonly DataLock[]> {
  const data = new Map<string, Map<string, Set<string>>>();
  for (const [{ manifest, path }, clusters] of objects) {
    const { apiVersion, kind, metadata } = manifest;
    const id = objectId({ apiVersion, kind, namespace: metadata.namespace, name: metadata.name });
    const ids = data.get(path) ?? new Map<string, Set<string>>();
    data.set(path, ids.set(id, new Set([...(ids.get(id) ?? []), ...clusters])));
  }
  const sorted = [...data].sort(([a], [b]) => compareText(a, b));
  return new Map(
    sorted.map(([path, ids]) => [
      path,
      [...ids]
        .sort(([a], [b]) => compareText(a, b))
        .map(([object, names]) => ({ object, clusters: unlessAll([...names].sort(compareText), around) })),
    ]),
  );
}

/** Names of clusters, unless they are those around: what is everywhere need not say so. */
function unlessAll(names: readonly string[], around: readonly string[]): readonly string[] | undefined {
  const same = names.length === around.length && names.every((name, index) => name === around[index]);
  return same ? undefined : names;
}
