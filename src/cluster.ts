import type { Construct } from 'constructs';
import { AksCluster, type AksClusterProps, aksConnection } from '../constructs/clusters/aks.ts';
import { CapiCluster, type CapiClusterProps, capiConnection } from '../constructs/clusters/capi.ts';
import { EksCluster, type EksClusterProps, eksConnection } from '../constructs/clusters/eks.ts';
import { EksAddons, type EksAddonsProps } from '../constructs/clusters/eks-addons.ts';
import { GkeCluster, type GkeClusterProps, gkeConnection } from '../constructs/clusters/gke.ts';
import { CONTROLLERS, KARPENTER, karpenterName } from '../constructs/clusters/karpenter-plan.ts';
import { KarpenterPools, type KarpenterPoolsProps } from '../constructs/clusters/karpenter-pools.ts';
import { TerraformCluster, type TerraformClusterProps, terraformConnection } from '../constructs/clusters/terraform.ts';
import { karpenter as controller } from '../constructs/components/karpenter.ts';
import { PulumiAksCluster, type PulumiAksClusterProps } from '../constructs/pulumi/aks.ts';
import { PulumiEksCluster, type PulumiEksClusterProps } from '../constructs/pulumi/eks.ts';
import { PulumiGkeCluster, type PulumiGkeClusterProps } from '../constructs/pulumi/gke.ts';
import { AZURE_SUBSCRIPTION_LABEL, GCP_PROJECT_LABEL, NETWORK_NAMESPACE_LABEL } from './model/labels.ts';
import type { Cloud } from './model/site.ts';
import { Application } from './platform/application.ts';
import { Cluster as BareCluster, type ClusterProps } from './platform/cluster.ts';

/** Props of `Cluster.eks`: what is said of any cluster, and what EKS makes of it. */
export type EksProps = ClusterProps &
  Omit<EksClusterProps, 'karpenter'> &
  Pick<EksAddonsProps, 'addons'> & {
    /**
     * Karpenter, which makes nodes for pods that find none, beside the node groups: its pools, and the account of AWS that it works in.
     * @default - it is not there
     */
    readonly karpenter?: KarpenterProps & NonNullable<EksClusterProps['karpenter']>;
  };

/** What Karpenter is told on a cluster. */
export interface KarpenterProps {
  /**
   * Pools of nodes, by name, as `KarpenterPools` takes them.
   * @default - `general`, on demand, of up to 100 vCPUs
   */
  readonly pools?: KarpenterPoolsProps['pools'];
}

/** Props of `Cluster.eksByPulumi`: what is said of any cluster, and what EKS makes of it. */
export type PulumiEksProps = ClusterProps &
  Omit<PulumiEksClusterProps, 'karpenter'> & {
    /**
     * Karpenter, which makes nodes for pods that find none, beside the node groups.
     * @default - it is not there
     */
    readonly karpenter?: KarpenterProps;
  };

/** Props of `Cluster.gkeByPulumi`: what is said of any cluster, and what GKE makes of it. */
export type PulumiGkeProps = ClusterProps & PulumiGkeClusterProps;

/** Props of `Cluster.aksByPulumi`: what is said of any cluster, and what AKS makes of it. */
export type PulumiAksProps = ClusterProps & PulumiAksClusterProps;

/** Props of `Cluster.gke`: what is said of any cluster, and what GKE makes of it. */
export type GkeProps = ClusterProps & GkeClusterProps;

/** Props of `Cluster.aks`: what is said of any cluster, and what AKS makes of it. */
export type AksProps = ClusterProps & AksClusterProps;

/** Where a cluster is that its maker does not say. */
export interface ClusterPlace {
  /**
   * Cloud that runs the cluster; provisioners may be chosen by it.
   * @default - not said
   */
  readonly cloud?: Cloud;
  /**
   * Region of the cloud, such as `eu-west-1`; a database that the cloud manages is made there.
   * @default - not said
   */
  readonly region?: string;
}

/** Props of `Cluster.capi`: what is said of any cluster, and what Cluster API makes of it. */
export type CapiProps = ClusterProps & ClusterPlace & CapiClusterProps;

/** Props of `Cluster.terraform`: what is said of any cluster, and what Terraform makes of it. */
export type TerraformProps = ClusterProps & ClusterPlace & TerraformClusterProps;

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
    const { addons, karpenter, ...making } = makingOf(props);
    const { region, providerConfig } = making;
    const { account = '', ...pools } = karpenter ?? {};
    const stands = karpenter === undefined ? {} : { karpenter: { account } };
    const cluster = new EksCluster(application, id, { ...making, ...stands });
    const withAddons = new EksAddons(application, `${id}-addons`, { cluster: id, region, addons, providerConfig });
    withAddons.node.addDependency(cluster);
    const connection = eksConnection(id, namespaceOf(id), making);
    // Databases that provisioners make for the cluster find their network there.
    const labels = { ...props.labels, [NETWORK_NAMESPACE_LABEL]: namespaceOf(id) };
    const made = new Cluster(scope, id, { ...props, labels, cloud: 'aws', region, connection });
    if (karpenter !== undefined) karpenterOn(scope, made, pools);
    return made;
  }

  /**
   * An EKS cluster with its network, made by the Pulumi program that deploys the platform; it needs no hub.
   *
   * @example
   * Cluster.eksByPulumi(platform, 'eu', { environment: 'prod', region: 'eu-west-1', tags: ['edge'], nodes: { main: { count: 2 } } });
   */
  static eksByPulumi(scope: Construct, id: string, props: PulumiEksProps): Cluster {
    const { karpenter, ...making } = makingOf(props);
    const { region } = making;
    const cluster = new Cluster(scope, id, { ...props, cloud: 'aws', region, connection: undefined });
    new PulumiEksCluster(applicationOn(scope, cluster), id, { ...making, karpenter: karpenter !== undefined });
    if (karpenter !== undefined) karpenterOn(scope, cluster, karpenter);
    return cluster;
  }

  /**
   * A GKE cluster with its network, made by the Pulumi program that deploys the platform; it needs no hub.
   *
   * @example
   * Cluster.gkeByPulumi(platform, 'eu', { environment: 'prod', project: 'acme-prod', region: 'europe-west1', tags: ['edge'] });
   */
  static gkeByPulumi(scope: Construct, id: string, props: PulumiGkeProps): Cluster {
    const making = makingOf(props);
    const { region, project } = making;
    // Provisioners make its databases in the same project.
    const labels = { ...(project === undefined ? {} : { [GCP_PROJECT_LABEL]: project }), ...props.labels };
    const cluster = new Cluster(scope, id, { ...props, labels, cloud: 'gcp', region, connection: undefined });
    new PulumiGkeCluster(applicationOn(scope, cluster), id, making);
    return cluster;
  }

  /**
   * An AKS cluster with its network, made by the Pulumi program that deploys the platform; it needs no hub.
   *
   * @example
   * Cluster.aksByPulumi(platform, 'eu', {
   *   environment: 'prod',
   *   region: 'westeurope',
   *   subscription: '11111111-2222-3333-4444-555555555555',
   * });
   */
  static aksByPulumi(scope: Construct, id: string, props: PulumiAksProps): Cluster {
    const making = makingOf(props);
    const { region, subscription } = making;
    const labels = {
      ...(subscription === undefined ? {} : { [AZURE_SUBSCRIPTION_LABEL]: subscription }),
      ...props.labels,
    };
    const cluster = new Cluster(scope, id, { ...props, labels, cloud: 'azure', region, connection: undefined });
    new PulumiAksCluster(applicationOn(scope, cluster), id, making);
    return cluster;
  }

  /**
   * A GKE cluster with its network, made by Crossplane on the hub.
   *
   * @example
   * Cluster.gke(platform, 'eu', { environment: 'prod', project: 'acme-prod', region: 'europe-west1', tags: ['edge'] });
   */
  static gke(scope: Construct, id: string, props: GkeProps): Cluster {
    const making = makingOf(props);
    new GkeCluster(clusterApplication(scope, id), id, making);
    const connection = gkeConnection(id, namespaceOf(id));
    return new Cluster(scope, id, { ...props, cloud: 'gcp', region: making.region, connection });
  }

  /**
   * An AKS cluster with its network, made by Crossplane on the hub.
   *
   * @example
   * Cluster.aks(platform, 'eu', { environment: 'prod', region: 'westeurope', tags: ['edge'] });
   */
  static aks(scope: Construct, id: string, props: AksProps): Cluster {
    const making = makingOf(props);
    new AksCluster(clusterApplication(scope, id), id, making);
    const connection = aksConnection(id, namespaceOf(id));
    return new Cluster(scope, id, { ...props, cloud: 'azure', region: making.region, connection });
  }

  /**
   * A cluster of Cluster API, made on the hub by a ClusterClass of yours.
   *
   * @example
   * Cluster.capi(platform, 'factory', {
   *   environment: 'prod',
   *   class: 'vsphere',
   *   version: 'v1.34.2',
   *   nodes: { main: { class: 'default-worker', count: 3 } },
   * });
   */
  static capi(scope: Construct, id: string, props: CapiProps): Cluster {
    const { cloud, region, ...making } = makingOf(props);
    new CapiCluster(clusterApplication(scope, id), id, making);
    return new Cluster(scope, id, { ...props, cloud, region, connection: capiConnection(id, namespaceOf(id)) });
  }

  /**
   * A cluster that a team's Terraform makes: the hub applies a folder of its git repository.
   *
   * @example
   * Cluster.terraform(platform, 'legacy', {
   *   environment: 'prod',
   *   repository: 'https://github.com/acme/infrastructure',
   *   path: 'clusters/legacy',
   *   revision: 'v4.2.0',
   *   variables: { nodes: '3' },
   * });
   */
  static terraform(scope: Construct, id: string, props: TerraformProps): Cluster {
    const { cloud, region, ...making } = makingOf(props);
    new TerraformCluster(clusterApplication(scope, id), id, making);
    const connection = terraformConnection(id, namespaceOf(id), making);
    return new Cluster(scope, id, { ...props, cloud, region, connection });
  }
}

function namespaceOf(id: string): string {
  return `cluster-${id}`;
}

/** What Pulumi makes for a cluster stands with what it deploys to it. */
function applicationOn(scope: Construct, cluster: Cluster): Application {
  const { name } = cluster;
  return new Application(scope, `cluster-${name}`, {
    owner: 'platform',
    namespace: namespaceOf(name),
    clusters: [cluster],
  });
}

/** Karpenter on a cluster: its controller, and in an application of their own its pools, whose kinds the former brings. */
function karpenterOn(scope: Construct, cluster: Cluster, pools: KarpenterProps): void {
  const { name } = cluster;
  const { chart, provides, namespace } = controller;
  const options = { clusterName: name, interruptionQueue: karpenterName(name), replicas: CONTROLLERS };
  const common = { owner: 'platform', namespace, clusters: [cluster] };
  new Application(scope, `cluster-${name}-karpenter`, {
    ...common,
    provides,
    source: {
      helm: {
        repository: chart.repository,
        chart: chart.name,
        version: chart.version,
        releaseName: KARPENTER.serviceAccount,
        values: controller.values(options, { brings: () => false }),
      },
    },
  });
  const application = new Application(scope, `cluster-${name}-pools`, common);
  new KarpenterPools(application, 'pools', { cluster: name, ...pools });
}

/** What makes a cluster is delivered to the hub, as the platform's own. */
function clusterApplication(scope: Construct, id: string): Application {
  return new Application(scope, `cluster-${id}`, { owner: 'platform', namespace: namespaceOf(id), onHub: true });
}

/** Props without what is said of any cluster: those of its maker. */
function makingOf<T extends ClusterProps>(props: T): Omit<T, keyof ClusterProps> {
  const { environment, tags, labels, provides, gateway, infrastructure, behindHub, home, ...making } = props;
  return making;
}
