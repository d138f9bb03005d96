import * as z from 'zod';
import type { ClusterConnection } from '../../src/model/declarations.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { cidr } from '../../src/model/text-fields.ts';
import { CONNECTION_READER, connectionReader, connectionSecretOf } from './connection-reader.ts';
import { lasting, type ManagedContext, managedFields, replaceable } from './managed.ts';
import { gibibytes, isPoolSize, nodePoolFields, nodesOf, POOL_SIZE, poolName } from './node-pool.ts';

const vmSize = z
  .string()
  .regex(/^(Standard|Basic)_[A-Za-z0-9_-]+$/, { error: 'must be a size of virtual machines, such as Standard_D4s_v5' })
  .default('Standard_D4s_v5')
  .describe('Size of the virtual machines, such as `Standard_D4s_v5`.');

const pool = z.strictObject({ ...nodePoolFields, vmSize }).refine(isPoolSize, { error: POOL_SIZE });

const { count, min, max, disk, labels } = nodePoolFields;
const system = z.strictObject({ count, min, max, disk, labels, vmSize }).refine(isPoolSize, { error: POOL_SIZE });

const props = z.strictObject({
  region: z
    .string()
    .regex(/^[a-z]+[0-9]?$/, { error: 'must be a region of Azure, such as westeurope' })
    .describe('Region of Azure, such as `westeurope`.'),
  version: z
    .string()
    .regex(/^1\.[0-9]{2}$/, { error: 'must be a minor version of Kubernetes, such as 1.34' })
    .optional()
    .describe(
      'Minor version of Kubernetes, such as `1.34`; patches come by themselves. Default: that of AKS when the cluster is made.',
    ),
  system: system
    .default(system.parse({}))
    .describe('The pool that every cluster has, `system`, which runs its own pods and others. Default: 3 nodes.'),
  nodes: z.record(poolName, pool).default({}).describe('Further node pools, by name. Default: none.'),
  zones: z
    .array(z.enum(['1', '2', '3']))
    .min(1)
    .max(3)
    .default(['1', '2', '3'])
    .describe('Availability zones of the nodes; some regions have fewer than three.'),
  range: cidr().default('10.0.0.0/16').describe('Addresses of the virtual network.'),
  nodeRange: cidr().default('10.0.0.0/20').describe('Addresses of nodes and internal load balancers, within `range`.'),
  podRange: cidr()
    .default('10.244.0.0/16')
    .describe('Addresses of pods, outside the virtual network; 256 for each node.'),
  publicAccess: z
    .array(cidr())
    .max(200)
    .default([])
    .describe(
      'Ranges of addresses that may reach the API server from the internet, at most 200. Default: none, so that it is reached from its own network alone; it is said when the cluster is made, and not changed.',
    ),
  encryptionKeyId: z
    .string()
    .regex(/^https:\/\/[a-z0-9.-]+\/keys\/\S+$/, { error: 'must be the id of a key in a Key Vault' })
    .optional()
    .describe('Key in a Key Vault that encrypts what the API server stores. Default: a key of Azure.'),
  tier: z
    .enum(['Free', 'Standard', 'Premium'])
    .default('Standard')
    .describe('Tier of the control plane: `Free` has no agreed uptime.'),
  ...managedFields,
});

/** Props of {@link AksCluster}. */
export type AksClusterProps = z.input<typeof props>;

const CONTAINERS = 'containerservice.azure.m.upbound.io/v1beta1';
const NETWORK = 'network.azure.m.upbound.io/v1beta1';

/** Taint and label that AKS gives the nodes of a spot pool, and that it refuses to be without. */
const SPOT = 'kubernetes.azure.com/scalesetpriority';

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
      ...Object.keys(nodes)
        .sort()
        .flatMap((name) => this.#nodePool(name, context)),
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
    const { region, version, podRange, publicAccess, encryptionKeyId, tier } = this.props;
    const { name } = this;
    const isPublic = publicAccess.length > 0;
    return lasting(context, {
      apiVersion: CONTAINERS,
      kind: 'KubernetesCluster',
      name,
      connectionSecret: connectionSecretOf(name),
      forProvider: {
        location: region,
        resourceGroupNameRef: { name },
        dnsPrefix: name,
        ...(version === undefined ? {} : { kubernetesVersion: version }),
        automaticUpgradeChannel: 'patch',
        nodeOsUpgradeChannel: 'NodeImage',
        skuTier: tier,
        identity: { type: 'SystemAssigned' },
        oidcIssuerEnabled: true,
        workloadIdentityEnabled: true,
        roleBasedAccessControlEnabled: true,
        privateClusterEnabled: !isPublic,
        ...(isPublic ? { apiServerAccessProfile: { authorizedIpRanges: publicAccess } } : {}),
        ...(encryptionKeyId === undefined ? {} : { keyManagementService: { keyVaultKeyId: encryptionKeyId } }),
        networkProfile: {
          networkPlugin: 'azure',
          networkPluginMode: 'overlay',
          networkDataPlane: 'cilium',
          networkPolicy: 'cilium',
          loadBalancerSku: 'standard',
          podCidr: podRange,
        },
        defaultNodePool: this.#systemPool(),
      },
      initProvider: this.#firstSystemNodes(),
    });
  }

  #systemPool(): object {
    const { system: own, zones } = this.props;
    return {
      name: 'system',
      vmSize: own.vmSize,
      osDiskSizeGb: gibibytes(own.disk),
      nodeLabels: own.labels,
      zones,
      vnetSubnetIdRef: { name: this.name },
      // Its nodes are moved to a pool of this name and back when their size changes; without it that would need a new cluster.
      temporaryNameForRotation: 'rotation',
      ...scaling(own),
    };
  }

  #firstSystemNodes(): Readonly<Record<string, unknown>> | undefined {
    const size = nodesOf(this.props.system);
    return 'fixed' in size ? undefined : { defaultNodePool: { nodeCount: size.min } };
  }

  #nodePool(name: string, context: ManagedContext): readonly Manifest[] {
    const { nodes, zones } = this.props;
    const own = nodes[name];
    if (own === undefined) return [];
    const size = nodesOf(own);
    const taints = own.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`);
    return [
      replaceable(context, {
        apiVersion: CONTAINERS,
        kind: 'KubernetesClusterNodePool',
        name: `${this.name}-${name}`,
        externalName: name,
        forProvider: {
          kubernetesClusterIdRef: { name: this.name },
          vnetSubnetIdRef: { name: this.name },
          vmSize: own.vmSize,
          osDiskSizeGb: gibibytes(own.disk),
          zones,
          ...(own.spot ? { priority: 'Spot', evictionPolicy: 'Delete', spotMaxPrice: -1 } : {}),
          nodeLabels: own.spot ? { ...own.labels, [SPOT]: 'spot' } : own.labels,
          nodeTaints: own.spot ? [`${SPOT}=spot:NoSchedule`, ...taints] : taints,
          ...scaling(own),
        },
        // The autoscaler sets the number from then on: Crossplane gives the first one and never looks at it again.
        initProvider: 'fixed' in size ? undefined : { nodeCount: size.min },
      }),
    ];
  }
}

function scaling(own: z.output<typeof system>): object {
  const size = nodesOf(own);
  if ('fixed' in size) return { autoScalingEnabled: false, nodeCount: size.fixed };
  return { autoScalingEnabled: true, minCount: size.min, maxCount: size.max };
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
