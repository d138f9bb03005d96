import type { LabelSelectorRequirement } from '../model/selector.ts';
import {
  ANYTHING,
  allows,
  complement,
  includes,
  intersection,
  isAnything,
  isEmpty,
  overlap,
  type ValueSet,
  valueSet,
} from './value-set.ts';

/** A conjunction of conditions on labels, one for each key that matters, in key order; without any it covers everything. */
export type Term = ReadonlyMap<string, ValueSet>;

/** The term that covers every set of labels. */
export const EVERYWHERE: Term = new Map();

/** Narrows a term by requirements that must hold as well. Undefined if no labels could fulfil all of them. */
export function intersect(term: Term, requirements: readonly LabelSelectorRequirement[]): Term | undefined {
  const narrowed = new Map(term);
  for (const requirement of requirements) {
    const allowed = intersection(at(narrowed, requirement.key), valueSet(requirement));
    if (isEmpty(allowed)) return undefined;
    narrowed.set(requirement.key, allowed);
  }
  return termOf(narrowed);
}

/** Whether a term covers these labels. */
export function covers(term: Term, labels: Readonly<Record<string, string>>): boolean {
  for (const [key, allowed] of term)
    if (!allows(allowed, Object.hasOwn(labels, key) ? labels[key] : undefined)) return false;
  return true;
}

/** Whether there are labels that both terms cover. */
export function overlapping(a: Term, b: Term): boolean {
  for (const [key, allowed] of a) if (!overlap(allowed, at(b, key))) return false;
  return true;
}

/** Whether a term covers all labels that the other one covers. */
export function contains(term: Term, other: Term): boolean {
  for (const [key, allowed] of term) if (!includes(allowed, at(other, key))) return false;
  return true;
}

/** The keys of `taken` by which labels of `term` can escape it: as many terms are left of `term` without `taken`. */
export function escapes(term: Term, taken: Term): string[] {
  return [...taken].filter(([key, allowed]) => !includes(allowed, at(term, key))).map(([key]) => key);
}

/** What of an overlapping term is left without another: a disjoint term for each key, in the order of the keys given. */
export function without(term: Term, taken: Term, keys: readonly string[]): Term[] {
  const inside = new Map(term);
  return keys.map((key) => {
    const own = at(inside, key);
    const left = termOf(new Map(inside).set(key, intersection(own, complement(at(taken, key)))));
    inside.set(key, intersection(own, at(taken, key)));
    return left;
  });
}

/** The condition of a term on a label. */
export function at(term: Term, key: string): ValueSet {
  return term.get(key) ?? ANYTHING;
}

/** A term in canonical form: in key order, without conditions that ask for nothing. */
export function termOf(conditions: Iterable<readonly [string, ValueSet]>): Term {
  const kept = [...conditions].filter(([, allowed]) => !isAnything(allowed));
  return new Map(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A text that two terms share only if they are equal. */
export function termText(term: Term): string {
  return JSON.stringify([...term].map(([key, { absent, listed, values }]) => [key, absent, listed, values]));
}

/** Terms with the fewest conditions first, each once. */
export function sortedTerms(terms: readonly Term[]): Term[] {
  const byText = new Map(terms.map((term) => [termText(term), term]));
  const sorted = [...byText].sort(([a, first], [b, second]) => first.size - second.size || (a < b ? -1 : 1));
  return sorted.map(([, term]) => term);
}
