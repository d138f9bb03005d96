/**
 * Makes a plain object that does not begin as `{}` does.
 *
 * V8 lets objects with equal members share a hidden class, which it finds in a table of the class that they began with; the table is
 * full after some 1,500 names. Every construct keeps its children in an object by their ids, and those all begin as `{}`: in a tree with
 * thousands of ids nothing else that begins so shares any more, and each object costs several times its size.
 */
export function plainObject<T = unknown>(
  ...parts: readonly (Readonly<Record<string, T>> | undefined)[]
): Record<string, T> {
  const object = new Plain();
  for (const part of parts) {
    // An assignment to a member called __proto__ would change the prototype.
    if (part != null && Object.hasOwn(part, '__proto__')) defineAll(object, part);
    else Object.assign(object, part);
  }
  // The parse boundary: what is assigned has values of this type only.
  return object as Record<string, T>;
}

function defineAll(object: object, part: object): void {
  for (const [key, value] of Object.entries(part)) {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  }
}

/** A constructor whose objects are plain: their prototype is that of all objects. */
const Plain = function Plain() {} as unknown as new () => Record<string, unknown>;
Object.defineProperty(Plain, 'prototype', { value: Object.prototype });
