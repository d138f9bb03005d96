import type { ClusterNode, ResolvedApplication, ResolvedGraph, ResolvedObject, Variant } from '../../graph/graph.ts';
import { landing } from '../../graph/landing.ts';
import type { ApplicationSource } from '../../model/declarations.ts';

/** What a deployment takes of a graph. */
export interface Selection {
  /** The environment whose clusters alone are meant, with what the hub makes for them. Absent: all. */
  readonly environment?: string | undefined;
}

/** An object at one cluster. */
export interface DeliveredObject {
  readonly cluster: ClusterNode;
  readonly application: ResolvedApplication;
  readonly variant: Variant;
  readonly resolved: ResolvedObject;
}

/** A source at one cluster. */
export interface DeliveredSource extends Omit<DeliveredObject, 'resolved'> {
  readonly source: ApplicationSource;
}

/** The sources that are delivered to the chosen clusters. */
export function deliveredSources(graph: ResolvedGraph, { environment }: Selection): readonly DeliveredSource[] {
  const found: DeliveredSource[] = [];
  for (const [cluster, variants] of variantsByCluster(graph)) {
    for (const { application, variant } of variants) {
      if (environment !== undefined && variant.environment !== environment) continue;
      const { source } = variant;
      if (source !== undefined) found.push({ cluster, application, variant, source });
    }
  }
  return found;
}

/** Everything that is delivered to the chosen clusters or on their behalf, cluster by cluster in name order. */
export function delivered(graph: ResolvedGraph, { environment }: Selection): readonly DeliveredObject[] {
  const found: DeliveredObject[] = [];
  for (const [cluster, variants] of variantsByCluster(graph)) {
    for (const { application, variant } of variants) {
      if (environment !== undefined && variant.environment !== environment) continue;
      for (const resolved of variant.objects) found.push({ cluster, application, variant, resolved });
    }
  }
  return found;
}

/** An application as it is at a cluster. */
interface DeliveredVariant {
  readonly application: ResolvedApplication;
  readonly variant: Variant;
}

/** The applications at each cluster, in name order of the clusters. */
function variantsByCluster(graph: ResolvedGraph): ReadonlyMap<ClusterNode, readonly DeliveredVariant[]> {
  const byCluster = new Map<ClusterNode, DeliveredVariant[]>(graph.clusters.map((cluster) => [cluster, []]));
  for (const application of graph.applications) {
    for (const variant of application.variants) {
      for (const cluster of landing(variant, graph)) byCluster.get(cluster)?.push({ application, variant });
    }
  }
  return byCluster;
}
