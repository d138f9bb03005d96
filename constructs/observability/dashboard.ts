/** A query with the text that stands for each of its series, such as `{{namespace}}`. */
export type Queries = Readonly<Record<string, string>>;

/** How a panel shows its values, in Grafana's units. */
export interface PanelOptions {
  /** What it says, for the information mark in its corner. */
  readonly about?: string;
  /** Width of 24 columns. */
  readonly span?: number;
  /** Whether series are laid on each other. */
  readonly stack?: true;
  /** Top of the scale. */
  readonly max?: number;
  /** From here on a value is shown in yellow, and from there on in red; the other way round where less is worse. */
  readonly warn?: readonly [yellow: number, red: number];
}

/** One panel of a dashboard. */
export interface Panel extends PanelOptions {
  readonly type: 'graph' | 'stat' | 'table' | 'heatmap';
  readonly title: string;
  readonly unit: string;
  readonly queries: Queries;
}

/** Panels under one title. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
  /** Variable for each of whose values the row comes again. */
  readonly repeat?: string;
}

/** A choice at the top of a dashboard: the values of a label. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  /** Query of Grafana for its values. */
  readonly values: string;
  /** Whether several, or all, can be chosen. */
  readonly several?: true;
}

/** A dashboard as data, from which Grafana's own format is made. */
export interface Dashboard {
  /** Id within Roadbed, which Grafana knows as `roadbed-<id>`. */
  readonly id: string;
  readonly title: string;
  /** What it answers, in one sentence. */
  readonly about: string;
  /** Words to find it by. */
  readonly tags: readonly string[];
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
  /** Whether it shows several clusters at once: each is a data source. */
  readonly fleet?: true;
}

/** Lines over time. */
export function graph(title: string, unit: string, queries: Queries, options: PanelOptions = {}): Panel {
  return { type: 'graph', title, unit, queries, ...options };
}

/** One number as it is now. */
export function stat(title: string, unit: string, query: string, options: PanelOptions = {}): Panel {
  return { type: 'stat', title, unit, queries: { '': query }, ...options };
}

/** A row for each series as it is now. */
export function table(title: string, unit: string, query: string, options: PanelOptions = {}): Panel {
  return { type: 'table', title, unit, queries: { '': query }, ...options };
}

/** How many values fell where, over time; of a histogram's buckets. */
export function heatmap(title: string, unit: string, query: string, options: PanelOptions = {}): Panel {
  return { type: 'heatmap', title, unit, queries: { '{{le}}': query }, ...options };
}

/** A row of panels. */
export function row(title: string, ...panels: readonly Panel[]): Row {
  return { title, panels };
}

/** The choice of a namespace. */
export const namespaceChoice: Variable = {
  name: 'namespace',
  label: 'Namespace',
  values: 'label_values(kube_namespace_created, namespace)',
};
