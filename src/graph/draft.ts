import type { Fact } from '../model/site.ts';
import type { LateValue } from '../model/value.ts';
import type { ClusterNode, Offer, Part, PlacedApplication, Rendered, RenderedManifest } from './graph.ts';

/** A variant before its references are bound: what it is made of, and where it is. */
export interface Draft {
  readonly application: PlacedApplication;
  readonly part: Part;
  /** In name order; drafts of the same clusters share the list where these are whole crowds. */
  readonly clusters: readonly ClusterNode[];
  readonly facts: readonly Fact[];
  readonly manifests: readonly RenderedManifest[];
  /** What each producer offers here, by its path; undefined where it does not reach the cluster. */
  readonly offers: ReadonlyMap<string, Offered | undefined>;
}

/** What a producer offers on a cluster, and how it gets there. */
export interface Offered {
  /** Two that are the same for a consumer have the same key. */
  readonly key: string;
  /** The facts that decide it: what the producer was asked for, and whether it is on the cluster. */
  readonly facts: readonly Fact[];
  readonly offer: Offer;
  /** Clusters of the producer where it is not on the consumer's own; empty where it is. */
  readonly from: readonly ClusterNode[];
  /** Whether late values are carried into the namespace of the consumer's application: from another cluster, or another program. */
  readonly mirrored: boolean;
  /** Late values in ConfigMaps that are copied into the namespace of the consumer's application, by {@link lateKey}; all others are read where they are. */
  readonly copied: ReadonlySet<string>;
  /** The late value at the producer behind one that is offered here, where it must be carried, by {@link lateKey}. */
  readonly origins: ReadonlyMap<string, LateValue>;
  /** How its server is reached, where that is not directly. */
  readonly crossing?: Crossing | undefined;
  /** Whether it keeps data, so that one on another cluster is not as good. */
  readonly stateful: boolean;
  /** Whether it gives rights to service accounts of its own cluster, which no value carries to another one. */
  readonly beyondRights: boolean;
  /** Outputs that are not the same on all the clusters that it is on. */
  readonly differing: ReadonlySet<string>;
}

/** The way to a server through the network: who connects meets a listener on its own cluster. */
export interface Crossing {
  /** Name of the listener, and of the Service that Skupper makes for it. */
  readonly listener: string;
  /** Namespace of the Skupper Site on every cluster of the network. */
  readonly namespace: string;
  /** Name of the network. */
  readonly network: string;
  /** Port of the listener, which is that of the server. */
  readonly port: number;
  /** Host of the server where it is. */
  readonly host: string | LateValue;
  /** Outputs in which the listener stands for the host. */
  readonly outputs: ReadonlySet<string>;
  /** Name that clients check in the server's certificate, for people; undefined where nothing is known of one. */
  readonly serverName: string | undefined;
  /** Outputs with an address whose client holds the host against the server's certificate, which has another name. */
  readonly unproven: ReadonlySet<string>;
}

/** What tells late values of one producer apart. */
export function lateKey({ from, name, key }: LateValue): string {
  return `${from}/${name}/${key}`;
}

/** Which application a unit is in, and where that application is. */
export class Places {
  readonly #applications = new Map<string, PlacedApplication>();
  /** Indices of the clusters of placements, which applications that are chosen alike share. */
  readonly #clusters = new Map<PlacedApplication['placements'], ReadonlySet<number>>();

  /** Whether the hub makes infrastructure for some cluster. */
  readonly hubs: boolean;
  /** Whether managed servers of some cluster stand in the private network of the hub. */
  readonly behinds: boolean;

  constructor(graph: Rendered) {
    this.hubs = graph.clusters.some(({ plane }) => plane === 'hub');
    this.behinds = graph.clusters.some(({ behindHub }) => behindHub);
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

  isOn(unit: string, cluster: ClusterNode): boolean {
    const application = this.#applications.get(unit);
    return application !== undefined && (this.#clusters.get(application.placements)?.has(cluster.index) ?? false);
  }
}
