import type { ClusterDeclaration, ControlPlane, OwnerPolicy, PodSecurityLevel, Transport } from './declarations.ts';
import type { Endpoint } from './need.ts';
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
