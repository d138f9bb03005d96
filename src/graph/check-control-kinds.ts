import { isClusterScoped } from '../model/kinds.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { controlGuardrail } from './delegation.ts';
import type { ResolvedGraph } from './graph.ts';

/** Kinds that make any object at all on any cluster: who has one of them at a control plane needs no other right. */
const UNLIMITED: ReadonlySet<string> = new Set([
  '*',
  'Object.kubernetes.m.crossplane.io',
  'ObservedObjectCollection.kubernetes.m.crossplane.io',
  'Release.helm.m.crossplane.io',
  'Workspace.opentofu.m.upbound.io',
  'Workspace.tf.m.upbound.io',
]);

/** What is wrong with the kinds that policies leave to programs of owners at control planes, and with the name of what limits them there. */
export function controlKindProblems({ platform, applications }: ResolvedGraph): readonly Problem[] {
  const owners = new Set(applications.filter(({ guardrail }) => guardrail === undefined).map(({ owner }) => owner));
  return Object.entries(platform.owners).flatMap(([owner, { controlKinds = [] }]) => {
    const at = { path: '', prop: `owners.${owner}.controlKinds` };
    const refused = controlKinds
      .filter((kind) => UNLIMITED.has(kind) || isClusterScoped(kind))
      .map((kind) => problem('RB866', { ...at, found: `${show(kind)} knows no limit` }));
    const name = controlGuardrail(owner);
    if (controlKinds.length === 0 || !owners.has(name)) return refused;
    const hint = 'rename one of the owners';
    return [
      ...refused,
      problem('RB866', { ...at, found: `what limits it would be ${show(name)}, which is an owner`, hint }),
    ];
  });
}
