import { Duration, Size } from 'cdk8s';
import * as z from 'zod';
import { duration, size } from '../../src/model/fields.ts';
import { type Problem, problem } from '../../src/model/problem.ts';
import { awsPartition } from '../provisioners/aws-resource.ts';
import type { NodeGroup } from './eks-plan.ts';
import { nodePoolFields, nodesOf, poolName } from './node-pool.ts';

// What Karpenter is on an EKS cluster, whoever makes the cluster.

/** Families of Graviton have a `g` behind their generation, such as m7g, c8gd and x2gd; a1 is older than that. */
const GRAVITON = /^(a1|[a-z]+[0-9]+g[a-z]*)$/;

const pool = z
  .strictObject({
    families: z
      .array(
        z.string().regex(/^[a-z]+[a-z0-9-]*[0-9][a-z0-9-]*$/, { error: 'must be an instance family, such as m7i' }),
      )
      .max(50)
      .default([])
      .describe(
        'Instance families, such as `m7i` and `m7g`. Default: general purpose, compute and memory (c, m and r), of the fifth generation or newer.',
      ),
    architectures: z
      .array(z.enum(['amd64', 'arm64']))
      .min(1)
      .default(['amd64'])
      .describe('Architectures of the nodes; with both, images must be there for both.'),
    capacity: z
      .array(z.enum(['on-demand', 'spot']))
      .min(1)
      .default(['on-demand'])
      .describe('What is bought: with both, spare capacity where there is some, as it is cheaper.'),
    maxCpus: z
      .int()
      .min(1)
      .max(100_000)
      .default(100)
      .describe('Most vCPUs of all its nodes together: it buys no more, whatever pods wait.'),
    maxMemory: size({ min: Size.gibibytes(1) })
      .optional()
      .describe('Most memory of all its nodes together, in whole GiB. Default: what comes with the vCPUs.'),
    consolidation: z
      .enum(['empty-or-underutilized', 'empty'])
      .default('empty-or-underutilized')
      .describe('Nodes that it takes away: those without pods, or also those whose pods fit on fewer or cheaper ones.'),
    consolidateAfter: duration({ min: Duration.seconds(0), max: Duration.days(7) })
      .default(Duration.minutes(1))
      .describe('How long no pod comes or goes before it looks, in whole seconds.'),
    budget: z
      .string()
      .regex(/^((100|[0-9]{1,2})%|[0-9]+)$/, { error: 'must be a number of nodes, or a part of them such as 10%' })
      .default('10%')
      .describe('Most nodes that are replaced at a time, a number or a part of them.'),
    expireAfter: duration({ min: Duration.hours(1), max: Duration.days(365) })
      .default(Duration.days(30))
      .describe('Age at which a node is replaced, so that it gets the newest image.'),
    weight: z.int().min(1).max(100).optional().describe('Which pool is tried first where several fit: the highest.'),
    image: z
      .string()
      .regex(/^(al2023|bottlerocket)@(latest|v[0-9a-z.]+)$/, {
        error: 'must be an image family and a version, such as al2023@latest or bottlerocket@v1.45.0',
      })
      .default('al2023@latest')
      .describe('Image of the nodes; a new `latest` replaces them, within the budget.'),
    disk: nodePoolFields.disk,
    labels: nodePoolFields.labels,
    taints: nodePoolFields.taints,
  })
  .refine(hasMachines, {
    error: 'must have a family for each architecture: those of Graviton, such as m7g, are arm64, all others amd64',
  });

/** A pool of nodes as its props say it. */
export type KarpenterPool = z.output<typeof pool>;

/** The pools of Karpenter, for a schema. */
export const karpenterPools = z
  .record(poolName, pool)
  .refine((pools) => Object.keys(pools).length > 0, { error: 'must have at least one pool' })
  .default({ general: { ...pool.parse({}) } })
  .describe('Pools of nodes, by name. Default: `general`, on demand, of up to 100 vCPUs.');

function hasMachines({
  families,
  architectures,
}: {
  readonly families: readonly string[];
  readonly architectures: readonly string[];
}) {
  if (families.length === 0) return true;
  return architectures.every((one) => families.some((family) => GRAVITON.test(family) === (one === 'arm64')));
}

/** Namespace and ServiceAccount of the controller. */
export const KARPENTER = { namespace: 'karpenter', serviceAccount: 'karpenter' } as const;

/** Name of what belongs to the controller in AWS: its role and its queue. */
export function karpenterName(cluster: string): string {
  return `${cluster}-karpenter`;
}

/** Name of the role of the nodes that Karpenter makes, and of their instance profile. */
export function karpenterNodes(cluster: string): string {
  return `${cluster}-karpenter-nodes`;
}

/** Tag by which Karpenter finds the subnets of nodes. */
export function discoveryTag(cluster: string): Readonly<Record<string, string>> {
  return { 'karpenter.sh/discovery': cluster };
}

/** Events of which Karpenter learns that a node is about to go, by the suffix of the rule's name. */
export const INTERRUPTIONS = [
  { suffix: 'health', source: 'aws.health', detail: 'AWS Health Event' },
  { suffix: 'rebalance', source: 'aws.ec2', detail: 'EC2 Instance Rebalance Recommendation' },
  { suffix: 'spot', source: 'aws.ec2', detail: 'EC2 Spot Instance Interruption Warning' },
  { suffix: 'state', source: 'aws.ec2', detail: 'EC2 Instance State-change Notification' },
] as const;

/** Pattern of an event, as JSON. */
export function eventPattern({ source, detail }: (typeof INTERRUPTIONS)[number]): string {
  return JSON.stringify({ source: [source], 'detail-type': [detail] });
}

/** Settings of the queue: who does not look for five minutes has missed it. */
export const QUEUE_SETTINGS = { sqsManagedSseEnabled: true, messageRetentionSeconds: 300 } as const;

/** Lets the rules of a cluster put events into its queue, and nobody who does not use TLS; as JSON. */
export function queuePolicy(cluster: string, region: string, queueArn: string): string {
  const rules = `${awsPartition(region)}:events:${region}:*:rule/${karpenterName(cluster)}-*`;
  return statements([
    {
      Sid: 'Events',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnLike: { 'aws:SourceArn': rules } },
    },
    {
      Sid: 'OnlyTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: queueArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);
}

/** What the controller works on. */
export interface KarpenterScope {
  readonly cluster: string;
  readonly region: string;
  readonly clusterArn: string;
  readonly queueArn: string;
  readonly nodeRoleArn: string;
  readonly instanceProfileArn: string;
}

/**
 * What the controller may do, as JSON: it makes and ends machines that bear its own tags alone, and gives them the role of the nodes alone.
 * Instance profiles are made for it, so it may only look at them.
 *
 * @source the policy of Karpenter's CloudFormation template
 */
export function controllerPolicy({ cluster, region, ...arns }: KarpenterScope): string {
  const ec2 = (...kinds: readonly string[]) => kinds.map((kind) => `${awsPartition(region)}:ec2:${region}:${kind}/*`);
  const owned = (where: 'Request' | 'Resource') => ({ [`aws:${where}Tag/kubernetes.io/cluster/${cluster}`]: 'owned' });
  const pooled = (where: 'Request' | 'Resource') => ({
    StringLike: { [`aws:${where}Tag/karpenter.sh/nodepool`]: '*' },
  });
  const requested = { ...owned('Request'), 'aws:RequestTag/eks:eks-cluster-name': cluster };
  const own = { StringEquals: owned('Resource'), ...pooled('Resource') };
  const launch = ['ec2:RunInstances', 'ec2:CreateFleet'];
  const made = [
    '*:fleet',
    '*:instance',
    '*:volume',
    '*:network-interface',
    '*:launch-template',
    '*:spot-instances-request',
  ];
  return statements([
    allow('Places', launch, ec2(':image', ':snapshot', '*:security-group', '*:subnet', '*:capacity-reservation')),
    allow('OwnTemplates', launch, ec2('*:launch-template'), own),
    allow('Launch', [...launch, 'ec2:CreateLaunchTemplate'], ec2(...made, '*:capacity-reservation'), {
      StringEquals: requested,
      ...pooled('Request'),
    }),
    allow('TagNew', 'ec2:CreateTags', ec2(...made), {
      StringEquals: {
        ...requested,
        'ec2:CreateAction': [...launch, 'ec2:CreateLaunchTemplate'].map((one) => one.slice(4)),
      },
      ...pooled('Request'),
    }),
    allow('TagOwn', 'ec2:CreateTags', ec2('*:instance'), {
      ...own,
      StringEqualsIfExists: { 'aws:RequestTag/eks:eks-cluster-name': cluster },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'] },
    }),
    allow(
      'EndOwn',
      ['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'],
      ec2('*:instance', '*:launch-template'),
      own,
    ),
    allow(
      'Look',
      READS.map((what) => `ec2:Describe${what}`),
      '*',
      { StringEquals: { 'aws:RequestedRegion': region } },
    ),
    allow('Images', 'ssm:GetParameter', `${awsPartition(region)}:ssm:${region}::parameter/aws/service/*`),
    allow('Prices', 'pricing:GetProducts', '*'),
    allow('Interruptions', ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'], arns.queueArn),
    allow('NodeRole', 'iam:PassRole', arns.nodeRoleArn, {
      StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] },
    }),
    allow('Profile', 'iam:GetInstanceProfile', arns.instanceProfileArn),
    // The collector of profiles lists them, made by it or not, and the action knows no resource.
    allow('Profiles', 'iam:ListInstanceProfiles', '*'),
    allow('Cluster', 'eks:DescribeCluster', arns.clusterArn),
  ]);
}

const READS = [
  'CapacityReservations',
  'Images',
  'InstanceStatus',
  'InstanceTypeOfferings',
  'InstanceTypes',
  'Instances',
  'LaunchTemplates',
  'PlacementGroups',
  'SecurityGroups',
  'SpotPriceHistory',
  'Subnets',
];

function allow(
  sid: string,
  action: string | readonly string[],
  resource: string | readonly string[],
  condition?: object,
) {
  const common = { Sid: sid, Effect: 'Allow', Action: action, Resource: resource };
  return condition === undefined ? common : { ...common, Condition: condition };
}

function statements(all: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: all });
}

/** Where the controller itself runs: Karpenter puts it on none of its own nodes. */
export function controllerProblems(
  path: string,
  {
    nodes,
    karpenter,
  }: { readonly nodes: Readonly<Record<string, NodeGroup>>; readonly karpenter?: object | boolean | undefined },
): readonly Problem[] {
  if (karpenter === undefined || karpenter === false) return [];
  const room = Object.values(nodes).reduce((sum, group) => sum + (isOpen(group) ? fewest(group) : 0), 0);
  if (room >= CONTROLLERS) return [];
  const found = `Karpenter's controller needs ${CONTROLLERS} nodes of managed groups without taints, got "${room}"`;
  const hint = 'give it a small group, such as { system: { count: 2 } }';
  return [problem('RB101', { path, prop: 'nodes', found, hint })];
}

/** Pods of the controller, each on a node of its own. */
export const CONTROLLERS = 2;

function isOpen({ taints }: NodeGroup): boolean {
  return taints.every(({ key, effect }) => effect === 'PreferNoSchedule' || key === 'CriticalAddonsOnly');
}

function fewest(group: NodeGroup): number {
  const size = nodesOf(group);
  return 'fixed' in size ? size.fixed : size.min;
}
