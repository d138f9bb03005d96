import type { JsonObject } from './json.ts';
import type { SchemaNode } from './node.ts';
import type { Walk } from './walk.ts';

/**
 * The value that a field has once the API server has admitted the object: null counts as absent where the schema does not allow it,
 * and what is absent takes its default. `undefined` where it stays absent.
 */
export function effective(object: JsonObject, key: string, node: SchemaNode | undefined): unknown {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  if (value !== undefined && value !== null) return value;
  const child = node?.child(key);
  if (value === null && (child === undefined || child.nullable)) return null;
  return child?.fallback;
}

/** Reports each required field that is absent and has no default. */
export function checkRequired(
  walk: Walk,
  required: readonly string[],
  object: JsonObject,
  node: SchemaNode | undefined,
): void {
  for (const key of required) {
    if (effective(object, key, node) !== undefined) continue;
    walk.block('required field is missing', 'add it', key);
  }
}
