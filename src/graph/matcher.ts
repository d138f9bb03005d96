import { compareSpecificity, criteriaWords } from '../model/criteria.ts';
import { shortName } from '../model/names.ts';
import type { Need, NeedContext } from '../model/need.ts';
import { type Problem, problem } from '../model/problem.ts';
import { propProblems, show } from '../model/props.ts';
import { passedOver, type Recipe, recipeWords } from '../model/recipe.ts';
import type { ResourceType } from '../model/resource-type.ts';
import type { Site } from '../model/site.ts';
import type { Candidate, Match, MatchFailure } from './graph.ts';
import type { Market } from './market.ts';

/** How deep needs of provisioners may go: each level is a provisioner that stands on another. */
export const MOST_LEVELS = 32;
/** How many provisioners are tried for one golden path at one site before the search is given up. */
export const MOST_TRIES = 10_000;

/** A provisioner that is at work, and the need that it brought for which another is sought. */
interface Level {
  readonly recipe: Recipe;
  readonly needs: string;
}

/** A provisioner that can make it, and what it brings. */
interface Able {
  readonly recipe: Recipe;
  readonly brings: readonly Match[];
}

/** What came of trying a provisioner: what it brings, or why it refuses. */
type Attempt = Able | { readonly recipe: Recipe; readonly refused: string; readonly cycle?: string | undefined };

/**
 * Matches the needs of one golden path at one site, and those that its provisioners bring, until no need is left. The most specific
 * provisioner is tried first; one that refuses, or whose own needs have no answer, gives way to the next.
 */
export class Matcher {
  readonly #unit: string;
  readonly #market: Market;
  readonly #site: Site;
  #tries = 0;

  constructor(unit: string, market: Market, site: Site) {
    this.#unit = unit;
    this.#market = market;
    this.#site = site;
  }

  /** Matches a need; those that bear a key, as {@link keyOf} says, may be shared. */
  match(asked: NeedContext, key: string | undefined): Match {
    return this.#match(asked, key, []);
  }

  /** Matches a need. Those who are at work on it already never answer what they bring, so there is an end. */
  #match(asked: NeedContext, key: string | undefined, levels: readonly Level[]): Match {
    const resource = asked.resource ?? this.#market.resourceOf(asked.type);
    if (resource === undefined) return this.#choose(asked, key, levels);
    const rival = asked.resource === undefined ? undefined : this.#market.names.rival(resource, show(this.#unit));
    if (rival !== undefined) {
      const found = `it needs a type ${show(asked.type)}, and ${rival}`;
      return this.#failed(asked, key, [], {
        kind: 'inputs',
        problems: [problem('RB312', { path: this.#unit, found })],
      });
    }
    const params = resource.inputs.safeParse(asked.params, { reportInput: true });
    if (params.success) return this.#choose(withParams(asked, params.data, resource), key, levels);
    const found = propProblems(this.#unit, params.error, resource.inputs);
    const problems = found.map((one) => inputProblem(this.#unit, one, asked, levels));
    return this.#failed(asked, key, [], { kind: 'inputs', problems });
  }

  #choose(need: NeedContext, key: string | undefined, levels: readonly Level[]): Match {
    const fitting = this.#market.fitting(need.type, need, this.#site);
    const refused: Candidate[] = [];
    let cycle: string | undefined;
    for (let first = 0; first < fitting.length; ) {
      const end = this.#endOfTie(fitting, first);
      const able: Able[] = [];
      for (let place = first; place < end; place++) {
        const recipe = fitting[place];
        if (recipe === undefined) break;
        const attempt = this.#try(recipe, need, levels);
        if ('brings' in attempt) {
          // One that stands in two packs ties with itself, which is none.
          if (able.every((other) => other.recipe.provisioner !== recipe.provisioner)) able.push(attempt);
        } else {
          cycle ??= attempt.cycle;
          refused.push(candidate(recipe, false, `it fits: ${criteriaWords(recipe.when)}, but ${attempt.refused}`));
        }
      }
      const [winner] = able;
      if (able.length > 1) return this.#tied(need, key, able, [...refused, ...beaten(fitting, end, able)]);
      if (winner !== undefined) return this.#won(need, key, winner, this.#verdicts(fitting, end, refused, winner));
      first = end;
    }
    return this.#failed(need, key, refused, { kind: 'nobody', cycle, endless: this.#tries > MOST_TRIES });
  }

  /** How all fared where one won. Where nobody refused it is the same for all needs with these recipes. */
  #verdicts(
    fitting: readonly Recipe[],
    end: number,
    refused: readonly Candidate[],
    winner: Able,
  ): readonly Candidate[] {
    const { recipe } = winner;
    const isPlain = refused.length === 0 && recipe === fitting[0];
    const known = isPlain ? this.#market.verdicts.get(fitting) : undefined;
    if (known !== undefined) return known;
    const won = candidate(recipe, true, `it fits: ${criteriaWords(recipe.when)}, ${praise(refused)}`);
    const all = [won, ...refused, ...beaten(fitting, end, [winner])];
    if (isPlain) this.#market.verdicts.set(fitting, all);
    return all;
  }

  #won(need: NeedContext, key: string | undefined, winner: Able, candidates: readonly Candidate[]): Match {
    const { provisioner, pack } = winner.recipe;
    const { brings } = winner;
    const unit = this.#unit;
    return {
      unit,
      need,
      provisioner,
      pack,
      candidates,
      brings,
      failure: undefined,
      key,
      owner: undefined,
      home: undefined,
    };
  }

  /** The place behind the recipes that are as specific as the one at a place. */
  #endOfTie(fitting: readonly Recipe[], first: number): number {
    const best = fitting[first];
    let end = first + 1;
    for (let next = fitting[end]; best !== undefined && next !== undefined; next = fitting[end]) {
      if (!this.#market.isTie(best, next)) break;
      end += 1;
    }
    return end;
  }

  #tied(need: NeedContext, key: string | undefined, able: readonly Able[], others: readonly Candidate[]): Match {
    const words = able.map(({ recipe: { provisioner, pack } }) => recipeWords(provisioner.name, pack));
    const tied = able.map(({ recipe }) =>
      candidate(recipe, false, `it fits: ${criteriaWords(recipe.when)}, and another is as specific`),
    );
    return this.#failed(need, key, [...tied, ...others], { kind: 'tie', recipes: words });
  }

  #failed(need: NeedContext, key: string | undefined, candidates: readonly Candidate[], failure: MatchFailure): Match {
    return {
      unit: this.#unit,
      need,
      provisioner: undefined,
      pack: undefined,
      candidates,
      brings: NOTHING,
      failure,
      key,
      owner: undefined,
      home: undefined,
    };
  }

  /** Tries a provisioner: whether it takes the need, and whether all that it brings has an answer. */
  #try(recipe: Recipe, need: NeedContext, levels: readonly Level[]): Attempt {
    const { provisioner } = recipe;
    const turn = levels.findIndex((level) => level.recipe.provisioner === provisioner);
    if (turn >= 0) {
      return { recipe, refused: 'it brings this need itself', cycle: cycleWords(levels.slice(turn)) };
    }
    if (levels.length >= MOST_LEVELS) return { recipe, refused: `it stands on ${MOST_LEVELS} others already` };
    this.#tries += 1;
    if (this.#tries > MOST_TRIES) return { recipe, refused: `the search was given up after ${MOST_TRIES} tries` };
    const why = provisioner.refuses?.(need, this.#site);
    if (why !== undefined) return { recipe, refused: `it refuses: ${why}` };
    return this.#bring(recipe, need, levels);
  }

  #bring(recipe: Recipe, need: NeedContext, levels: readonly Level[]): Attempt {
    const { provisioner } = recipe;
    const brought = provisioner.needs?.(need, this.#site) ?? [];
    if (brought.length === 0) return { recipe, brings: NOTHING };
    const names = namesOf(brought, need.name, '');
    const brings: Match[] = [];
    for (const [index, own] of brought.entries()) {
      const asked = contextOf(own, need, own.id ?? need.id, names[index] ?? need.name);
      const inner = this.#match(asked, keyOf(own, this.#unit, asked.name), [...levels, { recipe, needs: own.type }]);
      if (inner.failure?.kind === 'nobody') {
        const refused = `its own need ${needWords(own)} found nobody: ${this.#reasons(inner)}`;
        return { recipe, refused, cycle: inner.failure.cycle };
      }
      brings.push(inner);
    }
    return { recipe, brings };
  }

  /** Why nobody answers a need, in one line. */
  #reasons({ need, candidates }: Match): string {
    const lost = candidates.map(({ provisioner, pack, why }) => `${recipeWords(provisioner, pack)}: ${why}`);
    const others = passedOver(this.#market.offers(need.type), need, this.#site.fork(), MOST_REASONS - lost.length);
    const all = [...lost, ...others];
    return all.length === 0 ? 'no provisioner makes it' : all.join('; ');
  }
}

/** Most provisioners that are named to say why a need of another has no answer. */
const MOST_REASONS = 5;

const NOTHING: readonly Match[] = [];

function candidate(recipe: Recipe, won: boolean, why: string): Candidate {
  return { provisioner: recipe.provisioner.name, pack: recipe.pack, won, why };
}

function praise(refused: readonly Candidate[]): string {
  return refused.length === 0 ? 'the most specific' : 'the most specific that can make it';
}

/** Those who were not asked, as one before them was more specific, or came from the platform rather than a pack or Roadbed. */
function beaten(fitting: readonly Recipe[], from: number, able: readonly Able[]): readonly Candidate[] {
  const best = able[0]?.recipe;
  if (best === undefined || from >= fitting.length) return [];
  const name = recipeWords(best.provisioner.name, best.pack);
  return fitting.slice(from).map((recipe) => {
    const why = compareSpecificity(best.when, recipe.when) === 0 ? 'comes first' : 'is more specific';
    return candidate(recipe, false, `it fits: ${criteriaWords(recipe.when)}, and ${name} ${why}`);
  });
}

function needWords({ type, class: of }: Pick<Need, 'type' | 'class'>): string {
  return of === 'default' ? `"${type}"` : `"${type}" of class "${of}"`;
}

/** `"a" needs a "queue", "b" needs a "store", which "a" would make`. */
function cycleWords(levels: readonly Level[]): string {
  const steps = levels.map(({ recipe, needs }) => `"${recipe.provisioner.name}" needs a "${needs}"`);
  return `${steps.join(', ')}, which "${levels[0]?.recipe.provisioner.name}" would make`;
}

function inputProblem(path: string, { prop, found }: Problem, need: NeedContext, levels: readonly Level[]): Problem {
  const asker = levels.at(-1)?.recipe.provisioner.name;
  const who = asker === undefined ? '' : `, as the provisioner "${asker}" asks`;
  return problem('RB306', {
    path,
    prop,
    found: `the type "${need.type}" does not take it${who}: ${found}`,
  });
}

/** A need with its params as its type reads them. Each member by name: there are very many, and they shall share a hidden class. */
function withParams(need: NeedContext, params: NeedContext['params'], resource: ResourceType): NeedContext {
  const { type, class: of, id, shared, name, namespace, application, labels } = need;
  return { type, params, class: of, id, shared, resource, name, namespace, application, labels };
}

/** A need with what its provisioner is told besides. */
export function contextOf(
  { type, params, class: of, shared, resource }: Need,
  { namespace, application, labels }: Pick<NeedContext, 'namespace' | 'application' | 'labels'>,
  id: string | undefined,
  name: string,
): NeedContext {
  return { type, params, class: of, id, shared, resource, name, namespace, application, labels };
}

/**
 * What names a resource that more than one may ask for: needs of one type, class and id are for one resource. What clusters share has a
 * name at any rate, that of the golden path and of what is made for it.
 */
export function keyOf({ type, class: of, id, shared }: Need, unit: string, name: string): string | undefined {
  if (id !== undefined) return JSON.stringify([type, of, id]);
  return shared === 'cluster' ? undefined : JSON.stringify([type, of, unit, name]);
}

/** Longest name of what a provisioner makes, so that it has room for suffixes of its own. */
const LONGEST_NAME = 50;

/**
 * Names for what is made: the first need of a golden path bears its name, a further one also its type, and its number where the type comes
 * again. What the need names itself bears that name, so that it stays the same whoever of those who share it comes first.
 */
export function namesOf(needs: readonly Need[], name: string, first = name): readonly string[] {
  const counts = new Map<string, number>();
  return needs.map(({ type, id, class: of }, index) => {
    if (id !== undefined) return shortName([id, type, ...(of === 'default' ? [] : [of])].join('-'), LONGEST_NAME);
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    if (index === 0 && first === name) return shortName(name, LONGEST_NAME);
    return shortName(count === 1 ? `${name}-${type}` : `${name}-${type}-${count}`, LONGEST_NAME);
  });
}
