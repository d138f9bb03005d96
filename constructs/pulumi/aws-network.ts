import type { Manifest } from '../../src/model/manifest.ts';
import type { NeedContext } from '../../src/model/need.ts';
import { pulumiClusterValue, pulumiOutput } from '../../src/model/pulumi-resource.ts';
import type { Site } from '../../src/model/site.ts';
import { awsTags } from '../provisioners/aws-resource.ts';
import { resourceName } from '../provisioners/resource-name.ts';
import { part } from './resource.ts';

/** Where a database of the cloud stands: subnets of the cluster's network, behind a security group that lets its nodes in. */
export interface DataNetwork {
  readonly manifests: readonly Manifest[];
  readonly subnetGroup: string;
  readonly securityGroup: string;
}

/** Longest name of a subnet group and of a security group. */
const LONGEST_NAME = 63;

/**
 * Makes that place. The cluster gives `vpcId`, `privateSubnetIds` and `nodeSecurityGroupId`.
 *
 * @param service whose subnet groups they are
 */
export function dataNetwork(
  need: NeedContext<object>,
  site: Site,
  service: 'rds' | 'elasticache',
  port: number,
): DataNetwork {
  const name = resourceName(need, site, LONGEST_NAME);
  const tags = awsTags(need, site);
  const description = `${need.name} of ${need.application}, made by roadbed`;
  const subnetIds = pulumiClusterValue('privateSubnetIds');
  const subnets = part(need, `aws:${service}/subnetGroup:SubnetGroup`, 'subnets', {
    name,
    description,
    subnetIds,
    tags,
  });
  const group = part(need, 'aws:ec2/securityGroup:SecurityGroup', 'access', {
    name,
    description,
    vpcId: pulumiClusterValue('vpcId'),
    ingress: [
      {
        protocol: 'tcp',
        fromPort: port,
        toPort: port,
        securityGroups: [pulumiClusterValue('nodeSecurityGroupId')],
      },
    ],
    tags,
  });
  return {
    manifests: [subnets, group],
    subnetGroup: pulumiOutput(subnets, 'name'),
    securityGroup: pulumiOutput(group, 'id'),
  };
}
