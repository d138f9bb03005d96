import { CLUSTER_LABEL, ENVIRONMENT_LABEL, tagLabel } from '../model/labels.ts';
import type { LabelSelectorRequirement } from '../model/selector.ts';
import { disjoint } from './disjoint.ts';
import type { Clause } from './graph.ts';
import { merge } from './simplify.ts';
import { EVERYWHERE, intersect, type Term } from './term.ts';

/** What a clause asks of a cluster: all of `all`, one of `any`, none of `none`, one of `environments`, this `cluster`; an empty list asks for nothing. */
export type PlacementClause = Omit<Clause, 'by'>;

/** Disjoint terms that cover what the clauses do; or the news that this takes too many. */
export type PlacementTerms =
  | { readonly overflow: false; readonly terms: readonly Term[] }
  | { readonly overflow: true; readonly limit: number };

/** How many terms an application may have by default, that is, how many generators its ApplicationSet gets for each variant. */
const MAX_TERMS = 256;

/**
 * Turns clauses, of which one is enough, into terms that are pairwise disjoint for every set of labels: each cluster that is
 * chosen is chosen by one term only. The order of the clauses does not matter.
 */
export function placementTerms(clauses: readonly PlacementClause[], limit = MAX_TERMS): PlacementTerms {
  const terms = disjoint(clauses.flatMap(alternatives), limit);
  return terms === undefined ? { overflow: true, limit } : { overflow: false, terms };
}

/**
 * Narrows disjoint terms to the labels that fulfil the requirements too, such as the facts of a variant. What comes out
 * is disjoint again; it is empty if no term allows them.
 */
export function narrow(terms: readonly Term[], requirements: readonly LabelSelectorRequirement[]): Term[] {
  return merge(terms.flatMap((term) => intersect(term, requirements) ?? []));
}

function alternatives({ all, any, none, environments, cluster }: PlacementClause): Term[] {
  const common = intersect(EVERYWHERE, [
    ...all.map((tag) => tagged('In', tag)),
    ...none.map((tag) => tagged('NotIn', tag)),
    ...oneOf(ENVIRONMENT_LABEL, environments),
    ...oneOf(CLUSTER_LABEL, cluster === undefined ? [] : [cluster]),
  ]);
  if (common === undefined || any.length === 0) return common === undefined ? [] : [common];
  return any.flatMap((tag) => intersect(common, [tagged('In', tag)]) ?? []);
}

/** A tag is there if its label is `"true"`; `NotIn` is the exact opposite, since it holds for an absent label too. */
function tagged(operator: 'In' | 'NotIn', tag: string): LabelSelectorRequirement {
  return { key: tagLabel(tag), operator, values: ['true'] };
}

function oneOf(key: string, values: readonly string[]): LabelSelectorRequirement[] {
  return values.length === 0 ? [] : [{ key, operator: 'In', values }];
}
