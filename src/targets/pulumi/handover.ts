import type { ClusterNode } from '../../graph/graph.ts';
import type { PlatformDeclaration } from '../../model/platform-declaration.ts';
import { pulumiClusterValue, pulumiResource, pulumiText } from '../../model/pulumi-resource.ts';
import { registrationLabels, registrationPlace } from '../shared/cluster-registration.ts';
import type { DeliveredObject } from './delivery.ts';
import type { Draft } from './draft.ts';
import { kubernetesDraft } from './kubernetes-entry.ts';

/** Values that the maker of a cluster gives Argo CD: the address of the API server, and how to sign in, as JSON. */
export const REGISTRATION_VALUES = ['server', 'argocdConfig'] as const;

/**
 * A namespace that Argo CD delivers, and that Pulumi needs before for a Secret of its own. A patch makes it where it is not there, says
 * nothing of it but its name, so that neither takes a field from the other, and never deletes it.
 * @source pulumi-kubernetes `core/v1:NamespacePatch`
 */
export function namespaceDraft(object: DeliveredObject, provider: string): Draft {
  const { entry, ...draft } = kubernetesDraft(object, provider);
  const { apiVersion, kind, metadata } = object.resolved.manifest;
  const inputs = { apiVersion, kind, metadata: { name: metadata.name } };
  return { ...draft, entry: { ...entry, type: 'kubernetes:core/v1:NamespacePatch', inputs, protect: false } };
}

/**
 * The Secret by which Argo CD knows a cluster that Pulumi makes, as Pulumi writes it to the hub: of the cluster's own values.
 * @param maker what makes the cluster
 */
export function registrationOf(
  cluster: ClusterNode,
  maker: DeliveredObject,
  platform: PlatformDeclaration,
): DeliveredObject {
  const place = registrationPlace(cluster, platform);
  const { metadata, ...resource } = pulumiResource({
    name: place.name,
    type: 'kubernetes:core/v1:Secret',
    properties: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { ...place, labels: registrationLabels(cluster) },
      type: 'Opaque',
      stringData: {
        name: pulumiText(cluster.name),
        server: pulumiClusterValue('server'),
        config: pulumiClusterValue('argocdConfig'),
      },
    },
  });
  const resolved = {
    manifest: { ...resource, metadata: { name: metadata.name, namespace: place.namespace } },
    path: cluster.path,
    patchedBy: [],
    wave: 0,
    // Without it every Application on the cluster goes.
    stateful: true,
    kindArrives: false,
  };
  return { ...maker, cluster, resolved };
}
