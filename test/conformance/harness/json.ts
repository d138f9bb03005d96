/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is none. */
export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The value under a dotted place, or undefined. */
export function at(value: unknown, place: string): unknown {
  return place.split('.').reduce<unknown>((inner, key) => objectOf(inner)[key], value);
}

/** The list under a dotted place; an empty one where there is none. */
export function listAt(value: unknown, place: string): readonly unknown[] {
  const list = at(value, place);
  return Array.isArray(list) ? list : [];
}

/** The text under a dotted place; an empty one where there is none. */
export function textAt(value: unknown, place: string): string {
  const text = at(value, place);
  return typeof text === 'string' ? text : '';
}
