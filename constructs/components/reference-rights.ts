import type { AskingObject, BroughtManifest } from '../../src/model/follower.ts';
import { kindKey } from '../../src/model/manifest.ts';
import { items, member } from '../../src/model/member.ts';
import { definitionIn } from './cloud-kinds.ts';

/** Begins the want of a right on what an object of provider-kubernetes refers to; the kind follows. */
export const READ = 'read ';

/** Its own kind, in a namespace and outside. */
const OBJECTS: readonly string[] = ['Object.kubernetes.m.crossplane.io', 'Object.kubernetes.crossplane.io'];

/** Kinds that Crossplane lets every provider change anyway. */
const GRANTED: readonly string[] = ['ConfigMap', 'Event', 'Secret', 'Lease.coordination.k8s.io'];

/** Name of the account and of its rights. */
const NAME = 'provider-kubernetes';

/** The kinds that an object of provider-kubernetes takes fields from or waits for, as wants. */
export function readsOf(object: AskingObject): readonly string[] {
  if (!OBJECTS.includes(kindKey(object.apiVersion, object.kind))) return [];
  return items(member(member(object, 'spec'), 'references')).flatMap((reference) => {
    const target = member(reference, 'patchesFrom') ?? member(reference, 'dependsOn');
    const apiVersion = member(target, 'apiVersion');
    const kind = member(target, 'kind');
    // Left out, they mean another object of the provider's own.
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
    const key = kindKey(apiVersion, kind);
    return GRANTED.includes(key) || OBJECTS.includes(key) ? [] : [`${READ}${key}`];
  });
}

/**
 * Rights of provider-kubernetes on what its objects refer to on the control plane's own cluster. It reads it, and puts a finalizer on it, so
 * that it stays for as long as something refers to it.
 *
 * @source `resolveReferencies` and `objFinalizer` of provider-kubernetes, which get and update
 */
export function referenceRights(wants: readonly string[], namespace: string): readonly BroughtManifest[] {
  const reads = wants.filter((want) => want.startsWith(READ));
  if (reads.length === 0) return [];
  const resources = new Map<string, string[]>();
  for (const read of reads) {
    const [kind = '', ...rest] = read.slice(READ.length).split('.');
    const group = rest.join('.');
    const plural = definitionIn(kind, group).slice(0, -1 - group.length);
    resources.set(group, [...(resources.get(group) ?? []), plural]);
  }
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: `roadbed:${NAME}` },
    rules: [...resources].map(([group, plurals]) => ({
      apiGroups: [group],
      resources: plurals,
      verbs: ['get', 'update'],
    })),
  };
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: `roadbed:${NAME}` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `roadbed:${NAME}` },
    subjects: [{ kind: 'ServiceAccount', name: NAME, namespace }],
  };
  return [role, binding].map((manifest) => ({ manifest, for: reads }));
}
