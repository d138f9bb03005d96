import { kindKey } from '../model/manifest.ts';
import type { MutableObject } from './graph.ts';
import { kindDefined } from './waves.ts';

/** Takes the namespace off objects whose kind stands outside any, as CustomResourceDefinitions of the same platform say. */
export function clearNamespaces(objects: readonly MutableObject[]): void {
  const kinds = new Set(objects.filter(isClusterScoped).flatMap(kindDefined));
  if (kinds.size === 0) return;
  for (const { apiVersion, kind, metadata } of objects) {
    if (kinds.has(kindKey(apiVersion, kind))) Reflect.deleteProperty(metadata, 'namespace');
  }
}

function isClusterScoped({ spec }: MutableObject): boolean {
  return typeof spec === 'object' && spec !== null && Reflect.get(spec, 'scope') === 'Cluster';
}
