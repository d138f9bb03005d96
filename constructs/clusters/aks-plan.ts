import * as z from 'zod';
import { cidr } from '../../src/model/text-fields.ts';
import { gibibytes, isPoolSize, nodePoolFields, nodesOf, POOL_SIZE, poolName } from './node-pool.ts';

// What an AKS cluster is, whoever makes it: Crossplane and Pulumi name these settings as Azure's Terraform provider does.

const vmSize = z
  .string()
  .regex(/^(Standard|Basic)_[A-Za-z0-9_-]+$/, { error: 'must be a size of virtual machines, such as Standard_D4s_v5' })
  .default('Standard_D4s_v5')
  .describe('Size of the virtual machines, such as `Standard_D4s_v5`.');

const pool = z.strictObject({ ...nodePoolFields, vmSize }).refine(isPoolSize, { error: POOL_SIZE });

const { count, min, max, disk, labels } = nodePoolFields;
const system = z.strictObject({ count, min, max, disk, labels, vmSize }).refine(isPoolSize, { error: POOL_SIZE });

/** Props of every AKS cluster. */
export const aksFields = {
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
};

/** Taint and label that AKS gives the nodes of a spot pool, and that it refuses to be without. */
const SPOT = 'kubernetes.azure.com/scalesetpriority';

/** What is said of the control plane of a cluster. */
export function aksSettings(props: {
  readonly version?: string | undefined;
  readonly podRange: string;
  readonly publicAccess: readonly string[];
  readonly tier: string;
}) {
  const { version, podRange, publicAccess, tier } = props;
  const isPublic = publicAccess.length > 0;
  return {
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
    networkProfile: {
      networkPlugin: 'azure',
      networkPluginMode: 'overlay',
      networkDataPlane: 'cilium',
      networkPolicy: 'cilium',
      loadBalancerSku: 'standard',
      podCidr: podRange,
    },
  } as const;
}

/** The pool that every cluster has. */
export type AksSystemPool = z.output<typeof system>;

/** A further pool. */
export type AksPool = z.output<typeof pool>;

/** The system pool, without the subnet that it is in. */
export function systemPool(own: AksSystemPool, zones: readonly string[]) {
  return {
    name: 'system',
    vmSize: own.vmSize,
    osDiskSizeGb: gibibytes(own.disk),
    nodeLabels: own.labels,
    zones,
    // Its nodes are moved to a pool of this name and back when their size changes; without it that would need a new cluster.
    temporaryNameForRotation: 'rotation',
    ...aksScaling(own),
  };
}

/** A further pool, without the cluster and the subnet that it is in. */
export function furtherPool(own: AksPool, zones: readonly string[]) {
  const taints = own.taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`);
  return {
    vmSize: own.vmSize,
    osDiskSizeGb: gibibytes(own.disk),
    zones,
    ...(own.spot ? { priority: 'Spot', evictionPolicy: 'Delete', spotMaxPrice: -1 } : {}),
    nodeLabels: own.spot ? { ...own.labels, [SPOT]: 'spot' } : own.labels,
    nodeTaints: own.spot ? [`${SPOT}=spot:NoSchedule`, ...taints] : taints,
    ...aksScaling(own),
  };
}

function aksScaling(own: AksSystemPool) {
  const size = nodesOf(own);
  if ('fixed' in size) return { autoScalingEnabled: false, nodeCount: size.fixed };
  return { autoScalingEnabled: true, minCount: size.min, maxCount: size.max };
}

/** The number of nodes that a pool begins with, where an autoscaler sets it from then on. */
export function firstNodes(own: AksSystemPool): { readonly nodeCount: number } | undefined {
  const size = nodesOf(own);
  return 'fixed' in size ? undefined : { nodeCount: size.min };
}
