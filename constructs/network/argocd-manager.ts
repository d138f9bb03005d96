import type { Manifest } from '../../src/model/manifest.ts';
import { early, MANAGER, MANAGER_TOKEN } from './names.ts';

/**
 * Verbs that Argo CD needs on every kind: it delivers whatever the platform says, and reads what that becomes. Without `escalate` and `bind`
 * it could deliver no Role that grants more than itself has. It impersonates nobody and approves no certificates.
 */
const RULES = [
  {
    apiGroups: ['*'],
    resources: ['*'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  },
  {
    apiGroups: ['rbac.authorization.k8s.io'],
    resources: ['clusterroles', 'roles'],
    verbs: ['escalate', 'bind'],
  },
  { nonResourceURLs: ['*'], verbs: ['get'] },
] as const;

/** The account on an edge that Argo CD on the hub signs in as, with the least rights that it can work with. */
export function argocdManager(namespace: string, labels: Readonly<Record<string, string>>): readonly Manifest[] {
  const name = MANAGER;
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: early(name, labels),
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: tokenMetadata(name, labels),
      type: 'kubernetes.io/service-account-token',
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: early(name, labels),
      rules: RULES,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: early(name, labels),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}

/** Kubernetes writes a token of the account into the Secret, which lasts as long as both do: nobody is there to renew one that ends. */
function tokenMetadata(account: string, labels: Readonly<Record<string, string>>) {
  const metadata = early(MANAGER_TOKEN, labels);
  return { ...metadata, annotations: { ...metadata.annotations, 'kubernetes.io/service-account.name': account } };
}
