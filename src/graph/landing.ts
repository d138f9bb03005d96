import type { ClusterNode, ResolvedGraph, Variant } from './graph.ts';

/** The clusters that get the objects of a variant: its own, or the hub on their behalf. */
export function landing(
  { clusters, hubNamespace }: Variant,
  graph: Pick<ResolvedGraph, 'clusters'>,
): readonly ClusterNode[] {
  return hubNamespace === undefined ? clusters : graph.clusters.filter(({ hub }) => hub);
}
