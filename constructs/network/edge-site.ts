import * as z from 'zod';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Site } from '../../src/model/site.ts';
import { portOf } from './access.ts';
import { argocdManager } from './argocd-manager.ts';
import { API_PORT, API_SERVER_NAME, apiRoutingKey, early, kept, LINK_SECRET, linkKey, SKUPPER } from './names.ts';
import { clusterNames, isReachable, NEEDS_HOST, networkFields } from './network-props.ts';
import { prometheusConnector } from './prometheus.ts';

const props = z
  .strictObject({
    ...networkFields,
    managed: clusterNames
      .default([])
      .describe('Names of the clusters whose API servers Argo CD reaches through the network.'),
    prometheus: clusterNames
      .default([])
      .describe('Names of the clusters whose Prometheus Grafana on the hub reads through the network.'),
  })
  .refine(isReachable, NEEDS_HOST);

/** Props of {@link EdgeSite}. */
export type EdgeSiteProps = z.input<typeof props>;

/**
 * An edge of a network: a Skupper Site that links to the hub, outbound, and accepts no links; and a connector for its own API server,
 * by which Argo CD on the hub manages it.
 *
 * `Network` makes one on each of its edges. Without a `host` there is no link in git: a token that the hub gives at run time makes it, which
 * `roadbed join` hands over.
 *
 * @source `Site.skupper.io`, `Link.skupper.io`, `Connector.skupper.io`
 * @example
 * const eu = Cluster.existing(platform, 'eu', { environment: 'prod', server: 'https://eu.acme.example:6443' });
 * const infrastructure = new Application(platform, 'network', { owner: 'platform', clusters: [eu] });
 * const store = { kind: 'ClusterSecretStore', name: 'platform' };
 * new EdgeSite(infrastructure, 'edge', { network: 'acme', host: 'van.acme.example', store });
 */
export class EdgeSite extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(site: Site): readonly Manifest[] {
    const { host, manage, managed, prometheus } = this.props;
    const edge = site.name;
    return [
      {
        apiVersion: SKUPPER,
        kind: 'Site',
        metadata: early(site.name, this.labels),
        spec: { edge: true, linkAccess: 'none' },
      },
      ...(host === undefined ? [] : [this.#link(host), this.#credential(edge)]),
      ...(manage && managed.includes(edge) ? this.#management(edge) : []),
      ...(prometheus.includes(edge) ? [prometheusConnector(edge, this.labels)] : []),
    ];
  }

  /** The name of the endpoint is the mode of this site: with another one the controller silently makes no link. */
  #link(host: string): Manifest {
    const { expose, nodePort } = this.props;
    return {
      apiVersion: SKUPPER,
      kind: 'Link',
      metadata: early('hub', this.labels),
      spec: {
        endpoints: [{ name: 'edge', host, port: String(portOf(expose, nodePort)) }],
        tlsCredentials: LINK_SECRET,
        cost: 1,
      },
    };
  }

  /** Keeps the certificate of the link as new as the hub's. The first one comes when the edge joins. */
  #credential(edge: string): Manifest {
    const { network, store } = this.props;
    const key = linkKey(network, edge, store);
    return {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: kept(LINK_SECRET, this.labels),
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: store.kind, name: store.name },
        // Whoever made it first, and whatever becomes of this object: without the Secret there is no way to this cluster.
        target: {
          name: LINK_SECRET,
          creationPolicy: 'Orphan',
          deletionPolicy: 'Retain',
          template: { engineVersion: 'v2', mergePolicy: 'Merge', type: 'kubernetes.io/tls' },
        },
        data: ['tls.crt', 'tls.key', 'ca.crt'].map((property) => ({
          secretKey: property,
          remoteRef: {
            key,
            property,
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        })),
      },
    };
  }

  #management(edge: string): readonly Manifest[] {
    const { namespace } = this.application;
    return [
      {
        apiVersion: SKUPPER,
        kind: 'Connector',
        metadata: early('api-server', this.labels),
        spec: { routingKey: apiRoutingKey(edge), host: API_SERVER_NAME, port: API_PORT },
      },
      ...argocdManager(namespace, this.labels),
    ];
  }
}
