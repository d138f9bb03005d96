import type { WaveDeclaration } from '../model/promotion-wave.ts';
import { type ClusterSelector, selectorOf } from './distribution-rule.ts';

/** Clusters that get a change together, when those of the waves before have it. */
export interface PromotionWave {
  /** Its name, a DNS label: clusters have it as the label `roadbed.dev/wave`. */
  readonly name: string;
  /**
   * Clusters that it takes of those that no wave before has taken: their tags, or a selector.
   * @default - all that are left
   */
  readonly clusters?: readonly string[] | ClusterSelector;
  /**
   * Part of the clusters that it chooses, from `1%` to `99%`, which has a change when this wave has it. Which ones is told by a digest of their
   * names, so about so many: a cluster stays where it is whoever joins or leaves, and a larger share holds those of a smaller one.
   * @default - all of them
   */
  readonly share?: string;
  /**
   * `manual`: `roadbed promote` passes it over unless somebody names it.
   * @default - it takes what the wave before has
   */
  readonly gate?: 'manual';
  /**
   * Branch of the platform's repository that its clusters follow.
   * @default - that of the repository for the first wave, `waves/<name>` for each other
   */
  readonly revision?: string;
}

/** The waves as the resolver reads them. */
export function declaredWaves(waves: readonly PromotionWave[], revision: string): readonly WaveDeclaration[] {
  return waves.map((wave, index) => ({
    name: wave.name,
    clusters: selectorOf(wave.clusters ?? {}),
    share: wave.share,
    gate: wave.gate,
    revision: wave.revision ?? (index === 0 ? revision : `waves/${wave.name}`),
  }));
}
