import type { Manifest } from '../../src/model/manifest.ts';
import { awsPartition } from '../provisioners/aws-resource.ts';
import { lasting, type ManagedContext, replaceable } from './managed.ts';

const IAM = 'iam.aws.m.upbound.io/v1beta1';
const EKS = 'eks.aws.m.upbound.io/v1beta1';

/** Names of the roles of a cluster: of its control plane, of its nodes, and of the driver of its disks. */
export function roleNames(cluster: string): { controlPlane: string; nodes: string; disks: string } {
  return { controlPlane: `${cluster}-control-plane`, nodes: `${cluster}-nodes`, disks: `${cluster}-ebs-csi` };
}

/** Who may take a role, by the service that does so for the cluster. */
function trust(service: string, actions: readonly string[] = ['sts:AssumeRole']): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: actions }],
  });
}

/** The roles of a cluster, with the policies of AWS that they need and no other. */
export function eksRoles(context: ManagedContext & { readonly region: string }): readonly Manifest[] {
  const names = roleNames(context.cluster);
  return [
    ...role(context, names.controlPlane, trust('eks.amazonaws.com'), ['AmazonEKSClusterPolicy']),
    ...role(context, names.nodes, trust('ec2.amazonaws.com'), [
      'AmazonEKSWorkerNodePolicy',
      // Pods of the network plugin start before pod identity does.
      'AmazonEKS_CNI_Policy',
      'AmazonEC2ContainerRegistryReadOnly',
    ]),
    ...role(context, names.disks, trust('pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession']), [
      'service-role/AmazonEBSCSIDriverPolicy',
    ]),
  ];
}

function role(
  context: ManagedContext & { readonly region: string },
  name: string,
  assumeRolePolicy: string,
  policies: readonly string[],
): readonly Manifest[] {
  return [
    lasting(context, {
      apiVersion: IAM,
      kind: 'Role',
      name,
      forProvider: { assumeRolePolicy, description: `Of the EKS cluster ${context.cluster}` },
    }),
    ...policies.map((policy) =>
      lasting(context, {
        apiVersion: IAM,
        kind: 'RolePolicyAttachment',
        name: `${name}-${policy.replace(/^.*\//, '').replaceAll('_', '-').toLowerCase()}`,
        forProvider: { roleRef: { name }, policyArn: `${awsPartition(context.region)}:iam::aws:policy/${policy}` },
      }),
    ),
  ];
}

/** Who gets into the cluster, and what its own pods may do in AWS. */
export function eksAccess(
  context: ManagedContext & { readonly region: string; readonly argocdRoleArn: string | undefined },
): readonly Manifest[] {
  const { cluster, region, argocdRoleArn } = context;
  const within = { region, clusterNameRef: { name: cluster } };
  const disks = replaceable(context, {
    apiVersion: EKS,
    kind: 'PodIdentityAssociation',
    name: `${cluster}-ebs-csi`,
    forProvider: {
      ...within,
      namespace: 'kube-system',
      serviceAccount: 'ebs-csi-controller-sa',
      roleArnRef: { name: roleNames(cluster).disks },
    },
  });
  if (argocdRoleArn === undefined) return [disks];
  const name = `${cluster}-argocd`;
  return [
    disks,
    replaceable(context, {
      apiVersion: EKS,
      kind: 'AccessEntry',
      name,
      forProvider: { ...within, principalArn: argocdRoleArn, type: 'STANDARD' },
    }),
    replaceable(context, {
      apiVersion: EKS,
      kind: 'AccessPolicyAssociation',
      name,
      forProvider: {
        ...within,
        principalArn: argocdRoleArn,
        policyArn: `${awsPartition(region)}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
        accessScope: { type: 'cluster' },
      },
    }),
  ];
}
