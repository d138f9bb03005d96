import { PATH_ANNOTATION, PREFIX } from '../model/labels.ts';
import { shortName } from '../model/names.ts';
import type { ClusterNode, LinkedObject, MutableObject, PlacedApplication } from './graph.ts';
import { copyPlain, isObject } from './plain.ts';

/**
 * Namespace on the hub for what its control plane makes for an application on a cluster. Each pair has its own, so that the Secrets and
 * resources of two clusters never meet, whatever their names are.
 */
export function hubNamespace({ name }: Pick<PlacedApplication, 'name'>, cluster: ClusterNode): string {
  return shortName(`${name}-${cluster.name}`, 63);
}

/** The namespace itself: it is made with what stands in it, by the platform. */
export function hubNamespaceObject(application: PlacedApplication, cluster: ClusterNode): LinkedObject {
  const { name, path, owner } = application;
  const object: MutableObject = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: hubNamespace(application, cluster),
      labels: {
        'app.kubernetes.io/managed-by': 'roadbed',
        'app.kubernetes.io/part-of': name,
        'pod-security.kubernetes.io/enforce': 'restricted',
        [`${PREFIX}owner`]: owner,
      },
      annotations: { [PATH_ANNOTATION]: path },
    },
  };
  return { object, path, part: 'control', patchedBy: [], takesFrom: [] };
}

/** An object of the control plane as it stands on the hub: what is in the application's own namespace, or refers to it, is in that of the pair. */
export function movedToHub(linked: LinkedObject, application: PlacedApplication, cluster: ClusterNode): LinkedObject {
  const { value: object } = copyPlain(linked.object, linked.path);
  if (!isObject(object)) throw new Error(`${linked.path}: a copy lost its shape`);
  const from = application.namespace;
  const to = hubNamespace(application, cluster);
  const parameters = new Set<object>();
  const stack: unknown[] = [object];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    for (const [key, value] of Object.entries(at)) {
      if (key === 'namespace' && value === from && !parameters.has(at)) Reflect.set(at, key, to);
      // An object for a cluster, within one for the control plane, names namespaces of that cluster.
      else if (key !== 'manifest' && typeof value === 'object' && value !== null) {
        // So does a parameter of a managed resource, such as whose service account takes on a role.
        if (key === 'forProvider') parameters.add(value);
        stack.push(value);
      }
    }
  }
  return { ...linked, object };
}
