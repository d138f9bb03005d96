import { problem } from '../model/problem.ts';
import type { KubeCluster } from './kube-cluster.ts';
import { refused, type StepEnd } from './steps.ts';

/** Something that joining does. */
export interface Right {
  readonly verb: string;
  readonly type: string;
  readonly namespace?: string | undefined;
}

/** Makes sure that the user may do what joining does, before it begins: who may do everything is asked once. */
export async function checkRights(
  cluster: string,
  wanted: readonly (readonly [KubeCluster, readonly Right[]])[],
): Promise<StepEnd> {
  const missing: string[] = [];
  for (const [at, rights] of wanted) {
    const all = await at.can('*', '*');
    if ('failure' in all) return { problem: refused(cluster, all.failure, at) };
    if (all.value) continue;
    for (const { verb, type, namespace } of rights) {
      const one = await at.can(verb, type, namespace);
      if ('failure' in one) return { problem: refused(cluster, one.failure, at) };
      const where = namespace === undefined ? '' : ` in ${namespace}`;
      if (!one.value) missing.push(`${verb} ${type}${where} (context "${at.context}")`);
    }
  }
  if (missing.length === 0) return { note: 'they are enough' };
  return { problem: problem('RB993', { path: cluster, found: `you may not ${missing.join(', nor ')}` }) };
}

/** What joining does on an edge, or with Argo CD on the hub: kinds, roles that grant whatever they grant, and objects of all sorts. */
export const INSTALL: readonly Right[] = [
  { verb: 'create', type: 'namespaces' },
  { verb: 'create', type: 'customresourcedefinitions.apiextensions.k8s.io' },
  { verb: 'create', type: 'clusterrolebindings.rbac.authorization.k8s.io' },
  { verb: 'escalate', type: 'clusterroles.rbac.authorization.k8s.io' },
  { verb: 'bind', type: 'clusterroles.rbac.authorization.k8s.io' },
];
