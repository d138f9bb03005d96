import type { ClusterNode, ResolvedApplication, ResolvedGraph, ResolvedObject, Variant } from '../../graph/graph.ts';
import type { ApplicationSource } from '../../model/declarations.ts';
import { landing } from '../../model/landing.ts';
import { isPulumiResource } from '../../model/pulumi-resource.ts';
import { isMixed, isWrittenByPulumi } from '../shared/mixed-delivery.ts';

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

/** The sources that are delivered to the chosen clusters: none where Argo CD delivers them. */
export function deliveredSources(graph: ResolvedGraph, selection: Selection): readonly DeliveredSource[] {
  if (isMixed(graph)) return [];
  return chosen(graph, selection).flatMap((delivery) => {
    const { source } = delivery.variant;
    return source === undefined ? [] : [{ ...delivery, source }];
  });
}

/**
 * Everything that Pulumi delivers to the chosen clusters or on their behalf, cluster by cluster in name order: where Argo CD delivers too, the infrastructure
 * alone, with the namespaces that it stands in.
 */
export function delivered(graph: ResolvedGraph, selection: Selection): readonly DeliveredObject[] {
  const deliveries = chosen(graph, selection);
  const all = deliveries.flatMap((delivery) => delivery.variant.objects.map((resolved) => ({ ...delivery, resolved })));
  const parts = all.filter(({ application }) => application.part !== 'namespace');
  const written = parts.filter(({ resolved }) => isWrittenByPulumi(resolved, graph));
  if (isMixed(graph)) {
    const needed = new Set(written.map(namespaceOf));
    return all.filter((object) => isIn(object, needed) ?? isPulumiResource(object.resolved.manifest));
  }
  // What stands in a cloud is in no namespace, though it is known by one: where nothing else is, a cluster needs none.
  const inCluster = parts.filter(({ resolved }) => !isPulumiResource(resolved.manifest));
  const filled = new Set([...written, ...inCluster].map(namespaceOf));
  for (const { cluster, application, variant } of deliveries) {
    if (variant.source !== undefined) filled.add(`${cluster.name} ${application.namespace}`);
  }
  const empty = new Set(parts.map(namespaceOf).filter((name) => !filled.has(name)));
  return all.filter((object) => isIn(object, empty) !== true);
}

/** The namespace that an object is in, on its cluster. */
function namespaceOf({ cluster, resolved }: DeliveredObject): string {
  return `${cluster.name} ${resolved.manifest.metadata.namespace}`;
}

/** Whether a namespace is one of these; undefined of what is no namespace of the platform's. */
function isIn({ cluster, application, resolved }: DeliveredObject, names: ReadonlySet<string>): boolean | undefined {
  if (application.part !== 'namespace') return undefined;
  return names.has(`${cluster.name} ${resolved.manifest.metadata.name}`);
}

type Delivery = Omit<DeliveredObject, 'resolved'>;

/** The applications as they are at each chosen cluster or on its behalf, in name order of the clusters that hold them. */
function chosen(graph: ResolvedGraph, { environment }: Selection): readonly Delivery[] {
  const byCluster = new Map<ClusterNode, Delivery[]>(graph.clusters.map((cluster) => [cluster, []]));
  for (const application of graph.applications) {
    for (const variant of application.variants) {
      if (environment !== undefined && variant.environment !== environment) continue;
      for (const cluster of landing(variant, graph)) byCluster.get(cluster)?.push({ cluster, application, variant });
    }
  }
  return [...byCluster.values()].flat();
}
