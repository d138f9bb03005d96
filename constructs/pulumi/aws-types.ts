/** A list that may be a value of the cluster as a whole. */
type List = readonly string[] | string;

type Tags = Readonly<Record<string, string>>;

/** A way in or out of a security group. */
interface SecurityGroupRule {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrBlocks?: List;
  readonly securityGroups?: List;
}

/**
 * Properties of the resources of AWS that Roadbed makes by Pulumi, by their type tokens: of each as many as are used. A text may hold
 * values of other resources.
 *
 * @source the package `@pulumi/aws` 7, which is never loaded
 */
export interface AwsTypes {
  'aws:ec2/vpc:Vpc': {
    readonly cidrBlock: string;
    readonly enableDnsSupport: boolean;
    readonly enableDnsHostnames: boolean;
    readonly tags: Tags;
  };
  'aws:ec2/internetGateway:InternetGateway': { readonly vpcId: string; readonly tags: Tags };
  'aws:ec2/subnet:Subnet': {
    readonly vpcId: string;
    readonly availabilityZone: string;
    readonly cidrBlock: string;
    readonly mapPublicIpOnLaunch: boolean;
    readonly tags: Tags;
  };
  'aws:ec2/routeTable:RouteTable': { readonly vpcId: string; readonly tags: Tags };
  'aws:ec2/route:Route': {
    readonly routeTableId: string;
    readonly destinationCidrBlock: string;
    readonly gatewayId?: string;
    readonly natGatewayId?: string;
  };
  'aws:ec2/routeTableAssociation:RouteTableAssociation': { readonly subnetId: string; readonly routeTableId: string };
  'aws:ec2/eip:Eip': { readonly domain: 'vpc'; readonly tags: Tags };
  'aws:ec2/natGateway:NatGateway': {
    readonly allocationId: string;
    readonly subnetId: string;
    readonly connectivityType: 'public';
    readonly tags: Tags;
  };
  'aws:ec2/securityGroup:SecurityGroup': {
    readonly name: string;
    readonly description: string;
    readonly vpcId: string;
    readonly ingress: readonly SecurityGroupRule[];
    readonly tags: Tags;
  };
  'aws:iam/role:Role': {
    readonly name: string;
    readonly description: string;
    readonly assumeRolePolicy: string;
    readonly tags: Tags;
  };
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': { readonly role: string; readonly policyArn: string };
  'aws:iam/rolePolicy:RolePolicy': { readonly role: string; readonly policy: string };
  'aws:iam/instanceProfile:InstanceProfile': { readonly name: string; readonly role: string; readonly tags: Tags };
  'aws:cloudwatch/eventRule:EventRule': {
    readonly name: string;
    readonly description: string;
    readonly eventPattern: string;
    readonly tags: Tags;
  };
  'aws:cloudwatch/eventTarget:EventTarget': { readonly rule: string; readonly targetId: string; readonly arn: string };
  'aws:iam/user:User': { readonly name: string; readonly tags: Tags };
  'aws:iam/accessKey:AccessKey': { readonly user: string };
  'aws:eks/cluster:Cluster': {
    readonly name: string;
    readonly version?: string | undefined;
    readonly roleArn: string;
    readonly vpcConfig: {
      readonly subnetIds: List;
      readonly endpointPrivateAccess: boolean;
      readonly endpointPublicAccess: boolean;
      readonly publicAccessCidrs?: List;
    };
    readonly accessConfig: {
      readonly authenticationMode: 'API';
      readonly bootstrapClusterCreatorAdminPermissions: boolean;
    };
    readonly encryptionConfig?: {
      readonly provider: { readonly keyArn: string };
      readonly resources: readonly string[];
    };
    readonly enabledClusterLogTypes: readonly string[];
    readonly upgradePolicy: { readonly supportType: 'STANDARD' };
    readonly deletionProtection: boolean;
    readonly tags: Tags;
  };
  'aws:eks/nodeGroup:NodeGroup': {
    readonly clusterName: string;
    readonly nodeGroupName: string;
    readonly version?: string;
    readonly nodeRoleArn: string;
    readonly subnetIds: List;
    readonly amiType: string;
    readonly capacityType: 'SPOT' | 'ON_DEMAND';
    readonly instanceTypes: readonly string[];
    readonly diskSize: number;
    readonly labels: Tags;
    readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
    readonly scalingConfig: { readonly desiredSize?: number; readonly minSize: number; readonly maxSize: number };
    readonly updateConfig: { readonly maxUnavailablePercentage: number };
    readonly nodeRepairConfig: { readonly enabled: boolean };
    readonly tags: Tags;
  };
  'aws:eks/addon:Addon': {
    readonly clusterName: string;
    readonly addonName: string;
    readonly resolveConflictsOnCreate: 'OVERWRITE';
    readonly resolveConflictsOnUpdate: 'OVERWRITE';
    readonly tags: Tags;
  };
  'aws:eks/accessEntry:AccessEntry': {
    readonly clusterName: string;
    readonly principalArn: string;
    readonly type: 'STANDARD' | 'EC2_LINUX';
    readonly tags: Tags;
  };
  'aws:eks/accessPolicyAssociation:AccessPolicyAssociation': {
    readonly clusterName: string;
    readonly principalArn: string;
    readonly policyArn: string;
    readonly accessScope: { readonly type: 'cluster' };
  };
  'aws:eks/podIdentityAssociation:PodIdentityAssociation': {
    readonly clusterName: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly roleArn: string;
    readonly tags: Tags;
  };
  'aws:rds/subnetGroup:SubnetGroup': {
    readonly name: string;
    readonly description: string;
    readonly subnetIds: List;
    readonly tags: Tags;
  };
  'aws:rds/instance:Instance': {
    readonly identifier: string;
    readonly engine: 'postgres';
    readonly engineVersion: string;
    readonly autoMinorVersionUpgrade: boolean;
    readonly instanceClass: string;
    readonly multiAz: boolean;
    readonly storageType: 'gp3';
    readonly allocatedStorage: number;
    readonly storageEncrypted: boolean;
    readonly port: number;
    readonly dbName: string;
    readonly username: string;
    readonly password: string;
    readonly publiclyAccessible: boolean;
    readonly dbSubnetGroupName: string;
    readonly vpcSecurityGroupIds: List;
    readonly backupRetentionPeriod: number;
    readonly copyTagsToSnapshot: boolean;
    readonly deleteAutomatedBackups: boolean;
    readonly deletionProtection: boolean;
    readonly skipFinalSnapshot: boolean;
    readonly finalSnapshotIdentifier: string;
    readonly tags: Tags;
  };
  'aws:elasticache/subnetGroup:SubnetGroup': {
    readonly name: string;
    readonly description: string;
    readonly subnetIds: List;
    readonly tags: Tags;
  };
  'aws:elasticache/replicationGroup:ReplicationGroup': {
    readonly replicationGroupId: string;
    readonly description: string;
    readonly engine: 'valkey';
    readonly engineVersion: string;
    readonly autoMinorVersionUpgrade: boolean;
    readonly nodeType: string;
    readonly numCacheClusters: number;
    readonly automaticFailoverEnabled: boolean;
    readonly multiAzEnabled: boolean;
    readonly port: number;
    readonly atRestEncryptionEnabled: boolean;
    readonly transitEncryptionEnabled: boolean;
    readonly authToken: string;
    readonly subnetGroupName: string;
    readonly securityGroupIds: List;
    readonly snapshotRetentionLimit: number;
    readonly finalSnapshotIdentifier: string;
    readonly tags: Tags;
  };
  'aws:s3/bucket:Bucket': { readonly bucket: string; readonly forceDestroy: boolean; readonly tags: Tags };
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': {
    readonly bucket: string;
    readonly blockPublicAcls: boolean;
    readonly blockPublicPolicy: boolean;
    readonly ignorePublicAcls: boolean;
    readonly restrictPublicBuckets: boolean;
  };
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': {
    readonly bucket: string;
    readonly rule: { readonly objectOwnership: 'BucketOwnerEnforced' };
  };
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': {
    readonly bucket: string;
    readonly rules: readonly { readonly applyServerSideEncryptionByDefault: { readonly sseAlgorithm: 'AES256' } }[];
  };
  'aws:s3/bucketVersioning:BucketVersioning': {
    readonly bucket: string;
    readonly versioningConfiguration: { readonly status: 'Enabled' };
  };
  'aws:s3/bucketPolicy:BucketPolicy': { readonly bucket: string; readonly policy: string };
  'aws:sqs/queue:Queue': {
    readonly name: string;
    readonly sqsManagedSseEnabled: boolean;
    readonly receiveWaitTimeSeconds?: number;
    readonly visibilityTimeoutSeconds?: number;
    readonly messageRetentionSeconds: number;
    readonly redrivePolicy?: string;
    readonly tags: Tags;
  };
  'aws:sqs/queuePolicy:QueuePolicy': { readonly queueUrl: string; readonly policy: string };
  'aws:route53/record:Record': {
    readonly zoneId: string;
    readonly name: string;
    readonly type: string;
    readonly ttl: number;
    /** A target may be a reference, which stands for its text. */
    readonly records: readonly unknown[];
  };
}
