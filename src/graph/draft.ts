import type { Fact } from '../model/site.ts';
import type { ClusterNode, Leaf, Offer, Part, PlacedApplication, Rendered, RenderedManifest } from './graph.ts';

/** A variant before its references are bound: what it is made of, and where it is. */
export interface Draft {
  readonly application: PlacedApplication;
  readonly part: Part;
  readonly clusters: ClusterNode[];
  readonly facts: readonly Fact[];
  readonly manifests: readonly RenderedManifest[];
  /** What each producer offers here, by its path; undefined where it is not on the cluster. */
  readonly offers: ReadonlyMap<string, Leaf<Offer> | undefined>;
}

/** Which application a unit is in, and where that application is. */
export class Places {
  readonly #applications = new Map<string, PlacedApplication>();
  readonly #clusters = new Map<string, ReadonlySet<number>>();

  constructor(graph: Rendered) {
    for (const application of graph.applications) {
      this.#clusters.set(application.path, new Set(application.placements.map(({ cluster }) => cluster.index)));
      for (const item of application.items) this.#applications.set(item.path, application);
    }
  }

  applicationOf(unit: string): PlacedApplication | undefined {
    return this.#applications.get(unit);
  }

  isOn(unit: string, cluster: ClusterNode): boolean {
    const application = this.#applications.get(unit);
    return application !== undefined && (this.#clusters.get(application.path)?.has(cluster.index) ?? false);
  }
}
