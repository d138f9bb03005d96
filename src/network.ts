import { type Construct, Construct as Node } from 'constructs';
import { EdgeSite, type EdgeSiteProps } from '../constructs/network/edge-site.ts';
import { HubSite } from '../constructs/network/hub-site.ts';
import { networkConnection } from '../constructs/network/network-connection.ts';
import { isPlatform, PLATFORM } from './model/context.ts';
import {
  CLUSTER,
  type ClusterConnection,
  type ClusterDeclaration,
  isCluster,
  NETWORK,
  type NetworkDeclaration,
} from './model/declarations.ts';
import { Application } from './platform/application.ts';
import type { Cluster } from './platform/cluster.ts';
import { Network as BareNetwork, type NetworkProps as Membership } from './platform/network.ts';

/** Props of a network. */
export type NetworkProps = Membership & Pick<EdgeSiteProps, 'host' | 'expose' | 'nodePort' | 'manage'>;

const SITE_NAMESPACE = 'skupper-site';

/**
 * A virtual application network: one hub and many edges, on which a service of one cluster is reached from the others.
 *
 * Each cluster gets a Skupper Site, in applications of the platform's own: `network-<id>-hub` and `network-<id>-edge`. Edges connect to the
 * hub, outbound and by mutual TLS, and accept no links. With a `host` all of it stands in git; without one each edge needs a token of
 * the hub, which a person hands over once. Argo CD on the hub reaches the API servers of edges that exist already through the network.
 *
 * Where a reference leads to a service that is not on the consumer's cluster, and is on others of the same network and environment,
 * Roadbed generates the connector there and the listener here, and opens the NetworkPolicies on both sides.
 *
 * @source Skupper v2: Site, RouterAccess, Link, Connector and Listener
 * @see docs/guide/network.md
 * @example
 * const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
 * const eu = Cluster.existing(platform, 'eu', { environment: 'prod', server: 'https://eu.acme.example:6443' });
 * new Network(platform, 'acme', { hub, edges: [eu], host: 'van.acme.example' });
 */
export class Network extends BareNetwork {
  readonly #connections: ReadonlyMap<string, ClusterConnection>;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    const { hub, edges, namespace = SITE_NAMESPACE, ...others } = props;
    super(scope, id, { hub, edges, namespace });
    // What is no cluster is a problem of the network itself, and gets no site.
    const members = (Array.isArray(edges) ? edges : []).filter(isMember);
    const managed = isMember(hub) && props.manage !== false ? managedOf(hub, members) : [];
    this.#connections = new Map(managed.map(({ path, name }) => [path, networkConnection(name, namespace)]));
    if (!isMember(hub) || members.length === 0) return;
    const names = { network: id, store: storeOf(scope), managed: managed.map(({ name }) => name) };
    const common = { owner: 'platform', namespace, podSecurity: 'baseline' } as const;
    const hubApplication = new Application(scope, `network-${id}-hub`, { ...common, clusters: [hub] });
    new HubSite(hubApplication, 'hub', { ...others, ...names, edges: members.map(({ name }) => name) });
    const rollout = environmentsOf(members).map((environment) => ({ environments: [environment], maxUpdate: 1 }));
    const edgeApplication = new Application(scope, `network-${id}-edge`, { ...common, clusters: members, rollout });
    new EdgeSite(edgeApplication, 'edge', { ...others, ...names });
  }

  /** What the resolver reads. @internal */
  override [NETWORK](): NetworkDeclaration {
    return { ...super[NETWORK](), connections: this.#connections };
  }
}

function isMember(cluster: unknown): cluster is Cluster {
  return Node.isConstruct(cluster) && isCluster(cluster);
}

/** Edges that Argo CD reaches through the network: those that exist already. What the hub makes registers itself. */
function managedOf(hub: Cluster, edges: readonly Cluster[]): readonly ClusterDeclaration[] {
  if (!hub[CLUSTER]().hub) return [];
  return edges
    .map((edge) => edge[CLUSTER]())
    .filter(({ connection, hub: isHub }) => connection === undefined && !isHub);
}

function environmentsOf(clusters: readonly Cluster[]): readonly string[] {
  return [...new Set(clusters.map((cluster) => cluster[CLUSTER]().environment))];
}

/** The store of the platform, through which renewed certificates reach the edges. */
function storeOf(scope: Construct): { readonly kind: string; readonly name: string } {
  const { root } = scope.node;
  return isPlatform(root) ? root[PLATFORM]().secretStore : { kind: 'ClusterSecretStore', name: 'platform' };
}
