import { isDeepStrictEqual } from 'node:util';
import { objectOf } from '../harness/json.ts';

/** The members of an object in which another differs from it, whatever the order of keys. */
export function changedMembers(before: unknown, after: unknown): readonly string[] {
  const [old, fresh] = [objectOf(before), objectOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (key) => !isDeepStrictEqual(old[key], fresh[key]),
  );
}
