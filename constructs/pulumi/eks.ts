import * as z from 'zod';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import type { Problem } from '../../src/model/problem.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import {
  ADDONS,
  administration,
  controlPlaneSettings,
  DISK_DRIVER,
  eksFields,
  endpointAccess,
  machinesOf,
  NODE_UPKEEP,
  type NodeGroup,
  scalingOf,
  TAKEN_OVER,
  zonesOf,
} from '../clusters/eks-plan.ts';
import { controllerProblems, discoveryTag } from '../clusters/karpenter-plan.ts';
import { cloudTaints, eachPool } from '../clusters/node-pool.ts';
import type { AwsTypes } from './aws-types.ts';
import { eksKarpenter } from './eks-karpenter.ts';
import { type EksNetwork, eksNetwork } from './eks-network.ts';
import { type EksRole, eksRoles } from './eks-roles.ts';
import { kubeconfig } from './kubeconfig.ts';
import { type Maker, maker } from './maker.ts';

const props = z.strictObject({
  ...eksFields,
  publicAccess: eksFields.publicAccess.describe(
    'Ranges of addresses that may reach the API server from the internet, at most 40; where Pulumi runs elsewhere, its own must be in it. Default: none.',
  ),
  argocdRoleArn: eksFields.argocdRoleArn.describe(
    "IAM role that Argo CD's pods on the hub have; it becomes an administrator of the cluster. Default: none, so that Argo CD cannot deliver to it (delivery: 'mixed').",
  ),
  karpenter: z
    .boolean()
    .default(false)
    .describe(
      'Whether what Karpenter stands on in AWS is made: its rights, its queue, and the way into the cluster of the nodes that it makes.',
    ),
  protect: z
    .boolean()
    .default(true)
    .describe('Whether EKS refuses to delete the cluster; Pulumi protects it in production in any case.'),
});

/** Where nodes stand, and what they act as. */
interface NodePlace {
  readonly clusterName: string;
  readonly network: EksNetwork;
  readonly role: EksRole;
}

/** Props of the EKS cluster that `Cluster.eksByPulumi` makes. */
export type PulumiEksClusterProps = z.input<typeof props>;

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

  protected override refusals(): readonly Problem[] {
    return controllerProblems(this.node.path, this.props);
  }

  protected override render(): readonly Manifest[] {
    const { region, range, nat, nodes, karpenter, zones = zonesOf(region) } = this.props;
    const nodeTags = karpenter ? discoveryTag(this.name) : {};
    const make = maker(this.name, this.labels);
    const network = eksNetwork(make, { cluster: this.name, zones, range, nat, nodeTags });
    const roles = eksRoles(make, { cluster: this.name, region, karpenter });
    const cluster = this.#cluster(make, network, roles.of('control-plane'));
    const clusterName = pulumiOutput(cluster, 'name');
    const groups = eachPool(nodes, (name, group) =>
      this.#nodeGroup(make, name, group, { clusterName, network, role: roles.of('nodes') }),
    );
    return [
      ...network.manifests,
      ...roles.manifests,
      stateful(cluster),
      ...groups,
      ...this.#addons(make, clusterName, roles.of('ebs-csi')),
      ...this.#argocdAccess(make, clusterName),
      ...(karpenter ? eksKarpenter(make, { name: this.name, region, cluster, roles }) : []),
    ];
  }

  #addons(make: Maker, clusterName: string, disks: EksRole): readonly Manifest[] {
    const tags = { Name: this.name };
    const identity = make(
      'aws:eks/podIdentityAssociation:PodIdentityAssociation',
      'ebs-csi-identity',
      { clusterName, ...DISK_DRIVER, roleArn: disks.arn, tags },
      { dependsOn: disks.policies },
    );
    // A pod that starts before its identity never gets it.
    const options = { dependsOn: [identity] };
    return [
      identity,
      ...ADDONS.map((addonName) =>
        make('aws:eks/addon:Addon', addonName, { clusterName, addonName, ...TAKEN_OVER, tags }, options),
      ),
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
        ...administration(region),
      }),
    ];
  }

  #cluster(make: Maker, { vpcId, privateSubnetIds }: EksNetwork, role: EksRole): Manifest {
    const { version, publicAccess, region, argocdRoleArn } = this.props;
    const own = (path: string) => pulumiOutput({ metadata: { name: this.name } }, path);
    const signIn = ['eks', 'get-token', '--cluster-name', this.name, '--region', region, '--output', 'json'];
    const clusterValues = {
      kubeconfig: kubeconfig(
        { name: this.name, server: own('endpoint'), certificateAuthority: own('certificateAuthority.data') },
        { command: 'aws', args: signIn },
      ),
      vpcId,
      privateSubnetIds,
      nodeSecurityGroupId: own('vpcConfig.clusterSecurityGroupId'),
      server: own('endpoint'),
      ...(argocdRoleArn === undefined
        ? {}
        : { argocdConfig: argocdConfig(this.name, own('certificateAuthority.data')) }),
    };
    const properties: AwsTypes['aws:eks/cluster:Cluster'] = {
      name: this.name,
      ...(version === undefined ? {} : { version }),
      roleArn: role.arn,
      vpcConfig: { subnetIds: privateSubnetIds, ...endpointAccess(publicAccess) },
      ...controlPlaneSettings(this.props),
      tags: { Name: this.name },
    };
    // Without the policy EKS can neither make what the cluster stands on nor take it away.
    return make('aws:eks/cluster:Cluster', '', properties, { clusterValues, dependsOn: role.policies });
  }

  #nodeGroup(make: Maker, name: string, group: NodeGroup, { clusterName, network, role }: NodePlace): Manifest {
    const { version } = this.props;
    const { limits, first } = scalingOf(group);
    const properties: AwsTypes['aws:eks/nodeGroup:NodeGroup'] = {
      clusterName,
      nodeGroupName: name,
      ...(version === undefined ? {} : { version }),
      nodeRoleArn: role.arn,
      subnetIds: network.privateSubnetIds,
      ...machinesOf(group),
      taints: cloudTaints(group.taints),
      scalingConfig: { ...limits, ...first },
      ...NODE_UPKEEP,
      tags: { Name: `${this.name}-${name}` },
    };
    // Nodes join by the policies of their role, and by the way out of their subnets.
    const dependsOn = [...role.policies, ...network.waysOut];
    // An autoscaler sets the number from then on: Pulumi gives the first one and never looks at it again.
    const ignoreChanges = first === undefined ? [] : ['scalingConfig.desiredSize'];
    return make('aws:eks/nodeGroup:NodeGroup', `nodes-${name}`, properties, { ignoreChanges, dependsOn });
  }
}

/** How Argo CD signs in: by the identity in AWS that its pods have. */
function argocdConfig(clusterName: string, caData: string): string {
  return JSON.stringify({ awsAuthConfig: { clusterName }, tlsClientConfig: { insecure: false, caData } });
}
