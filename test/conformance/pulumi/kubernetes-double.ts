import { at, textAt } from '../harness/json.ts';
import type { Behaviour } from './provider-double.ts';
import type { Made } from './session.ts';

/** Namespaces that every cluster has, and that of Argo CD on its own. */
const given = ['default', 'kube-system', 'kube-public', 'argocd'];

/**
 * What stands for the provider of Kubernetes: it takes an object by the token of its kind alone, as that one does, and in an order in which a cluster
 * takes it. Nothing of it is rendered or applied.
 */
export const kubernetesDouble: Behaviour = {
  check(type, inputs) {
    const [apiVersion, kind] = [textAt(inputs, 'apiVersion'), textAt(inputs, 'kind')];
    // A release is no object of its own.
    if (type === 'kubernetes:helm.sh/v3:Release') return undefined;
    const token = `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
    if (token !== type && `${token}Patch` !== type) return `${type} is not what ${apiVersion} ${kind} is made by`;
    return textAt(inputs, 'metadata.name') === '' ? 'it has no name, so the provider would make one up' : undefined;
  },
  refuse(deed, { type, inputs }, others) {
    if (deed === 'create') {
      const namespace = textAt(inputs, 'metadata.namespace');
      if (namespace === '' || given.includes(namespace) || others.some((other) => isNamespace(other, namespace)))
        return undefined;
      return `namespaces "${namespace}" not found`;
    }
    // A patch takes back its own fields alone.
    if (textAt(inputs, 'kind') !== 'Namespace' || type.endsWith('Patch')) return undefined;
    const left = others.filter(
      (other) => textAt(other.inputs, 'metadata.namespace') === textAt(inputs, 'metadata.name'),
    );
    return left.length === 0 ? undefined : `${left[0]?.name} still stands in the namespace that is deleted`;
  },
};

function isNamespace({ inputs }: Made, name: string): boolean {
  return at(inputs, 'kind') === 'Namespace' && at(inputs, 'metadata.name') === name;
}
