import { absorb, merge } from './simplify.ts';
import { at, EVERYWHERE, escapes, overlapping, sortedTerms, type Term, termOf, without } from './term.ts';
import { equal } from './value-set.ts';

/** How many of the smallest terms are tried as the next to be kept whole; more of them find no better one. */
const CANDIDATES = 8;

/** How far beyond the limit the work may go on, since the terms that come out may still merge. */
const SLACK = 4;

/** Terms that are still to be made disjoint, without the conditions that all of them share. */
interface Open {
  readonly shared: Term;
  readonly terms: readonly Term[];
}

/**
 * Turns terms into pairwise disjoint ones that cover the same labels; undefined if that takes more than `limit`.
 *
 * Terms fall apart into clusters that do not touch. In each one a term is kept whole and taken out of the others: the one
 * that breaks them into the fewest pieces, since the fewest terms cannot be had in acceptable time.
 */
export function disjoint(terms: readonly Term[], limit: number): Term[] | undefined {
  const done: Term[] = [];
  const open: Open[] = [{ shared: EVERYWHERE, terms: absorb(merge(terms)) }];
  let pending = open[0]?.terms.length ?? 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    pending -= next.terms.length;
    const { shared, terms } = factored(next);
    if (done.length + pending + terms.length > SLACK * limit) return undefined;
    for (const touching of clusters(terms)) {
      const whole = wholeOf(touching);
      done.push(termOf([...shared, ...whole]));
      if (touching.length === 1) continue;
      const pieces = absorb(brokenBy(whole, touching));
      open.push({ shared, terms: pieces });
      pending += pieces.length;
    }
  }
  const merged = merge(done);
  return merged.length > limit ? undefined : merged;
}

/** Takes out the conditions that all terms share. It changes nothing between them and keeps long lists of tags cheap. */
function factored({ shared, terms }: Open): Open {
  const [first, ...others] = terms;
  const common = [...(first ?? EVERYWHERE)].filter(([key, allowed]) =>
    others.every((term) => equal(at(term, key), allowed)),
  );
  if (common.length === 0) return { shared, terms };
  const keys = new Set(common.map(([key]) => key));
  return {
    shared: termOf([...shared, ...common]),
    terms: terms.map((term) => termOf([...term].filter(([key]) => !keys.has(key)))),
  };
}

/** Sets of terms of which none overlaps a term of another set. */
function clusters(terms: readonly Term[]): Term[][] {
  const found: Term[][] = [];
  let left = terms;
  for (let first = left[0]; first !== undefined; first = left[0]) {
    const members = [first];
    left = left.slice(1);
    for (const member of members) {
      const apart: Term[] = [];
      for (const term of left) (overlapping(member, term) ? members : apart).push(term);
      left = apart;
    }
    found.push(sortedTerms(members));
  }
  return found;
}

function wholeOf(terms: readonly Term[]): Term {
  let best: { readonly term: Term; readonly pieces: number } | undefined;
  for (const term of terms.slice(0, CANDIDATES)) {
    const pieces = terms.reduce((sum, other) => sum + (overlapping(other, term) ? escapes(other, term).length : 1), 0);
    if (best === undefined || pieces < best.pieces) best = { term, pieces };
  }
  if (best === undefined) throw new Error('no terms to choose from');
  return best.term;
}

/** What is left of the other terms; keys that many of them share come first, so that the largest pieces stay alike. */
function brokenBy(whole: Term, terms: readonly Term[]): Term[] {
  const use = new Map([...whole.keys()].map((key) => [key, terms.filter((term) => term.has(key)).length]));
  return terms.flatMap((term) => {
    if (term === whole) return [];
    if (!overlapping(term, whole)) return [term];
    return without(
      term,
      whole,
      escapes(term, whole).sort((a, b) => (use.get(b) ?? 0) - (use.get(a) ?? 0) || (a < b ? -1 : 1)),
    );
  });
}
