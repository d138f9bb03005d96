/** A member of a value of any shape, or undefined where it has no such member or can have none. */
export function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The items of a value of any shape: none where it is no list. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A member of a record that is its own: `constructor` is none of an empty one. */
export function ownMember<T>(members: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}
