import type { TagSelector } from './declarations.ts';
import type { Follower } from './follower.ts';

/** Key under which a set of components says which of them could be where, and by which it is known. */
export const COMPONENT_PLACES: unique symbol = Symbol.for('roadbed.ComponentPlaces');

/** A component of a set, and the clusters on which it is by itself, where the platform does not say otherwise. */
export interface ComponentPlace {
  /** Path of the set. */
  readonly path: string;
  /** Name by which the set calls the component, such as `certManager`. */
  readonly key: string;
  /** Whether the platform switched it off. */
  readonly off: boolean;
  /** Kinds that it brings, each as `Kind.group`. */
  readonly kinds: readonly string[];
  /** What it brings besides, by what is in use. */
  readonly followers: readonly Follower[];
  readonly hub: boolean;
  readonly edges: readonly (TagSelector & { readonly environments?: readonly string[] })[];
}

/** Whether the construct is a set of components, of this copy of the package or another. */
export function hasComponentPlaces(
  construct: object,
): construct is { [COMPONENT_PLACES](): readonly ComponentPlace[] } {
  return COMPONENT_PLACES in construct;
}
