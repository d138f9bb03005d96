import { items, member } from '../model/member.ts';
import type { MutableObject } from './graph.ts';
import { groupOf } from './managed-resource.ts';

/** What a managed resource says that it needs of others at its control plane. */
export type Wanted =
  | { readonly by: 'name'; readonly field: string; readonly namespace: string; readonly name: string }
  | {
      readonly by: 'labels';
      readonly field: string;
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>>;
    }
  | {
      readonly by: 'object';
      readonly apiVersion: string;
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
    }
  | { readonly by: 'secret'; readonly namespace: string; readonly name: string }
  | {
      /** A configuration of a provider: how it signs in to a cluster. */
      readonly by: 'config';
      readonly group: string;
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
    };

/** Members of `forProvider` with objects or values for a cluster: what stands in them says nothing of the control plane. */
const FOR_A_CLUSTER: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.crossplane.io': ['manifest'],
  'kubernetes.m.crossplane.io': ['manifest'],
  'helm.crossplane.io': ['values'],
  'helm.m.crossplane.io': ['values'],
};

/** What a managed resource names: by references and selectors, by Secrets, and by the configuration that leads to a cluster. */
export function wantedBy(object: MutableObject): readonly Wanted[] {
  const { apiVersion, metadata, spec } = object;
  const group = groupOf(apiVersion);
  const namespace = metadata.namespace ?? '';
  const wanted: Wanted[] = [];
  const skipped = FOR_A_CLUSTER[group] ?? [];
  const stack: unknown[] = [member(spec, 'forProvider'), member(spec, 'initProvider')];
  for (let at = stack.pop(); at !== undefined || stack.length > 0; at = stack.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    for (const [key, value] of Object.entries(at)) {
      if (skipped.includes(key) || typeof value !== 'object' || value === null) continue;
      const named = fieldWants(key, value, namespace);
      if (named === undefined) stack.push(value);
      else for (const one of named) wanted.push(one);
    }
  }
  for (const reference of items(member(spec, 'references'))) {
    for (const key of ['dependsOn', 'patchesFrom']) {
      const one = objectWanted(member(reference, key), object);
      if (one !== undefined) wanted.push(one);
    }
  }
  const config = member(spec, 'providerConfigRef');
  const name = textOf(config, 'name');
  if (name !== undefined)
    wanted.push({ by: 'config', group, kind: textOf(config, 'kind') ?? 'ProviderConfig', namespace, name });
  return wanted;
}

/** What a field asks for, or undefined where it is none that refers. */
function fieldWants(key: string, value: object, own: string): readonly Wanted[] | undefined {
  if (/[sS]ecret(Key)?Ref$/.test(key)) {
    const name = textOf(value, 'name');
    return name === undefined ? [] : [{ by: 'secret', namespace: textOf(value, 'namespace') ?? own, name }];
  }
  if (/Refs?$/.test(key)) {
    const refs: readonly unknown[] = Array.isArray(value) ? value : [value];
    return refs.flatMap((ref) => {
      const name = textOf(ref, 'name');
      return name === undefined ? [] : [{ by: 'name', field: key, namespace: textOf(ref, 'namespace') ?? own, name }];
    });
  }
  if (!key.endsWith('Selector')) return undefined;
  const labels = Object.entries(Object(member(value, 'matchLabels') ?? {})).flatMap(([label, text]) =>
    typeof text === 'string' ? [[label, text] as const] : [],
  );
  // A selector by its owner alone chooses within a composite, which knows the order itself.
  if (labels.length === 0) return [];
  const namespace = textOf(value, 'namespace') ?? own;
  return [{ by: 'labels', field: key, namespace, labels: Object.fromEntries(labels) }];
}

function objectWanted(reference: unknown, { apiVersion, kind, metadata }: MutableObject): Wanted | undefined {
  const name = textOf(reference, 'name');
  if (name === undefined) return undefined;
  const namespace = textOf(reference, 'namespace') ?? metadata.namespace ?? '';
  const of = { apiVersion: textOf(reference, 'apiVersion') ?? apiVersion, kind: textOf(reference, 'kind') ?? kind };
  if (of.apiVersion === 'v1' && of.kind === 'Secret') return { by: 'secret', namespace, name };
  return { by: 'object', ...of, namespace, name };
}

function textOf(value: unknown, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === 'string' ? found : undefined;
}
