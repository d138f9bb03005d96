import { parseAllDocuments } from 'yaml';
import { clusterSecretName } from '../model/cluster-registration.ts';
import { member } from '../model/member.ts';
import { anotherBefore, identityOf, wrongEnd } from './edge-clusters.ts';
import type { JoinNetwork, JoinPlan } from './join-plan.ts';
import type { KubeCluster, Reply } from './kube-cluster.ts';
import { refused, type Seen, type Step, type StepEnd } from './steps.ts';

/** What is done so that an edge leaves. */
export interface EdgeLeave {
  readonly plan: JoinPlan;
  readonly network: JoinNetwork;
  readonly hub: KubeCluster;
  /** Undefined where the cluster is gone. */
  readonly edge: KubeCluster | undefined;
}

/**
 * The steps by which an edge leaves its network: Argo CD lets go of it while it still reaches it, then the way is taken away. What was delivered
 * outside development keeps running, and so does Skupper itself, which others on the cluster may use.
 */
export function leaveEdge(leave: EdgeLeave): readonly Step[] {
  const { plan, network, hub, edge } = leave;
  const { cluster } = plan;
  const argocd = plan.document.argocd.namespace;
  const managed = network.management !== undefined;
  return [
    {
      id: 'clusters',
      title: edge === undefined ? 'look at the hub' : 'look at both clusters',
      run: () => check(leave),
    },
    ...(managed
      ? [
          { id: 'credential', title: 'take the credential from the hub', run: () => takeCredential(leave) },
          { id: 'labels', title: 'let no ApplicationSet choose the cluster', run: () => takeLabels(leave) },
          {
            id: 'applications',
            title: 'wait until Argo CD has let go of it',
            run: (watch: Parameters<Step['run']>[0]) =>
              watch.until(cluster, APPLICATIONS, () => lookForNone(hub, argocd, cluster)),
          },
          { id: 'registration', title: "take the cluster from Argo CD's list", run: () => takeRegistration(leave) },
        ]
      : []),
    ...(edge === undefined
      ? []
      : [{ id: 'objects', title: `take the network from ${cluster}`, run: () => takeObjects(leave, edge) }]),
  ];
}

const APPLICATIONS =
  'look at the Applications of the cluster in Argo CD: one whose objects are being deleted waits for them; then run this again';

async function check({ plan, network, hub, edge }: EdgeLeave): Promise<StepEnd> {
  const { cluster } = plan;
  const atHub = await identityOf(hub, network.namespace);
  if ('failure' in atHub) return { problem: refused(cluster, atHub.failure, hub) };
  if (edge === undefined) return { note: 'the hub answers' };
  const atEdge = await identityOf(edge, network.namespace);
  if ('failure' in atEdge) return { problem: refused(cluster, atEdge.failure, edge) };
  const wrong = wrongEnd({ plan, network, hub, edge }, atHub.value, atEdge.value);
  if (wrong !== undefined) return { problem: wrong };
  const stranger = await anotherBefore({ plan, network, hub, edge }, atEdge.value.id);
  return stranger === undefined ? { note: 'two clusters, and they are the right ones' } : { problem: stranger };
}

async function takeCredential({ plan, network, hub }: EdgeLeave): Promise<StepEnd> {
  return taken(plan, hub, await hub.remove('secrets', network.management?.credential ?? '', network.namespace));
}

/** Argo CD still reaches the cluster then, and deletes what it is to delete. */
async function takeLabels({ plan, hub }: EdgeLeave): Promise<StepEnd> {
  const { namespace } = plan.document.argocd;
  const name = clusterSecretName(plan.cluster);
  const secret = await hub.get('secrets', name, namespace);
  if ('failure' in secret) return { problem: refused(plan.cluster, secret.failure, hub) };
  if (secret.value === undefined) return { note: 'it is not registered' };
  const present = Object.keys(Object(member(member(secret.value, 'metadata'), 'labels')));
  const labels = Object.keys(plan.labels).filter((key) => present.includes(key));
  if (labels.length === 0) return { note: 'they are gone already' };
  const changed = await hub.unlabel('secrets', name, namespace, labels);
  return 'failure' in changed
    ? { problem: refused(plan.cluster, changed.failure, hub) }
    : { note: `${labels.length} labels` };
}

async function takeRegistration({ plan, hub }: EdgeLeave): Promise<StepEnd> {
  return taken(plan, hub, await hub.remove('secrets', clusterSecretName(plan.cluster), plan.document.argocd.namespace));
}

function taken(plan: JoinPlan, at: KubeCluster, removed: Reply<boolean>): StepEnd {
  if ('failure' in removed) return { problem: refused(plan.cluster, removed.failure, at) };
  return { note: removed.value ? 'taken' : 'it was gone already' };
}

async function lookForNone(hub: KubeCluster, namespace: string, cluster: string): Promise<Reply<Seen>> {
  const reply = await hub.list('applications.argoproj.io', namespace, `roadbed.dev/cluster=${cluster}`);
  if ('failure' in reply) return reply;
  const names = reply.value.map((one) => String(member(member(one, 'metadata'), 'name')));
  if (names.length === 0) return { value: { ready: true, note: 'it has no Application there any more' } };
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return { value: { ready: false, now: `${names.slice(0, 3).join(', ')}${more} are still there` } };
}

/** The last first, and the namespace with whatever else is in it. */
async function takeObjects({ plan, network }: EdgeLeave, edge: KubeCluster): Promise<StepEnd> {
  const objects = parseAllDocuments(plan.manifest).map((document): unknown => document.toJS());
  let count = 0;
  for (const object of [...objects].reverse()) {
    const metadata = member(object, 'metadata');
    const namespace = member(metadata, 'namespace');
    const removed = await edge.remove(
      typeOf(object),
      String(member(metadata, 'name')),
      typeof namespace === 'string' ? namespace : undefined,
    );
    if ('failure' in removed) return { problem: refused(plan.cluster, removed.failure, edge) };
    if (removed.value) count += 1;
  }
  return { note: count === 0 ? 'nothing was left' : `${count} objects, and the namespace ${network.namespace}` };
}

/** `Kind.version.group`, which kubectl takes for any kind. */
function typeOf(object: unknown): string {
  const [group = '', version] = String(member(object, 'apiVersion')).split('/');
  const kind = String(member(object, 'kind'));
  return version === undefined ? kind : `${kind}.${version}.${group}`;
}
