import { items, member } from '../model/member.ts';
import type { KubeCluster, Reply } from './kube-cluster.ts';
import type { Seen } from './steps.ts';

/** Whether all kinds are served. */
export async function lookForKinds(at: KubeCluster, kinds: readonly string[]): Promise<Reply<Seen>> {
  const served = await at.kinds();
  if ('failure' in served) return served;
  const missing = kinds.filter((kind) => !served.value.has(kind));
  if (missing.length > 0) return { value: { ready: false, now: `the cluster has no ${missing.join(', ')}` } };
  return { value: { ready: true, note: 'its kinds are served' } };
}

/** Whether an object of Skupper is ready, as it says of itself. */
export async function lookAtObject(
  at: KubeCluster,
  type: string,
  name: string,
  namespace: string,
): Promise<Reply<Seen>> {
  const reply = await at.get(type, name, namespace);
  return 'failure' in reply ? reply : { value: seenOf(reply.value, name) };
}

/** Whether any of the links of a site is up. */
export async function lookAtLinks(at: KubeCluster, namespace: string): Promise<Reply<Seen>> {
  const reply = await at.list('links.skupper.io', namespace);
  if ('failure' in reply) return reply;
  const seen = reply.value.map((link) => seenOf(link, String(member(member(link, 'metadata'), 'name'))));
  return { value: seen.find(({ ready }) => ready) ?? seen[0] ?? { ready: false, now: 'there is no link' } };
}

/** What an object of Skupper says of itself. */
function seenOf(object: unknown, name: string): Seen {
  if (object === undefined) return { ready: false, now: `${name} is not there` };
  const status = member(object, 'status');
  if (member(status, 'status') === 'Ready' || isTrue(status, 'Ready')) {
    const remote = member(status, 'remoteSiteName');
    return { ready: true, note: typeof remote === 'string' && remote !== '' ? `to ${remote}` : 'ready' };
  }
  const message = member(status, 'message');
  const said = typeof message === 'string' && message !== '' ? message : 'nothing was said of it yet';
  return { ready: false, now: `${name} is ${String(member(status, 'status') ?? 'pending').toLowerCase()}: ${said}` };
}

function isTrue(status: unknown, type: string): boolean {
  return items(member(status, 'conditions')).some(
    (one) => member(one, 'type') === type && member(one, 'status') === 'True',
  );
}

/** Whether a Secret holds something under all of these keys. */
export async function lookAtSecret(
  at: KubeCluster,
  name: string,
  namespace: string,
  keys: readonly string[],
): Promise<Reply<{ readonly seen: Seen; readonly data: Readonly<Record<string, string>> }>> {
  const reply = await at.get('secrets', name, namespace);
  if ('failure' in reply) return reply;
  const data = new Map<string, string>();
  for (const key of keys) {
    const value = member(member(reply.value, 'data'), key);
    if (typeof value === 'string' && value !== '') data.set(key, value);
  }
  const missing = keys.filter((key) => !data.has(key));
  const now =
    reply.value === undefined
      ? `the Secret ${namespace}/${name} is not there`
      : `${name} has no ${missing.join(', ')} yet`;
  const seen: Seen = missing.length === 0 ? { ready: true, note: 'there' } : { ready: false, now };
  return { value: { seen, data: Object.fromEntries(data) } };
}

/** Whether Argo CD delivers to a cluster: one of its Applications there has been compared with git. */
export async function lookAtApplications(at: KubeCluster, namespace: string, cluster: string): Promise<Reply<Seen>> {
  const reply = await at.list('applications.argoproj.io', namespace, `roadbed.dev/cluster=${cluster}`);
  if ('failure' in reply) return reply;
  const compared = reply.value.filter((one) => isCompared(one)).length;
  if (compared > 0)
    return { value: { ready: true, note: `${compared} of ${reply.value.length} Applications are compared with git` } };
  const said = reply.value.flatMap((one) => complaintsOf(one))[0];
  const now =
    reply.value.length === 0
      ? 'there is no Application for it'
      : (said ?? `${reply.value.length} Applications, none compared with git yet`);
  return { value: { ready: false, now } };
}

/** Whether an Application of Argo CD has been compared with git. */
export function isCompared(application: unknown): boolean {
  const status = member(member(member(application, 'status'), 'sync'), 'status');
  return status === 'Synced' || status === 'OutOfSync';
}

/** What Argo CD says against an Application. */
export function complaintsOf(application: unknown): readonly string[] {
  return items(member(member(application, 'status'), 'conditions'))
    .filter((one) => /Error$/.test(String(member(one, 'type'))))
    .map((one) => String(member(one, 'message')).slice(0, 300));
}
