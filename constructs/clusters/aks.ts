import * as z from 'zod';
import type { ClusterConnection } from '../../src/model/declarations.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { type AksPool, aksFields, aksSettings, firstNodes, furtherPool, systemPool } from './aks-plan.ts';
import { CONNECTION_READER, connectionReader, connectionSecretOf } from './connection-reader.ts';
import { lasting, type ManagedContext, managedFields, replaceable } from './managed.ts';
import { eachPool } from './node-pool.ts';

const props = z.strictObject({ ...aksFields, ...managedFields });

/** Props of {@link AksCluster}. */
export type AksClusterProps = z.input<typeof props>;

const CONTAINERS = 'containerservice.azure.m.upbound.io/v1beta1';
const NETWORK = 'network.azure.m.upbound.io/v1beta1';

/**
 * An AKS cluster with its network, as managed resources of Crossplane: a resource group, a virtual network with a subnet, a cluster with
 * a managed identity, workload identity and Cilium, and node pools over the zones.
 *
 * `Cluster.aks` makes one on the hub, and registers it. Internal load balancers need the role Network Contributor on the network for the cluster's identity, which you give.
 *
 * @source `KubernetesCluster.containerservice.azure.m.upbound.io` of the Azure provider, and what it refers to
 * @example
 * const infrastructure = new Application(platform, 'clusters', { owner: 'platform', onHub: true });
 * new AksCluster(infrastructure, 'eu', { region: 'westeurope' });
 */
export class AksCluster extends GoldenPath<typeof props> {
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
    const { region, range, nodeRange } = this.props;
    const { name } = this;
    return [
      lasting(context, {
        apiVersion: 'azure.m.upbound.io/v1beta1',
        kind: 'ResourceGroup',
        name,
        forProvider: { location: region },
      }),
      lasting(context, {
        apiVersion: NETWORK,
        kind: 'VirtualNetwork',
        name,
        forProvider: { location: region, resourceGroupNameRef: { name }, addressSpace: [range] },
      }),
      lasting(context, {
        apiVersion: NETWORK,
        kind: 'Subnet',
        name,
        forProvider: {
          resourceGroupNameRef: { name },
          virtualNetworkNameRef: { name },
          addressPrefixes: [nodeRange],
        },
      }),
    ];
  }

  #cluster(context: ManagedContext): Manifest {
    const { region, encryptionKeyId, system, zones } = this.props;
    const { name } = this;
    const first = firstNodes(system);
    return lasting(context, {
      apiVersion: CONTAINERS,
      kind: 'KubernetesCluster',
      name,
      connectionSecret: connectionSecretOf(name),
      forProvider: {
        location: region,
        resourceGroupNameRef: { name },
        dnsPrefix: name,
        ...aksSettings(this.props),
        ...(encryptionKeyId === undefined ? {} : { keyManagementService: { keyVaultKeyId: encryptionKeyId } }),
        defaultNodePool: { ...systemPool(system, zones), vnetSubnetIdRef: { name } },
      },
      initProvider: first === undefined ? undefined : { defaultNodePool: first },
    });
  }

  #nodePool(name: string, own: AksPool, context: ManagedContext): Manifest {
    return replaceable(context, {
      apiVersion: CONTAINERS,
      kind: 'KubernetesClusterNodePool',
      name: `${this.name}-${name}`,
      externalName: name,
      forProvider: {
        kubernetesClusterIdRef: { name: this.name },
        vnetSubnetIdRef: { name: this.name },
        ...furtherPool(own, this.props.zones),
      },
      // The autoscaler sets the number from then on: Crossplane gives the first one and never looks at it again.
      initProvider: firstNodes(own),
    });
  }
}

/** How Argo CD learns to reach the cluster `id` that is made in a namespace of the hub: by the client certificate that AKS gives. */
export function aksConnection(id: string, namespace: string): ClusterConnection {
  return {
    namespace,
    secret: connectionSecretOf(id),
    reader: CONNECTION_READER,
    keys: { kubeconfig: 'kubeconfig' },
    identity: { kind: 'secret', shortLived: false },
  };
}
