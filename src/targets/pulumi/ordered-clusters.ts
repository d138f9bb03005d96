import type { ResolvedGraph } from '../../graph/graph.ts';
import { listed } from '../../model/listed.ts';
import { edgeApplicationId } from '../../model/network-declaration.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { isMixed } from '../shared/mixed-delivery.ts';

/**
 * Waves and steps, where Pulumi delivers: an update of a stack changes all of its clusters at once. Steps of a network are its own, so nobody could leave
 * them out, and nothing is delivered to clusters over it here.
 */
export function orderedClusterProblems(graph: ResolvedGraph): readonly Problem[] {
  if (isMixed(graph)) return [];
  const { platform, applications, networks } = graph;
  const own = new Set(networks.map(({ name }) => edgeApplicationId(name)));
  const names = platform.waves.map(({ name }) => name);
  const waves =
    names.length === 0
      ? []
      : [problem('RB660', { path: '', prop: 'waves', found: `Pulumi delivers in no waves, got ${listed(names)}` })];
  const steps = applications
    .filter(({ rollout, path }) => rollout.length > 0 && !own.has(path.slice(path.lastIndexOf('/') + 1)))
    .map(({ path, rollout }) => {
      const environments = listed(rollout.flatMap((step) => step.environments));
      return problem('RB660', { path, prop: 'rollout', found: `Pulumi delivers in no steps, got ${environments}` });
    });
  return [...waves, ...steps];
}
