export { Duration, JsonPatch, Size } from 'cdk8s';
export { Bucket, type BucketProps } from '../constructs/bucket.ts';
export { CloudIdentity, type CloudIdentityProps } from '../constructs/cloud-identity.ts';
export { ClusterSecretStore, type ClusterSecretStoreProps } from '../constructs/cluster-secret-store.ts';
export { AksCluster, type AksClusterProps } from '../constructs/clusters/aks.ts';
export { CapiCluster, type CapiClusterProps } from '../constructs/clusters/capi.ts';
export { EksCluster, type EksClusterProps } from '../constructs/clusters/eks.ts';
export { EksAddons, type EksAddonsProps } from '../constructs/clusters/eks-addons.ts';
export { GkeCluster, type GkeClusterProps } from '../constructs/clusters/gke.ts';
export { KarpenterPools, type KarpenterPoolsProps } from '../constructs/clusters/karpenter-pools.ts';
export { TerraformCluster, type TerraformClusterProps } from '../constructs/clusters/terraform.ts';
export { CronTask, type CronTaskProps } from '../constructs/cron-task.ts';
export { DnsName, type DnsNameProps } from '../constructs/dns-name.ts';
export { Mongodb, type MongodbProps } from '../constructs/mongodb.ts';
export { Mysql, type MysqlProps } from '../constructs/mysql.ts';
export { EdgeSite, type EdgeSiteProps } from '../constructs/network/edge-site.ts';
export { HubSite, type HubSiteProps } from '../constructs/network/hub-site.ts';
export { Postgres, type PostgresProps } from '../constructs/postgres.ts';
export { PulumiAksCluster, type PulumiAksClusterProps } from '../constructs/pulumi/aks.ts';
export { PulumiEksCluster, type PulumiEksClusterProps } from '../constructs/pulumi/eks.ts';
export { PulumiGkeCluster, type PulumiGkeClusterProps } from '../constructs/pulumi/gke.ts';
export { Queue, type QueueProps } from '../constructs/queue.ts';
export { Redis, type RedisProps } from '../constructs/redis.ts';
export { Route, type RouteProps } from '../constructs/route.ts';
export { ExternalSecret, type ExternalSecretProps } from '../constructs/secret/external-secret.ts';
export { SealedSecret, type SealedSecretProps } from '../constructs/secret/sealed-secret.ts';
export { Secret } from '../constructs/secret.ts';
export { SecretStore, type SecretStoreProps } from '../constructs/secret-store.ts';
export { StoredSecret, type StoredSecretProps } from '../constructs/stored-secret.ts';
export { Topic, type TopicProps } from '../constructs/topic.ts';
export { Volume, type VolumeProps } from '../constructs/volume.ts';
export { WebService, type WebServiceProps } from '../constructs/web-service.ts';
export { Worker, type WorkerProps } from '../constructs/worker.ts';
export { Workload, type WorkloadProps } from '../constructs/workload.ts';
export { awsProduction } from '../stacks/aws-production.ts';
export { azureProduction } from '../stacks/azure-production.ts';
export { allComponents, furtherComponents, standardComponents } from '../stacks/components.ts';
export { development } from '../stacks/development.ts';
export { everywhere } from '../stacks/everywhere.ts';
export { gcpProduction } from '../stacks/gcp-production.ts';
export { pulumiAws } from '../stacks/pulumi-aws.ts';
export { pulumiAzure } from '../stacks/pulumi-azure.ts';
export { pulumiGcp } from '../stacks/pulumi-gcp.ts';
export { Application, type ScoreApplicationProps } from './application.ts';
export {
  type AksProps,
  type CapiProps,
  Cluster,
  type ClusterPlace,
  type EksProps,
  type GkeProps,
  type KarpenterProps,
  type PulumiAksProps,
  type PulumiEksProps,
  type PulumiGkeProps,
  type TerraformProps,
} from './cluster.ts';
export { Components, type ComponentsProps } from './components.ts';
export { type ByEnvironment, byEnvironment, type EnvironmentProps } from './model/by-environment.ts';
export type { ClusterFact, ClusterValues } from './model/cluster-values.ts';
export {
  type ComponentChart,
  type ComponentDefinition,
  type ComponentFollower,
  type ComponentNeighbours,
  type ComponentReach,
  type ComponentSetup,
  component,
} from './model/component.ts';
export type { ApplicationContext } from './model/context.ts';
export type {
  ApplicationSource,
  ClusterConnection,
  ClusterCredential,
  ClusterGateway,
  ControlPlane,
  OwnerPolicy,
  PodSecurityLevel,
  RolloutStep,
  SharedHome,
  TagSelector,
  Transport,
} from './model/declarations.ts';
export type { StoreReference } from './model/external-secrets.ts';
export { duration, envValue, port, quantity, reference, size, text } from './model/fields.ts';
export type { AskingObject, BroughtManifest, Follower } from './model/follower.ts';
export { GoldenPath, type PropsOf } from './model/golden-path.ts';
export {
  atControl,
  type Change,
  disposable,
  type Manifest,
  type ManifestSelector,
  type Metadata,
  stateful,
} from './model/manifest.ts';
export type { Move } from './model/moves.ts';
export {
  type CertificateNames,
  type Consumer,
  type Criteria,
  type Endpoint,
  type Need,
  type NeedContext,
  type NeedOptions,
  need,
  type Provision,
  type Provisioner,
  type ProvisionerOf,
  type ProvisionProblem,
  provisioner,
  type Sharing,
} from './model/need.ts';
export type { Delivery, Handover } from './model/platform-declaration.ts';
export { formatProblem, type Problem } from './model/problem.ts';
export type { ProblemCode } from './model/problem-table.ts';
export {
  type NamedResource,
  type PulumiResourceProps,
  pulumiClusterValue,
  pulumiOutput,
  pulumiResource,
  pulumiText,
} from './model/pulumi-resource.ts';
export type { PackCriteria, RecipePack } from './model/recipe-pack.ts';
export type { OutputOptions, Ref } from './model/ref.ts';
export {
  type InputSchema,
  type InputsOf,
  type KindOf,
  type OutputDescription,
  type OutputKind,
  type OutputSpec,
  type OutputSpecs,
  type OutputsOf,
  type ParamsOf,
  type ResourceType,
  resourceType,
  type ValueOf,
} from './model/resource-type.ts';
export { resourceTypes } from './model/resource-types.ts';
export { fromSecret, type SecretRef } from './model/secret-ref.ts';
export type { Cloud, Site, Tier } from './model/site.ts';
export { cidr, cronSchedule, host, image, timeZone } from './model/text-fields.ts';
export {
  type ConfigMapKey,
  configMapKey,
  type LateOptions,
  type LateOrigin,
  type LateValue,
  type SecretKey,
  type SecretKeyOptions,
  secretKey,
  type UrlValue,
  url,
  type Value,
} from './model/value.ts';
export { Network, type NetworkProps } from './network.ts';
export { Application as BareApplication, type ApplicationProps } from './platform/application.ts';
export { BarePlatform, type PlatformProps } from './platform/bare-platform.ts';
export {
  Cluster as BareCluster,
  type ClusterProps,
  type ExistingClusterProps,
  type MadeCluster,
} from './platform/cluster.ts';
export type { Reach } from './platform/component-reach.ts';
export {
  type ComponentCatalogue,
  type ComponentChoices,
  ComponentSet,
  type ComponentSetProps,
} from './platform/component-set.ts';
export type { CommonSettings } from './platform/component-settings.ts';
export { type ClusterSelector, DistributionRule, type DistributionRuleProps } from './platform/distribution-rule.ts';
export { Export, type ExportProps, type ExportTarget } from './platform/export.ts';
export type { ContractPlatformProps } from './platform/from-contract.ts';
export type { Imported } from './platform/imported.ts';
export { Network as BareNetwork, type NetworkProps as Membership } from './platform/network.ts';
export type { PromotionWave } from './platform/promotion-wave.ts';
export { Platform } from './platform.ts';
export type { ScoreSource } from './score/from-score.ts';
export type { ScoreOptions } from './score/score-options.ts';
export {
  type GoldenPathClass,
  type OutputMember,
  type ScoreNames,
  type ScoreType,
  type ScoreTypes,
  scoreType,
} from './score/score-type.ts';
export { Van, type VanProps } from './van.ts';
