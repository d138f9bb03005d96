import * as z from 'zod';
import { NETWORK_CLUSTER_LABEL, NETWORK_SERVES_LABEL } from '../../src/model/labels.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { isDnsSubdomain } from '../../src/model/names.ts';

/** Props of every cluster that Crossplane makes. */
export const managedFields = {
  protect: z
    .boolean()
    .default(true)
    .describe(
      'Whether the cluster and its network outlive their removal here: Crossplane then never deletes them, the cloud guards the cluster where it can, and who wants it gone deletes it there.',
    ),
  providerConfig: z
    .string()
    .refine(isDnsSubdomain, { error: 'must be the name of a ClusterProviderConfig' })
    .default('default')
    .describe('Name of the ClusterProviderConfig of the provider, which holds the account and the credential.'),
};

/** Management policies under which Crossplane makes and changes a resource, and never deletes it. */
const NEVER_DELETE = ['Observe', 'Create', 'Update', 'LateInitialize'] as const;

/** What all managed resources of a cluster share. */
export interface ManagedContext {
  /** Name of the cluster. */
  readonly cluster: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly protect: boolean;
  /** Name of a ClusterProviderConfig, or a configuration of another kind. */
  readonly providerConfig: string | { readonly kind: string; readonly name: string };
}

/** A managed resource as its kind says it. */
export interface ManagedSpec {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /**
   * Name in the cloud.
   * @default - the name of the object
   */
  readonly externalName?: string;
  /** What it serves, by which others choose it. */
  readonly serves?: string;
  readonly forProvider: Readonly<Record<string, unknown>>;
  /** Values that count at creation only, and are left alone afterwards. */
  readonly initProvider?: Readonly<Record<string, unknown>> | undefined;
  /** Secret that the provider writes what clients need to. */
  readonly connectionSecret?: string;
}

/** A managed resource that goes when it is removed here: it holds nothing. */
export function replaceable(context: ManagedContext, spec: ManagedSpec): Manifest {
  return managed(context, spec, undefined);
}

/** A managed resource that outlives its removal here, unless the cluster is not protected. */
export function lasting(context: ManagedContext, spec: ManagedSpec): Manifest {
  return context.protect ? stateful(managed(context, spec, NEVER_DELETE)) : managed(context, spec, undefined);
}

function managed(
  { cluster, labels, providerConfig }: ManagedContext,
  { apiVersion, kind, name, externalName, serves, forProvider, initProvider, connectionSecret }: ManagedSpec,
  managementPolicies: readonly string[] | undefined,
): Manifest {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      labels: {
        ...labels,
        [NETWORK_CLUSTER_LABEL]: cluster,
        ...(serves === undefined ? {} : { [NETWORK_SERVES_LABEL]: serves }),
      },
      ...(externalName === undefined ? {} : { annotations: { 'crossplane.io/external-name': externalName } }),
    },
    spec: {
      ...(managementPolicies === undefined ? {} : { managementPolicies }),
      providerConfigRef:
        typeof providerConfig === 'string' ? { kind: 'ClusterProviderConfig', name: providerConfig } : providerConfig,
      forProvider,
      ...(initProvider === undefined ? {} : { initProvider }),
      ...(connectionSecret === undefined ? {} : { writeConnectionSecretToRef: { name: connectionSecret } }),
    },
  };
}

/** Chooses the resources of a cluster that serve something. */
export function serving({ cluster }: Pick<ManagedContext, 'cluster'>, serves: string): object {
  return { matchLabels: { [NETWORK_CLUSTER_LABEL]: cluster, [NETWORK_SERVES_LABEL]: serves } };
}
