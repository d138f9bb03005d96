import { PLATFORM_OWNER } from '../model/platform-owner.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { ResolvedApplication, ResolvedGraph } from './graph.ts';

/** Names that belong to an engine: who could take them would rule what is not theirs. */
export function reservedProblems(graph: ResolvedGraph): readonly Problem[] {
  return graph.applications
    .filter(({ part }) => part === 'site')
    .flatMap((application) => [...namespaceProblems(application, graph), ...ownerProblems(application)]);
}

function namespaceProblems(
  { path, namespace, owner }: ResolvedApplication,
  { platform }: ResolvedGraph,
): readonly Problem[] {
  const at = { path, prop: 'namespace' };
  if (namespace.startsWith('kube-')) {
    const found = `the namespace ${show(namespace)} is Kubernetes' own`;
    return [problem('RB712', { ...at, found, hint: 'give the application a namespace of its own' })];
  }
  if (namespace !== platform.argocd.namespace || owner === PLATFORM_OWNER) return [];
  const hint = `give the application a namespace of its own, or the owner ${show(PLATFORM_OWNER)}`;
  return [problem('RB712', { ...at, found: `the namespace ${show(namespace)} is Argo CD's`, hint })];
}

/** The root Application stands in the project `default`, which Argo CD makes itself. */
function ownerProblems({ path, owner }: ResolvedApplication): readonly Problem[] {
  if (owner !== 'default') return [];
  const found = `${show(owner)} is the project that Argo CD keeps for itself`;
  return [problem('RB712', { path, prop: 'owner', found, hint: 'name the team that owns the application' })];
}
