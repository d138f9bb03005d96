/** What a node or a box stands for; each kind has a colour of its own. */
export type NodeKind =
  | 'application'
  | 'namespace'
  | 'control'
  | 'link'
  | 'construct'
  | 'object'
  | 'provisioner'
  | 'cluster'
  | 'rule';

/** What an edge says: a value is taken, or handed over when both ends run, something waits, a place is chosen, a need is answered or by what another has, something is deleted first. */
export type EdgeKind = 'takes' | 'handed' | 'waits' | 'placed' | 'provisioned' | 'shared' | 'uses';

/** How much is drawn. */
export type Detail = 'applications' | 'constructs' | 'objects';

/** What nodes and boxes have in common. */
export interface DrawnThing {
  readonly id: string;
  readonly kind: NodeKind;
  readonly title: string;
  readonly subtitle: string;
  /** Box around it. */
  readonly box?: string | undefined;
  /** Word by which `roadbed explain` knows it. */
  readonly subject: string;
  /** Line of the program, `file:line`. */
  readonly source?: string | undefined;
  /** Paths of the applications that it belongs to. */
  readonly applications: readonly string[];
  /** Names of the clusters that it is on. */
  readonly clusters: readonly string[];
}

/** An edge between nodes or boxes. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** Lines of its label. */
  readonly label: readonly string[];
  /** The whole sentence. */
  readonly why: string;
}

/** A picture of a graph, before it is laid out. */
export interface Drawing {
  readonly title: string;
  readonly subtitle: string;
  readonly boxes: readonly DrawnThing[];
  readonly nodes: readonly DrawnThing[];
  readonly edges: readonly DrawnEdge[];
}

/** Names of the kinds, for legends. */
export const KIND_NAMES: Readonly<Record<NodeKind, string>> = {
  application: 'application',
  construct: 'construct',
  object: 'object',
  control: 'at the control plane',
  link: 'between clusters',
  namespace: 'namespace',
  provisioner: 'provisioner',
  rule: 'distribution rule',
  cluster: 'cluster',
};

/** Names of the edges, for legends. */
export const EDGE_NAMES: Readonly<Record<EdgeKind, string>> = {
  takes: 'takes a value from',
  handed: 'is handed a value at run time by',
  waits: 'waits for',
  provisioned: 'is provisioned by',
  shared: 'shares the resource of',
  placed: 'is placed by, on',
  uses: 'is deleted before',
};

/** All kinds, in the order of legends. */
export const KINDS: readonly NodeKind[] = [
  'application',
  'construct',
  'object',
  'control',
  'link',
  'namespace',
  'provisioner',
  'rule',
  'cluster',
];

/** All edges, in the order of legends. */
export const EDGES: readonly EdgeKind[] = ['takes', 'handed', 'waits', 'provisioned', 'shared', 'placed', 'uses'];
