import { type Construct, Construct as Node } from 'constructs';
import { EdgeSite, type EdgeSiteProps } from '../constructs/network/edge-site.ts';
import { HubSite, type HubSiteProps } from '../constructs/network/hub-site.ts';
import { apiHost, LINK_SECRET, linkOf, MANAGER_TOKEN } from '../constructs/network/names.ts';
import { networkConnection } from '../constructs/network/network-connection.ts';
import { Components, type ComponentsProps } from './components.ts';
import { isPlatform, PLATFORM } from './model/context.ts';
import { CLUSTER, type ClusterConnection, type ClusterDeclaration, isCluster } from './model/declarations.ts';
import { edgeTag } from './model/labels.ts';
import { edgeApplicationId, NETWORK, type NetworkDeclaration, type NetworkEntry } from './model/network-declaration.ts';
import type { PlatformStore } from './model/platform-store.ts';
import { type Problem, problem } from './model/problem.ts';
import { show } from './model/props.ts';
import { Application } from './platform/application.ts';
import type { Cluster } from './platform/cluster.ts';
import { choosesEdge } from './platform/component-reach.ts';
import { Network as BareNetwork, type NetworkProps as Membership } from './platform/network.ts';

/** Props of a network: its clusters, how they reach each other, and what is on them. */
export interface NetworkProps
  extends Membership,
    Pick<EdgeSiteProps, 'host' | 'expose' | 'nodePort' | 'manage'>,
    Pick<HubSiteProps, 'highAvailability'> {
  /**
   * The platform's components on the hub and on the edges, each with its settings or `false`; `{}` for all as they are. Without `edges`
   * of their own they are for the edges of the network.
   * @default - none: what is on the clusters is said elsewhere, by `Components` or a `ComponentSet`
   */
  readonly components?: ComponentsProps;
  /**
   * Edges whose Prometheus, that of the component `kubePrometheusStack`, Grafana on the hub reads through the network. Each is a data source.
   * @default - those that `components` bring a Prometheus to, where Grafana is on the hub
   */
  readonly prometheus?: readonly Cluster[];
}

const SITE_NAMESPACE = 'skupper-site';

/**
 * A virtual application network: one hub and many edges, on which a service of one cluster is reached from the others.
 *
 * Each cluster gets a Skupper Site, in applications of the platform's own: `network-<id>-hub` and `network-<id>-edge`. Edges connect to the
 * hub, outbound and by mutual TLS, and accept no links. With a `host` all of it stands in git; without one each edge needs a token of
 * the hub, which `roadbed join` hands over once. Argo CD on the hub reaches the API servers of edges that exist already through the network.
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
  /** The components of its clusters, where it was given any. */
  readonly components: Components | undefined;
  readonly #connections: ReadonlyMap<string, ClusterConnection>;
  readonly #problems: readonly Problem[];
  readonly #entries: ReadonlyMap<string, NetworkEntry>;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    const { hub, edges, namespace = SITE_NAMESPACE, components, prometheus, highAvailability, ...others } = props;
    super(scope, id, { hub, edges, namespace });
    // What is no cluster is a problem of the network itself, and gets no site.
    const members = (Array.isArray(edges) ? edges : []).filter(isMember);
    const managed = isMember(hub) && props.manage !== false ? managedOf(hub, members) : [];
    this.#connections = new Map(managed.map(({ path, name }) => [path, networkConnection(name, namespace)]));
    this.#problems = platformProblems(this.node.path, props);
    this.components = !isObject(components) ? undefined : this.#components(components, hub);
    this.#entries = entriesOf(members, this.#connections, props.host !== undefined);
    if (!isMember(hub) || members.length === 0) return;
    const watched = prometheus ?? (this.components === undefined ? [] : watchedBy(this.components, members, id));
    const names = {
      network: id,
      store: storeOf(scope),
      managed: managed.map(({ name }) => name),
      prometheus: watched.filter(isMember).map(({ name }) => name),
    };
    const common = { owner: 'platform', namespace, podSecurity: 'baseline' } as const;
    // Whoever brings the components says what is on the clusters, and may have left out what the network is made of.
    const requires = this.components === undefined ? [] : requiredKinds(others.host);
    const hubApplication = new Application(scope, `network-${id}-hub`, { ...common, clusters: [hub], requires });
    const hubProps = { ...others, ...names, edges: members.map(({ name }) => name) };
    new HubSite(hubApplication, 'hub', highAvailability === undefined ? hubProps : { ...hubProps, highAvailability });
    const rollout = environmentsOf(members).map((environment) => ({ environments: [environment], maxUpdate: 1 }));
    const edgeApplication = new Application(scope, edgeApplicationId(id), {
      ...common,
      clusters: members,
      rollout,
      requires: requires.filter((kind) => !ON_HUB_ALONE.includes(kind)),
    });
    new EdgeSite(edgeApplication, 'edge', { ...others, ...names });
  }

  /** The components of its clusters. Grafana calls the Prometheus beside it by the name of the hub. */
  #components(components: ComponentsProps, hub: unknown): Components {
    const { grafana = {}, edges = [edgeTag(this.node.id)] } = components;
    const named = isMember(hub) && isObject(grafana) ? { cluster: hub.name, ...grafana } : grafana;
    return new Components(this, 'components', { ...components, edges, grafana: named });
  }

  /** What the resolver reads. @internal */
  override [NETWORK](): NetworkDeclaration {
    const declaration = super[NETWORK]();
    const problems = [...declaration.problems, ...this.#problems];
    return { ...declaration, connections: this.#connections, entries: this.#entries, problems };
  }
}

const ON_HUB_ALONE: readonly string[] = ['Certificate.cert-manager.io'];

/** Kinds of which a network is made: without a host it has no certificates of its own. */
function requiredKinds(host: NetworkProps['host']): readonly string[] {
  const linked = [...ON_HUB_ALONE, 'ExternalSecret.external-secrets.io'];
  return ['Site.skupper.io', ...(host === undefined ? [] : linked)];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What is wrong with what the clusters of a network are to have. */
function platformProblems(path: string, { hub, edges, components, prometheus }: NetworkProps): readonly Problem[] {
  const problems: Problem[] = [];
  if (components !== undefined && !isObject(components)) {
    const found = `must be an object, got ${show(components)}`;
    problems.push(problem('RB952', { path, prop: 'components', found, hint: 'give "{}" for all of them' }));
  } else if (components !== undefined && isMember(hub) && !hub[CLUSTER]().hub) {
    const found = `Argo CD does not run on its hub, got ${show(hub.name)}`;
    problems.push(problem('RB952', { path, prop: 'components', found }));
  }
  for (const [index, edge] of (prometheus ?? []).entries()) {
    if (isMember(edge) && edges.includes(edge)) continue;
    const found = `not an edge of this network, got ${show(isMember(edge) ? edge.name : edge)}`;
    problems.push(problem('RB953', { path, prop: `prometheus[${index}]`, found }));
  }
  return problems;
}

function isMember(cluster: unknown): cluster is Cluster {
  return Node.isConstruct(cluster) && isCluster(cluster);
}

/** Edges with a Prometheus that a Grafana on the hub can read. */
function watchedBy(set: Components, edges: readonly Cluster[], network: string): readonly Cluster[] {
  if (!set.has('grafana')) return [];
  const selectors = set.reach('Prometheus.monitoring.coreos.com').edges;
  return edges.filter((edge) => {
    const { environment, tags } = edge[CLUSTER]();
    const found = { environment, tags: [...tags, edgeTag(network)] };
    return selectors.some((selector) => choosesEdge(selector, found));
  });
}

/** Edges that Argo CD reaches through the network: those that exist already. What the hub makes registers itself. */
function managedOf(hub: Cluster, edges: readonly Cluster[]): readonly ClusterDeclaration[] {
  if (!hub[CLUSTER]().hub) return [];
  return edges
    .map((edge) => edge[CLUSTER]())
    .filter(({ connection, hub: isHub }) => connection === undefined && !isHub);
}

/**
 * The edges that join by hand or by `roadbed join`. Argo CD reaches the others at their own addresses and delivers them their part of the
 * network, and their certificate comes through the store.
 */
function entriesOf(
  edges: readonly Cluster[],
  managed: ReadonlyMap<string, unknown>,
  hasHost: boolean,
): ReadonlyMap<string, NetworkEntry> {
  const joining = edges.map((edge) => edge[CLUSTER]()).filter(({ path }) => !hasHost || managed.has(path));
  return new Map(
    joining.map(({ path, name }) => [
      path,
      {
        link: hasHost ? { by: 'certificate', secret: LINK_SECRET, from: linkOf(name) } : { by: 'token' },
        management: managed.has(path) ? { token: MANAGER_TOKEN, listener: apiHost(name) } : undefined,
      },
    ]),
  );
}

function environmentsOf(clusters: readonly Cluster[]): readonly string[] {
  return [...new Set(clusters.map((cluster) => cluster[CLUSTER]().environment))];
}

/** The store of the platform, through which renewed certificates reach the edges. */
function storeOf(scope: Construct): PlatformStore {
  const { root } = scope.node;
  return isPlatform(root) ? root[PLATFORM]().secretStore : { kind: 'ClusterSecretStore', name: 'platform' };
}
