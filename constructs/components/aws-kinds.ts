import { definitionIn } from './cloud-kinds.ts';

/** Kinds of the AWS providers that Roadbed uses or has the schema of, by the service whose provider brings them. */
export const awsKinds = {
  docdb: ['Cluster', 'ClusterInstance'],
  dynamodb: ['Table'],
  ec2: [
    'EIP',
    'InternetGateway',
    'NATGateway',
    'Route',
    'RouteTable',
    'RouteTableAssociation',
    'SecurityGroup',
    'SecurityGroupRule',
    'Subnet',
    'VPC',
  ],
  eks: [
    'AccessEntry',
    'AccessPolicyAssociation',
    'Addon',
    'Cluster',
    'ClusterAuth',
    'FargateProfile',
    'NodeGroup',
    'PodIdentityAssociation',
  ],
  elasticache: ['ReplicationGroup', 'SubnetGroup'],
  iam: [
    'AccessKey',
    'InstanceProfile',
    'OpenIDConnectProvider',
    'Policy',
    'Role',
    'RolePolicy',
    'RolePolicyAttachment',
    'User',
  ],
  rds: ['Cluster', 'ClusterInstance', 'Instance', 'ParameterGroup', 'SubnetGroup'],
  route53: ['Record'],
  s3: [
    'Bucket',
    'BucketOwnershipControls',
    'BucketPolicy',
    'BucketPublicAccessBlock',
    'BucketServerSideEncryptionConfiguration',
    'BucketVersioning',
  ],
  sns: ['Topic', 'TopicPolicy'],
  sqs: ['Queue', 'QueuePolicy'],
} as const satisfies Record<string, readonly string[]>;

/** A service of AWS that has a provider. */
export type AwsService = keyof typeof awsKinds;

/** Every service, for a schema. */
export const AWS_SERVICES: readonly [AwsService, ...AwsService[]] = [
  'docdb',
  'dynamodb',
  'ec2',
  'eks',
  'elasticache',
  'iam',
  'rds',
  'route53',
  's3',
  'sns',
  'sqs',
];

/** API group of the kinds of a service, in the form that stands in a namespace. */
export function awsGroup(service: AwsService): string {
  return `${service}.aws.m.upbound.io`;
}

/** The name by which a kind is activated: that of its definition. */
export function definitionName(service: AwsService, kind: string): string {
  return definitionIn(kind, awsGroup(service));
}
