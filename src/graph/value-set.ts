import type { LabelSelectorRequirement } from '../model/selector.ts';

/**
 * The values that a label may have, being absent among them. Such sets are finite or the complement of a finite one, so
 * that union, intersection and complement are exact for every label that a cluster could ever have.
 */
export interface ValueSet {
  /** Whether the label may be absent. */
  readonly absent: boolean;
  /** Whether the label may have the listed values, or any but those. */
  readonly listed: 'only' | 'except';
  /** The listed values, sorted, each once. */
  readonly values: readonly string[];
}

/** Any value or none: no condition. */
export const ANYTHING: ValueSet = { absent: true, listed: 'except', values: [] };

/** The set that a requirement allows. */
export function valueSet(requirement: LabelSelectorRequirement): ValueSet {
  switch (requirement.operator) {
    case 'In':
      return { absent: false, listed: 'only', values: sorted(requirement.values) };
    case 'NotIn':
      return { absent: true, listed: 'except', values: sorted(requirement.values) };
    case 'Exists':
      return { absent: false, listed: 'except', values: [] };
    case 'DoesNotExist':
      return { absent: true, listed: 'only', values: [] };
  }
}

/** Everything that is not in a set. */
export function complement({ absent, listed, values }: ValueSet): ValueSet {
  return { absent: !absent, listed: listed === 'only' ? 'except' : 'only', values };
}

/** Everything that is in at least one of the sets. */
export function union(sets: readonly ValueSet[]): ValueSet {
  const absent = sets.some((set) => set.absent);
  const allowed = new Set(sets.flatMap(({ listed, values }) => (listed === 'only' ? values : [])));
  const [first, ...others] = sets.filter(({ listed }) => listed === 'except');
  if (first === undefined) return { absent, listed: 'only', values: sorted(allowed) };
  const excluded = others.map(({ values }) => new Set(values));
  const refused = first.values.filter((value) => !allowed.has(value) && excluded.every((set) => set.has(value)));
  return { absent, listed: 'except', values: refused };
}

/** Everything that is in both sets. */
export function intersection(a: ValueSet, b: ValueSet): ValueSet {
  return complement(union([complement(a), complement(b)]));
}

/** Whether a set allows nothing at all, not even that the label is absent. */
export function isEmpty({ absent, listed, values }: ValueSet): boolean {
  return !absent && listed === 'only' && values.length === 0;
}

/** Whether a set is no condition. */
export function isAnything(set: ValueSet): boolean {
  return isEmpty(complement(set));
}

/** Whether two sets are the same. */
export function equal(a: ValueSet, b: ValueSet): boolean {
  return includes(a, b) && includes(b, a);
}

/** Whether a set allows everything that the other one allows. */
export function includes(set: ValueSet, other: ValueSet): boolean {
  if (other.absent && !set.absent) return false;
  if (other.listed === 'only') return other.values.every((value) => allows(set, value));
  return set.listed === 'except' && set.values.every((value) => other.values.includes(value));
}

/** Whether a value, or being absent, is in both sets. Two sets without an end always share a value. */
export function overlap(a: ValueSet, b: ValueSet): boolean {
  if (a.absent && b.absent) return true;
  if (a.listed === 'only') return a.values.some((value) => allows(b, value));
  return b.listed === 'except' || b.values.some((value) => allows(a, value));
}

/** Whether a set allows this value, or undefined for a label that is absent. */
export function allows({ absent, listed, values }: ValueSet, value: string | undefined): boolean {
  return value === undefined ? absent : values.includes(value) === (listed === 'only');
}

function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}
