import type { ResolvedGraph } from '../graph/graph.ts';
import { compareText, type Problem, problem } from '../model/problem.ts';

/** What is wrong with the name of an environment: no cluster is in it. Environments are those of the clusters. */
export function environmentProblems(environment: string | undefined, { clusters }: ResolvedGraph): readonly Problem[] {
  const known = [...new Set(clusters.map((cluster) => cluster.environment))].sort(compareText);
  if (environment === undefined || known.includes(environment)) return [];
  const found = `no cluster is in the environment ${JSON.stringify(environment)}`;
  return [problem('RB907', { path: '', found, hint: `name one of ${known.join(', ')}` })];
}
