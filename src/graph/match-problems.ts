import { closest } from '../model/closest.ts';
import { listed } from '../model/listed.ts';
import { member } from '../model/member.ts';
import { paramsText } from '../model/params-text.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { passedOver, recipeWords } from '../model/recipe.ts';
import { Site } from '../model/site.ts';
import type { ClusterNode, Match, Matches, MatchFailure } from './graph.ts';
import type { Market } from './market.ts';
import { MOST_TRIES } from './matcher.ts';

/** Most provisioners that one problem lists. */
const MOST_LISTED = 10;

/** Says why needs have no provisioner. */
export class MatchTeller {
  readonly #market: Market;

  constructor(market: Market) {
    this.#market = market;
  }

  /** What is wrong with the matches of a golden path at a cluster. */
  problems(matches: Matches, cluster: ClusterNode): readonly Problem[] {
    return matches.flatMap((match) => {
      if (match.failure !== undefined) return this.#failed(match, cluster);
      return ownerProblems(match);
    });
  }

  #failed(match: Match, cluster: ClusterNode): readonly Problem[] {
    const { need, unit: path, failure } = match;
    const place = `in "${cluster.environment}"`;
    if (failure === undefined) return NOTHING;
    if (failure.kind === 'inputs') return failure.problems;
    if (failure.kind === 'homeless') return [homeless(match, failure)];
    if (failure.kind === 'tie') {
      const names = failure.recipes.join(' and ');
      return [problem('RB302', { path, found: `${names} are equally specific for a "${need.type}" ${place}` })];
    }
    const asked = `nobody provisions a "${need.type}" of class "${need.class}" ${place}`;
    const hint = this.#hint(match, cluster);
    if (failure.endless) {
      return [problem('RB309', { path, found: `${asked}: the search was given up after ${MOST_TRIES} tries`, hint })];
    }
    if (failure.cycle !== undefined) return [problem('RB305', { path, found: `${asked}: ${failure.cycle}` })];
    return [problem('RB301', { path, found: asked, hint })];
  }

  /** Why each one lost, those first whose criteria hold; or what else may be meant. */
  #hint({ need, candidates }: Match, cluster: ClusterNode): string | undefined {
    const fit = candidates.map(({ provisioner, pack, why }) => `${recipeWords(provisioner, pack)}: ${why}`);
    const offers = this.#market.offers(need.type);
    const lost = [...fit, ...passedOver(offers, need, new Site(cluster), MOST_LISTED - fit.length)];
    if (lost.length > 0) {
      const more = offers.length - lost.length;
      return `none of these fits: ${lost.join('; ')}${more === 0 ? '' : `; and ${more} more`}`;
    }
    const near = closest(need.type, this.#market.types);
    return near === undefined || near === need.type ? undefined : `did you mean "${near}"?`;
  }
}

const NOTHING: readonly Problem[] = [];

type Homeless = Extract<MatchFailure, { readonly kind: 'homeless' }>;

/** Whether nothing can be wrong with a match. */
export function isPlain({ failure, owner }: Match): boolean {
  return failure === undefined && owner === undefined;
}

/** One resource cannot be made in two ways. */
function ownerProblems({ need, unit: path, owner, home }: Match): readonly Problem[] {
  // What the same golden path asks for on another cluster is made as its home asks for it.
  if (owner === undefined || (home !== undefined && owner.unit === path)) return NOTHING;
  const [mine, theirs] = [need, owner.need].map(({ params, shared }) => ({ ...paramsText(params), shared }));
  const names = [...new Set([...Object.keys(mine ?? {}), ...Object.keys(theirs ?? {})])].sort();
  return names.flatMap((name) => {
    const [own, other] = [JSON.stringify(member(mine, name)), JSON.stringify(member(theirs, name))];
    if (own === other) return [];
    const found = `${words(own)} for the "${need.type}" that is called "${need.id}", and ${show(owner.unit)} asks for ${words(other)}`;
    return [problem('RB310', { path, prop: name, found })];
  });
}

function words(json: string | undefined): string {
  return json === undefined ? 'nothing' : show(json.replace(/^"(.*)"$/, '$1'));
}

/** Nobody knows on which of the clusters that share a resource it is made. */
function homeless({ unit: path, need }: Match, { clusters, homes }: Homeless): Problem {
  const named = (nodes: readonly ClusterNode[]) => listed(nodes.map(({ name }) => name));
  const which = homes.length === 0 ? 'none of them is its home' : `${named(homes)} are homes`;
  const found = `one "${need.type}" is shared by ${named(clusters)}, and ${which}, got "${need.shared}"`;
  const hint =
    need.shared === 'once'
      ? 'set home to "once" on one of these clusters, share it for each cluster, or place the application on one cluster'
      : undefined;
  return problem('RB303', { path, prop: 'shared', found, hint });
}
