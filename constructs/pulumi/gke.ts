import * as z from 'zod';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { shortName } from '../../src/model/names.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
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
} from '../clusters/gke-plan.ts';
import { cloudTaints, eachPool } from '../clusters/node-pool.ts';
import type { GcpTypes } from './gcp-types.ts';
import { kubeconfig } from './kubeconfig.ts';
import { type Maker, maker } from './maker.ts';

const props = z.strictObject({
  ...gkeFields,
  privateNodes: z
    .boolean()
    .default(true)
    .describe('Whether nodes have no addresses of the internet; their way out is then a Cloud NAT.'),
  publicAccess: gkeFields.publicAccess.describe(
    'Ranges of addresses that may reach the API server from the internet, at most 50; where Pulumi runs elsewhere, its own must be in it. Default: none.',
  ),
  protect: z
    .boolean()
    .default(true)
    .describe('Whether the provider refuses to delete the cluster; Pulumi protects it in production in any case.'),
});

/** Props of the GKE cluster that `Cluster.gkeByPulumi` makes. */
export type PulumiGkeClusterProps = z.input<typeof props>;

/** Longest name of a cluster. */
const LONGEST_NAME = 40;
/** Size of the range that databases of Google take their addresses from: 4096 addresses. */
const DATABASE_BITS = 20;
/** How Argo CD signs in: its own helper, as the workload identity of its pods. */
const ARGOCD_SIGN_IN = {
  command: 'argocd-k8s-auth',
  args: ['gcp'],
  apiVersion: 'client.authentication.k8s.io/v1beta1',
} as const;

/**
 * A GKE cluster with its network, made by Pulumi: a VPC with a subnetwork and ranges for pods and services, Cloud NAT, and private services
 * access for databases; a regional cluster with Workload Identity, Dataplane V2 and Gateway API; node pools with Secure Boot.
 *
 * `Cluster.gkeByPulumi` makes one, and deploys to it in the same program. Pulumi signs in by `gke-gcloud-auth-plugin`. Argo CD signs in with
 * the identity of its own pods, which needs the role `roles/container.admin` in the project.
 *
 * @source `gcp:container/cluster:Cluster` and what it refers to
 * @see https://www.pulumi.com/registry/packages/gcp/api-docs/container/cluster/
 * @example
 * Cluster.gkeByPulumi(platform, 'eu', { environment: 'prod', project: 'acme-prod', region: 'europe-west1' });
 */
export class PulumiGkeCluster extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const make = maker(this.name, this.labels);
    const network = make('gcp:compute/network:Network', 'network', { ...this.#named('network'), ...GKE_NETWORK });
    const subnetwork = this.#subnetwork(make, network);
    const [range, access] = this.#databaseAccess(make, network);
    const waysOut = this.#nat(make, network);
    const cluster = this.#cluster(make, { network, subnetwork, access });
    const pools = eachPool(this.props.nodes, (name, pool) => this.#nodePool(make, name, pool, { cluster, waysOut }));
    return [network, subnetwork, range, access, ...waysOut, stateful(cluster), ...pools];
  }

  /** Name at Google of a part of the cluster, and the project that it is in. */
  #named(suffix: string, longest = 63): { readonly name: string; readonly project: string } {
    return {
      name: shortName(suffix === '' ? this.name : `${this.name}-${suffix}`, longest),
      project: this.props.project,
    };
  }

  #subnetwork(make: Maker, network: Manifest): Manifest {
    const { region, nodeRange } = this.props;
    return make('gcp:compute/subnetwork:Subnetwork', 'nodes', {
      ...this.#named('nodes'),
      region,
      network: pulumiOutput(network, 'id'),
      ipCidrRange: nodeRange,
      secondaryIpRanges: secondaryRanges(this.props),
      privateIpGoogleAccess: true,
    });
  }

  /** A range that databases take their addresses from, and the peering by which the network reaches them. */
  #databaseAccess(make: Maker, network: Manifest): readonly [range: Manifest, access: Manifest] {
    const range = make('gcp:compute/globalAddress:GlobalAddress', 'databases', {
      ...this.#named('databases'),
      purpose: 'VPC_PEERING',
      addressType: 'INTERNAL',
      prefixLength: DATABASE_BITS,
      network: pulumiOutput(network, 'id'),
    });
    const access = make('gcp:servicenetworking/connection:Connection', 'database-access', {
      network: pulumiOutput(network, 'id'),
      service: 'servicenetworking.googleapis.com',
      reservedPeeringRanges: [pulumiOutput(range, 'name')],
      // Google lets go of it only days after its last database, and of itself when the network goes.
      deletionPolicy: 'ABANDON',
    });
    return [range, access];
  }

  /** The way out of nodes without addresses of their own. */
  #nat(make: Maker, network: Manifest): readonly Manifest[] {
    const { privateNodes, region } = this.props;
    if (!privateNodes) return [];
    const router = make('gcp:compute/router:Router', 'router', {
      ...this.#named('router'),
      region,
      network: pulumiOutput(network, 'id'),
    });
    const nat = make('gcp:compute/routerNat:RouterNat', 'nat', {
      ...this.#named('nat'),
      region,
      router: pulumiOutput(router, 'name'),
      natIpAllocateOption: 'AUTO_ONLY',
      sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
    });
    return [router, nat];
  }

  #cluster(make: Maker, of: { readonly network: Manifest; readonly subnetwork: Manifest; readonly access: Manifest }) {
    const own = (path: string) => pulumiOutput({ metadata: { name: this.name } }, path);
    const server = `https://${own('endpoint')}`;
    const certificateAuthority = own('masterAuth.clusterCaCertificate');
    const clusterValues = {
      kubeconfig: kubeconfig(
        { name: this.name, server, certificateAuthority },
        { command: 'gke-gcloud-auth-plugin', provideClusterInfo: true },
      ),
      // Of the peering, so that a database waits for it.
      privateNetwork: pulumiOutput(of.access, 'network'),
      server,
      argocdConfig: JSON.stringify({
        execProviderConfig: ARGOCD_SIGN_IN,
        tlsClientConfig: { insecure: false, caData: certificateAuthority },
      }),
    };
    const properties: GcpTypes['gcp:container/cluster:Cluster'] = {
      ...this.#named('', LONGEST_NAME),
      location: this.props.region,
      ...gkeVersion(this.props),
      network: pulumiOutput(of.network, 'id'),
      subnetwork: pulumiOutput(of.subnetwork, 'id'),
      ...gkeSettings(this.props),
    };
    return make('gcp:container/cluster:Cluster', '', properties, { clusterValues });
  }

  #nodePool(
    make: Maker,
    name: string,
    own: GkePool,
    { cluster, waysOut }: { readonly cluster: Manifest; readonly waysOut: readonly Manifest[] },
  ): Manifest {
    const { project, region, serviceAccount } = this.props;
    const { limits, first } = gkeScaling(own);
    const properties: GcpTypes['gcp:container/nodePool:NodePool'] = {
      name,
      project,
      location: region,
      cluster: pulumiOutput(cluster, 'name'),
      ...limits,
      ...first,
      nodeConfig: { ...gkeMachines(own), taints: cloudTaints(own.taints), ...gkeNodeGuards(serviceAccount) },
      ...GKE_UPKEEP,
    };
    // An autoscaler sets the number from then on; another first number would make the pool anew.
    const ignoreChanges = first === undefined ? [] : ['initialNodeCount'];
    return make('gcp:container/nodePool:NodePool', `nodes-${name}`, properties, { ignoreChanges, dependsOn: waysOut });
  }
}
