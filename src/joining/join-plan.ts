import type { JoinChart, JoinDocument, JoinManagement } from '../model/graph-document.ts';

/** What is done so that one cluster joins, as the output of a synthesis says it. */
export interface JoinPlan {
  /** Name of the cluster. */
  readonly cluster: string;
  /** The labels by which ApplicationSets choose it. */
  readonly labels: Readonly<Record<string, string>>;
  readonly document: JoinDocument;
  readonly charts: readonly PlannedChart[];
  /** The objects in YAML: what carries the network; on the hub, what brings all else. */
  readonly manifest: string;
  /** Parts of Argo CD's own ConfigMaps that are merged into them on the hub: their names, and the files. */
  readonly settings: readonly { readonly name: string; readonly file: string }[];
}

/** A chart with where its files are. */
export interface PlannedChart extends JoinChart {
  /** Its namespace in YAML. */
  readonly namespaceManifest: string;
  /** File of its values. */
  readonly valuesFile: string;
}

/** The network that an edge joins. */
export type JoinNetwork = NonNullable<JoinDocument['network']>;

/** How Argo CD reaches an edge through the network. */
export type Management = JoinManagement;
