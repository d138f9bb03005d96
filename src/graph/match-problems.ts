import { closest } from '../model/closest.ts';
import { member } from '../model/member.ts';
import { paramsText } from '../model/params-text.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { passedOver, recipeWords } from '../model/recipe.ts';
import { Site } from '../model/site.ts';
import type { ClusterNode, Match, Matches, PlacedApplication } from './graph.ts';
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
  problems(matches: Matches, cluster: ClusterNode, application: PlacedApplication): readonly Problem[] {
    return matches.flatMap((match) => {
      if (match.failure !== undefined) return this.#failed(match, cluster);
      return [...ownerProblems(match), ...sharingProblems(match, application)];
    });
  }

  #failed(match: Match, cluster: ClusterNode): readonly Problem[] {
    const { need, unit: path, failure } = match;
    const place = `in "${cluster.environment}"`;
    if (failure === undefined) return NOTHING;
    if (failure.kind === 'inputs') return failure.problems;
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

/** Whether nothing can be wrong with a match. */
export function isPlain({ failure, need, owner }: Match): boolean {
  return failure === undefined && owner === undefined && need.shared === 'cluster';
}

/** One resource cannot be made in two ways. */
function ownerProblems({ need, unit: path, owner }: Match): readonly Problem[] {
  if (owner === undefined) return NOTHING;
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

function sharingProblems(match: Match, application: PlacedApplication): readonly Problem[] {
  const { need, unit: path } = match;
  if (need.shared === 'cluster' || application.placements.length < 2) return NOTHING;
  const counts = new Map<string, number>();
  let most = 0;
  for (const { cluster } of application.placements) {
    const scope = need.shared === 'once' ? '' : cluster.environment;
    const count = (counts.get(scope) ?? 0) + 1;
    counts.set(scope, count);
    most = Math.max(most, count);
  }
  if (most < 2) return NOTHING;
  return [
    problem('RB303', {
      path,
      prop: 'shared',
      found: `one "${need.type}" would serve several clusters, got "${need.shared}"`,
    }),
  ];
}
