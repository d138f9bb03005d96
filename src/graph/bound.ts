import type { Endpoint } from '../model/need.ts';
import type { Problem } from '../model/problem.ts';
import type { LateValue } from '../model/value.ts';
import type { Crossing, Offered } from './draft.ts';
import type { ClusterNode, LinkedObject, MutableObject, Reference } from './graph.ts';

/** Pods of one construct that connect to the endpoint of another. */
export interface Connection {
  readonly consumer: string;
  readonly namespace: string;
  readonly pods: Readonly<Record<string, string>>;
  readonly producer: string;
  readonly producerNamespace: string;
  readonly endpoint: Endpoint;
}

/** Pods of one construct that connect to a server through a listener on their own cluster. */
export interface Call {
  readonly consumer: string;
  readonly pods: Readonly<Record<string, string>>;
  readonly producer: string;
  readonly crossing: Crossing;
  /** Clusters of the producer; empty where the server stands in the hub's private network. */
  readonly from: readonly ClusterNode[];
  /** Pods of the server, where it has some. */
  readonly endpoint: Endpoint;
}

/** A late value that is used, and must be carried to where it is. */
export interface Haul {
  readonly consumer: string;
  /** Where it takes the value. */
  readonly prop: string;
  readonly producer: string;
  /** The value as it is used, in the consumer's namespace or in that of a producer on the same cluster. */
  readonly late: LateValue;
  /** The value as the producer gives it. */
  readonly origin: LateValue;
  readonly offered: Offered;
}

/** A draft with its references bound. Objects may still be added or opened for connections. */
export interface Bound {
  readonly objects: LinkedObject[];
  readonly connections: readonly Connection[];
  readonly references: readonly Reference[];
  /** Objects that belong to the application of a producer, by the producer's path. */
  readonly grants: readonly { readonly producer: string; readonly object: MutableObject }[];
  readonly calls: readonly Call[];
  readonly hauls: readonly Haul[];
  readonly problems: readonly Problem[];
}
