import * as z from 'zod';
import { cidr } from '../../src/model/text-fields.ts';
import { gibibytes, isPoolSize, nodePoolFields, nodesOf, POOL_SIZE, poolName } from './node-pool.ts';

// What a GKE cluster is, whoever makes it: Crossplane and Pulumi name these settings as Google's Terraform provider does.

const pool = z
  .strictObject({
    ...nodePoolFields,
    count: nodePoolFields.count.describe(
      'Nodes in each of the three zones, a fixed number: another one, set by hand, is reverted. Default: 1, where min and max are not given.',
    ),
    min: nodePoolFields.min.describe('Fewest nodes in each zone, where the autoscaler sets their number; with `max`.'),
    max: nodePoolFields.max.describe('Most nodes in each zone, where the autoscaler sets their number; with `min`.'),
    machineType: z
      .string()
      .regex(/^[a-z0-9]+-[a-z0-9-]+$/, { error: 'must be a machine type, such as e2-standard-4' })
      .default('e2-standard-4')
      .describe('Machine type of the nodes, such as `e2-standard-4`.'),
  })
  .refine(isPoolSize, { error: POOL_SIZE });

/** Props of every GKE cluster. */
export const gkeFields = {
  project: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, { error: 'must be the id of a project, such as acme-prod' })
    .describe('Id of the Google Cloud project.'),
  region: z
    .string()
    .regex(/^[a-z]+-[a-z]+[0-9]+$/, { error: 'must be a region of Google Cloud, such as europe-west1' })
    .describe(
      'Region of Google Cloud, such as `europe-west1`; the control plane and the nodes are in three of its zones.',
    ),
  channel: z
    .enum(['RAPID', 'REGULAR', 'STABLE', 'EXTENDED'])
    .default('REGULAR')
    .describe('Release channel, by which Google upgrades the control plane and the nodes.'),
  version: z
    .string()
    .regex(/^1\.[0-9]{2}(\.[0-9]+(-gke\.[0-9]+)?)?$/, { error: 'must be a version of GKE, such as 1.34' })
    .optional()
    .describe('Least version of the control plane, such as `1.34`. Default: that of the channel.'),
  nodes: z
    .record(poolName, pool)
    .default({ main: pool.parse({}) })
    .describe('Node pools, by name. Default: `main`, with a node in each zone.'),
  nodeRange: cidr().default('10.0.0.0/20').describe('Addresses of nodes and internal load balancers.'),
  podRange: cidr().default('10.4.0.0/14').describe('Addresses of pods, 256 for each node.'),
  serviceRange: cidr().default('10.8.0.0/20').describe('Addresses of services.'),
  privateNodes: z
    .boolean()
    .default(false)
    .describe(
      'Whether nodes have no addresses of the internet. Then images of other registries come through a Cloud NAT of the network, which you make.',
    ),
  publicAccess: z
    .array(cidr())
    .max(50)
    .default([])
    .describe(
      'Ranges of addresses that may reach the API server from the internet, at most 50. Default: none, so that it is reached from its own network alone.',
    ),
  encryptionKey: z
    .string()
    .regex(/^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/, {
      error: 'must be a key of Cloud KMS, such as projects/acme/locations/europe-west1/keyRings/gke/cryptoKeys/etcd',
    })
    .optional()
    .describe('Key of Cloud KMS that encrypts the Secrets of the cluster. Default: a key of Google.'),
  serviceAccount: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/, { error: 'must be the address of a service account' })
    .optional()
    .describe(
      'Service account of the nodes, of the least rights; its address. Default: the default account of Compute Engine.',
    ),
};

/** Names of the ranges of a subnetwork that pods and services take their addresses from. */
const PODS = 'pods';
const SERVICES = 'services';

/** What is said of the network of a cluster. */
export const GKE_NETWORK = { autoCreateSubnetworks: false, routingMode: 'REGIONAL' } as const;

/** The ranges of the subnetwork that pods and services take their addresses from. */
export function secondaryRanges({
  podRange,
  serviceRange,
}: {
  readonly podRange: string;
  readonly serviceRange: string;
}) {
  return [
    { rangeName: PODS, ipCidrRange: podRange },
    { rangeName: SERVICES, ipCidrRange: serviceRange },
  ];
}

/** What the control plane of a cluster is told of its version. */
export function gkeVersion({ channel, version }: { readonly channel: string; readonly version?: string | undefined }) {
  return { releaseChannel: { channel }, ...(version === undefined ? {} : { minMasterVersion: version }) };
}

/** What else it is told. */
export function gkeSettings(props: {
  readonly project: string;
  readonly privateNodes: boolean;
  readonly publicAccess: readonly string[];
  readonly encryptionKey?: string | undefined;
  readonly protect: boolean;
}) {
  const { project, privateNodes, publicAccess, encryptionKey, protect } = props;
  return {
    networkingMode: 'VPC_NATIVE',
    ipAllocationPolicy: { clusterSecondaryRangeName: PODS, servicesSecondaryRangeName: SERVICES },
    datapathProvider: 'ADVANCED_DATAPATH',
    privateClusterConfig: { enablePrivateNodes: privateNodes, enablePrivateEndpoint: publicAccess.length === 0 },
    masterAuthorizedNetworksConfig: { cidrBlocks: publicAccess.map((cidrBlock) => ({ cidrBlock })) },
    workloadIdentityConfig: { workloadPool: `${project}.svc.id.goog` },
    gatewayApiConfig: { channel: 'CHANNEL_STANDARD' },
    enableShieldedNodes: true,
    ...(encryptionKey === undefined ? {} : { databaseEncryption: { state: 'ENCRYPTED', keyName: encryptionKey } }),
    // A cluster is made with a pool that nobody can describe: it goes at once, and the pools beside the cluster stay.
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    deletionProtection: protect,
  } as const;
}

/** A pool as its props say it. */
export type GkePool = z.output<typeof pool>;

/** How many nodes a pool has in each zone; within a range the first number counts when it is made. */
export function gkeScaling(own: GkePool) {
  const size = nodesOf(own, 1);
  if ('fixed' in size) return { limits: { nodeCount: size.fixed }, first: undefined };
  const autoscaling = { minNodeCount: size.min, maxNodeCount: size.max };
  return { limits: { autoscaling }, first: { initialNodeCount: size.min } };
}

/** The machines of a pool. */
export function gkeMachines(own: GkePool) {
  const { machineType, disk, spot, labels } = own;
  return { machineType, diskSizeGb: gibibytes(disk), spot, labels };
}

/** How nodes are guarded, and what they may do at Google: what their service account may. */
export function gkeNodeGuards(serviceAccount: string | undefined) {
  return {
    ...(serviceAccount === undefined ? {} : { serviceAccount }),
    oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
    workloadMetadataConfig: { mode: 'GKE_METADATA' },
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
  };
}

/** How nodes are replaced. */
export const GKE_UPKEEP = {
  management: { autoRepair: true, autoUpgrade: true },
  upgradeSettings: { strategy: 'SURGE', maxSurge: 1, maxUnavailable: 0 },
} as const;
