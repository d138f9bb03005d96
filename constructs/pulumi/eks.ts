import * as z from 'zod';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { cidr } from '../../src/model/text-fields.ts';
import { networkRange } from '../clusters/ipv4.ts';
import { gibibytes, isPoolSize, nodePoolFields, nodesOf, POOL_SIZE, poolName } from '../clusters/node-pool.ts';
import { awsPartition } from '../provisioners/aws-resource.ts';
import type { AwsTypes } from './aws-types.ts';
import { type EksNetwork, eksNetwork } from './eks-network.ts';
import { type EksRoles, eksRoles } from './eks-roles.ts';
import { type Maker, maker } from './maker.ts';

const pool = z
  .strictObject({
    ...nodePoolFields,
    instanceTypes: z
      .array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, { error: 'must be an instance type, such as m7i.large' }))
      .min(1)
      .max(20)
      .default(['m7i.large'])
      .describe('Instance types, of one architecture and much the same size; several make spot capacity last.'),
    arm: z.boolean().default(false).describe('Whether the instance types are Graviton, such as m7g.large.'),
  })
  .refine(isPoolSize, { error: POOL_SIZE });

const props = z.strictObject({
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, { error: 'must be a region of AWS, such as eu-west-1' })
    .describe('Region of AWS, such as `eu-west-1`.'),
  version: z
    .string()
    .regex(/^1\.[0-9]{2}$/, { error: 'must be a minor version of Kubernetes, such as 1.34' })
    .optional()
    .describe('Minor version of Kubernetes, such as `1.34`. Default: the newest of EKS when the cluster is made.'),
  nodes: z
    .record(poolName, pool)
    .default({ main: { ...pool.parse({}) } })
    .describe('Managed node groups, by name. Default: `main`, with 3 nodes.'),
  range: networkRange()
    .default('10.0.0.0/16')
    .describe('Addresses of the VPC, /16 to /20; no other network that it is joined to has them.'),
  nat: z
    .enum(['each-zone', 'one'])
    .default('each-zone')
    .describe('NAT gateways: `one` costs a third, and takes the way out of all zones with it when its zone fails.'),
  publicAccess: z
    .array(cidr())
    .max(40)
    .default([])
    .describe(
      'Ranges of addresses that may reach the API server from the internet, at most 40; where Pulumi runs elsewhere, its own must be in it. Default: none.',
    ),
  argocdRoleArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/, { error: 'must be the ARN of an IAM role' })
    .optional()
    .describe(
      "IAM role that Argo CD's pods on the hub have; it becomes an administrator of the cluster. Default: none, so that Argo CD cannot deliver to it (delivery: 'mixed').",
    ),
  protect: z
    .boolean()
    .default(true)
    .describe('Whether EKS refuses to delete the cluster; Pulumi protects it in production in any case.'),
});

/** Props of the EKS cluster that `Cluster.eksByPulumi` makes. */
export type PulumiEksClusterProps = z.input<typeof props>;

/** Add-ons of EKS that every cluster has. */
const ADDONS = ['vpc-cni', 'kube-proxy', 'coredns', 'eks-pod-identity-agent', 'aws-ebs-csi-driver'] as const;

/**
 * An EKS cluster with all that it stands on, made by Pulumi: a VPC over three zones with private and public subnets, NAT and routes;
 * the roles of the control plane and the nodes; the cluster with a private endpoint; managed node groups; add-ons; pod identity.
 *
 * `Cluster.eksByPulumi` makes one, and deploys to it in the same program.
 *
 * @source `aws:eks/cluster:Cluster` and what it refers to
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/eks/cluster/
 * @example
 * Cluster.eksByPulumi(platform, 'eu', { environment: 'prod', region: 'eu-west-1', nodes: { main: { count: 2 } } });
 */
export class PulumiEksCluster extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const { region, range, nat, nodes } = this.props;
    const make = maker(this.name, this.labels);
    const network = eksNetwork(make, { cluster: this.name, region, range, nat });
    const roles = eksRoles(make, { cluster: this.name, region });
    const cluster = this.#cluster(make, network, roles);
    const clusterName = pulumiOutput(cluster, 'name');
    const tags = { Name: this.name };
    return [
      ...network.manifests,
      ...roles.manifests,
      stateful(cluster),
      ...Object.keys(nodes)
        .sort()
        .flatMap((name) => this.#nodeGroup(make, name, clusterName, network, roles)),
      ...ADDONS.map((addonName) => make('aws:eks/addon:Addon', addonName, { clusterName, addonName, tags })),
      make('aws:eks/podIdentityAssociation:PodIdentityAssociation', 'ebs-csi-identity', {
        clusterName,
        namespace: 'kube-system',
        serviceAccount: 'ebs-csi-controller-sa',
        roleArn: roles.disks,
        tags,
      }),
      ...this.#argocdAccess(make, clusterName),
    ];
  }

  /** Lets Argo CD in, as an administrator. */
  #argocdAccess(make: Maker, clusterName: string): readonly Manifest[] {
    const { argocdRoleArn, region } = this.props;
    if (argocdRoleArn === undefined) return [];
    const entry = make('aws:eks/accessEntry:AccessEntry', 'argocd', {
      clusterName,
      principalArn: argocdRoleArn,
      type: 'STANDARD',
      tags: { Name: this.name },
    });
    return [
      entry,
      make('aws:eks/accessPolicyAssociation:AccessPolicyAssociation', 'argocd-policy', {
        clusterName,
        // Of the entry, so that it is there first.
        principalArn: pulumiOutput(entry, 'principalArn'),
        policyArn: `${awsPartition(region)}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
        accessScope: { type: 'cluster' },
      }),
    ];
  }

  #cluster(make: Maker, { vpcId, privateSubnetIds }: EksNetwork, roles: EksRoles): Manifest {
    const { version, publicAccess, protect, region, argocdRoleArn } = this.props;
    const isPublic = publicAccess.length > 0;
    const own = (path: string) => pulumiOutput({ metadata: { name: this.name } }, path);
    const clusterValues = {
      kubeconfig: kubeconfig({
        name: this.name,
        region,
        server: own('endpoint'),
        certificateAuthority: own('certificateAuthority.data'),
      }),
      vpcId,
      privateSubnetIds,
      nodeSecurityGroupId: own('vpcConfig.clusterSecurityGroupId'),
      server: own('endpoint'),
      ...(argocdRoleArn === undefined
        ? {}
        : { argocdConfig: argocdConfig(this.name, own('certificateAuthority.data')) }),
    };
    return make(
      'aws:eks/cluster:Cluster',
      '',
      {
        name: this.name,
        ...(version === undefined ? {} : { version }),
        roleArn: roles.controlPlane,
        vpcConfig: {
          subnetIds: privateSubnetIds,
          endpointPrivateAccess: true,
          endpointPublicAccess: isPublic,
          ...(isPublic ? { publicAccessCidrs: publicAccess } : {}),
        },
        accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true },
        enabledClusterLogTypes: ['audit', 'authenticator'],
        deletionProtection: protect,
        tags: { Name: this.name },
      },
      { clusterValues },
    );
  }

  #nodeGroup(
    make: Maker,
    name: string,
    clusterName: string,
    { privateSubnetIds }: EksNetwork,
    roles: EksRoles,
  ): readonly Manifest[] {
    const group = this.props.nodes[name];
    if (group === undefined) return [];
    const size = nodesOf(group);
    const scalingConfig =
      'fixed' in size
        ? { desiredSize: size.fixed, minSize: size.fixed, maxSize: Math.max(size.fixed, 1) }
        : { desiredSize: size.min, minSize: size.min, maxSize: size.max };
    const properties: AwsTypes['aws:eks/nodeGroup:NodeGroup'] = {
      clusterName,
      nodeGroupName: name,
      nodeRoleArn: roles.nodes,
      subnetIds: privateSubnetIds,
      amiType: group.arm ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD',
      capacityType: group.spot ? 'SPOT' : 'ON_DEMAND',
      instanceTypes: group.instanceTypes,
      diskSize: gibibytes(group.disk),
      labels: group.labels,
      taints: group.taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] })),
      scalingConfig,
      updateConfig: { maxUnavailablePercentage: 33 },
      tags: { Name: `${this.name}-${name}` },
    };
    // An autoscaler sets the number from then on: Pulumi gives the first one and never looks at it again.
    const ignoreChanges = 'fixed' in size ? [] : ['scalingConfig.desiredSize'];
    return [make('aws:eks/nodeGroup:NodeGroup', `nodes-${name}`, properties, { ignoreChanges })];
  }
}

const EFFECTS = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
} as const;

/** How Argo CD signs in: by the identity in AWS that its pods have. */
function argocdConfig(clusterName: string, caData: string): string {
  return JSON.stringify({ awsAuthConfig: { clusterName }, tlsClientConfig: { insecure: false, caData } });
}

/** A kubeconfig without a credential: who uses it signs in by the identity in AWS that they have. */
function kubeconfig(cluster: {
  readonly name: string;
  readonly region: string;
  readonly server: string;
  readonly certificateAuthority: string;
}): string {
  const { name, region, server, certificateAuthority } = cluster;
  const args = ['eks', 'get-token', '--cluster-name', name, '--region', region, '--output', 'json'];
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': certificateAuthority } }],
    users: [{ name, user: { exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'aws', args } } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
