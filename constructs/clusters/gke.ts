import * as z from 'zod';
import type { ClusterConnection } from '../../src/model/declarations.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { cidr } from '../../src/model/text-fields.ts';
import { CONNECTION_READER, connectionReader, connectionSecretOf } from './connection-reader.ts';
import { lasting, type ManagedContext, managedFields, replaceable } from './managed.ts';
import { cloudTaints, gibibytes, isPoolSize, nodePoolFields, nodesOf, POOL_SIZE, poolName } from './node-pool.ts';

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

const props = z.strictObject({
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
  ...managedFields,
});

/** Props of {@link GkeCluster}. */
export type GkeClusterProps = z.input<typeof props>;

const CONTAINER = 'container.gcp.m.upbound.io/v1beta1';
const COMPUTE = 'compute.gcp.m.upbound.io/v1beta1';

/** Names of the ranges of a subnetwork that pods and services take their addresses from. */
const PODS = 'pods';
const SERVICES = 'services';

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
      ...Object.keys(nodes)
        .sort()
        .flatMap((name) => this.#nodePool(name, context)),
      ...connectionReader(connectionSecretOf(this.name), { namespace, labels: this.labels }),
    ];
  }

  #network(context: ManagedContext): readonly Manifest[] {
    const { project, region, nodeRange, podRange, serviceRange } = this.props;
    const { name } = this;
    return [
      lasting(context, {
        apiVersion: COMPUTE,
        kind: 'Network',
        name,
        forProvider: { project, autoCreateSubnetworks: false, routingMode: 'REGIONAL' },
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
          secondaryIpRange: [
            { rangeName: PODS, ipCidrRange: podRange },
            { rangeName: SERVICES, ipCidrRange: serviceRange },
          ],
          privateIpGoogleAccess: true,
        },
      }),
    ];
  }

  #cluster(context: ManagedContext): Manifest {
    const { project, region, channel, version, privateNodes, publicAccess, encryptionKey, protect } = this.props;
    const { name } = this;
    return lasting(context, {
      apiVersion: CONTAINER,
      kind: 'Cluster',
      name,
      connectionSecret: connectionSecretOf(name),
      forProvider: {
        project,
        location: region,
        releaseChannel: { channel },
        ...(version === undefined ? {} : { minMasterVersion: version }),
        networkRef: { name },
        subnetworkRef: { name },
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
      },
    });
  }

  #nodePool(name: string, context: ManagedContext): readonly Manifest[] {
    const { project, region, nodes, serviceAccount } = this.props;
    const own = nodes[name];
    if (own === undefined) return [];
    const size = nodesOf(own, 1);
    return [
      replaceable(context, {
        apiVersion: CONTAINER,
        kind: 'NodePool',
        name: `${this.name}-${name}`,
        forProvider: {
          project,
          location: region,
          clusterRef: { name: this.name },
          ...('fixed' in size
            ? { nodeCount: size.fixed }
            : { autoscaling: { minNodeCount: size.min, maxNodeCount: size.max } }),
          nodeConfig: {
            machineType: own.machineType,
            diskSizeGb: gibibytes(own.disk),
            spot: own.spot,
            labels: own.labels,
            taint: cloudTaints(own.taints),
            ...(serviceAccount === undefined ? {} : { serviceAccount }),
            oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
            workloadMetadataConfig: { mode: 'GKE_METADATA' },
            shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
          },
          management: { autoRepair: true, autoUpgrade: true },
          upgradeSettings: { strategy: 'SURGE', maxSurge: 1, maxUnavailable: 0 },
        },
        // The autoscaler sets the number from then on: Crossplane gives the first one and never looks at it again.
        initProvider: 'fixed' in size ? undefined : { initialNodeCount: size.min },
      }),
    ];
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
