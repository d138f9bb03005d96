/** A cluster, as far as it decides where things go. */
interface Place {
  readonly hub: boolean;
}

/** The clusters that get the objects of a variant: its own, or the hub on their behalf. */
export function landing<Cluster extends Place>(
  { clusters, hubNamespace }: { readonly clusters: readonly Cluster[]; readonly hubNamespace: string | undefined },
  graph: { readonly clusters: readonly Cluster[] },
): readonly Cluster[] {
  return hubNamespace === undefined ? clusters : graph.clusters.filter(({ hub }) => hub);
}
