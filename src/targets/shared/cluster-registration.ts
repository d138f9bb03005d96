import type { ClusterNode } from '../../graph/graph.ts';
import { clusterSecretLabels, clusterSecretName } from '../../model/cluster-registration.ts';
import type { PlatformDeclaration } from '../../model/platform-declaration.ts';

/** Labels that everything of Roadbed's in Argo CD's namespace carries. */
export const MANAGED = { 'app.kubernetes.io/managed-by': 'roadbed' } as const;

/** Where the Secret is by which Argo CD knows a cluster. */
export function registrationPlace(
  { name }: ClusterNode,
  { argocd }: PlatformDeclaration,
): { readonly name: string; readonly namespace: string } {
  return { name: clusterSecretName(name), namespace: argocd.namespace };
}

/** Labels of that Secret, by which ApplicationSets choose the cluster. */
export function registrationLabels({ labels }: ClusterNode): Readonly<Record<string, string>> {
  return clusterSecretLabels(labels);
}
