import type { CelMap } from '@bufbuild/cel';

/**
 * A value of a type that CEL does not have, as a map: the library takes no foreign types.
 * The first entry names the type, so that methods find the wrong one; equal values have equal entries.
 */
export function opaque(type: string, fields: Readonly<Record<string, string>>): Map<string, string> {
  return new Map([['__type__', type], ...Object.entries(fields)]);
}

/** A field of such a value; throws where the value is of another type. */
export function field(value: CelMap, type: string, name: string): string {
  const found = value.get(name);
  if (value.get('__type__') !== type || typeof found !== 'string')
    throw new Error(`a call on what is no ${type} is not supported`);
  return found;
}

/** Ends a rule that calls a constructor with a text that is not of its type. */
export function invalid(type: string, text: string): never {
  throw new Error(`${JSON.stringify(text)} is no ${type}`);
}
