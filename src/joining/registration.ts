import { clusterSecretLabels, clusterSecretName } from '../model/cluster-registration.ts';
import { CLUSTER_ID, type Ends, identityOf } from './edge-clusters.ts';
import type { Management } from './join-plan.ts';
import { lookAtApplications, lookAtObject, lookAtSecret } from './looks.ts';
import { refused, type Step, type StepEnd, type Watch } from './steps.ts';

/** What Argo CD signs in with, in base64 as Secrets have it. */
type Credential = Readonly<Record<string, string>>;

const KEYS = ['token', 'ca.crt'] as const;

/** How Argo CD learns of the edge: the way to its API server, its credential and its tags; none where Argo CD goes another way. */
export function registrationSteps(ends: Ends): readonly Step[] {
  const { plan, network, hub } = ends;
  const { management, namespace } = network;
  if (management === undefined) return [];
  const { cluster, document } = plan;
  return [
    {
      id: 'listener',
      title: `wait until ${network.hub} reaches the API server of ${cluster}`,
      run: (watch) =>
        watch.until(cluster, LISTENER, () => lookAtObject(hub, 'listeners.skupper.io', management.listener, namespace)),
    },
    { id: 'credential', title: 'hand the credential to the hub', run: (watch) => handOver(ends, management, watch) },
    {
      id: 'argocd',
      title: `wait until Argo CD delivers to ${cluster}`,
      run: (watch) => watch.until(cluster, ARGOCD, () => lookAtApplications(hub, document.argocd.namespace, cluster)),
    },
  ];
}

const LISTENER =
  'the listener on the hub finds the connector of the edge over the link: look at both, and whether their routing keys agree; then run this again';
const TOKEN = 'Kubernetes writes the token into the Secret of the account: look at it on the edge; then run this again';
const ARGOCD =
  'look at the Applications of the cluster in Argo CD, and at the log of its application controller; the cluster has joined, and this may be run again';

/**
 * Puts the credential of the edge where External Secrets reads it, and makes Argo CD's Secret of it at once: the same that External Secrets
 * makes, and keeps from then on where it runs.
 */
async function handOver(ends: Ends, management: Management, watch: Watch): Promise<StepEnd> {
  const { plan, network, hub, edge } = ends;
  const { cluster } = plan;
  let data: Credential = {};
  const there = await watch.until(cluster, TOKEN, async () => {
    const reply = await lookAtSecret(edge, management.token, network.namespace, KEYS);
    if ('failure' in reply) return reply;
    data = reply.value.data;
    return { value: reply.value.seen };
  });
  if ('problem' in there || Object.keys(data).length < KEYS.length) return there;
  const identity = await identityOf(edge, network.namespace);
  if ('failure' in identity) return { problem: refused(cluster, identity.failure, edge) };
  for (const text of [
    credentialSecret(ends, management, data, identity.value.id),
    registration(ends, management, data),
  ]) {
    const applied = await hub.apply({ text, as: 'roadbed-join' });
    if ('failure' in applied) return { problem: refused(cluster, applied.failure, hub) };
  }
  return { note: `${clusterSecretName(cluster)}, with its tags` };
}

function credentialSecret({ network }: Ends, { credential }: Management, data: Credential, id: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: credential,
      namespace: network.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'roadbed' },
      annotations: { [CLUSTER_ID]: id },
    },
    type: 'Opaque',
    data,
  });
}

function registration({ plan }: Ends, { server, serverName }: Management, data: Credential): string {
  const { cluster, document, labels } = plan;
  const tls = { insecure: false, serverName, caData: data['ca.crt'] };
  const config = { bearerToken: plain(data.token), tlsClientConfig: tls };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: clusterSecretName(cluster),
      namespace: document.argocd.namespace,
      labels: clusterSecretLabels(labels),
    },
    type: 'Opaque',
    data: { name: encoded(cluster), server: encoded(server), config: encoded(JSON.stringify(config)) },
  });
}

function plain(text = ''): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
