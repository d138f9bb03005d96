import { CLUSTER_LABEL, CONTROL_PLANE_LABEL, ENVIRONMENT_LABEL, NETWORK_LABEL } from '../model/labels.ts';
import type { Fact } from '../model/site.ts';
import type { Additions } from './additions.ts';
import type { Draft } from './draft.ts';
import type { ClusterNode, LinkedObject, LinkedVariant, PlacedApplication } from './graph.ts';
import { hubNamespaceObject, movedToHub } from './hub-namespace.ts';

/** The variants of what joins an application to other clusters: one for clusters that are alike, one for each where a value is carried. */
export function linkVariants(
  application: PlacedApplication,
  sites: readonly Draft[],
  additions: Additions,
): readonly LinkedVariant[] {
  if (!additions.has('link', application)) return [];
  return sites.flatMap((site) => {
    const added = site.clusters.map((cluster) => ({ cluster, ...additions.of('link', application, cluster) }));
    const some = added.filter(({ objects }) => objects.length > 0);
    if (some.some(({ specific }) => specific)) {
      return some.map(({ cluster, objects }) => ({
        facts: named(cluster),
        clusters: [cluster],
        objects,
        atHub: false,
      }));
    }
    const byNetwork = new Map<
      string,
      { readonly clusters: ClusterNode[]; readonly objects: readonly LinkedObject[] }
    >();
    for (const { cluster, objects } of some) {
      const network = cluster.labels[NETWORK_LABEL] ?? '';
      const alike = byNetwork.get(network);
      if (alike === undefined) byNetwork.set(network, { clusters: [cluster], objects });
      else alike.clusters.push(cluster);
    }
    return [...byNetwork].map(([network, { clusters, objects }]) => {
      const others = site.facts.filter(({ label }) => label !== NETWORK_LABEL);
      return { facts: [...others, { label: NETWORK_LABEL, value: network }], clusters, objects, atHub: false };
    });
  });
}

/** Where control planes are, of all clusters. */
export interface Planes {
  /** Whether a cluster says so itself. */
  readonly overridden: boolean;
  /** Whether the hub's serves a cluster. */
  readonly hubbed: boolean;
}

/**
 * The variants of what control planes make for an application. At the hub each cluster has one of its own; elsewhere clusters that are
 * alike share one, unless something is carried to or from one of them.
 */
export function controlVariants(
  application: PlacedApplication,
  drafts: readonly Omit<LinkedVariant, 'atHub'>[],
  additions: Additions,
  { overridden, hubbed }: Planes,
): readonly LinkedVariant[] {
  const variants: LinkedVariant[] = [];
  const served = new Set<number>();
  for (const { clusters, facts, objects } of drafts) {
    for (const { index } of clusters) served.add(index);
    const alone = clusters.filter((cluster) => cluster.plane === 'hub');
    const others = clusters.filter((cluster) => cluster.plane !== 'hub');
    for (const cluster of alone) {
      const added = additions.of('control', application, cluster).objects;
      variants.push(
        atHub(
          application,
          cluster,
          objects.map((one) => movedToHub(one, application, cluster)),
          added,
        ),
      );
    }
    if (others.length === 0) continue;
    const plane = (cluster: ClusterNode): readonly Fact[] => [
      ...(overridden ? [{ label: CONTROL_PLANE_LABEL, value: cluster.labels[CONTROL_PLANE_LABEL] }] : []),
      // The hub has no label of its own, and what is made there for others must not be taken for what is made for itself.
      ...(hubbed && cluster.hub ? [{ label: CLUSTER_LABEL, value: cluster.name }] : []),
    ];
    if (others.every((cluster) => additions.of('control', application, cluster).objects.length === 0)) {
      for (const group of alike(others, plane)) {
        variants.push({ facts: [...facts, ...plane(group[0])], clusters: group, objects, atHub: false });
      }
      continue;
    }
    for (const cluster of others) {
      const added = additions.of('control', application, cluster).objects;
      variants.push({ facts: named(cluster), clusters: [cluster], objects: [...objects, ...added], atHub: false });
    }
  }
  for (const { cluster } of additions.has('control', application) ? application.placements : []) {
    const { objects } = additions.of('control', application, cluster);
    if (served.has(cluster.index) || objects.length === 0) continue;
    if (cluster.plane === 'hub') variants.push(atHub(application, cluster, [], objects));
    else variants.push({ facts: named(cluster), clusters: [cluster], objects, atHub: false });
  }
  return variants;
}

function atHub(
  application: PlacedApplication,
  cluster: ClusterNode,
  own: readonly LinkedObject[],
  added: readonly LinkedObject[],
): LinkedVariant {
  const objects = [hubNamespaceObject(application, cluster), ...own, ...added];
  return { facts: named(cluster), clusters: [cluster], objects, atHub: true };
}

/** The facts by which one cluster is chosen. */
function named({ environment, name }: ClusterNode): readonly Fact[] {
  return [
    { label: ENVIRONMENT_LABEL, value: environment },
    { label: CLUSTER_LABEL, value: name },
  ];
}

/** The clusters in groups of the same facts. */
function alike(
  clusters: readonly ClusterNode[],
  factsOf: (cluster: ClusterNode) => readonly Fact[],
): readonly (readonly [ClusterNode, ...ClusterNode[]])[] {
  const groups = new Map<string, [ClusterNode, ...ClusterNode[]]>();
  for (const cluster of clusters) {
    const key = JSON.stringify(factsOf(cluster));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cluster]);
    else group.push(cluster);
  }
  return [...groups.values()];
}
