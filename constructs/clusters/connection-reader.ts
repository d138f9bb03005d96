import type { Manifest } from '../../src/model/manifest.ts';

/** Account that may read the connection Secret of a cluster, and nothing else. */
export const CONNECTION_READER = 'connection-reader';

/** Name of the Secret that the maker of a cluster writes its address and credential to. */
export function connectionSecretOf(cluster: string): string {
  return `${cluster}-connection`;
}

/** The account by which the delivery engine learns how to reach clusters, with the right to read their Secrets and no other. */
export function connectionReader(
  secret: string | readonly string[],
  { namespace, labels }: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
): readonly Manifest[] {
  const name = CONNECTION_READER;
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, labels },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name, labels },
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [secret].flat(), verbs: ['get'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}
