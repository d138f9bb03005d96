import type { ClusterValues } from './cluster-values.ts';
import type { Patch } from './manifest.ts';
import type { Problem } from './problem.ts';

/** Key under which a cluster gives its declaration, and by which it is known. */
export const CLUSTER: unique symbol = Symbol.for('roadbed.Cluster');

/** Key under which a distribution rule gives its declaration, and by which it is known. */
export const RULE: unique symbol = Symbol.for('roadbed.DistributionRule');

/** Whose control plane makes the infrastructure of a cluster: its own, or that of the hub. */
export type ControlPlane = 'cluster' | 'hub';

/** How values that are known late reach another cluster. */
export type Transport = 'store' | 'provider-kubernetes';

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
        /**
         * Values that are each cluster's own, by their places: `{ clusterName: 'name' }`. They are the same in every environment.
         * @default - none
         */
        readonly clusterValues?: ClusterValues;
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
