import type { ResolvedApplication, ResolvedGraph } from '../../graph/graph.ts';
import type { OwnerPolicy } from '../../model/declarations.ts';
import type { Manifest } from '../../model/manifest.ts';
import { PLATFORM_OWNER } from '../../model/platform-owner.ts';
import { compareText } from '../../model/problem.ts';
import { MANAGED } from '../shared/cluster-registration.ts';
import { ARGOCD, BASE_WAVE, IN_CLUSTER, KEEP, projectName, SYNC_OPTIONS, WAVE } from './names.ts';
import { repositoriesOf } from './source.ts';

/** Kinds that limit an owner, so the owner does not make them. */
const RESERVED = [
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'ResourceQuota' },
];

/** What limits an application: the guardrail of its owner, or one of its own. */
export function guardrailOf({ guardrail, owner }: Pick<ResolvedApplication, 'guardrail' | 'owner'>): string {
  return guardrail ?? owner;
}

/** Kinds of a network that lead from one cluster to another; they stand in the namespace of its site. */
const NETWORK_KINDS: readonly string[] = ['Connector.skupper.io', 'Listener.skupper.io'];

/**
 * The AppProject of an owner: a guardrail. Kinds come from the platform's policy, not from what the owner happens to use; destinations
 * are the clusters that rules may choose, in the owner's namespaces only. What the owner's own programs have at control planes has one apart.
 */
export function project(guardrail: string, graph: ResolvedGraph): Manifest {
  const own = graph.applications.filter((application) => guardrailOf(application) === guardrail);
  const [first] = own;
  const owner = first?.owner ?? guardrail;
  const isControl = first?.guardrail !== undefined;
  return {
    apiVersion: ARGOCD,
    kind: 'AppProject',
    metadata: {
      name: projectName(guardrail, graph.platform),
      namespace: graph.platform.argocd.namespace,
      labels: { ...MANAGED },
      annotations: { [WAVE]: BASE_WAVE, [SYNC_OPTIONS]: KEEP },
    },
    spec: isControl
      ? controlSpec(owner, own, graph)
      : {
          description: owner === PLATFORM_OWNER ? 'What the platform makes for all' : `Applications of ${owner}`,
          sourceRepos: repositories(owner, own, graph),
          destinations: destinations(owner, own),
          ...kinds(owner, graph),
        },
  };
}

/** What programs of an owner may have made at control planes and between clusters: kinds of the platform's choice, for their own clusters. */
function controlSpec(
  owner: string,
  own: readonly ResolvedApplication[],
  { platform, networks }: ResolvedGraph,
): Record<string, unknown> {
  const { controlKinds = [] } = policyOf(owner, platform) ?? {};
  const crossing = controlKinds.some((kind) => NETWORK_KINDS.includes(kind));
  const places = new Map<string, { readonly server: string; readonly namespace: string }>();
  const add = (server: string, namespace: string) => places.set(`${server} ${namespace}`, { server, namespace });
  for (const { variants, namespace } of own) {
    for (const { hubNamespace } of variants) {
      if (hubNamespace === undefined) add('*', namespace);
      else add(IN_CLUSTER, hubNamespace);
    }
  }
  for (const { namespace } of crossing ? networks : []) add('*', namespace);
  return {
    description: `What programs of ${owner} have at control planes and between clusters`,
    sourceRepos: [...new Set(own.flatMap(repositoriesOf))].sort(compareText),
    destinations: [...places].sort(([a], [b]) => compareText(a, b)).map(([, place]) => place),
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [...new Set(controlKinds)].sort(compareText).map(groupKind),
  };
}

function repositories(owner: string, own: readonly ResolvedApplication[], { platform }: ResolvedGraph) {
  const named = policyOf(owner, platform)?.sourceRepositories ?? own.flatMap(repositoriesOf);
  return [...new Set([platform.repository.url, ...named])].sort(compareText);
}

/** A cluster that joins later and is chosen by a rule is a destination at once, so the clusters stay open and the namespaces do not. */
function destinations(owner: string, own: readonly ResolvedApplication[]): readonly unknown[] {
  if (owner === PLATFORM_OWNER) return [{ server: '*', namespace: '*' }];
  const namespaces = [...new Set(own.map(({ namespace }) => namespace))].sort(compareText);
  return namespaces.map((namespace) => ({ server: '*', namespace }));
}

function kinds(owner: string, { platform }: ResolvedGraph): Record<string, unknown> {
  if (owner === PLATFORM_OWNER) return { clusterResourceWhitelist: [{ group: '*', kind: '*' }] };
  const { namespacedKinds = ['*'], clusterKinds = [] } = policyOf(owner, platform) ?? {};
  return {
    clusterResourceWhitelist: clusterKinds.map(groupKind),
    ...(namespacedKinds.includes('*')
      ? { namespaceResourceBlacklist: RESERVED }
      : { namespaceResourceWhitelist: namespacedKinds.map(groupKind) }),
  };
}

function policyOf(owner: string, { owners }: ResolvedGraph['platform']): OwnerPolicy | undefined {
  return Object.hasOwn(owners, owner) ? owners[owner] : undefined;
}

/** `Deployment.apps` as Argo CD writes it. */
function groupKind(kind: string): { readonly group: string; readonly kind: string } {
  if (kind === '*') return { group: '*', kind: '*' };
  const dot = kind.indexOf('.');
  return dot === -1 ? { group: '', kind } : { group: kind.slice(dot + 1), kind: kind.slice(0, dot) };
}
