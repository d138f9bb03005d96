import { at, contains, sortedTerms, type Term, termOf, termText } from './term.ts';
import { union } from './value-set.ts';

/** Drops each term that another one contains, and sorts the rest. */
export function absorb(terms: readonly Term[]): Term[] {
  const kept: Term[] = [];
  for (const term of sortedTerms(terms)) if (!kept.some((larger) => contains(larger, term))) kept.push(term);
  return kept;
}

/**
 * Joins terms that differ in one condition only (`dev` here and `prod` there become `dev` or `prod`), until there are none.
 * What was disjoint stays disjoint.
 */
export function merge(terms: readonly Term[]): Term[] {
  let merged = sortedTerms(terms);
  for (let before = Number.POSITIVE_INFINITY; merged.length < before; ) {
    before = merged.length;
    merged = sortedTerms([...groupedBy(merged, (term) => [...term.keys()].join(' ')).values()].flatMap(mergedAlike));
  }
  return merged;
}

/** Merges terms that have conditions on the same keys: only those can differ in one condition. */
function mergedAlike(terms: readonly Term[]): readonly Term[] {
  let merged = terms;
  for (const key of terms[0]?.keys() ?? []) {
    if (merged.length === 1) break;
    const byRest = groupedBy(merged, (term) => termText(termOf([...term].filter(([other]) => other !== key))));
    merged = [...byRest.values()].map((alike) => joined(key, alike));
  }
  return merged;
}

function joined(key: string, terms: readonly Term[]): Term {
  const [first, ...others] = terms;
  if (first === undefined) throw new Error('no terms to join');
  if (others.length === 0) return first;
  return termOf(new Map(first).set(key, union(terms.map((term) => at(term, key)))));
}

function groupedBy(terms: readonly Term[], name: (term: Term) => string): Map<string, Term[]> {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const key = name(term);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [term]);
    else group.push(term);
  }
  return groups;
}
