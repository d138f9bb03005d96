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
  /** Indices of the clusters of placements, which applications that are chosen alike share. */
  readonly #clusters = new Map<PlacedApplication['placements'], ReadonlySet<number>>();

  constructor(graph: Rendered) {
    for (const application of graph.applications) {
      const { placements } = application;
      if (!this.#clusters.has(placements)) {
        this.#clusters.set(placements, new Set(placements.map(({ cluster }) => cluster.index)));
      }
      for (const item of application.items) this.#applications.set(item.path, application);
    }
  }

  applicationOf(unit: string): PlacedApplication | undefined {
    return this.#applications.get(unit);
  }

  /** Whether a unit is surely wherever an application is: applications that are chosen alike share their placements. */
  isWherever(unit: string, application: PlacedApplication): boolean {
    return this.#applications.get(unit)?.placements === application.placements;
  }

  isOn(unit: string, cluster: ClusterNode): boolean {
    const application = this.#applications.get(unit);
    return application !== undefined && (this.#clusters.get(application.placements)?.has(cluster.index) ?? false);
  }
}
