import { Construct } from 'constructs';
import { isCluster } from '../model/declarations.ts';
import { listed } from '../model/listed.ts';
import { NETWORK, type NetworkDeclaration } from '../model/network-declaration.ts';
import { type Problem, problem } from '../model/problem.ts';
import { type KnownProps, show, unknownProps } from '../model/props.ts';
import { recordSource } from '../model/source-line.ts';
import type { Cluster } from './cluster.ts';

/** Props of a network. */
export interface NetworkProps {
  /** The cluster that edges link to. */
  readonly hub: Cluster;
  /** The clusters that link to the hub, each outbound; at least one. */
  readonly edges: readonly Cluster[];
  /**
   * Namespace of the Skupper Site on each of the clusters; one site serves all applications of a cluster.
   * @default 'skupper-site'
   */
  readonly namespace?: string;
}

const props: KnownProps<NetworkProps> = { hub: true, edges: true, namespace: true };

/** Namespace of the Skupper Site on each cluster of a network, unless the network says another. */
const SITE_NAMESPACE = 'skupper-site';

const NONE = new Map<string, never>();

/**
 * A virtual application network: one hub and many edges, on which a service of one cluster is reached from the others.
 *
 * Where a reference leads to a service that is not on the consumer's cluster, and is on others of the same network and environment,
 * Roadbed generates the connector there and the listener here, and opens the NetworkPolicies on both sides.
 *
 * @source Skupper v2: Connector and Listener; the Sites and their Links are the platform's
 * @example
 * const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
 * const eu = Cluster.existing(platform, 'eu', { environment: 'prod', server: 'https://eu.acme.example:6443' });
 * new Network(platform, 'acme', { hub, edges: [eu] });
 */
export class Network extends Construct {
  readonly #props: NetworkProps;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    recordSource(this);
    this.#props = props;
  }

  /** What the resolver reads. @internal */
  [NETWORK](): NetworkDeclaration {
    const { path, id } = this.node;
    const problems: Problem[] = [...unknownProps(path, this.#props, props)];
    const known = (prop: string, cluster: unknown): readonly string[] => {
      if (Construct.isConstruct(cluster) && isCluster(cluster) && cluster.node.root === this.node.root)
        return [cluster.node.path];
      const found = `not a cluster of this platform, got ${show(Construct.isConstruct(cluster) ? cluster.node.path : cluster)}`;
      problems.push(problem('RB840', { path, prop, found }));
      return [];
    };
    const several = (hubs: readonly unknown[]): readonly string[] => {
      const names = listed(hubs.map((one) => (Construct.isConstruct(one) ? one.node.id : String(one))));
      const hint = 'name the one that all others can reach as the hub; the others are edges';
      problems.push(problem('RB840', { path, prop: 'hub', found: `it has ${hubs.length} hubs, got ${names}`, hint }));
      return [];
    };
    const { hub, edges, namespace = SITE_NAMESPACE } = this.#props;
    const [hubPath = ''] = hub === undefined ? [] : isList(hub) ? several(hub) : known('hub', hub);
    const edgePaths = (Array.isArray(edges) ? edges : []).flatMap((edge, index) => known(`edges[${index}]`, edge));
    return { path, name: id, hub: hubPath, edges: edgePaths, namespace, connections: NONE, entries: NONE, problems };
  }
}

/** A program that nobody type-checked may give several clusters for one. */
function isList(given: unknown): given is readonly unknown[] {
  return Array.isArray(given);
}
