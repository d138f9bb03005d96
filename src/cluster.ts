import type { Construct } from 'constructs';
import { EksCluster, type EksClusterProps, eksConnection } from '../constructs/clusters/eks.ts';
import { EksAddons, type EksAddonsProps } from '../constructs/clusters/eks-addons.ts';
import { NETWORK_NAMESPACE_LABEL } from './model/labels.ts';
import { Application } from './platform/application.ts';
import { Cluster as BareCluster, type ClusterProps } from './platform/cluster.ts';

/** Props of `Cluster.eks`: what is said of any cluster, and what EKS makes of it. */
export type EksProps = ClusterProps & EksClusterProps & Pick<EksAddonsProps, 'addons'>;

/**
 * A place that runs things: one that exists, or one that the platform makes on its hub. It has an environment and tags.
 *
 * A cluster that is made is an application of the platform's own on the hub, `cluster-<id>`, in a namespace of that name. When it is
 * ready it registers itself with Argo CD, with its tags as labels, and gets its applications.
 *
 * @source Argo CD's cluster Secret
 * @see docs/guide/clusters.md
 */
export class Cluster extends BareCluster {
  /**
   * An EKS cluster with its network, made by Crossplane on the hub.
   *
   * @example
   * Cluster.eks(platform, 'eu', { environment: 'prod', region: 'eu-west-1', tags: ['edge'], nodes: { main: { count: 2 } } });
   */
  static eks(scope: Construct, id: string, props: EksProps): Cluster {
    const application = clusterApplication(scope, id);
    const { addons, ...making } = makingOf(props);
    const { region, providerConfig } = making;
    const cluster = new EksCluster(application, id, making);
    const withAddons = new EksAddons(application, `${id}-addons`, { cluster: id, region, addons, providerConfig });
    withAddons.node.addDependency(cluster);
    const connection = eksConnection(id, namespaceOf(id), making);
    // Databases that provisioners make for the cluster find their network there.
    const labels = { ...props.labels, [NETWORK_NAMESPACE_LABEL]: namespaceOf(id) };
    return new Cluster(scope, id, { ...props, labels, cloud: 'aws', region, connection });
  }
}

function namespaceOf(id: string): string {
  return `cluster-${id}`;
}

/** What makes a cluster is delivered to the hub, as the platform's own. */
function clusterApplication(scope: Construct, id: string): Application {
  return new Application(scope, `cluster-${id}`, { owner: 'platform', namespace: namespaceOf(id), onHub: true });
}

/** Props without what is said of any cluster: those of its maker. */
function makingOf<T extends ClusterProps>(props: T): Omit<T, keyof ClusterProps> {
  const { environment, tags, labels, provides, gateway, ...making } = props;
  return making;
}
