import { member } from '../model/member.ts';
import type { Ends } from './edge-clusters.ts';
import type { Failure, Reply } from './kube-cluster.ts';
import { lookAtLinks, lookAtSecret } from './looks.ts';
import { refused, type Seen, type Step, type StepEnd, type Watch } from './steps.ts';

/** What a router proves itself with. */
const TLS_KEYS = ['tls.crt', 'tls.key', 'ca.crt'] as const;

/** Name of the token on the edge, and of the link that it becomes. */
const TOKEN = 'hub';

/** Hands the certificate that the hub has made for the edge over to it: the one that is there now, so that running this again renews it. */
export function certificateStep({ plan, network, hub, edge }: Ends): Step {
  const { link, namespace } = network;
  const { cluster } = plan;
  return {
    id: 'certificate',
    title: 'hand over the certificate of the link',
    run: async (watch) => {
      if (link.by !== 'certificate') throw new Error(`${cluster} links by a token`);
      const failed = (failure: Failure) => ({ problem: refused(cluster, failure) });
      let data: Readonly<Record<string, string>> = {};
      const there = await watch.until(cluster, CERTIFICATE, async () => {
        const reply = await lookAtSecret(hub, link.from, namespace, TLS_KEYS);
        if ('failure' in reply) return reply;
        data = reply.value.data;
        return { value: reply.value.seen };
      });
      if ('problem' in there || Object.keys(data).length < TLS_KEYS.length) return there;
      const space = await edge.apply({ text: namespaceOf(plan.manifest), as: 'argocd-controller' });
      if ('failure' in space) return failed(space.failure);
      const applied = await edge.apply({ text: secretOf(link.secret, namespace, data), as: 'roadbed-join' });
      return 'failure' in applied ? failed(applied.failure) : { note: `${link.from} of the hub` };
    },
  };
}

const CERTIFICATE =
  'cert-manager makes it on the hub: kubectl describe certificate says why it does not; then run this again';

/** The namespace of the site, which stands first among the objects. */
function namespaceOf(manifest: string): string {
  return manifest.split(/^---$/m, 1)[0] ?? '';
}

function secretOf(name: string, namespace: string, data: Readonly<Record<string, string>>): string {
  const labels = { 'app.kubernetes.io/managed-by': 'roadbed' };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels },
    type: 'kubernetes.io/tls',
    data,
  });
}

/**
 * Hands a token of the hub over to an edge: its address, its code and its authority exist only when the hub runs, so nobody can write them
 * beforehand. A link that is up is left alone; one that is not is made anew, since a token is good for once.
 */
export function tokenStep(ends: Ends): Step {
  return { id: 'token', title: 'hand over a token of the hub', run: (watch) => new TokenHandOver(ends, watch).run() };
}

class TokenHandOver {
  readonly #ends: Ends;
  readonly #watch: Watch;
  /** What the hub granted. */
  #granted: { readonly url: string; readonly code: string; readonly ca: string } | undefined;

  constructor(ends: Ends, watch: Watch) {
    this.#ends = ends;
    this.#watch = watch;
  }

  async run(): Promise<StepEnd> {
    const { plan, network, hub, edge } = this.#ends;
    const { cluster } = plan;
    const { namespace } = network;
    const links = await lookAtLinks(edge, namespace);
    if ('failure' in links) return { problem: refused(cluster, links.failure, edge) };
    if (links.value.ready) return { note: 'linked already' };
    for (const type of ['accesstokens.skupper.io', 'links.skupper.io']) {
      const removed = await edge.remove(type, TOKEN, namespace);
      if ('failure' in removed) return { problem: refused(cluster, removed.failure, edge) };
    }
    const stale = await hub.remove(GRANTS, cluster, namespace);
    if ('failure' in stale) return { problem: refused(cluster, stale.failure, hub) };
    const grant = await hub.apply({ text: grantOf(cluster, namespace), as: 'roadbed-join' });
    if ('failure' in grant) return { problem: refused(cluster, grant.failure, hub) };
    const granted = await this.#watch.until(cluster, GRANT, () => this.#lookAtGrant());
    if ('problem' in granted || this.#granted === undefined) return granted;
    const text = tokenOf(namespace, this.#granted);
    const token = await edge.apply({ text, as: 'roadbed-join' });
    if ('failure' in token) return { problem: refused(cluster, token.failure, edge) };
    const redeemed = await this.#watch.until(cluster, REDEEM, () => this.#lookAtToken());
    if ('problem' in redeemed) return redeemed;
    const used = await hub.remove(GRANTS, cluster, namespace);
    return 'failure' in used ? { problem: refused(cluster, used.failure, hub) } : redeemed;
  }

  async #lookAtGrant(): Promise<Reply<Seen>> {
    const { plan, network, hub } = this.#ends;
    const reply = await hub.get(GRANTS, plan.cluster, network.namespace);
    if ('failure' in reply) return reply;
    const status = member(reply.value, 'status');
    const [url, code, ca] = ['url', 'code', 'ca'].map((key) => member(status, key));
    if (typeof url === 'string' && typeof code === 'string' && typeof ca === 'string' && url !== '' && code !== '') {
      this.#granted = { url, code, ca };
      return { value: { ready: true, note: 'granted' } };
    }
    return { value: { ready: false, now: `the grant has no token yet: ${saidOf(status)}` } };
  }

  async #lookAtToken(): Promise<Reply<Seen>> {
    const { network, edge } = this.#ends;
    const reply = await edge.get('accesstokens.skupper.io', TOKEN, network.namespace);
    if ('failure' in reply) return reply;
    const status = member(reply.value, 'status');
    if (member(status, 'redeemed') === true) return { value: { ready: true, note: 'redeemed' } };
    return { value: { ready: false, now: `the token is not redeemed yet: ${saidOf(status)}` } };
  }
}

const GRANTS = 'accessgrants.skupper.io';
const GRANT =
  'the Skupper controller of the hub answers grants at a load balancer of its own: look whether its Service has an address; then run this again';
const REDEEM =
  'the edge asks the hub for its link, outbound: look whether it reaches that address; then run this again, with a new token';

function saidOf(status: unknown): string {
  const message = member(status, 'message');
  return typeof message === 'string' && message !== '' ? message : 'nothing was said of it';
}

/** Good for once, and for a quarter of an hour. */
function grantOf(name: string, namespace: string): string {
  return JSON.stringify({
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'AccessGrant',
    metadata: { name, namespace, labels: { 'app.kubernetes.io/managed-by': 'roadbed' } },
    spec: { redemptionsAllowed: 1, expirationWindow: '15m' },
  });
}

function tokenOf(
  namespace: string,
  granted: { readonly url: string; readonly code: string; readonly ca: string },
): string {
  return JSON.stringify({
    apiVersion: 'skupper.io/v2alpha1',
    kind: 'AccessToken',
    metadata: { name: TOKEN, namespace, labels: { 'app.kubernetes.io/managed-by': 'roadbed' } },
    spec: { ...granted, linkCost: 1 },
  });
}
