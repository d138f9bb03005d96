import type { ResolvedGraph } from '../../graph/graph.ts';
import type { OwnerPolicy } from '../../model/declarations.ts';
import type { Manifest } from '../../model/manifest.ts';
import { compareText } from '../../model/problem.ts';
import { ARGOCD, BASE_WAVE, KEEP, MANAGED, PLATFORM_OWNER, projectName, SYNC_OPTIONS, WAVE } from './names.ts';
import { repositoriesOf } from './source.ts';

/** Kinds that limit an owner, so the owner does not make them. */
const RESERVED = [
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'ResourceQuota' },
];

/**
 * The AppProject of an owner: a guardrail. Kinds come from the platform's policy, not from what the owner happens to use; destinations
 * are the clusters that rules may choose, in the owner's namespaces only.
 */
export function project(owner: string, graph: ResolvedGraph): Manifest {
  return {
    apiVersion: ARGOCD,
    kind: 'AppProject',
    metadata: {
      name: projectName(owner, graph.platform),
      namespace: graph.platform.argocd.namespace,
      labels: { ...MANAGED },
      annotations: { [WAVE]: BASE_WAVE, [SYNC_OPTIONS]: KEEP },
    },
    spec: {
      description: owner === PLATFORM_OWNER ? 'What the platform makes for all' : `Applications of ${owner}`,
      sourceRepos: repositories(owner, graph),
      destinations: destinations(owner, graph),
      ...kinds(owner, graph),
    },
  };
}

function repositories(owner: string, graph: ResolvedGraph): readonly string[] {
  const own = graph.applications.filter((application) => application.owner === owner);
  const named = policyOf(owner, graph)?.sourceRepositories ?? own.flatMap(repositoriesOf);
  return [...new Set([graph.platform.repository.url, ...named])].sort(compareText);
}

/** A cluster that joins later and is chosen by a rule is a destination at once, so the clusters stay open and the namespaces do not. */
function destinations(owner: string, graph: ResolvedGraph): readonly unknown[] {
  if (owner === PLATFORM_OWNER) return [{ server: '*', namespace: '*' }];
  const own = graph.applications.filter((application) => application.owner === owner);
  const namespaces = [...new Set(own.map(({ namespace }) => namespace))].sort(compareText);
  return namespaces.map((namespace) => ({ server: '*', namespace }));
}

function kinds(owner: string, graph: ResolvedGraph): Record<string, unknown> {
  if (owner === PLATFORM_OWNER) return { clusterResourceWhitelist: [{ group: '*', kind: '*' }] };
  const { namespacedKinds = ['*'], clusterKinds = [] } = policyOf(owner, graph) ?? {};
  return {
    clusterResourceWhitelist: clusterKinds.map(groupKind),
    ...(namespacedKinds.includes('*')
      ? { namespaceResourceBlacklist: RESERVED }
      : { namespaceResourceWhitelist: namespacedKinds.map(groupKind) }),
  };
}

function policyOf(owner: string, { platform }: ResolvedGraph): OwnerPolicy | undefined {
  return Object.hasOwn(platform.owners, owner) ? platform.owners[owner] : undefined;
}

/** `Deployment.apps` as Argo CD writes it. */
function groupKind(kind: string): { readonly group: string; readonly kind: string } {
  if (kind === '*') return { group: '*', kind: '*' };
  const dot = kind.indexOf('.');
  return dot === -1 ? { group: '', kind } : { group: kind.slice(dot + 1), kind: kind.slice(0, dot) };
}
