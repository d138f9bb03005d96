import * as z from 'zod';
import { cidr } from '../../src/model/text-fields.ts';
import { awsPartition } from '../provisioners/aws-resource.ts';
import { networkRange } from './ipv4.ts';
import { gibibytes, isPoolSize, nodePoolFields, nodesOf, POOL_SIZE, poolName } from './node-pool.ts';

// What an EKS cluster is, whoever makes it: Crossplane and Pulumi name these settings as EKS does.

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

const zone = z.string().regex(/^[a-z0-9-]+[a-z]$/, { error: 'must be an availability zone, such as eu-west-1a' });

/** Props of every EKS cluster. */
export const eksFields = {
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, { error: 'must be a region of AWS, such as eu-west-1' })
    .describe('Region of AWS, such as `eu-west-1`.'),
  version: z
    .string()
    .regex(/^1\.[0-9]{2}$/, { error: 'must be a minor version of Kubernetes, such as 1.34' })
    .optional()
    .describe(
      'Minor version of Kubernetes, such as `1.34`; raised by one at a time, and never back. Default: the newest that EKS offers when the cluster is made, which then stays.',
    ),
  nodes: z
    .record(poolName, pool)
    .default({ main: { ...pool.parse({}) } })
    .describe('Managed node groups, by name. Default: `main`, with 3 nodes.'),
  range: networkRange()
    .default('10.0.0.0/16')
    .describe('Addresses of the VPC, /16 to /20; no other network that it is joined to has them.'),
  zones: z
    .array(zone)
    .length(3)
    .optional()
    .describe('The three availability zones. Default: the zones a, b and c of the region.'),
  nat: z
    .enum(['each-zone', 'one'])
    .default('each-zone')
    .describe('NAT gateways: `one` costs a third, and takes the way out of all zones with it when its zone fails.'),
  publicAccess: z
    .array(cidr())
    .max(40)
    .default([])
    .describe(
      'Ranges of addresses that may reach the API server from the internet, at most 40. Default: none, so that it is reached from its own network alone.',
    ),
  encryptionKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/\S+$/, { error: 'must be the ARN of a KMS key' })
    .optional()
    .describe('KMS key that encrypts what the API server stores; it can never be taken away. Default: a key of AWS.'),
  argocdRoleArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/, { error: 'must be the ARN of an IAM role' })
    .optional(),
  logs: z
    .array(z.enum(['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']))
    .default(['audit', 'authenticator'])
    .describe('Logs of the control plane that CloudWatch keeps, at its price.'),
};

/** Regions whose three zones for everybody are not a, b and c. */
const ZONES: Readonly<Record<string, string>> = { 'ap-northeast-1': 'acd', 'ca-central-1': 'abd' };

/** The zones of a cluster that names none. */
export function zonesOf(region: string): readonly string[] {
  return [...(ZONES[region] ?? 'abc')].map((letter) => region + letter);
}

/** Add-ons of EKS that every cluster has. */
export const ADDONS = ['vpc-cni', 'kube-proxy', 'coredns', 'eks-pod-identity-agent', 'aws-ebs-csi-driver'] as const;

/** EKS begins with some add-ons on its own: the add-on takes them over, and reverts what somebody changes. */
export const TAKEN_OVER = { resolveConflictsOnCreate: 'OVERWRITE', resolveConflictsOnUpdate: 'OVERWRITE' } as const;

/** Tags by which load balancers find the subnets of a cluster. */
export function subnetTag(side: 'public' | 'private'): Readonly<Record<string, string>> {
  return { [`kubernetes.io/role/${side === 'public' ? 'elb' : 'internal-elb'}`]: '1' };
}

/** How the API server is reached. */
export function endpointAccess(publicAccess: readonly string[]) {
  const isPublic = publicAccess.length > 0;
  return {
    endpointPrivateAccess: true,
    endpointPublicAccess: isPublic,
    ...(isPublic ? { publicAccessCidrs: publicAccess } : {}),
  };
}

/** What else is said of the control plane. */
export function controlPlaneSettings(props: {
  readonly encryptionKeyArn?: string | undefined;
  readonly logs: readonly string[];
  readonly protect: boolean;
}) {
  const { encryptionKeyArn: keyArn, logs, protect } = props;
  return {
    accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true },
    ...(keyArn === undefined ? {} : { encryptionConfig: { provider: { keyArn }, resources: ['secrets'] } }),
    enabledClusterLogTypes: logs,
    upgradePolicy: { supportType: 'STANDARD' },
    deletionProtection: protect,
  } as const;
}

/** A node group as its props say it. */
export type NodeGroup = z.output<typeof pool>;

/** The machines of a node group. */
export function machinesOf(group: NodeGroup) {
  return {
    amiType: group.arm ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD',
    capacityType: group.spot ? 'SPOT' : 'ON_DEMAND',
    instanceTypes: group.instanceTypes,
    diskSize: gibibytes(group.disk),
    labels: group.labels,
  } as const;
}

/** How many nodes a group has; within a range the first number counts when it is made, and an autoscaler sets it from then on. */
export function scalingOf(group: NodeGroup) {
  const size = nodesOf(group);
  if ('fixed' in size) {
    const { fixed } = size;
    return { limits: { desiredSize: fixed, minSize: fixed, maxSize: Math.max(fixed, 1) }, first: undefined };
  }
  return { limits: { minSize: size.min, maxSize: size.max }, first: { desiredSize: size.min } };
}

/** How nodes of a group are replaced. */
export const NODE_UPKEEP = {
  updateConfig: { maxUnavailablePercentage: 33 },
  nodeRepairConfig: { enabled: true },
} as const;

/** A role of a cluster: who takes it, and the policies of AWS that it needs and no other. */
export interface RolePlan {
  /** What it is of: the control plane, the nodes, the driver of disks, or Karpenter and the nodes that it makes. */
  readonly suffix: 'control-plane' | 'nodes' | 'ebs-csi' | 'karpenter' | 'karpenter-nodes';
  /** Who may take it, as JSON. */
  readonly assumeRolePolicy: string;
  readonly policies: readonly { readonly suffix: string; readonly policyArn: string }[];
}

/** The roles of a cluster, with those of Karpenter where it is there. */
export function rolePlans(region: string, karpenter: boolean): readonly RolePlan[] {
  const plan = (suffix: RolePlan['suffix'], service: string, actions: readonly string[], names: readonly string[]) => ({
    suffix,
    assumeRolePolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: actions }],
    }),
    policies: names.map((name) => ({
      suffix: name.replace(/^.*\//, '').replaceAll('_', '-').toLowerCase(),
      policyArn: `${awsPartition(region)}:iam::aws:policy/${name}`,
    })),
  });
  const assume = ['sts:AssumeRole'];
  return [
    plan('control-plane', 'eks.amazonaws.com', assume, ['AmazonEKSClusterPolicy']),
    plan('nodes', 'ec2.amazonaws.com', assume, NODE_POLICIES),
    plan('ebs-csi', POD_IDENTITY, [...assume, 'sts:TagSession'], ['service-role/AmazonEBSCSIDriverPolicy']),
    ...(karpenter
      ? [
          plan('karpenter', POD_IDENTITY, [...assume, 'sts:TagSession'], []),
          // Apart from that of node groups, whose way into the cluster EKS itself makes.
          plan('karpenter-nodes', 'ec2.amazonaws.com', assume, NODE_POLICIES),
        ]
      : []),
  ];
}

const POD_IDENTITY = 'pods.eks.amazonaws.com';

const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  // Pods of the network plugin start before pod identity does.
  'AmazonEKS_CNI_Policy',
  'AmazonEC2ContainerRegistryReadOnly',
];

/** The ServiceAccount that the driver of disks runs as. */
export const DISK_DRIVER = { namespace: 'kube-system', serviceAccount: 'ebs-csi-controller-sa' } as const;

/** What makes a role an administrator of the cluster. */
export function administration(region: string) {
  return {
    policyArn: `${awsPartition(region)}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
    accessScope: { type: 'cluster' },
  } as const;
}
