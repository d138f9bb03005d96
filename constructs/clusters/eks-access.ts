import type { Manifest } from '../../src/model/manifest.ts';
import { administration, DISK_DRIVER, type RolePlan, rolePlans } from './eks-plan.ts';
import { lasting, type ManagedContext, replaceable } from './managed.ts';

const IAM = 'iam.aws.m.upbound.io/v1beta1';
const EKS = 'eks.aws.m.upbound.io/v1beta1';

/** Name of a role of a cluster. */
export function roleName(cluster: string, suffix: RolePlan['suffix']): string {
  return `${cluster}-${suffix}`;
}

/** The roles of a cluster, with the policies of AWS that they need and no other. */
export function eksRoles(
  context: ManagedContext & { readonly region: string; readonly karpenter: boolean },
): readonly Manifest[] {
  const { cluster, region, karpenter } = context;
  return rolePlans(region, karpenter).flatMap(({ suffix, assumeRolePolicy, policies }) => {
    const name = roleName(cluster, suffix);
    return [
      lasting(context, {
        apiVersion: IAM,
        kind: 'Role',
        name,
        forProvider: { assumeRolePolicy, description: `Of the EKS cluster ${cluster}` },
      }),
      ...policies.map(({ suffix: policy, policyArn }) =>
        lasting(context, {
          apiVersion: IAM,
          kind: 'RolePolicyAttachment',
          name: `${name}-${policy}`,
          forProvider: { roleRef: { name }, policyArn },
        }),
      ),
    ];
  });
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
      ...DISK_DRIVER,
      roleArnRef: { name: roleName(cluster, 'ebs-csi') },
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
        ...administration(region),
      },
    }),
  ];
}
