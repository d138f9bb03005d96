import type { Manifest } from '../../src/model/manifest.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { awsPartition } from '../provisioners/aws-resource.ts';
import type { Maker } from './maker.ts';

/** The roles of a cluster: ARNs of that of its control plane, of its nodes, and of the driver of its disks. */
export interface EksRoles {
  readonly manifests: readonly Manifest[];
  readonly controlPlane: string;
  readonly nodes: string;
  readonly disks: string;
}

/** The roles of a cluster, with the policies of AWS that they need and no other. */
export function eksRoles(
  make: Maker,
  { cluster, region }: { readonly cluster: string; readonly region: string },
): EksRoles {
  const manifests: Manifest[] = [];
  const role = (suffix: string, service: string, actions: readonly string[], policies: readonly string[]): string => {
    const assumeRolePolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: actions }],
    });
    const name = `${cluster}-${suffix}`;
    const description = `Of the EKS cluster ${cluster}`;
    const made = make('aws:iam/role:Role', suffix, { name, description, assumeRolePolicy, tags: { Name: name } });
    manifests.push(made);
    for (const policy of policies) {
      const short = policy.replace(/^.*\//, '').replaceAll('_', '-').toLowerCase();
      const policyArn = `${awsPartition(region)}:iam::aws:policy/${policy}`;
      const attached = { role: pulumiOutput(made, 'name'), policyArn };
      manifests.push(make('aws:iam/rolePolicyAttachment:RolePolicyAttachment', `${suffix}-${short}`, attached));
    }
    return pulumiOutput(made, 'arn');
  };
  const assume = ['sts:AssumeRole'];
  const controlPlane = role('control-plane', 'eks.amazonaws.com', assume, ['AmazonEKSClusterPolicy']);
  const nodes = role('nodes', 'ec2.amazonaws.com', assume, [
    'AmazonEKSWorkerNodePolicy',
    // Pods of the network plugin start before pod identity does.
    'AmazonEKS_CNI_Policy',
    'AmazonEC2ContainerRegistryReadOnly',
  ]);
  const disks = role(
    'ebs-csi',
    'pods.eks.amazonaws.com',
    [...assume, 'sts:TagSession'],
    ['service-role/AmazonEBSCSIDriverPolicy'],
  );
  return { manifests, controlPlane, nodes, disks };
}
