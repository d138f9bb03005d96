import type { Patch } from './manifest.ts';
import type { Move } from './moves.ts';
import type { Endpoint } from './need.ts';
import type { Problem } from './problem.ts';
import type { Recipe } from './recipe.ts';
import type { OutputKind } from './resource-type.ts';
import type { Tier } from './site.ts';
import type { Value } from './value.ts';

/** Key under which a cluster gives its declaration, and by which it is known. */
export const CLUSTER: unique symbol = Symbol.for('roadbed.Cluster');

/** Key under which a distribution rule gives its declaration, and by which it is known. */
export const RULE: unique symbol = Symbol.for('roadbed.DistributionRule');

/** Key under which a network gives its declaration, and by which it is known. */
export const NETWORK: unique symbol = Symbol.for('roadbed.Network');

/** Whose control plane makes the infrastructure of a cluster: its own, or that of the hub. */
export type ControlPlane = 'cluster' | 'hub';

/** How values that are known late reach another cluster. */
export type Transport = 'store' | 'provider-kubernetes';

/** Who delivers: one engine all that there is, or Pulumi the infrastructure and Argo CD all else. */
export type Delivery = 'single' | 'mixed';

/** Key under which a construct that is made of others gives what is wrong with it, and by which it is known. */
export const PROBLEMS: unique symbol = Symbol.for('roadbed.Problems');

/** Whether the construct says itself what is wrong with it. */
export function saysProblems(construct: object): construct is { [PROBLEMS](): readonly Problem[] } {
  return PROBLEMS in construct;
}

/** Which tags are meant: all of these, at least one of these, none of these. */
export interface TagSelector {
  /**
   * Tags that it must have, every one.
   * @default - none
   */
  readonly all?: readonly string[];
  /**
   * Tags of which it must have at least one; an empty list asks for nothing.
   * @default - none
   */
  readonly any?: readonly string[];
  /**
   * Tags that it must not have.
   * @default - none
   */
  readonly none?: readonly string[];
}

/** Where the delivery engine finds the credential of a cluster; never the credential itself. */
export type ClusterCredential =
  | {
      /** A key of the platform's secret store that holds Argo CD's cluster configuration as JSON. */
      readonly secret: { readonly store?: string; readonly key: string; readonly property?: string };
    }
  | {
      /**
       * A sealed file whose key `config` holds Argo CD's cluster configuration as JSON: sealed for the hub, as the Secret `cluster-<name>` in
       * Argo CD's namespace.
       */
      readonly sealed: string;
    }
  | {
      /** The delivery engine's own cloud identity, which may sign in to this EKS cluster. */
      readonly eks: { readonly clusterName: string; readonly roleArn?: string; readonly certificateAuthority: string };
    };

/** A credential that is sealed for the hub. */
export interface SealedCredential {
  /** The sealed configuration. */
  readonly config: string;
  /** Annotations that say its scope. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** The Gateway of a cluster that routes attach to. */
export interface ClusterGateway {
  readonly name: string;
  readonly namespace: string;
  /**
   * Namespace of the pods that carry its traffic, such as `envoy-gateway-system`; `outside` where a cloud's load balancer or the node
   * itself carries it: services with a host then take connections from any address, on their port.
   * @default - the namespace of the Gateway
   */
  readonly proxies?: string;
}

/**
 * How the delivery engine learns to reach a cluster that is being made, or that joins a network: from the Secret that its maker writes on the hub.
 * Keys that are not named are not read.
 */
export interface ClusterConnection {
  /** Namespace of the Secret, on the hub. */
  readonly namespace: string;
  /** Name of the Secret. */
  readonly secret: string;
  /** ServiceAccount of that namespace that may read the Secret, and nothing else. */
  readonly reader: string;
  /** Where the address and the certificate authority stand in the Secret: in a kubeconfig, or under keys of their own. */
  readonly keys:
    | { readonly kubeconfig: string }
    | { readonly server: string; readonly certificateAuthority: string; readonly token?: string | undefined }
    | {
        /** Address of the API server, where it is known. */
        readonly address: string;
        /** Name that its certificate is held against, where the address is another. */
        readonly serverName: string;
        readonly certificateAuthority: string;
        readonly token: string;
      };
  /**
   * What the delivery engine signs in with: the token or client certificate in the Secret, which may be made anew every few minutes, or
   * its own identity in the cloud.
   */
  readonly identity:
    | { readonly kind: 'secret'; readonly shortLived: boolean }
    | { readonly kind: 'gcp' }
    | { readonly kind: 'aws'; readonly clusterName: string; readonly roleArn?: string | undefined };
}

/** A cluster as it was declared. */
export interface ClusterDeclaration {
  readonly path: string;
  readonly name: string;
  readonly environment: string;
  /** Address of the API server; undefined where it is known only when the cluster has been made. */
  readonly server: string | undefined;
  /** Where the delivery engine learns it then. */
  readonly connection: ClusterConnection | undefined;
  /** Whether the program that deploys to it makes it, so that nobody else need reach it. */
  readonly made?: boolean;
  readonly tags: readonly string[];
  readonly cloud: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly provides: readonly string[];
  readonly gateway: ClusterGateway | undefined;
  readonly credential: ClusterCredential | undefined;
  /** What was read of the sealed file that its credential names. */
  readonly sealedCredential: SealedCredential | undefined;
  readonly hub: boolean;
  /** What is wrong with the names of its props. */
  readonly unknownProps: readonly Problem[];
  /** Undefined where the platform's choice holds. */
  readonly infrastructure: ControlPlane | undefined;
  /** Whether managed resources of the cluster stand in the private network of the hub. */
  readonly behindHub: boolean;
  /** Whether what clusters share is made here, and for which of them. */
  readonly home: SharedHome | undefined;
}

/** For whom a cluster makes what is shared: for those of its environment, or also once for the clusters of all environments. */
export type SharedHome = 'environment' | 'once';

/**
 * How an edge comes into a network, where somebody must hand something over once: with what it proves itself to the hub, and by what the
 * delivery engine then reaches it.
 */
export interface NetworkEntry {
  /**
   * A certificate that the hub makes for it beforehand, in the Secret `from` there and in the Secret `secret` on the edge; or a token, which
   * the hub gives when it runs.
   */
  readonly link:
    | { readonly by: 'certificate'; readonly secret: string; readonly from: string }
    | { readonly by: 'token' };
  /** Where the delivery engine reaches it through the network; undefined where it goes another way. */
  readonly management: NetworkManagement | undefined;
}

/** By what the delivery engine reaches an edge through the network. */
export interface NetworkManagement {
  /** Secret on the edge that holds the token of the engine's account there. */
  readonly token: string;
  /** Listener on the hub behind which the API server of the edge is. */
  readonly listener: string;
}

/** A virtual application network as it was declared. */
export interface NetworkDeclaration {
  readonly path: string;
  readonly name: string;
  /** Path of the cluster that edges link to. */
  readonly hub: string;
  /** Paths of the clusters that link to it. */
  readonly edges: readonly string[];
  /** Namespace of the Skupper Site on each cluster. */
  readonly namespace: string;
  /** How the delivery engine reaches clusters through the network, by their paths. */
  readonly connections: ReadonlyMap<string, ClusterConnection>;
  /** Edges that join by hand, or by `roadbed join`, by their paths. */
  readonly entries: ReadonlyMap<string, NetworkEntry>;
  /** What is wrong with the props, such as a cluster that is none. */
  readonly problems: readonly Problem[];
}

/** Whether the construct is a network, of this copy of the package or another. */
export function isNetwork(construct: object): construct is { [NETWORK](): NetworkDeclaration } {
  return NETWORK in construct;
}

/** Whether the construct is a cluster, of this copy of the package or another. */
export function isCluster(construct: object): construct is { [CLUSTER](): ClusterDeclaration } {
  return CLUSTER in construct;
}

/** Whether the construct is a distribution rule, of this copy of the package or another. */
export function isRule(construct: object): construct is { [RULE](): GivenRule } {
  return RULE in construct;
}

/** A distribution rule as it was declared. */
export interface RuleDeclaration {
  readonly path: string;
  readonly applications: TagSelector;
  readonly clusters: TagSelector & { readonly environments?: readonly string[] };
}

/** A distribution rule as its construct gives it. */
export interface GivenRule extends RuleDeclaration {
  /** What is wrong with the names of its props. */
  readonly unknownProps: readonly Problem[];
}

/** A source that the delivery engine renders: a folder or a Kustomize folder in git, or a Helm chart. */
export type ApplicationSource =
  | {
      readonly git: {
        readonly url: string;
        readonly path: string;
        readonly revision?: string;
        /**
         * Whether the folder is the output of another program of Roadbed, made from the contract of this platform: then
         * each cluster gets the folder `<environment>/<application>/<cluster>` in it.
         * @default false
         */
        readonly program?: boolean;
      };
    }
  | { readonly kustomize: { readonly url: string; readonly path: string; readonly revision?: string } }
  | {
      readonly helm: {
        readonly repository: string;
        readonly chart: string;
        readonly version: string;
        readonly values?: Readonly<Record<string, unknown>>;
        readonly releaseName?: string;
      };
    };

/** Clusters that get a change together, when those of the steps before are healthy. */
export interface RolloutStep {
  /** Environments of the clusters. */
  readonly environments: readonly string[];
  /**
   * How many of them change at a time: a number, or a part such as `25%`. At 0 a person lets each of them go.
   * @default - all at once
   */
  readonly maxUpdate?: number | string;
}

/** Pod Security Standard that a namespace enforces, from the strictest. */
export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged';

/** An application as it was declared. */
export interface ApplicationDeclaration {
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly owner: string;
  readonly tags: readonly string[];
  /** Whether it is on the cluster that the delivery engine runs on, wherever rules place it besides. */
  readonly onHub: boolean;
  /** Paths of the clusters that it was placed on by name; empty where rules place it. */
  readonly clusters: readonly string[];
  /** Paths of the clusters of other platforms that it names. */
  readonly strangers: readonly string[];
  readonly source: ApplicationSource | undefined;
  /** Kinds that a source brings, as `Kind.group`. */
  readonly provides: readonly string[];
  /** Kinds that it cannot work without, as `Kind.group`. */
  readonly requires: readonly string[];
  readonly podSecurity: PodSecurityLevel;
  /** Steps in which clusters get a change; empty where all get it at once. */
  readonly rollout: readonly RolloutStep[];
  readonly patches: readonly Patch[];
  /** What is wrong with the names of its props. */
  readonly unknownProps: readonly Problem[];
}

/** What an owner may make. Kinds are named `Kind.group`, `Service` for the core group; `*` stands for all. */
export interface OwnerPolicy {
  /**
   * Kinds within a namespace that the owner may make.
   * @default ['*']
   */
  readonly namespacedKinds?: readonly string[];
  /**
   * Kinds outside any namespace that the owner may make.
   * @default []
   */
  readonly clusterKinds?: readonly string[];
  /**
   * Kinds that a program of the owner's own may have made at control planes, and between clusters: managed resources such as
   * `Instance.rds.aws.m.upbound.io`, and what carries their Secrets. What is given here is made with the rights of the platform's provider.
   * @default [] - the platform's program alone makes infrastructure
   */
  readonly controlKinds?: readonly string[];
  /**
   * Git and Helm repositories that sources may come from, besides the platform's own.
   * @default - those that the owner's applications name
   */
  readonly sourceRepositories?: readonly string[];
}

/** A cluster with its facts, and without what the delivery engine signs in by. */
export type ContractCluster = Omit<ClusterDeclaration, 'path' | 'credential' | 'sealedCredential' | 'unknownProps'>;

/** An application that another program makes. */
export interface ContractApplication {
  readonly name: string;
  readonly owner: string;
  readonly namespace: string;
  readonly podSecurity: PodSecurityLevel;
  readonly clusters: readonly string[];
}

/** A network with its clusters, by their names. */
export interface ContractNetwork {
  readonly name: string;
  readonly hub: string;
  readonly edges: readonly string[];
  readonly namespace: string;
}

/** Where a value comes from that a program exports. */
export interface ContractValue {
  /** Name of the application. */
  readonly application: string;
  /** Path of the construct within it. */
  readonly unit: string;
  readonly output: string;
  readonly kind: OutputKind;
  readonly secret: boolean;
}

/** Values that a program exports under a name. */
export interface ContractExport {
  readonly name: string;
  /** Names of the applications that may take them. */
  readonly to: readonly string[];
  readonly values: Readonly<Record<string, ContractValue>>;
}

/** What a construct offers on some clusters. */
export interface ContractOffer {
  readonly clusters: readonly string[];
  /** Values by output: what is secret or known late by the key of a Secret, never itself. */
  readonly values: Readonly<Record<string, Value>>;
  /** Where who takes an output connects to. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly atControl: boolean;
  /** Whether it keeps data, so that one on another cluster is not as good. */
  readonly stateful: boolean;
}

/** A construct of which a program exports values. */
export interface ContractUnit {
  readonly application: string;
  readonly namespace: string;
  readonly owner: string;
  readonly unit: string;
  readonly offers: readonly ContractOffer[];
}

/** Who makes a type of resource. */
export interface ContractProvisioner {
  readonly name: string;
  readonly type: string;
  readonly version?: string | undefined;
}

/** What a platform gives the programs of its teams. */
export interface ContractDocument {
  readonly version: 1;
  /** Version of Roadbed that wrote it. */
  readonly roadbed: string;
  /** Name of the platform. */
  readonly platform: string;
  /** How careful to be in each environment. */
  readonly environments: Readonly<Record<string, { readonly tier: Tier }>>;
  readonly clusters: readonly ContractCluster[];
  readonly networks: readonly ContractNetwork[];
  readonly controlPlane: ControlPlane;
  readonly transport: Transport;
  readonly provisioners: readonly ContractProvisioner[];
  /** Policies of the owners of these applications, where the platform has policies. */
  readonly owners: Readonly<Record<string, OwnerPolicy>>;
  readonly applications: readonly ContractApplication[];
  readonly exports: readonly ContractExport[];
  readonly units: readonly ContractUnit[];
  readonly secretStore: { readonly name: string; readonly kind: 'ClusterSecretStore' | 'SecretStore' };
  readonly sharedHosts: readonly string[];
}

/** What the platform itself was told. */
export interface PlatformDeclaration {
  readonly repository: { readonly url: string; readonly path: string; readonly revision: string };
  readonly tiers: Readonly<Record<string, Tier>>;
  readonly owners: Readonly<Record<string, OwnerPolicy>>;
  /** Its provisioners, those of its packs, and Roadbed's own. */
  readonly recipes: readonly Recipe[];
  readonly secretStore: { readonly name: string; readonly kind: 'ClusterSecretStore' | 'SecretStore' };
  readonly controlPlane: ControlPlane;
  readonly transport: Transport;
  readonly delivery: Delivery;
  /** Name of the platform within its Argo CD: that of its root Application. */
  readonly name: string;
  readonly argocd: { readonly namespace: string; readonly settings: 'leave' | 'apply' };
  readonly sharedHosts: readonly string[];
  readonly moved: readonly Move[];
  /** The contract of the platform that this program makes applications for; undefined for a platform of its own. */
  readonly contract: ContractDocument | undefined;
  readonly patches: readonly Patch[];
  readonly targetPatches: readonly Patch[];
  readonly problems: readonly Problem[];
}
