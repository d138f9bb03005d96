import type { ClusterNode } from '../../graph/graph.ts';

/** What Pulumi registers for a platform: data alone, which a program runs and a file spells out. */
export interface PulumiProgram {
  /** Name of the platform, of which there is a component around all others. */
  readonly name: string;
  /** Components, each after its parent. */
  readonly components: readonly ComponentEntry[];
  readonly providers: readonly ProviderEntry[];
  /** What the stack's configuration must hold, in the order of the keys. */
  readonly config: readonly ConfigEntry[];
  /** Resources, each after what it depends on. */
  readonly resources: readonly ResourceEntry[];
}

/** A value that the stack's configuration gives, as nothing in the program knows it. */
export interface ConfigEntry {
  /** Key, such as `vpcId-eu`. */
  readonly key: string;
  /** The cluster that it is a value of. */
  readonly cluster: string;
  /** Name of the value, such as `vpcId`. */
  readonly value: string;
  readonly type: 'text' | 'texts';
  readonly secret: boolean;
}

/** What a stack knew something by before it moved: the types of all around it and its own, outermost first, and its name. */
export interface FormerUrn {
  readonly types: readonly string[];
  readonly name: string;
}

/** A construct at one cluster, under which its resources stand. */
export interface ComponentEntry {
  /** Type token, such as `roadbed:index:Construct`. */
  readonly type: string;
  /** Cluster and path, such as `eu/shop/api`; unique in the program. */
  readonly name: string;
  /** Name of the component around it; absent where that is the platform's. */
  readonly parent: string | undefined;
  readonly aliases: readonly FormerUrn[];
}

/** A provider of Pulumi with settings of its own. */
export interface ProviderEntry {
  /** Key by which resources name it. */
  readonly key: string;
  /** Name, unique among the providers of its package. */
  readonly name: string;
  /** Package, such as `kubernetes`. */
  readonly package: string;
  readonly version: string;
  /** The cluster that it is for, where it is for one. */
  readonly cluster: ClusterNode | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A resource with all that Pulumi must know of it. */
export interface ResourceEntry {
  /** Name, unique in the program and stable: cluster, namespace, kind and name of the object. */
  readonly name: string;
  /** Type token, such as `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** Version of its provider's plugin, where the provider has none of its own. */
  readonly version: string | undefined;
  /** Name of the component that it stands in. */
  readonly parent: string;
  /** Key of its provider; absent where it is the package's default. */
  readonly provider: string | undefined;
  /** Whether the provider makes resources of its own for it, so that it is a remote component. */
  readonly remote: boolean;
  /** Plain data; texts that hold values of others are interpolations. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Inputs that are secrets as a whole. */
  readonly secretInputs: readonly string[];
  /** Outputs that are secrets. */
  readonly secretOutputs: readonly string[];
  /** Names of resources that must be ready first. */
  readonly dependsOn: readonly string[];
  /** Names of components of which everything must be ready first. */
  readonly dependsOnComponents: readonly string[];
  readonly protect: boolean;
  /** Whether it stays where it is when the program no longer has it. */
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly aliases: readonly FormerUrn[];
}
