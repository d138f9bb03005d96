import * as z from 'zod';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { shortName } from '../../src/model/names.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { cidr } from '../../src/model/text-fields.ts';
import { type AksPool, aksFields, aksSettings, firstNodes, furtherPool, systemPool } from '../clusters/aks-plan.ts';
import { eachPool } from '../clusters/node-pool.ts';
import type { AzureTypes } from './azure-types.ts';
import { type Maker, maker } from './maker.ts';

const props = z.strictObject({
  ...aksFields,
  subscription: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'must be the id of a subscription' })
    .describe('Id of the subscription of Azure.'),
  databaseRange: cidr()
    .default('10.0.16.0/24')
    .describe('Addresses of databases that Azure manages, within `range` and apart from `nodeRange`.'),
  publicAccess: aksFields.publicAccess.describe(
    'Ranges of addresses that may reach the API server from the internet, at most 200; where Pulumi runs elsewhere, its own must be in it. Default: none; it is said when the cluster is made, and not changed.',
  ),
});

/** Props of the AKS cluster that `Cluster.aksByPulumi` makes. */
export type PulumiAksClusterProps = z.input<typeof props>;

/** Longest name of a cluster, and of the beginning of its DNS name. */
const LONGEST_NAME = 63;
const LONGEST_PREFIX = 54;

/** What other resources take of the network. */
interface AksNetwork {
  readonly group: Manifest;
  readonly nodes: Manifest;
  readonly databases: Manifest;
  readonly zone: Manifest;
  readonly zoneLink: Manifest;
  readonly manifests: readonly Manifest[];
}

/**
 * An AKS cluster with its network, made by Pulumi: a resource group; a virtual network with subnets for nodes and for databases, and a private
 * DNS zone; a cluster with a managed identity, workload identity and Cilium; node pools over the zones.
 *
 * `Cluster.aksByPulumi` makes one, and deploys to it in the same program. Pulumi and Argo CD sign in by the client certificate that AKS
 * gives. Pulumi itself must be let give roles (User Access Administrator), as the cluster's identity gets the network.
 *
 * @source `azure:containerservice/kubernetesCluster:KubernetesCluster` and what it refers to
 * @see https://www.pulumi.com/registry/packages/azure/api-docs/containerservice/kubernetescluster/
 * @example
 * Cluster.aksByPulumi(platform, 'eu', {
 *   environment: 'prod',
 *   region: 'westeurope',
 *   subscription: '11111111-2222-3333-4444-555555555555',
 * });
 */
export class PulumiAksCluster extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const make = maker(this.name, this.labels);
    const network = this.#network(make);
    const cluster = this.#cluster(make, network);
    // Internal load balancers stand in the subnet of the nodes, and the cluster makes them.
    const role = make('azure:authorization/assignment:Assignment', 'network-role', {
      scope: pulumiOutput(network.nodes, 'id'),
      roleDefinitionName: 'Network Contributor',
      principalId: pulumiOutput(cluster, 'identity.principalId'),
    });
    const pools = eachPool(this.props.nodes, (name, own) => this.#nodePool(make, name, own, { cluster, network }));
    return [...network.manifests, stateful(cluster), role, ...pools];
  }

  get #tags(): Readonly<Record<string, string>> {
    return { Name: this.name };
  }

  #network(make: Maker): AksNetwork {
    const { region: location, range, nodeRange, databaseRange } = this.props;
    const tags = this.#tags;
    const group = make('azure:core/resourceGroup:ResourceGroup', 'group', { name: this.name, location, tags });
    const resourceGroupName = pulumiOutput(group, 'name');
    const network = make('azure:network/virtualNetwork:VirtualNetwork', 'network', {
      name: this.name,
      resourceGroupName,
      location,
      addressSpaces: [range],
      tags,
    });
    const within = { resourceGroupName, virtualNetworkName: pulumiOutput(network, 'name') };
    const nodes = make('azure:network/subnet:Subnet', 'nodes', {
      name: 'nodes',
      ...within,
      addressPrefixes: [nodeRange],
    });
    const databases = make('azure:network/subnet:Subnet', 'databases', {
      name: 'databases',
      ...within,
      addressPrefixes: [databaseRange],
      delegations: [POSTGRES_DELEGATION],
    });
    const zone = make('azure:privatedns/zone:Zone', 'postgres-zone', {
      name: `${shortName(this.name, LONGEST_NAME)}.postgres.database.azure.com`,
      resourceGroupName,
      tags,
    });
    const zoneLink = make('azure:privatedns/zoneVirtualNetworkLink:ZoneVirtualNetworkLink', 'postgres-zone-link', {
      name: this.name,
      resourceGroupName,
      privateDnsZoneName: pulumiOutput(zone, 'name'),
      virtualNetworkId: pulumiOutput(network, 'id'),
      tags,
    });
    const manifests = [stateful(group), network, nodes, databases, zone, zoneLink];
    return { group, nodes, databases, zone, zoneLink, manifests };
  }

  #cluster(make: Maker, { group, nodes, databases, zoneLink }: AksNetwork): Manifest {
    const { region, encryptionKeyId, system, zones } = this.props;
    const own = (path: string) => pulumiOutput({ metadata: { name: this.name } }, path);
    const clusterValues = {
      kubeconfig: own('kubeConfigRaw'),
      resourceGroup: pulumiOutput(group, 'name'),
      postgresSubnetId: pulumiOutput(databases, 'id'),
      // Of the link, so that a server waits until its name is known in the network.
      postgresZoneId: `${pulumiOutput(group, 'id')}/providers/Microsoft.Network/privateDnsZones/${pulumiOutput(zoneLink, 'privateDnsZoneName')}`,
      server: own('kubeConfigs[0].host'),
      argocdConfig: JSON.stringify({
        tlsClientConfig: {
          insecure: false,
          caData: own('kubeConfigs[0].clusterCaCertificate'),
          certData: own('kubeConfigs[0].clientCertificate'),
          keyData: own('kubeConfigs[0].clientKey'),
        },
      }),
    };
    const properties: AzureTypes['azure:containerservice/kubernetesCluster:KubernetesCluster'] = {
      name: shortName(this.name, LONGEST_NAME),
      location: region,
      resourceGroupName: pulumiOutput(group, 'name'),
      dnsPrefix: shortName(this.name, LONGEST_PREFIX),
      ...aksSettings(this.props),
      ...(encryptionKeyId === undefined ? {} : { keyManagementService: { keyVaultKeyId: encryptionKeyId } }),
      defaultNodePool: { ...systemPool(system, zones), ...firstNodes(system), vnetSubnetId: pulumiOutput(nodes, 'id') },
      tags: this.#tags,
    };
    return make('azure:containerservice/kubernetesCluster:KubernetesCluster', '', properties, {
      clusterValues,
      // As the class of the provider's package says.
      secretOutputs: ['kubeAdminConfigRaw', 'kubeAdminConfigs', 'kubeConfigRaw', 'kubeConfigs'],
      ignoreChanges: firstNodes(system) === undefined ? [] : ['defaultNodePool.nodeCount'],
    });
  }

  #nodePool(
    make: Maker,
    name: string,
    own: AksPool,
    { cluster, network }: { readonly cluster: Manifest; readonly network: AksNetwork },
  ): Manifest {
    const first = firstNodes(own);
    const properties: AzureTypes['azure:containerservice/kubernetesClusterNodePool:KubernetesClusterNodePool'] = {
      name,
      kubernetesClusterId: pulumiOutput(cluster, 'id'),
      ...furtherPool(own, this.props.zones),
      ...first,
      vnetSubnetId: pulumiOutput(network.nodes, 'id'),
      tags: this.#tags,
    };
    const type = 'azure:containerservice/kubernetesClusterNodePool:KubernetesClusterNodePool';
    // An autoscaler sets the number from then on: Pulumi gives the first one and never looks at it again.
    return make(type, `nodes-${name}`, properties, { ignoreChanges: first === undefined ? [] : ['nodeCount'] });
  }
}

/** Gives a subnet to servers of PostgreSQL alone. */
const POSTGRES_DELEGATION = {
  name: 'postgres',
  serviceDelegation: {
    name: 'Microsoft.DBforPostgreSQL/flexibleServers',
    actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
  },
} as const;
