type Tags = Readonly<Record<string, string>>;

/** What pools of nodes have in common. */
interface NodePool {
  readonly vmSize: string;
  readonly osDiskSizeGb: number;
  readonly zones: readonly string[];
  readonly nodeLabels: Tags;
  readonly vnetSubnetId: string;
  readonly autoScalingEnabled: boolean;
  readonly nodeCount?: number;
  readonly minCount?: number;
  readonly maxCount?: number;
}

/**
 * Properties of the resources of Azure that Roadbed makes by Pulumi, by their type tokens: of each as many as are used. A text may hold
 * values of other resources.
 *
 * @source the package `@pulumi/azure` 6, which is never loaded; `@pulumi/azure-native` gives a kubeconfig by a function alone, which no
 *   property of a resource can hold
 */
export interface AzureTypes {
  'azure:core/resourceGroup:ResourceGroup': { readonly name: string; readonly location: string; readonly tags: Tags };
  'azure:network/virtualNetwork:VirtualNetwork': {
    readonly name: string;
    readonly resourceGroupName: string;
    readonly location: string;
    readonly addressSpaces: readonly string[];
    readonly tags: Tags;
  };
  'azure:network/subnet:Subnet': {
    readonly name: string;
    readonly resourceGroupName: string;
    readonly virtualNetworkName: string;
    readonly addressPrefixes: readonly string[];
    readonly delegations?: readonly {
      readonly name: string;
      readonly serviceDelegation: { readonly name: string; readonly actions: readonly string[] };
    }[];
  };
  'azure:privatedns/zone:Zone': { readonly name: string; readonly resourceGroupName: string; readonly tags: Tags };
  'azure:privatedns/zoneVirtualNetworkLink:ZoneVirtualNetworkLink': {
    readonly name: string;
    readonly resourceGroupName: string;
    readonly privateDnsZoneName: string;
    readonly virtualNetworkId: string;
    readonly tags: Tags;
  };
  'azure:authorization/assignment:Assignment': {
    readonly scope: string;
    readonly roleDefinitionName: string;
    readonly principalId: string;
  };
  'azure:containerservice/kubernetesCluster:KubernetesCluster': {
    readonly name: string;
    readonly location: string;
    readonly resourceGroupName: string;
    readonly dnsPrefix: string;
    readonly kubernetesVersion?: string;
    readonly automaticUpgradeChannel: string;
    readonly nodeOsUpgradeChannel: string;
    readonly skuTier: string;
    readonly identity: { readonly type: string };
    readonly oidcIssuerEnabled: boolean;
    readonly workloadIdentityEnabled: boolean;
    readonly roleBasedAccessControlEnabled: boolean;
    readonly privateClusterEnabled: boolean;
    readonly apiServerAccessProfile?: { readonly authorizedIpRanges: readonly string[] };
    readonly networkProfile: {
      readonly networkPlugin: string;
      readonly networkPluginMode: string;
      readonly networkDataPlane: string;
      readonly networkPolicy: string;
      readonly loadBalancerSku: string;
      readonly podCidr: string;
    };
    readonly keyManagementService?: { readonly keyVaultKeyId: string };
    readonly defaultNodePool: NodePool & { readonly name: string; readonly temporaryNameForRotation: string };
    readonly tags: Tags;
  };
  'azure:containerservice/kubernetesClusterNodePool:KubernetesClusterNodePool': NodePool & {
    readonly name: string;
    readonly kubernetesClusterId: string;
    readonly priority?: string;
    readonly evictionPolicy?: string;
    readonly spotMaxPrice?: number;
    readonly nodeTaints: readonly string[];
    readonly tags: Tags;
  };
  'azure:postgresql/flexibleServer:FlexibleServer': {
    readonly name: string;
    readonly resourceGroupName: string;
    readonly location: string;
    readonly version: string;
    readonly administratorLogin: string;
    readonly administratorPassword: string;
    readonly skuName: string;
    readonly storageMb: number;
    readonly highAvailability?: { readonly mode: string } | undefined;
    readonly backupRetentionDays: number;
    readonly publicNetworkAccessEnabled: boolean;
    readonly delegatedSubnetId: string;
    readonly privateDnsZoneId: string;
    readonly tags: Tags;
  };
  'azure:postgresql/flexibleServerDatabase:FlexibleServerDatabase': {
    readonly name: string;
    readonly serverId: string;
    readonly charset: string;
    readonly collation: string;
  };
}
