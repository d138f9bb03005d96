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
  readonly #leaves: Leaf<T>[] = [];
  /** The tree; most functions have one result, which needs none. */
  #root: Branch<T> | undefined;

  constructor(work: (site: Site) => T) {
    this.#work = work;
  }

  /** All results so far, in the order of the first cluster that got each. */
  get leaves(): readonly Leaf<T>[] {
    return this.#leaves;
  }

  /** The result at a cluster. */
  at(facts: SiteFacts): Leaf<T> {
    if (this.#root === undefined) {
      const [only] = this.#leaves;
      if (only?.facts.every(({ label, value }) => labelOf(facts, label) === value)) return only;
    }
    let at = this.#root;
    while (at !== undefined && at.leaf === undefined && at.label !== undefined) {
      at = at.answers?.get(labelOf(facts, at.label));
    }
    return at?.leaf ?? this.#run(new Site(facts));
  }

  /** The result at a site, which is asked all that decides it. */
  ask(site: Site): T {
    if (this.#root === undefined) {
      const [only] = this.#leaves;
      if (only?.facts.every((fact) => site.holds(fact))) return only.value;
    }
    let at = this.#root;
    while (at !== undefined && at.leaf === undefined && at.label !== undefined) {
      at = at.answers?.get(site.label(at.label));
    }
    if (at?.leaf !== undefined) return at.leaf.value;
    const leaf = this.#run(site.fork());
    for (const fact of leaf.facts) site.holds(fact);
    return leaf.value;
  }

  #run(site: Site): Leaf<T> {
    const value = this.#work(site);
    const leaf = { id: this.#leaves.length, facts: site.seal(), value };
    this.#leaves.push(leaf);
    if (this.#leaves.length === 2) this.#root = branch();
    if (this.#root !== undefined) {
      for (const one of this.#leaves.slice(this.#leaves.length === 2 ? 0 : -1)) plant(this.#root, one);
    }
    return leaf;
  }
}

/** Puts a result into the tree, behind the answers that led to it. */
function plant<T>(root: Branch<T>, leaf: Leaf<T>): void {
  let at = root;
  for (const { label, value } of leaf.facts) {
    at.label ??= label;
    at.answers ??= new Map();
    let next = at.answers.get(value);
    if (next === undefined) {
      next = branch();
      at.answers.set(value, next);
    }
    at = next;
  }
  at.leaf = leaf;
}

function branch<T>(): Branch<T> {
  return { label: undefined, answers: undefined, leaf: undefined };
}
