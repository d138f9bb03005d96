import { Construct } from 'constructs';
import { type GivenRule, RULE, type TagSelector } from '../model/declarations.ts';
import { type KnownProps, unknownProps } from '../model/props.ts';
import { recordSource } from '../model/source-line.ts';

/** Which clusters a rule chooses: by tags and, where given, by environment. */
export interface ClusterSelector extends TagSelector {
  /**
   * Environments that the clusters must be of.
   * @default - any
   */
  readonly environments?: readonly string[];
}

/** Props of a distribution rule. */
export interface DistributionRuleProps {
  /** Tags of the applications; a list means all of them. */
  readonly applications: readonly string[] | TagSelector;
  /** Tags of the clusters; a list means all of them. */
  readonly clusters: readonly string[] | ClusterSelector;
}

const known: KnownProps<DistributionRuleProps> = { applications: true, clusters: true };

/**
 * Says that applications with these tags go to clusters with those tags.
 *
 * @source the generators of Argo CD's ApplicationSet
 * @example
 * new DistributionRule(platform, 'shop-to-edges', { applications: ['shop'], clusters: { any: ['edge', 'far-edge'], none: ['lab'] } });
 */
export class DistributionRule extends Construct {
  readonly #props: DistributionRuleProps;

  constructor(scope: Construct, id: string, props: DistributionRuleProps) {
    super(scope, id);
    recordSource(this);
    this.#props = props;
  }

  /** What the resolver reads. @internal */
  [RULE](): GivenRule {
    const { applications, clusters } = this.#props;
    const { path } = this.node;
    return {
      path,
      applications: selectorOf(applications),
      clusters: selectorOf(clusters),
      unknownProps: unknownProps(path, this.#props, known),
    };
  }
}

/** What chooses: a list means all of its tags. */
export function selectorOf<T extends TagSelector>(given: readonly string[] | T): T | { all: readonly string[] } {
  return isList(given) ? { all: given } : given;
}

function isList(given: readonly string[] | TagSelector): given is readonly string[] {
  return Array.isArray(given);
}
