import type { ClusterNode, Part, ResolvedApplication, ResolvedObject, Variant } from '../../graph/graph.ts';
import type { ResourceEntry } from './program.ts';

/** A resource before it is known what it depends on, and what it was known by. */
export interface Draft {
  readonly entry: Omit<ResourceEntry, 'dependsOn' | 'dependsOnComponents' | 'aliases'>;
  readonly cluster: ClusterNode;
  readonly application: ResolvedApplication;
  readonly variant: Variant;
  /** Path of the construct that it comes from. */
  readonly path: string;
  readonly part: Part | 'namespace';
  /** The object; absent where the engine renders it, as from a chart. */
  readonly object: ResolvedObject | undefined;
  /** Names of the resources whose values stand in its inputs. */
  readonly takes: readonly string[];
}
