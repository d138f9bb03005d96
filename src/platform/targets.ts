import { argocd } from '../targets/argocd/argocd.ts';
import { pulumi } from '../targets/pulumi/pulumi.ts';
import type { Target } from '../targets/shared/target.ts';

/** What `synth` can write, by name. */
export const targets = { argocd, pulumi } as const satisfies Readonly<Record<string, Target>>;

/** Name of a target. */
export type TargetName = keyof typeof targets;
