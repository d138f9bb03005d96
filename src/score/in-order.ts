/** Things in their order, each after what it takes; or those that go round in a circle. */
export type InOrder<T> = { readonly ordered: readonly T[] } | { readonly circle: readonly T[] };

/** Puts things after what they take from each other, and leaves them in their order otherwise. What none of them gives is there anyway. */
export function inOrder<T extends { readonly id: string }>(
  things: readonly T[],
  takes: (thing: T) => Iterable<string>,
): InOrder<T> {
  const known = new Map(things.map((one) => [one.id, one]));
  const ordered = new Set<T>();
  for (const thing of things) {
    // The way from the thing to what is looked at, with what each of them still waits for.
    const way: { readonly thing: T; readonly open: string[] }[] = [{ thing, open: [...takes(thing)] }];
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const next = known.get(last.open.pop() ?? '');
      if (ordered.has(last.thing)) way.pop();
      else if (next === undefined && last.open.length === 0) {
        ordered.add(last.thing);
        way.pop();
      } else if (next !== undefined && !ordered.has(next)) {
        const begin = way.findIndex((one) => one.thing === next);
        if (begin !== -1) return { circle: way.slice(begin).map((one) => one.thing) };
        way.push({ thing: next, open: [...takes(next)] });
      }
    }
  }
  return { ordered: [...ordered] };
}
