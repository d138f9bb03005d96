/** Name of the Secret by which Argo CD knows a cluster. */
export function clusterSecretName(cluster: string): string {
  return `cluster-${cluster}`;
}

/** Labels of that Secret: by them ApplicationSets choose the cluster. @source Argo CD: clusters are Secrets with the label `argocd.argoproj.io/secret-type` */
export function clusterSecretLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...labels, 'app.kubernetes.io/managed-by': 'roadbed', 'argocd.argoproj.io/secret-type': 'cluster' };
}
