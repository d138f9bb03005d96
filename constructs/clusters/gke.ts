import * as z from 'zod';
import type { ClusterConnection } from '../../src/model/declarations.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { CONNECTION_READER, connectionReader, connectionSecretOf } from './connection-reader.ts';
import {
  GKE_NETWORK,
  GKE_UPKEEP,
  type GkePool,
  gkeFields,
  gkeMachines,
  gkeNodeGuards,
  gkeScaling,
  gkeSettings,
  gkeVersion,
  secondaryRanges,
} from './gke-plan.ts';
import { lasting, type ManagedContext, managedFields, replaceable } from './managed.ts';
import { cloudTaints, eachPool } from './node-pool.ts';

const props = z.strictObject({ ...gkeFields, ...managedFields });

/** Props of {@link GkeCluster}. */
export type GkeClusterProps = z.input<typeof props>;

const CONTAINER = 'container.gcp.m.upbound.io/v1beta1';
const COMPUTE = 'compute.gcp.m.upbound.io/v1beta1';

/**
 * A GKE cluster with its network, as managed resources of Crossplane: a VPC with a subnetwork and ranges for pods and services; a
 * regional cluster with Workload Identity, Dataplane V2 and Gateway API; node pools with Secure Boot.
 *
 * Argo CD signs in with the identity of its own pods, which needs the role `roles/container.admin` in the project. `Cluster.gke` makes one on the hub, and registers it.
 *
 * @source `Cluster.container.gcp.m.upbound.io` of the GCP provider, and what it refers to
 * @example
 * const infrastructure = new Application(platform, 'clusters', { owner: 'platform', onHub: true });
 * new GkeCluster(infrastructure, 'eu', { project: 'acme-prod', region: 'europe-west1' });
 */
export class GkeCluster extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const { protect, providerConfig, nodes } = this.props;
    const context = { cluster: this.name, labels: this.labels, protect, providerConfig };
    const { namespace } = this.application;
    return [
      ...this.#network(context),
      this.#cluster(context),
      ...eachPool(nodes, (name, pool) => this.#nodePool(name, pool, context)),
      ...connectionReader(connectionSecretOf(this.name), { namespace, labels: this.labels }),
    ];
  }

  #network(context: ManagedContext): readonly Manifest[] {
    const { project, region, nodeRange } = this.props;
    const { name } = this;
    return [
      lasting(context, {
        apiVersion: COMPUTE,
        kind: 'Network',
        name,
        forProvider: { project, ...GKE_NETWORK },
      }),
      lasting(context, {
        apiVersion: COMPUTE,
        kind: 'Subnetwork',
        name,
        forProvider: {
          project,
          region,
          networkRef: { name },
          ipCidrRange: nodeRange,
          secondaryIpRange: secondaryRanges(this.props),
          privateIpGoogleAccess: true,
        },
      }),
    ];
  }

  #cluster(context: ManagedContext): Manifest {
    const { project, region } = this.props;
    const { name } = this;
    return lasting(context, {
      apiVersion: CONTAINER,
      kind: 'Cluster',
      name,
      connectionSecret: connectionSecretOf(name),
      forProvider: {
        project,
        location: region,
        ...gkeVersion(this.props),
        networkRef: { name },
        subnetworkRef: { name },
        ...gkeSettings(this.props),
      },
    });
  }

  #nodePool(name: string, own: GkePool, context: ManagedContext): Manifest {
    const { project, region, serviceAccount } = this.props;
    const { limits, first } = gkeScaling(own);
    return replaceable(context, {
      apiVersion: CONTAINER,
      kind: 'NodePool',
      name: `${this.name}-${name}`,
      forProvider: {
        project,
        location: region,
        clusterRef: { name: this.name },
        ...limits,
        nodeConfig: { ...gkeMachines(own), taint: cloudTaints(own.taints), ...gkeNodeGuards(serviceAccount) },
        ...GKE_UPKEEP,
      },
      // The autoscaler sets the number from then on: Crossplane gives the first one and never looks at it again.
      initProvider: first,
    });
  }
}

/** How Argo CD learns to reach the cluster `id` that is made in a namespace of the hub. */
export function gkeConnection(id: string, namespace: string): ClusterConnection {
  return {
    namespace,
    secret: connectionSecretOf(id),
    reader: CONNECTION_READER,
    keys: { kubeconfig: 'kubeconfig' },
    identity: { kind: 'gcp' },
  };
}
