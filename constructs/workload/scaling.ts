import * as z from 'zod';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Tier } from '../../src/model/site.ts';
import type { Workload } from './workload.ts';

const scalingSchema = z.strictObject({
  minReplicas: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .describe('Fewest pods in production, 1 to 1000. Staging runs as many, at most 2; development runs 1.'),
  maxReplicas: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .describe('Most pods in production, 1 to 1000. Where it equals `minReplicas`, nothing scales.'),
  targetCpuPercent: z
    .int()
    .min(10)
    .max(200)
    .default(70)
    .describe(
      'Load at which pods are added in production, 10 to 200 percent of `cpuMillicores`, as the mean of all pods.',
    ),
});

/** Props of what runs several pods. */
export const scalingProps = scalingSchema.shape;

/** Props of what runs several pods, checked and with their defaults. */
export type ScalingProps = z.output<typeof scalingSchema>;

/** Refuses bounds that no number of pods can keep. */
export function replicasInOrder({ value, issues }: z.core.ParsePayload<ScalingProps>): void {
  const { minReplicas, maxReplicas } = value;
  if (minReplicas <= maxReplicas) return;
  const message = `must be at most maxReplicas, which is "${maxReplicas}"`;
  issues.push({ code: 'custom', path: ['minReplicas'], input: minReplicas, message });
}

/** How many pods there are: a number, or the autoscaler's bounds. */
export type Replicas = number | { readonly min: number; readonly max: number };

/** Production has the full set; staging shows whether two pods get along; development costs as little as can be. */
export function replicasAt(tier: Tier, { minReplicas, maxReplicas }: ScalingProps): Replicas {
  if (tier === 'development') return 1;
  if (tier === 'staging') return Math.min(2, minReplicas);
  return minReplicas === maxReplicas ? minReplicas : { min: minReplicas, max: maxReplicas };
}

/** The number for the Deployment, or undefined where an autoscaler keeps it: two writers of one field never agree. */
export function fixedReplicas(replicas: Replicas): number | undefined {
  return typeof replicas === 'number' ? replicas : undefined;
}

/** What keeps pods running besides the Deployment: an autoscaler and a disruption budget, as far as the site has them. */
export function scaling(workload: Workload, props: ScalingProps, tier: Tier): readonly Manifest[] {
  const replicas = replicasAt(tier, props);
  return [
    ...(typeof replicas === 'number' ? [] : [autoscaler(workload, replicas, props.targetCpuPercent)]),
    ...(tier === 'development' ? [] : [disruptionBudget(workload)]),
  ];
}

function autoscaler({ name, labels }: Workload, { min, max }: { min: number; max: number }, percent: number): Manifest {
  const target = { type: 'Utilization', averageUtilization: percent };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, labels },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: min,
      maxReplicas: max,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
    },
  };
}

/** One pod at a time may be moved away; a budget in pods that must stay would hold up a node for ever where there is one pod. */
function disruptionBudget({ name, labels, pods }: Workload): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels },
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: pods } },
  };
}
