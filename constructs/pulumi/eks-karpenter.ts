import type { Manifest } from '../../src/model/manifest.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import {
  controllerPolicy,
  eventPattern,
  INTERRUPTIONS,
  KARPENTER,
  karpenterName,
  karpenterNodes,
  QUEUE_SETTINGS,
  queuePolicy,
} from '../clusters/karpenter-plan.ts';
import type { EksRoles } from './eks-roles.ts';
import type { Maker } from './maker.ts';

/** What Karpenter works on. */
interface KarpenterPlace {
  readonly name: string;
  readonly region: string;
  readonly cluster: Manifest;
  readonly roles: EksRoles;
}

/**
 * What Karpenter stands on in AWS, besides its two roles: what its controller may do and who that is, the way into the cluster of the nodes that
 * it makes, and the queue by which it learns that one of them is about to go.
 */
export function eksKarpenter(make: Maker, { name, region, cluster, roles }: KarpenterPlace): readonly Manifest[] {
  const clusterName = pulumiOutput(cluster, 'name');
  const controller = roles.of('karpenter');
  const nodes = roles.of('karpenter-nodes');
  const queue = make('aws:sqs/queue:Queue', 'karpenter-queue', {
    name: karpenterName(name),
    ...QUEUE_SETTINGS,
    tags: { Name: name },
  });
  const queueArn = pulumiOutput(queue, 'arn');
  const profile = make('aws:iam/instanceProfile:InstanceProfile', 'karpenter-nodes-profile', {
    name: karpenterNodes(name),
    role: nodes.name,
    tags: { Name: name },
  });
  const policy = make('aws:iam/rolePolicy:RolePolicy', 'karpenter-policy', {
    role: controller.name,
    policy: controllerPolicy({
      cluster: name,
      region,
      clusterArn: pulumiOutput(cluster, 'arn'),
      queueArn,
      nodeRoleArn: nodes.arn,
      instanceProfileArn: pulumiOutput(profile, 'arn'),
    }),
  });
  const identity = make(
    'aws:eks/podIdentityAssociation:PodIdentityAssociation',
    'karpenter-identity',
    { clusterName, ...KARPENTER, roleArn: controller.arn, tags: { Name: name } },
    { dependsOn: [policy] },
  );
  const entry = make('aws:eks/accessEntry:AccessEntry', 'karpenter-nodes-entry', {
    clusterName,
    principalArn: nodes.arn,
    type: 'EC2_LINUX',
    tags: { Name: name },
  });
  const allowed = make('aws:sqs/queuePolicy:QueuePolicy', 'karpenter-queue-policy', {
    queueUrl: pulumiOutput(queue, 'url'),
    policy: queuePolicy(name, region, queueArn),
  });
  return [queue, profile, policy, identity, entry, allowed, ...rules(make, name, queueArn)];
}

function rules(make: Maker, name: string, arn: string): readonly Manifest[] {
  return INTERRUPTIONS.flatMap((event) => {
    const rule = make('aws:cloudwatch/eventRule:EventRule', `karpenter-${event.suffix}`, {
      name: `${karpenterName(name)}-${event.suffix}`,
      description: `${event.detail}, for ${name}`,
      eventPattern: eventPattern(event),
      tags: { Name: name },
    });
    const target = make('aws:cloudwatch/eventTarget:EventTarget', `karpenter-${event.suffix}-target`, {
      rule: pulumiOutput(rule, 'name'),
      targetId: 'karpenter',
      arn,
    });
    return [rule, target];
  });
}
