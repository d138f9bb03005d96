import { Size } from 'cdk8s';
import * as z from 'zod';
import { kibibytes, size } from '../../src/model/fields.ts';

const taint = z.strictObject({
  key: z.string().max(316).describe('Key of the taint, such as `gpu` or `acme.example/team`.'),
  value: z.string().max(63).default('').describe('Value of the taint, at most 63 characters.'),
  effect: z
    .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
    .describe('What it does to pods that do not tolerate it.'),
});

/** Props of a pool of nodes that every cloud has. */
export const nodePoolFields = {
  count: z
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe(
      'Nodes, a fixed number: another one, set by hand, is reverted. Default: 3, where min and max are not given.',
    ),
  min: z.int().min(0).max(1000).optional().describe('Fewest nodes, where an autoscaler sets their number; with `max`.'),
  max: z.int().min(1).max(1000).optional().describe('Most nodes, where an autoscaler sets their number; with `min`.'),
  disk: size({ min: Size.gibibytes(20), max: Size.tebibytes(16) })
    .default(Size.gibibytes(100))
    .describe('Disk of each node, in whole GiB.'),
  spot: z
    .boolean()
    .default(false)
    .describe('Whether to take spare capacity, far cheaper, which the cloud may take back within minutes.'),
  labels: z
    .record(z.string().max(316), z.string().max(63))
    .default({})
    .describe('Labels of the nodes, for the node selectors of pods.'),
  taints: z
    .array(taint)
    .max(20)
    .default([])
    .describe('Taints of the nodes, which keep off pods that do not tolerate them.'),
};

/** What the props of any pool say. */
export interface PoolSize {
  readonly count?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** How many nodes: a fixed number, or a range within which an autoscaler sets it. */
export type Nodes = { readonly fixed: number } | { readonly min: number; readonly max: number };

/** How many nodes a pool has; `usual` where nothing is said. */
export function nodesOf({ count, min, max }: PoolSize, usual = 3): Nodes {
  return min !== undefined && max !== undefined ? { min, max } : { fixed: count ?? usual };
}

/** Whether the number of nodes is said in one way only, and rightly. */
export function isPoolSize({ count, min, max }: PoolSize): boolean {
  if (min === undefined && max === undefined) return true;
  return count === undefined && min !== undefined && max !== undefined && min <= max;
}

/** What is said where {@link isPoolSize} is false. */
export const POOL_SIZE = 'must have a count, or min and max with min at most max, not both';

/** Name of a pool: a DNS label of at most 12 characters, the most that every cloud takes. */
export const poolName = z.string().regex(/^[a-z][a-z0-9]{0,11}$/, {
  error: 'must be a name of at most 12 lower-case letters and digits, beginning with a letter',
});

const EFFECTS = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
} as const;

/** Taints as EKS and GKE spell them. */
export function cloudTaints(taints: readonly z.output<typeof taint>[]) {
  return taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] }));
}

/** What is made of each pool, in the order of their names. */
export function eachPool<P, M>(pools: Readonly<Record<string, P>>, make: (name: string, pool: P) => M): readonly M[] {
  return Object.entries(pools)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, pool]) => make(name, pool));
}

/** A size in whole GiB, rounded up. */
export function gibibytes(value: Size): number {
  return Math.ceil(kibibytes(value) / 1024 / 1024);
}
