import type { GraphDocuments } from '../model/graph-document.ts';
import { compareText } from '../model/problem.ts';

/** An application that is no longer delivered to some clusters, where what it left runs on until a person deletes it. */
export interface Departure {
  /** Name of what was delivered: `shop`, `shop-control`. */
  readonly application: string;
  readonly clusters: readonly string[];
}

/**
 * What a new graph no longer delivers to clusters that are still there, outside development, or anywhere where changes come in waves: Argo CD
 * takes its Application away and leaves its objects.
 */
export function departures(
  before: GraphDocuments | undefined,
  after: GraphDocuments,
  environment: string | undefined,
): readonly Departure[] {
  if (before === undefined) return [];
  const careful = new Set<string>();
  const { clusters: known, waves } = after.platform;
  for (const { name, tier } of known) if (tier !== 'development' || waves !== undefined) careful.add(name);
  const stays = clustersByApplication(after, environment);
  const left: Departure[] = [];
  for (const [application, clusters] of clustersByApplication(before, environment)) {
    const gone = [...clusters].filter(
      (cluster) => careful.has(cluster) && stays.get(application)?.has(cluster) !== true,
    );
    if (gone.length > 0) left.push({ application, clusters: gone.sort(compareText) });
  }
  return left.sort((a, b) => compareText(a.application, b.application));
}

function clustersByApplication({ applications }: GraphDocuments, environment: string | undefined) {
  const found = new Map<string, Set<string>>();
  for (const { name, part, variants } of applications) {
    // A namespace that stays empty runs nothing, and what holds data in it is guarded by itself.
    if (part === 'namespace') continue;
    const clusters = new Set<string>();
    for (const variant of variants) {
      if (environment !== undefined && variant.environment !== environment) continue;
      for (const cluster of variant.clusters) clusters.add(cluster);
    }
    found.set(name, clusters);
  }
  return found;
}
