import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import type { Upstream } from './upstream.ts';

/** An object with the file that it stands in. */
export interface FiledObject {
  readonly file: string;
  readonly object: unknown;
}

/** What our own strict check has against objects: faults, kinds without a schema, and what it could not check. */
export function refusedByOurs(objects: readonly FiledObject[], schemas: string): readonly string[] {
  const store = new SchemaStore({ folder: schemas });
  const checker = new StoreChecker(store);
  const refused = objects.flatMap(({ file, object }) => {
    const { known, violations } = checker.check(object);
    return [
      ...(known ? [] : [`${file}: no schema`]),
      ...violations.map((violation) => `${file} ${violation.path}: ${violation.found}`),
    ];
  });
  const { gaps, checked } = checker.summary();
  const unchecked = checked === objects.length ? [] : [`${objects.length - checked} objects were not checked`];
  return [...refused, ...gaps.map(String), ...unchecked, ...store.problems.map(({ found }) => found)];
}

/** What the upstream schemas have against objects. */
export function refusedByUpstream(objects: readonly FiledObject[], upstream: Upstream): readonly string[] {
  return objects.flatMap(({ file, object }) => {
    const faults = upstream.faults(object) ?? ['no schema'];
    return faults.map((fault) => `${file}: ${fault}`);
  });
}
