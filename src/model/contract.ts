import type { ClusterDeclaration, ControlPlane, OwnerPolicy, PodSecurityLevel, Transport } from './declarations.ts';
import type { Endpoint } from './need.ts';
import type { PlatformStore } from './platform-store.ts';
import type { OutputKind } from './resource-type.ts';
import type { Tier } from './site.ts';
import type { Value } from './value.ts';

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
  /** Service accounts whose pods may take them, of the applications for which the export names some. */
  readonly serviceAccounts: Readonly<Record<string, readonly string[]>>;
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
  /** Whether service accounts that take an output get rights to it, so that none does whom the export does not name. */
  readonly granted: boolean;
  /** Outputs of which a ConfigMap would tell who is in the program: what they are worth is known here, and holds on every cluster. */
  readonly facts: readonly string[];
  /** Paths of the constructs whose resource gives an output, by output, where it is shared. */
  readonly homes: Readonly<Record<string, string>>;
  /** Name of the cluster on which a shared resource is made, where that is another one. */
  readonly from?: string | undefined;
}

/** A construct of which a program exports values. */
export interface ContractUnit {
  readonly application: string;
  readonly namespace: string;
  readonly owner: string;
  readonly unit: string;
  readonly offers: readonly ContractOffer[];
}

/** What programs export, and the constructs that it comes from. */
export interface ContractValues {
  readonly exports: readonly ContractExport[];
  readonly units: readonly ContractUnit[];
}

/** An application of the platform's own program, to which those of teams may export. */
export type ContractNeighbour = Omit<ContractApplication, 'podSecurity'>;

/** Who makes a type of resource. */
export interface ContractProvisioner {
  readonly name: string;
  readonly type: string;
  readonly version?: string | undefined;
}

/** What a platform gives the programs of its teams. */
export interface ContractDocument extends ContractValues {
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
  /** What the platform's own program makes. */
  readonly neighbours: readonly ContractNeighbour[];
  readonly secretStore: PlatformStore;
  readonly sharedHosts: readonly string[];
}
