type Labels = Readonly<Record<string, string>>;

/**
 * Properties of the resources of Google Cloud that Roadbed makes by Pulumi, by their type tokens: of each as many as are used. A text may
 * hold values of other resources.
 *
 * @source the package `@pulumi/gcp` 9, which is never loaded
 */
export interface GcpTypes {
  'gcp:compute/network:Network': {
    readonly name: string;
    readonly project: string;
    readonly autoCreateSubnetworks: boolean;
    readonly routingMode: string;
  };
  'gcp:compute/subnetwork:Subnetwork': {
    readonly name: string;
    readonly project: string;
    readonly region: string;
    readonly network: string;
    readonly ipCidrRange: string;
    readonly secondaryIpRanges: readonly { readonly rangeName: string; readonly ipCidrRange: string }[];
    readonly privateIpGoogleAccess: boolean;
  };
  'gcp:compute/router:Router': {
    readonly name: string;
    readonly project: string;
    readonly region: string;
    readonly network: string;
  };
  'gcp:compute/routerNat:RouterNat': {
    readonly name: string;
    readonly project: string;
    readonly region: string;
    readonly router: string;
    readonly natIpAllocateOption: 'AUTO_ONLY';
    readonly sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES';
  };
  'gcp:compute/globalAddress:GlobalAddress': {
    readonly name: string;
    readonly project: string;
    readonly purpose: 'VPC_PEERING';
    readonly addressType: 'INTERNAL';
    readonly prefixLength: number;
    readonly network: string;
  };
  'gcp:servicenetworking/connection:Connection': {
    readonly network: string;
    readonly service: 'servicenetworking.googleapis.com';
    readonly reservedPeeringRanges: readonly string[];
    readonly deletionPolicy: 'ABANDON';
  };
  'gcp:container/cluster:Cluster': {
    readonly name: string;
    readonly project: string;
    readonly location: string;
    readonly releaseChannel: { readonly channel: string };
    readonly minMasterVersion?: string;
    readonly network: string;
    readonly subnetwork: string;
    readonly networkingMode: string;
    readonly ipAllocationPolicy: {
      readonly clusterSecondaryRangeName: string;
      readonly servicesSecondaryRangeName: string;
    };
    readonly datapathProvider: string;
    readonly privateClusterConfig: { readonly enablePrivateNodes: boolean; readonly enablePrivateEndpoint: boolean };
    readonly masterAuthorizedNetworksConfig: { readonly cidrBlocks: readonly { readonly cidrBlock: string }[] };
    readonly workloadIdentityConfig: { readonly workloadPool: string };
    readonly gatewayApiConfig: { readonly channel: string };
    readonly enableShieldedNodes: boolean;
    readonly databaseEncryption?: { readonly state: string; readonly keyName: string };
    readonly removeDefaultNodePool: boolean;
    readonly initialNodeCount: number;
    readonly deletionProtection: boolean;
  };
  'gcp:container/nodePool:NodePool': {
    readonly name: string;
    readonly project: string;
    readonly location: string;
    readonly cluster: string;
    readonly nodeCount?: number;
    readonly initialNodeCount?: number;
    readonly autoscaling?: { readonly minNodeCount: number; readonly maxNodeCount: number };
    readonly nodeConfig: {
      readonly machineType: string;
      readonly diskSizeGb: number;
      readonly spot: boolean;
      readonly labels: Labels;
      readonly taints: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
      readonly serviceAccount?: string;
      readonly oauthScopes: readonly string[];
      readonly workloadMetadataConfig: { readonly mode: string };
      readonly shieldedInstanceConfig: {
        readonly enableSecureBoot: boolean;
        readonly enableIntegrityMonitoring: boolean;
      };
    };
    readonly management: { readonly autoRepair: boolean; readonly autoUpgrade: boolean };
    readonly upgradeSettings: {
      readonly strategy: string;
      readonly maxSurge: number;
      readonly maxUnavailable: number;
    };
  };
  'gcp:sql/databaseInstance:DatabaseInstance': {
    readonly name: string;
    readonly project: string;
    readonly region: string;
    readonly databaseVersion: string;
    readonly deletionProtection: boolean;
    readonly settings: {
      readonly edition: string;
      readonly tier: string;
      readonly availabilityType: string;
      readonly diskType: string;
      readonly diskSize: number;
      readonly diskAutoresize: boolean;
      readonly deletionProtectionEnabled: boolean;
      readonly backupConfiguration: {
        readonly enabled: boolean;
        readonly pointInTimeRecoveryEnabled: boolean;
        readonly transactionLogRetentionDays: number;
        readonly backupRetentionSettings: { readonly retainedBackups: number; readonly retentionUnit: string };
      };
      readonly ipConfiguration: {
        readonly ipv4Enabled: boolean;
        readonly privateNetwork: string;
        readonly sslMode: string;
      };
      readonly userLabels: Labels;
    };
  };
  'gcp:sql/database:Database': {
    readonly name: string;
    readonly project: string;
    readonly instance: string;
    readonly deletionPolicy: 'ABANDON';
  };
  'gcp:sql/user:User': {
    readonly name: string;
    readonly project: string;
    readonly instance: string;
    readonly password: string;
    readonly deletionPolicy: 'ABANDON';
  };
}
