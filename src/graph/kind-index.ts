import type { ClusterNode, LinkedApplication } from './graph.ts';
import { kindDefined } from './waves.ts';

type Clusters = readonly ClusterNode[];

/** Which applications bring which custom kinds, and where. */
export class KindIndex {
  /** Indices of the clusters that get a kind, by the kind and by the name of the application that brings it. */
  readonly #clusters = new Map<string, Map<string, Set<number>>>();
  /** Answers for the clusters of each variant, of which all objects ask. */
  readonly #known = new WeakMap<Clusters, Map<string, readonly string[]>>();

  constructor(applications: readonly LinkedApplication[]) {
    for (const { name, provides, placements, site } of applications) {
      for (const kind of provides) for (const { cluster } of placements) this.#add(kind, name, cluster);
      for (const { objects, clusters, brings = [] } of site) {
        for (const kind of brings) for (const cluster of clusters) this.#add(kind, name, cluster);
        for (const { object } of objects)
          for (const kind of kindDefined(object)) for (const cluster of clusters) this.#add(kind, name, cluster);
      }
    }
  }

  /** Names of the applications that bring a kind, as `Kind.group`, to one of these clusters. */
  providers(kind: string, clusters: Clusters): readonly string[] {
    const providers = this.#clusters.get(kind);
    if (providers === undefined) return [];
    const known = this.#known.get(clusters) ?? new Map<string, readonly string[]>();
    this.#known.set(clusters, known);
    let names = known.get(kind);
    if (names === undefined) {
      names = [...providers].filter(([, on]) => clusters.some(({ index }) => on.has(index))).map(([name]) => name);
      known.set(kind, names);
    }
    return names;
  }

  /**
   * Whether something other than what is delivered under this name brings a kind, as `Kind.group`, to one of these clusters. What
   * is delivered together is applied in one go: engines know by themselves that the kind comes with it.
   */
  arrives(kind: string, clusters: Clusters, name: string): boolean {
    return this.providers(kind, clusters).some((provider) => provider !== name);
  }

  /** The clusters, of these, that get a kind, as `Kind.group`, from nothing that is delivered. */
  without(kind: string, clusters: Clusters): Clusters {
    const providers = [...(this.#clusters.get(kind)?.values() ?? [])];
    return clusters.filter(({ index }) => !providers.some((on) => on.has(index)));
  }

  #add(kind: string, name: string, cluster: ClusterNode): void {
    const providers = this.#clusters.get(kind) ?? new Map<string, Set<number>>();
    this.#clusters.set(kind, providers);
    const clusters = providers.get(name) ?? new Set<number>();
    providers.set(name, clusters);
    clusters.add(cluster.index);
  }
}
