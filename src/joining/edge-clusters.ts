import { member } from '../model/member.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { JoinNetwork, JoinPlan } from './join-plan.ts';
import type { KubeCluster, Reply } from './kube-cluster.ts';
import { refused, type StepEnd } from './steps.ts';

/** Annotation of the credential of an edge on the hub: which cluster it is of, by the id of its namespace `kube-system`. */
export const CLUSTER_ID = 'roadbed.dev/cluster-id';

/** The two clusters that a link joins, as contexts of a kubeconfig say. */
export interface Ends {
  readonly plan: JoinPlan;
  readonly network: JoinNetwork;
  readonly hub: KubeCluster;
  readonly edge: KubeCluster;
}

/** What tells a cluster from others. */
export interface Identity {
  /** Id of its namespace `kube-system`, which lasts as long as the cluster. */
  readonly id: string;
  /** Name of its Site in the namespace of the network; undefined where there is none. */
  readonly site: string | undefined;
}

/** Who a cluster is. */
export async function identityOf(at: KubeCluster, namespace: string): Promise<Reply<Identity>> {
  const system = await at.get('namespaces', 'kube-system');
  if ('failure' in system) return system;
  const sites = await at.list('sites.skupper.io', namespace);
  if ('failure' in sites) return sites;
  const id = member(member(system.value, 'metadata'), 'uid');
  const site = member(member(sites.value[0], 'metadata'), 'name');
  return { value: { id: typeof id === 'string' ? id : '', site: typeof site === 'string' ? site : undefined } };
}

/** Makes sure that both contexts are of the clusters that they are said to be: nothing has been changed by then. */
export async function checkClusters({ plan, network, hub, edge }: Ends): Promise<StepEnd> {
  const { cluster, document } = plan;
  const atHub = await identityOf(hub, network.namespace);
  if ('failure' in atHub) return { problem: refused(cluster, atHub.failure, hub) };
  const atEdge = await identityOf(edge, network.namespace);
  if ('failure' in atEdge) return { problem: refused(cluster, atEdge.failure, edge) };
  const wrong = wrongEnd({ plan, network, hub, edge }, atHub.value, atEdge.value);
  if (wrong !== undefined) return { problem: wrong };
  if (network.management === undefined) return { note: 'two clusters, and they are the right ones' };
  const root = await hub.get('applications.argoproj.io', document.argocd.root, document.argocd.namespace);
  if ('failure' in root) return { problem: refused(cluster, root.failure, hub) };
  if (root.value === undefined)
    return {
      problem: problem('RB991', {
        path: cluster,
        found: `the context "${hub.context}" is of a cluster whose Argo CD has no Application "${document.argocd.root}"`,
        hint: `name the context of the hub, or begin it: roadbed join ${network.hub} --hub-context ${hub.context}`,
      }),
    };
  const stranger = await anotherBefore({ plan, network, hub, edge }, atEdge.value.id);
  return stranger === undefined ? { note: 'two clusters, and they are the right ones' } : { problem: stranger };
}

/** Where a context is of another cluster than it is said to be: clusters that have a site say who they are. */
export function wrongEnd({ plan, network, hub, edge }: Ends, atHub: Identity, atEdge: Identity): Problem | undefined {
  const { cluster: path } = plan;
  const wrong = (found: string, hint?: string) => problem('RB991', { path, found, hint });
  const swapped = 'the two contexts seem to be swapped';
  if (atHub.id === atEdge.id) return wrong('both contexts are of one cluster');
  if (atEdge.site === network.hub)
    return wrong(`the context "${edge.context}" is of the hub "${network.hub}"`, swapped);
  if (atEdge.site !== undefined && atEdge.site !== path)
    return wrong(`the context "${edge.context}" is of the cluster "${atEdge.site}"`);
  if (atHub.site !== undefined && atHub.site !== network.hub)
    return wrong(
      `the context "${hub.context}" is of the cluster "${atHub.site}"`,
      atHub.site === path ? swapped : undefined,
    );
  return undefined;
}

/** A name stands for one cluster: another one under the same name would get what was meant for the first. */
export async function anotherBefore({ plan, network, hub, edge }: Ends, id: string): Promise<Problem | undefined> {
  const { cluster } = plan;
  if (network.management === undefined) return undefined;
  const credential = await hub.get('secrets', network.management.credential, network.namespace);
  if ('failure' in credential) return refused(cluster, credential.failure, hub);
  const known = member(member(member(credential.value, 'metadata'), 'annotations'), CLUSTER_ID);
  if (known === undefined || known === id) return undefined;
  const found = `the context "${edge.context}" is of another cluster than the one that joined as "${cluster}"`;
  const hint = `correct the context; or, if a new cluster takes its place, first run roadbed leave ${cluster} --hub-context ${hub.context}`;
  return problem('RB991', { path: cluster, found, hint });
}
