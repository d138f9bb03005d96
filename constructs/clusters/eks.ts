import * as z from 'zod';
import type { ClusterConnection } from '../../src/model/declarations.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Problem } from '../../src/model/problem.ts';
import { CONNECTION_READER, connectionReader, connectionSecretOf } from './connection-reader.ts';
import { eksAccess, eksRoles, roleName } from './eks-access.ts';
import { eksKarpenter } from './eks-karpenter.ts';
import { eksNetwork, NODES } from './eks-network.ts';
import {
  controlPlaneSettings,
  eksFields,
  endpointAccess,
  machinesOf,
  NODE_UPKEEP,
  type NodeGroup,
  scalingOf,
  zonesOf,
} from './eks-plan.ts';
import { controllerProblems, discoveryTag } from './karpenter-plan.ts';
import { lasting, type ManagedContext, managedFields, replaceable, serving } from './managed.ts';
import { cloudTaints, eachPool } from './node-pool.ts';

const props = z.strictObject({
  ...eksFields,
  argocdRoleArn: eksFields.argocdRoleArn.describe(
    "IAM role that Argo CD's pods on the hub have; it becomes an administrator of the cluster. Default: Argo CD uses tokens of Crossplane's own identity, made anew every 10 minutes.",
  ),
  karpenter: z
    .strictObject({
      account: z
        .string()
        .regex(/^[0-9]{12}$/, { error: 'must be the number of an AWS account, 12 digits' })
        .describe('Number of the AWS account, which stands in the names of what Karpenter may use.'),
    })
    .optional()
    .describe(
      'What Karpenter stands on in AWS: its rights, its queue, and the way into the cluster of the nodes that it makes. Default: none.',
    ),
  ...managedFields,
});

/** Props of {@link EksCluster}. */
export type EksClusterProps = z.input<typeof props>;

const EKS = 'eks.aws.m.upbound.io/v1beta1';

/**
 * An EKS cluster with all that it stands on, as managed resources of Crossplane: a VPC over three zones with private and public
 * subnets, NAT and routes; the roles of the control plane and the nodes; the cluster, with a private endpoint and encryption; managed
 * node groups; pod identity; Karpenter's rights, its queue and the way in of its nodes where it is asked for.
 *
 * Everything is linked by reference. Secrets are encrypted by a key of AWS, or by yours. `Cluster.eks` makes one on the hub, and registers it.
 *
 * @source `Cluster.eks.aws.m.upbound.io` of the AWS provider, and what it refers to
 * @example
 * const infrastructure = new Application(platform, 'clusters', { owner: 'platform', onHub: true });
 * new EksCluster(infrastructure, 'eu', { region: 'eu-west-1', nodes: { main: { count: 2 } } });
 */
export class EksCluster extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override refusals(): readonly Problem[] {
    return controllerProblems(this.node.path, this.props);
  }

  protected override render(): readonly Manifest[] {
    const { region, zones, range, nat, protect, providerConfig, argocdRoleArn, karpenter } = this.props;
    const context = { cluster: this.name, labels: this.labels, protect, providerConfig };
    const { namespace } = this.application;
    const nodeTags = karpenter === undefined ? {} : discoveryTag(this.name);
    return [
      ...eksNetwork({ ...context, region, range, nat, zones: zones ?? zonesOf(region), nodeTags }),
      ...eksRoles({ ...context, region, karpenter: karpenter !== undefined }),
      this.#cluster(context),
      ...eachPool(this.props.nodes, (name, group) => this.#nodeGroup(name, group, context)),
      ...eksAccess({ ...context, region, argocdRoleArn }),
      ...(karpenter === undefined ? [] : eksKarpenter({ ...context, region, account: karpenter.account })),
      replaceable(context, {
        apiVersion: EKS,
        kind: 'ClusterAuth',
        name: this.name,
        forProvider: { region, clusterNameRef: { name: this.name }, refreshPeriod: '10m' },
        connectionSecret: connectionSecretOf(this.name),
      }),
      ...connectionReader(connectionSecretOf(this.name), { namespace, labels: this.labels }),
    ];
  }

  #cluster(context: ManagedContext): Manifest {
    const { region, version, publicAccess } = this.props;
    return lasting(context, {
      apiVersion: EKS,
      kind: 'Cluster',
      name: this.name,
      forProvider: {
        region,
        ...(version === undefined ? {} : { version }),
        roleArnRef: { name: roleName(this.name, 'control-plane') },
        vpcConfig: { subnetIdSelector: serving(context, NODES), ...endpointAccess(publicAccess) },
        ...controlPlaneSettings(this.props),
      },
    });
  }

  #nodeGroup(name: string, group: NodeGroup, context: ManagedContext): Manifest {
    const { region, version } = this.props;
    const { limits, first } = scalingOf(group);
    return replaceable(context, {
      apiVersion: EKS,
      kind: 'NodeGroup',
      name: `${this.name}-${name}`,
      forProvider: {
        region,
        ...(version === undefined ? {} : { version }),
        clusterNameRef: { name: this.name },
        nodeRoleArnRef: { name: roleName(this.name, 'nodes') },
        subnetIdSelector: serving(context, NODES),
        ...machinesOf(group),
        taint: cloudTaints(group.taints),
        scalingConfig: limits,
        ...NODE_UPKEEP,
      },
      // The autoscaler sets the number from then on: Crossplane gives the first one and never looks at it again.
      initProvider: first === undefined ? undefined : { scalingConfig: first },
    });
  }
}

/** How Argo CD learns to reach the cluster `id` that is made in a namespace of the hub. */
export function eksConnection(
  id: string,
  namespace: string,
  { argocdRoleArn }: Pick<EksClusterProps, 'argocdRoleArn'>,
): ClusterConnection {
  return {
    namespace,
    secret: connectionSecretOf(id),
    reader: CONNECTION_READER,
    keys: { kubeconfig: 'kubeconfig' },
    // With a role of its own Argo CD makes the tokens itself, and its Secret never changes.
    identity: argocdRoleArn === undefined ? { kind: 'secret', shortLived: true } : { kind: 'aws', clusterName: id },
  };
}
