import { items, member } from '../model/member.ts';
import type { MutableObject } from './graph.ts';

/** Rules of a Role that lets read just the Secrets of these names. */
export function readsSecrets(names: readonly string[]): readonly unknown[] {
  const resourceNames = [...new Set(names)].sort();
  return [{ apiGroups: [''], resources: ['secrets'], resourceNames, verbs: ['get'] }];
}

/** One object of two grants that bear one name: a Role that lets read what either of them does. */
export function joined(one: MutableObject, other: MutableObject): MutableObject {
  if (one.kind !== 'Role') return one;
  const names = [one, other].flatMap(({ rules }) =>
    items(rules).flatMap((rule) => items(member(rule, 'resourceNames'))),
  );
  return { ...one, rules: readsSecrets(names.filter((name) => typeof name === 'string')) };
}
