import type { ComponentPlace } from '../model/component-place.ts';
import { kindKey } from '../model/manifest.ts';
import { type Problem, problem } from '../model/problem.ts';
import { choosesTags } from '../model/tag-selector.ts';
import type { ClusterNode, Linked } from './graph.ts';
import type { KindIndex } from './kind-index.ts';
import { nameless } from './wants.ts';

/** A kind that something uses on some clusters. */
interface Use {
  readonly kind: string;
  /** Who uses it. */
  readonly path: string;
  readonly clusters: readonly ClusterNode[];
}

/**
 * Components that are not where something needs them: switched off, or elsewhere. A cluster that has one by other hands says so by any kind of it
 * among those that it provides.
 */
export function componentProblems(graph: Linked, kinds: KindIndex): readonly Problem[] {
  const { components = [] } = graph;
  if (components.length === 0) return [];
  const uses = usesOf(graph);
  const required = requiredKinds(graph);
  return components.flatMap((component) => {
    const told = new Set(component.kinds.flatMap((kind) => kinds.without(kind, required.get(kind) ?? [])));
    const missing = uses.flatMap((use) => {
      if (!bringsKind(component, use.kind)) return [];
      const places = use.clusters.filter((cluster) => isPlace(component, cluster));
      const [cluster] = kinds.without(use.kind, places).filter((one) => !told.has(one));
      return cluster === undefined ? [] : [{ ...use, cluster }];
    });
    const [first] = missing;
    if (first === undefined) return [];
    const { kind, path, cluster } = first;
    const others = new Set(missing.map((one) => one.kind)).size - 1;
    const more =
      others === 0 ? '' : `, and ${others} more ${others === 1 ? 'kind of it is' : 'kinds of it are'} in use`;
    const found = `${component.off ? 'it is off, got "false"' : 'it is not there'}: on "${cluster.name}" "${path}" needs the kind "${kind}"${more}`;
    const sign = component.kinds.includes(kind) ? kind : (component.kinds[0] ?? kind);
    const hint = `let "${component.key}" be there; where it came by other hands, name "${sign}" in the provides of the cluster`;
    return [problem('RB972', { path: component.path, prop: component.key, found, hint })];
  });
}

function bringsKind({ kinds, followers }: ComponentPlace, kind: string): boolean {
  return kinds.includes(kind) || followers.some((follower) => follower.wants(nameless(kind)).length > 0);
}

/** Whether a component is on a cluster by itself, and did not come there by other hands. */
function isPlace({ hub, edges, kinds }: ComponentPlace, cluster: ClusterNode): boolean {
  if (cluster.provides.some((kind) => kinds.includes(kind))) return false;
  if (cluster.hub) return hub;
  return edges.some((selector) => {
    const { environments = [] } = selector;
    return (
      (environments.length === 0 || environments.includes(cluster.environment)) && choosesTags(selector, cluster.tags)
    );
  });
}

/** The clusters on which applications require a kind: that a component is missing there is told of them. */
function requiredKinds({ applications }: Linked): ReadonlyMap<string, readonly ClusterNode[]> {
  const required = new Map<string, Set<ClusterNode>>();
  for (const { requires, placements } of applications) {
    for (const kind of requires) {
      const clusters = required.get(kind) ?? new Set();
      required.set(kind, clusters);
      for (const { cluster } of placements) clusters.add(cluster);
    }
  }
  return new Map([...required].map(([kind, clusters]) => [kind, [...clusters]]));
}

/** Every kind that is in use, in the order of who uses it. */
function usesOf(graph: Linked): readonly Use[] {
  const hub = graph.clusters.filter((cluster) => cluster.hub);
  const uses: Use[] = [];
  for (const { site, control, link } of graph.applications) {
    for (const { objects, clusters, atHub } of [site, control, link].flat()) {
      const seen = new Set<string>();
      for (const { object, path } of objects) {
        const kind = kindKey(object.apiVersion, object.kind);
        if (seen.has(kind)) continue;
        seen.add(kind);
        uses.push({ kind, path, clusters: atHub ? hub : clusters });
      }
    }
  }
  for (const cluster of graph.clusters)
    for (const kind of registrationKinds(cluster)) uses.push({ kind, path: cluster.path, clusters: hub });
  return uses;
}

/** Kinds by which the delivery engine on the hub learns of a cluster. */
function registrationKinds({ hub, connection, sealedCredential }: ClusterNode): readonly string[] {
  if (hub) return [];
  if (connection !== undefined) return ['ExternalSecret.external-secrets.io'];
  return sealedCredential === undefined ? [] : ['SealedSecret.bitnami.com'];
}
