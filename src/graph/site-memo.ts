import { labelOf, Site, type SiteFacts } from '../model/site.ts';
import type { Leaf } from './graph.ts';

interface Branch<T> {
  /** Label that is asked next, or undefined at a leaf. */
  label: string | undefined;
  /** What follows each answer. Most functions ask nothing, and there are several for each construct: so a map is made when it is needed. */
  answers: Map<string | undefined, Branch<T>> | undefined;
  leaf: Leaf<T> | undefined;
}

/**
 * Remembers the answers of a pure function of a site.
 *
 * What a function asks next depends only on the answers so far, so its questions form a decision tree: a cluster walks down the
 * tree by its labels, and the function runs only where nobody has been. The cost follows the variants, not the clusters.
 */
export class SiteMemo<T> {
  readonly #work: (site: Site) => T;
  readonly #root: Branch<T> = branch();
  readonly #leaves: Leaf<T>[] = [];

  constructor(work: (site: Site) => T) {
    this.#work = work;
  }

  /** All results so far, in the order of the first cluster that got each. */
  get leaves(): readonly Leaf<T>[] {
    return this.#leaves;
  }

  /** The result at a cluster. */
  at(facts: SiteFacts): Leaf<T> {
    let at = this.#root;
    while (at.leaf === undefined && at.label !== undefined) {
      const next = at.answers?.get(labelOf(facts, at.label));
      if (next === undefined) break;
      at = next;
    }
    return at.leaf ?? this.#run(new Site(facts));
  }

  /** The result at a site, which is asked all that decides it. */
  ask(site: Site): T {
    let at = this.#root;
    while (at.leaf === undefined && at.label !== undefined) {
      const next = at.answers?.get(site.label(at.label));
      if (next === undefined) break;
      at = next;
    }
    if (at.leaf !== undefined) return at.leaf.value;
    const leaf = this.#run(site.fork());
    for (const { label } of leaf.facts) site.label(label);
    return leaf.value;
  }

  #run(site: Site): Leaf<T> {
    const value = this.#work(site);
    const asked = site.seal();
    let at = this.#root;
    for (const fact of asked) {
      at.label ??= fact.label;
      at.answers ??= new Map();
      let next = at.answers.get(fact.value);
      if (next === undefined) {
        next = branch();
        at.answers.set(fact.value, next);
      }
      at = next;
    }
    const leaf = { id: this.#leaves.length, facts: asked, value };
    this.#leaves.push(leaf);
    at.leaf = leaf;
    return leaf;
  }
}

function branch<T>(): Branch<T> {
  return { label: undefined, answers: undefined, leaf: undefined };
}
