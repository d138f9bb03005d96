import { CLUSTER_LABEL, ENVIRONMENT_LABEL, tagLabel } from '../model/labels.ts';
import type { Clause } from './graph.ts';

/** The labels of a cluster that tell whether one of the clauses chooses it, in code unit order. */
export function labelsOf(clauses: readonly Clause[]): readonly string[] {
  const labels = new Set<string>();
  for (const { all, any, none, environments, cluster } of clauses) {
    for (const tag of [...all, ...any, ...none]) labels.add(tagLabel(tag));
    if (environments.length > 0) labels.add(ENVIRONMENT_LABEL);
    if (cluster !== undefined) labels.add(CLUSTER_LABEL);
  }
  return [...labels].sort();
}
