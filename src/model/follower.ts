import type { Manifest } from './manifest.ts';

/** Key under which a construct gives what it brings by what is in use, and by which it is known. */
export const FOLLOWER: unique symbol = Symbol.for('roadbed.Follower');

/** As much of an object as tells what it asks of its cluster. */
export interface AskingObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** An object that a follower brings, and whom for. */
export interface BroughtManifest {
  readonly manifest: Manifest;
  /** The wants that it answers; empty where it is there whatever is in use. */
  readonly for: readonly string[];
}

/** What is brought to each cluster by what is in use there, such as the providers of Crossplane. All of it is pure. */
export interface Follower {
  /** What an object wants of it on the cluster that the object goes to, each want a word of the follower's own. */
  wants(object: AskingObject): readonly string[];
  /** The objects of a cluster where this is wanted; the wants are sorted, and each is there once. */
  bring(wants: readonly string[]): readonly BroughtManifest[];
  /** Kinds that these objects bring when they are at work, each as `Kind.group`. */
  provides(wants: readonly string[]): readonly string[];
}

/** Whether the construct brings what follows from others, of this copy of the package or another. */
export function isFollower(construct: object): construct is { [FOLLOWER](): Follower } {
  return FOLLOWER in construct;
}
