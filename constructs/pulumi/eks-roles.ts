import type { Manifest } from '../../src/model/manifest.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { type RolePlan, rolePlans } from '../clusters/eks-plan.ts';
import type { Maker } from './maker.ts';

/** A role of a cluster. */
export interface EksRole {
  readonly arn: string;
  readonly name: string;
  /** Its policies: whoever acts in the role needs them first. */
  readonly policies: readonly Manifest[];
}

/** The roles of a cluster, by what each is of. */
export interface EksRoles {
  readonly manifests: readonly Manifest[];
  of(suffix: RolePlan['suffix']): EksRole;
}

/** The roles of a cluster, with the policies of AWS that they need and no other. */
export function eksRoles(
  make: Maker,
  { cluster, region, karpenter }: { readonly cluster: string; readonly region: string; readonly karpenter: boolean },
): EksRoles {
  const manifests: Manifest[] = [];
  const roles = new Map<string, EksRole>();
  for (const { suffix, assumeRolePolicy, policies } of rolePlans(region, karpenter)) {
    const name = `${cluster}-${suffix}`;
    const description = `Of the EKS cluster ${cluster}`;
    const role = make('aws:iam/role:Role', suffix, { name, description, assumeRolePolicy, tags: { Name: name } });
    const attached = policies.map(({ suffix: policy, policyArn }) =>
      make('aws:iam/rolePolicyAttachment:RolePolicyAttachment', `${suffix}-${policy}`, {
        role: pulumiOutput(role, 'name'),
        policyArn,
      }),
    );
    manifests.push(role, ...attached);
    roles.set(suffix, { arn: pulumiOutput(role, 'arn'), name: pulumiOutput(role, 'name'), policies: attached });
  }
  return {
    manifests,
    of(suffix) {
      const role = roles.get(suffix);
      if (role === undefined) throw new Error(`no role ${suffix}`);
      return role;
    },
  };
}
