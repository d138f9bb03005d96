import type { ApplicationDocument } from '../model/graph-document.ts';
import { comparePaths, compareText } from '../model/problem.ts';
import type { Detail } from './drawing.ts';
import type { GraphIndex } from './graph-index.ts';

/** What is drawn. */
export interface DrawOptions {
  readonly detail: Detail;
  /** Path of the application that is drawn, with what it has to do with. */
  readonly application?: string | undefined;
  /** Name of the cluster that is drawn, with what is on it. */
  readonly cluster?: string | undefined;
}

/** The applications that are drawn, in path order: of those that are there only as neighbours, just some constructs. */
export function chosen(
  index: GraphIndex,
  { application, cluster }: DrawOptions,
): ReadonlyMap<string, ReadonlySet<string> | undefined> {
  const paths = [...index.parts.keys()]
    .filter((path) => application === undefined || path === application)
    .filter((path) => clustersOf(index.parts.get(path) ?? [], cluster).length > 0 || cluster === undefined);
  const result = new Map<string, Set<string> | undefined>(paths.map((path) => [path, undefined]));
  if (application === undefined) return new Map([...result].sort(([a], [b]) => comparePaths(a, b)));
  const neighbour = (path: string) => {
    const home = index.applicationOf(path)?.path;
    if (home === undefined || home === application) return;
    const known = result.get(home) ?? new Set<string>();
    result.set(home, known.add(path));
  };
  for (const part of index.parts.get(application) ?? []) {
    for (const { producer } of part.references) neighbour(producer);
    for (const { before } of part.edges) neighbour(before);
    for (const { owner = '' } of part.matches) neighbour(owner);
    for (const { name } of part.waitsFor) neighbour(index.applications.get(name)?.path ?? name);
  }
  for (const match of [...index.asked.values()].flat()) {
    if (match.owner?.startsWith(`${application}/`) === true) neighbour(match.unit);
  }
  for (const [path, references] of index.given) {
    if (path !== application && !path.startsWith(`${application}/`)) continue;
    for (const { consumer } of references) neighbour(consumer);
  }
  return new Map([...result].sort(([a], [b]) => comparePaths(a, b)));
}

/** Names of the clusters that parts of an application are on, of those that are drawn. */
export function clustersOf(parts: readonly ApplicationDocument[], cluster: string | undefined): readonly string[] {
  const names = new Set(parts.flatMap(({ placements }) => placements.map((placement) => placement.cluster)));
  return inCluster([...names], cluster).toSorted(compareText);
}

/** The clusters that are drawn, of these. */
export function inCluster(clusters: readonly string[], cluster: string | undefined): readonly string[] {
  return cluster === undefined ? clusters : clusters.filter((name) => name === cluster);
}
