import type { ClusterConnection } from './declarations.ts';
import type { Problem } from './problem.ts';

/** Key under which a network gives its declaration, and by which it is known. */
export const NETWORK: unique symbol = Symbol.for('roadbed.Network');

/** By what the delivery engine reaches an edge through the network. */
export interface NetworkManagement {
  /** Secret on the edge that holds the token of the engine's account there. */
  readonly token: string;
  /** Listener on the hub behind which the API server of the edge is. */
  readonly listener: string;
}

/**
 * How an edge comes into a network, where somebody must hand something over once: with what it proves itself to the hub, and by what the
 * delivery engine then reaches it.
 */
export interface NetworkEntry {
  /**
   * A certificate that the hub makes for it beforehand, in the Secret `from` there and in the Secret `secret` on the edge; or a token, which
   * the hub gives when it runs.
   */
  readonly link:
    | { readonly by: 'certificate'; readonly secret: string; readonly from: string }
    | { readonly by: 'token' };
  /** Where the delivery engine reaches it through the network; undefined where it goes another way. */
  readonly management: NetworkManagement | undefined;
}

/** A virtual application network as it was declared. */
export interface NetworkDeclaration {
  readonly path: string;
  readonly name: string;
  /** Path of the cluster that edges link to. */
  readonly hub: string;
  /** Paths of the clusters that link to it. */
  readonly edges: readonly string[];
  /** Namespace of the Skupper Site on each cluster. */
  readonly namespace: string;
  /** How the delivery engine reaches clusters through the network, by their paths. */
  readonly connections: ReadonlyMap<string, ClusterConnection>;
  /** Edges that join by hand, or by `roadbed join`, by their paths. */
  readonly entries: ReadonlyMap<string, NetworkEntry>;
  /** What is wrong with the props, such as a cluster that is none. */
  readonly problems: readonly Problem[];
}

/** Id of the application that a network has on its edges. */
export function edgeApplicationId(network: string): string {
  return `network-${network}-edge`;
}

/** Whether the construct is a network, of this copy of the package or another. */
export function isNetwork(construct: object): construct is { [NETWORK](): NetworkDeclaration } {
  return NETWORK in construct;
}
