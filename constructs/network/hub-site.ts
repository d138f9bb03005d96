import * as z from 'zod';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Site } from '../../src/model/site.ts';
import { connectionReader } from '../clusters/connection-reader.ts';
import { hubAccess } from './access.ts';
import { authority, linkCertificate, serverCertificate } from './certificates.ts';
import { API_PORT, apiHost, apiRoutingKey, credentialOf, kept, linkKey, linkOf, SKUPPER } from './names.ts';
import { clusterNames, isReachable, NEEDS_HOST, networkFields } from './network-props.ts';
import { prometheusAtHub } from './prometheus.ts';

const props = z
  .strictObject({
    ...networkFields,
    edges: clusterNames.describe('Names of the clusters that link to this one.'),
    highAvailability: z
      .boolean()
      .default(false)
      .describe(
        'Whether the hub has two routers at work, on nodes of their own: links are then made anew by the other one.',
      ),
    managed: clusterNames
      .default([])
      .describe('Names of those of them whose API servers Argo CD reaches through the network.'),
    prometheus: clusterNames
      .default([])
      .describe(
        'Names of those of them whose Prometheus Grafana reads through the network: each becomes a data source.',
      ),
  })
  .refine(isReachable, NEEDS_HOST);

/** Props of {@link HubSite}. */
export type HubSiteProps = z.input<typeof props>;

/**
 * The hub of a network: a Skupper Site that edges link to, with the network's own certificate authority, a certificate for each edge, and
 * a listener for the API server of each edge.
 *
 * `Network` makes one on its hub.
 *
 * @source `Site.skupper.io`, `RouterAccess.skupper.io`, `Certificate.cert-manager.io`
 * @example
 * const infrastructure = new Application(platform, 'network', { owner: 'platform', onHub: true });
 * const store = { kind: 'ClusterSecretStore', name: 'platform' };
 * new HubSite(infrastructure, 'hub', { network: 'acme', edges: ['eu'], host: 'van.acme.example', store });
 */
export class HubSite extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(site: Site): readonly Manifest[] {
    const { host, expose, nodePort } = this.props;
    const linked =
      host === undefined
        ? []
        : [...this.#credentials(host), ...hubAccess({ host, expose, nodePort }, site, this.labels)];
    const { namespace } = this.application;
    const sources = inOrder(this.props.prometheus).flatMap((edge) => prometheusAtHub(edge, namespace, this.labels));
    return [this.#site(site), ...linked, ...this.#managed(), ...sources];
  }

  #site(site: Site): Manifest {
    const { host, highAvailability } = this.props;
    const linkAccess = host === undefined ? 'loadbalancer' : 'none';
    return {
      apiVersion: SKUPPER,
      kind: 'Site',
      metadata: kept(site.name, this.labels),
      // With a name of its own the hub has an access of its own; else Skupper makes one, and tokens for it.
      spec: highAvailability ? { linkAccess, ha: true } : { linkAccess },
    };
  }

  #credentials(host: string): readonly Manifest[] {
    const { network, edges, store } = this.props;
    return [
      ...authority(network, this.labels),
      serverCertificate(host, this.labels),
      ...inOrder(edges).flatMap((edge) => [
        linkCertificate(linkOf(edge), edge, this.labels),
        this.#pushed(linkOf(edge), linkKey(network, edge, store)),
      ]),
    ];
  }

  /** Leaves the certificate of an edge in the store, each time that it is renewed. */
  #pushed(name: string, remoteKey: string): Manifest {
    const { store } = this.props;
    return {
      apiVersion: 'external-secrets.io/v1alpha1',
      kind: 'PushSecret',
      metadata: kept(name, this.labels),
      spec: {
        refreshInterval: '1h',
        deletionPolicy: 'None',
        secretStoreRefs: [{ kind: store.kind, name: store.name }],
        selector: { secret: { name } },
        data: ['tls.crt', 'tls.key', 'ca.crt'].map((key) => ({
          conversionStrategy: 'None',
          match: { secretKey: key, remoteRef: { remoteKey, property: key } },
        })),
      },
    };
  }

  /** Where Argo CD finds the API servers of the edges, and the right to learn their credentials. */
  #managed(): readonly Manifest[] {
    const managed = inOrder(this.props.managed);
    if (managed.length === 0) return [];
    const { namespace } = this.application;
    return [
      ...managed.map((edge) => ({
        apiVersion: SKUPPER,
        kind: 'Listener',
        metadata: kept(apiHost(edge), this.labels),
        spec: { routingKey: apiRoutingKey(edge), host: apiHost(edge), port: API_PORT },
      })),
      ...connectionReader(managed.map(credentialOf), { namespace, labels: this.labels }),
    ];
  }
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
