import type { RuleDeclaration } from './declarations.ts';

/** A wave of promotion as it was declared: clusters that get a change together, when those of the waves before have it. */
export interface WaveDeclaration {
  readonly name: string;
  /** Which clusters it takes of those that no wave before has taken. */
  readonly clusters: RuleDeclaration['clusters'];
  /** Part of the clusters that it chooses which has the change when the wave is done, such as `10%`; undefined for all of them. */
  readonly share: string | undefined;
  /** Whether it is promoted only where somebody names it. */
  readonly gate: 'manual' | undefined;
  /** Branch that its clusters follow. */
  readonly revision: string;
}
