import type { ResolvedGraph } from '../../graph/graph.ts';
import { listed } from '../../model/listed.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { isMixed } from '../shared/mixed-delivery.ts';

/**
 * Waves and steps, where Pulumi delivers: an update of a stack changes all of its clusters at once. Steps of what carries the delivery engine are
 * the network's own, and nothing reaches clusters over it here.
 */
export function orderedClusterProblems(graph: ResolvedGraph): readonly Problem[] {
  if (isMixed(graph)) return [];
  const { platform, applications } = graph;
  const names = platform.waves.map(({ name }) => name);
  const waves =
    names.length === 0
      ? []
      : [problem('RB660', { path: '', prop: 'waves', found: `Pulumi delivers in no waves, got ${listed(names)}` })];
  const steps = applications
    .filter(({ rollout, carriesDelivery }) => rollout.length > 0 && !carriesDelivery)
    .map(({ path, rollout }) => {
      const environments = listed(rollout.flatMap((step) => step.environments));
      return problem('RB660', { path, prop: 'rollout', found: `Pulumi delivers in no steps, got ${environments}` });
    });
  return [...waves, ...steps];
}
