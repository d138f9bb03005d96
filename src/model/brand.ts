/**
 * Marks of Roadbed's own classes. They are compared by `Symbol.for`, so that two copies of the package still know each other.
 */
export function brand(name: string): symbol {
  return Symbol.for(`roadbed.${name}`);
}

/** Whether the value carries the mark. */
export function hasBrand(value: unknown, mark: symbol): boolean {
  return typeof value === 'object' && value !== null && mark in value;
}
