import type { GraphDocuments } from '../model/graph-document.ts';
import { comparePaths, compareText } from '../model/problem.ts';
import type { ClusterChange, ObjectChange } from './difference.ts';
import type { FieldChange } from './field-changes.ts';
import { push } from './graph-index.ts';

/** A change with the folder that the object is in, or was in. */
export interface PlacedChange extends ObjectChange {
  readonly folder: string;
}

/**
 * Tells moves from what is made and deleted: an object that one application loses and another gets on the same cluster is moved.
 * It changes hands only if the first does not prune it before the second has it.
 */
export function withMoves(
  changes: readonly PlacedChange[],
  fieldsOf: (id: string, oldFolder: string, newFolder: string) => readonly FieldChange[],
): readonly PlacedChange[] {
  const deleted = new Map<string, PlacedChange[]>();
  for (const change of changes) if (change.change === 'deleted') push(deleted, change.id, change);
  const left = new Map<PlacedChange, ReadonlySet<string>>();
  const result: PlacedChange[] = [];
  for (const change of changes) {
    if (change.change === 'deleted') continue;
    let clusters: ReadonlySet<string> = new Set(change.clusters);
    for (const old of change.change === 'created' ? (deleted.get(change.id) ?? []) : []) {
      const there = left.get(old) ?? new Set(old.clusters);
      const both = [...there].filter((cluster) => clusters.has(cluster));
      if (both.length === 0) continue;
      left.set(old, without(there, clusters));
      clusters = without(clusters, there);
      const fields = fieldsOf(change.id, old.folder, change.folder);
      result.push({ ...change, change: 'moved', from: old.application, clusters: both, fields });
    }
    if (clusters.size > 0 || change.clusters.length === 0) result.push({ ...change, clusters: [...clusters] });
  }
  for (const old of [...deleted.values()].flat()) {
    const clusters = left.get(old);
    if (clusters === undefined) result.push(old);
    else if (clusters.size > 0) result.push({ ...old, clusters: [...clusters] });
  }
  return result;
}

function without(names: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => !others.has(name)));
}

/** Changes that are alike but for their clusters, as one, in the order in which they are shown. */
export function merged(changes: readonly PlacedChange[]): readonly ObjectChange[] {
  const seen = new Map<string, ObjectChange & { readonly clusters: string[] }>();
  for (const { clusters, folder, ...rest } of changes) {
    const key = JSON.stringify(rest);
    const known = seen.get(key);
    if (known === undefined) seen.set(key, { ...rest, clusters: [...clusters] });
    else for (const cluster of clusters) known.clusters.push(cluster);
  }
  for (const { clusters } of seen.values()) clusters.sort(compareText);
  return [...seen.values()].sort(compareChanges);
}

/** By environment, application, construct and identity; what Argo CD itself reads comes last. */
function compareChanges(a: ObjectChange, b: ObjectChange): number {
  return (
    Number(a.environment === '') - Number(b.environment === '') ||
    compareText(a.environment, b.environment) ||
    compareText(a.application, b.application) ||
    comparePaths(a.path, b.path) ||
    comparePaths(a.id, b.id) ||
    compareText(a.clusters.join(), b.clusters.join())
  );
}

/** How much changes on each cluster, most first: the blast radius. */
export function clusterChanges(
  objects: readonly ObjectChange[],
  now: GraphDocuments,
  before: GraphDocuments | undefined,
): readonly ClusterChange[] {
  const environments = new Map(
    [...(before?.platform.clusters ?? []), ...now.platform.clusters].map(({ name, environment }) => [
      name,
      environment,
    ]),
  );
  const counts = new Map<string, { created: number; changed: number; deleted: number; moved: number }>();
  for (const { change, clusters } of objects) {
    for (const cluster of clusters) {
      const count = counts.get(cluster) ?? { created: 0, changed: 0, deleted: 0, moved: 0 };
      count[change] += 1;
      counts.set(cluster, count);
    }
  }
  const total = ({ created, changed, deleted, moved }: Omit<ClusterChange, 'cluster' | 'environment'>) =>
    created + changed + deleted + moved;
  return [...counts]
    .map(([cluster, count]) => ({ cluster, environment: environments.get(cluster) ?? '', ...count }))
    .sort((a, b) => total(b) - total(a) || compareText(a.cluster, b.cluster));
}
