import type { Manifest } from '../../src/model/manifest.ts';
import type { NeedContext } from '../../src/model/need.ts';

/**
 * What keeps data safe from the control plane: it may make and change the resource, never delete it. Who wants it gone
 * deletes it at the cloud, in full sight.
 */
const neverDelete = ['Observe', 'Create', 'Update', 'LateInitialize'] as const;

/** A managed resource of Crossplane that outlives its object. */
export interface ManagedResource {
  readonly apiVersion: string;
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /** Name at the cloud. @default - what the provider makes of the object, or a field of `forProvider` */
  readonly externalName?: string;
  /** What it asks of the cloud. */
  readonly forProvider: object;
  /** Secret that the provider writes what it learns to. */
  readonly connection?: string;
}

/** The object of a managed resource, in the namespace of its need, that Crossplane makes and changes and never deletes. */
export function managedResource(need: NeedContext<object>, resource: ManagedResource): Manifest {
  const { apiVersion, kind, name, externalName, forProvider, connection } = resource;
  const metadata = { name, namespace: need.namespace, labels: need.labels };
  return {
    apiVersion,
    kind,
    metadata:
      externalName === undefined
        ? metadata
        : { ...metadata, annotations: { 'crossplane.io/external-name': externalName } },
    spec: {
      managementPolicies: neverDelete,
      forProvider,
      ...(connection === undefined ? {} : { writeConnectionSecretToRef: { name: connection } }),
    },
  };
}

/**
 * Name of the Secret that the provider writes the addresses and names of a need's resource to.
 *
 * @param suffix what tells the resources of one need apart
 */
export function connectionOf({ name }: NeedContext<object>, suffix = ''): string {
  return `${name}${suffix}-connection`;
}
