import { type Asked, type Criterion, compareSpecificity, listOf, refusal } from '../model/criteria.ts';
import { compareText, type Problem, problem } from '../model/problem.ts';
import type { Recipe, RecipeOrigin } from '../model/recipe.ts';
import type { ResourceType } from '../model/resource-type.ts';
import type { Site } from '../model/site.ts';
import type { Candidate } from './graph.ts';
import { SiteMemo } from './site-memo.ts';
import { TypeNames } from './type-names.ts';

const RANKS: Readonly<Record<RecipeOrigin, number>> = { platform: 0, pack: 1, standard: 2 };

/** Negative where the first is preferred: by its criteria, then by who brings it. */
function compareRecipes(a: Recipe, b: Recipe): number {
  return compareSpecificity(a.when, b.when) || RANKS[a.origin] - RANKS[b.origin];
}

/** The recipes on offer, by type. */
export class Market {
  /** How recipes fare where the first of them wins, by the recipes: what is told of most needs. */
  readonly verdicts = new WeakMap<readonly Recipe[], readonly Candidate[]>();
  readonly #stalls = new Map<string, Stall>();
  /** The types that provisioners and needs are of. */
  readonly names = new TypeNames();
  /** What is wrong with the types of the recipes. */
  readonly problems: readonly Problem[];

  constructor(recipes: readonly Recipe[]) {
    this.problems = this.names
      .recipes(recipes)
      .map((found) => problem('RB312', { path: '', prop: 'provisioners', found }));
    const byType = new Map<string, Recipe[]>();
    for (const recipe of recipes) {
      const { type } = recipe.provisioner;
      const list = byType.get(type);
      if (list === undefined) byType.set(type, [recipe]);
      else list.push(recipe);
    }
    for (const [type, list] of byType) this.#stalls.set(type, new Stall(list));
  }

  get types(): readonly string[] {
    return [...this.#stalls.keys()];
  }

  /** All recipes of a type, the most specific first. */
  offers(type: string): readonly Recipe[] {
    return this.#stalls.get(type)?.recipes ?? [];
  }

  /** The type that the provisioners of a name say they are of. */
  resourceOf(type: string): ResourceType | undefined {
    return this.#stalls.get(type)?.resource;
  }

  /** The recipes whose criteria hold for a need at a site, the most specific first. */
  fitting(type: string, need: Asked, site: Site): readonly Recipe[] {
    return this.#stalls.get(type)?.fitting(need, site) ?? [];
  }

  /** Whether neither of two recipes is preferred. */
  isTie(a: Recipe, b: Recipe): boolean {
    return compareRecipes(a, b) === 0;
  }
}

/** By what recipes are told apart first: what the need says costs no question to the site, and nearly everything asks for the environment. */
const NARROW: readonly Criterion[] = ['id', 'class', 'application', 'environment', 'tier', 'cloud'];

/**
 * The recipes of one type, each under its narrowest criterion, so that a need looks at those few that may be meant for it. Needs that
 * no recipe tells apart share what came out.
 */
class Stall {
  /** The most specific first; of equal ones, by name. */
  readonly recipes: readonly Recipe[];
  readonly resource: ResourceType | undefined;
  readonly #index = new Map<Criterion, Map<string, Recipe[]>>();
  readonly #rest: Recipe[] = [];
  /** Values of each criterion of the need that some recipe names, under whatever criterion it stands. */
  readonly #named: Readonly<Record<'id' | 'class' | 'application', ReadonlySet<string>>>;
  readonly #places = new Map<Recipe, number>();
  readonly #known = new Map<string, SiteMemo<readonly Recipe[]>>();

  constructor(recipes: readonly Recipe[]) {
    this.recipes = [...recipes].sort(
      (a, b) => compareRecipes(a, b) || compareText(a.provisioner.name, b.provisioner.name),
    );
    this.resource = this.recipes.find(({ provisioner }) => provisioner.resource !== undefined)?.provisioner.resource;
    for (const [place, recipe] of this.recipes.entries()) {
      this.#places.set(recipe, place);
      this.#put(recipe);
    }
    const named = (criterion: 'id' | 'class' | 'application') =>
      new Set(recipes.flatMap(({ when }) => listOf(when[criterion])));
    this.#named = { id: named('id'), class: named('class'), application: named('application') };
  }

  fitting(need: Asked, site: Site): readonly Recipe[] {
    const { id = '', class: of, application } = need;
    const named = this.#named;
    const key = `${named.id.has(id) ? id : ''}\0${named.class.has(of) ? of : ''}\0${named.application.has(application) ? application : ''}`;
    let memo = this.#known.get(key);
    if (memo === undefined) {
      memo = new SiteMemo((asked) => this.#search(need, asked));
      this.#known.set(key, memo);
    }
    return memo.ask(site);
  }

  #put(recipe: Recipe): void {
    const { when } = recipe;
    const narrowest = NARROW.find((criterion) => when[criterion] !== undefined);
    if (narrowest === undefined) {
      this.#rest.push(recipe);
      return;
    }
    let byValue = this.#index.get(narrowest);
    if (byValue === undefined) {
      byValue = new Map();
      this.#index.set(narrowest, byValue);
    }
    for (const value of new Set(listOf<string>(when[narrowest]))) {
      const list = byValue.get(value);
      if (list === undefined) byValue.set(value, [recipe]);
      else list.push(recipe);
    }
  }

  #search(need: Asked, site: Site): readonly Recipe[] {
    const found: Recipe[] = [];
    const take = (recipes: readonly Recipe[] = []) => {
      for (const recipe of recipes) if (refusal(recipe.when, need, site) === undefined) found.push(recipe);
    };
    take(this.#under('id', () => need.id ?? ''));
    take(this.#under('class', () => need.class));
    take(this.#under('application', () => need.application));
    take(this.#under('environment', () => site.environment));
    take(this.#under('tier', () => site.tier));
    take(this.#under('cloud', () => site.cloud));
    take(this.#rest);
    return found.sort((a, b) => (this.#places.get(a) ?? 0) - (this.#places.get(b) ?? 0));
  }

  /** The recipes under a criterion; its value is asked for only where there are any. */
  #under(criterion: Criterion, value: () => string): readonly Recipe[] | undefined {
    return this.#index.get(criterion)?.get(value());
  }
}
