import type { Manifest } from '../../src/model/manifest.ts';
import { awsPartition } from '../provisioners/aws-resource.ts';
import {
  controllerPolicy,
  eventPattern,
  INTERRUPTIONS,
  KARPENTER,
  karpenterName,
  karpenterNodes,
  QUEUE_SETTINGS,
  queuePolicy,
} from './karpenter-plan.ts';
import { lasting, type ManagedContext, replaceable } from './managed.ts';

const IAM = 'iam.aws.m.upbound.io/v1beta1';
const EKS = 'eks.aws.m.upbound.io/v1beta1';
const SQS = 'sqs.aws.m.upbound.io/v1beta1';
const EVENTS = 'cloudwatchevents.aws.m.upbound.io/v1beta1';

/** What Karpenter stands on in AWS. */
export interface EksKarpenter extends ManagedContext {
  readonly region: string;
  /** Number of the AWS account. */
  readonly account: string;
}

/**
 * What Karpenter stands on in AWS, besides its two roles: what its controller may do and who that is, the way into the cluster of the nodes that
 * it makes, and the queue by which it learns that one of them is about to go.
 */
export function eksKarpenter(context: EksKarpenter): readonly Manifest[] {
  return [...controller(context), ...nodes(context), ...interruptions(context)];
}

function controller(context: EksKarpenter): readonly Manifest[] {
  const { cluster, region, account } = context;
  const name = karpenterName(cluster);
  const partition = awsPartition(region);
  const nodesName = karpenterNodes(cluster);
  const policy = controllerPolicy({
    cluster,
    region,
    clusterArn: `${partition}:eks:${region}:${account}:cluster/${cluster}`,
    queueArn: queueArn(context),
    nodeRoleArn: `${partition}:iam::${account}:role/${nodesName}`,
    instanceProfileArn: `${partition}:iam::${account}:instance-profile/${nodesName}`,
  });
  return [
    replaceable(context, { apiVersion: IAM, kind: 'RolePolicy', name, forProvider: { roleRef: { name }, policy } }),
    replaceable(context, {
      apiVersion: EKS,
      kind: 'PodIdentityAssociation',
      name,
      forProvider: { region, clusterNameRef: { name: cluster }, ...KARPENTER, roleArnRef: { name } },
    }),
  ];
}

function nodes(context: EksKarpenter): readonly Manifest[] {
  const { cluster, region } = context;
  const name = karpenterNodes(cluster);
  return [
    // Nodes that run bear it.
    lasting(context, { apiVersion: IAM, kind: 'InstanceProfile', name, forProvider: { roleRef: { name } } }),
    replaceable(context, {
      apiVersion: EKS,
      kind: 'AccessEntry',
      name,
      forProvider: {
        region,
        clusterNameRef: { name: cluster },
        principalArnFromRoleRef: { name },
        type: 'EC2_LINUX',
      },
    }),
  ];
}

function interruptions(context: EksKarpenter): readonly Manifest[] {
  const { cluster, region } = context;
  const name = karpenterName(cluster);
  const arn = queueArn(context);
  return [
    replaceable(context, {
      apiVersion: SQS,
      kind: 'Queue',
      name,
      forProvider: { region, name, ...QUEUE_SETTINGS },
    }),
    replaceable(context, {
      apiVersion: SQS,
      kind: 'QueuePolicy',
      name,
      forProvider: { region, queueUrlRef: { name }, policy: queuePolicy(cluster, region, arn) },
    }),
    ...INTERRUPTIONS.flatMap((event) => {
      const rule = `${name}-${event.suffix}`;
      return [
        replaceable(context, {
          apiVersion: EVENTS,
          kind: 'Rule',
          name: rule,
          forProvider: { region, description: `${event.detail}, for ${cluster}`, eventPattern: eventPattern(event) },
        }),
        replaceable(context, {
          apiVersion: EVENTS,
          kind: 'Target',
          name: rule,
          // The kind has no reference for what it leads to.
          forProvider: { region, ruleRef: { name: rule }, targetId: 'karpenter', arn },
        }),
      ];
    }),
  ];
}

function queueArn({ cluster, region, account }: EksKarpenter): string {
  return `${awsPartition(region)}:sqs:${region}:${account}:${karpenterName(cluster)}`;
}
