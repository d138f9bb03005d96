import fc from 'fast-check';
import {
  ANYTHING,
  allows,
  complement,
  equal,
  includes,
  intersection,
  isAnything,
  isEmpty,
  overlap,
  union,
  type ValueSet,
  valueSet,
} from '../../src/graph/value-set.ts';

const listed = ['a', 'b', 'c'];
/** Every case that sets over the listed values can tell apart: absent, each of them, and any other value. */
const cases = [undefined, ...listed, 'other'];

const sets: fc.Arbitrary<ValueSet> = fc.record({
  absent: fc.boolean(),
  listed: fc.constantFrom('only', 'except'),
  values: fc.subarray(listed),
});

const members = (set: ValueSet): (string | undefined)[] => cases.filter((value) => allows(set, value));

describe('value sets', () => {
  test.each([
    [{ key: 'k', operator: 'In', values: ['b', 'a'] }, ['a', 'b']],
    [{ key: 'k', operator: 'NotIn', values: ['b', 'a'] }, [undefined, 'c', 'other']],
    [{ key: 'k', operator: 'Exists' }, ['a', 'b', 'c', 'other']],
    [{ key: 'k', operator: 'DoesNotExist' }, [undefined]],
  ] as const)('%j allows %j', (requirement, expected) => {
    expect(members(valueSet(requirement))).toEqual(expected);
  });

  test('union, intersection and complement are those of the values they allow', () => {
    fc.assert(
      fc.property(sets, sets, sets, (a, b, c) => {
        expect(members(complement(a))).toEqual(cases.filter((value) => !members(a).includes(value)));
        expect(members(intersection(a, b))).toEqual(members(a).filter((value) => members(b).includes(value)));
        const any = [...members(a), ...members(b), ...members(c)];
        expect(members(union([a, b, c]))).toEqual(cases.filter((value) => any.includes(value)));
      }),
      { numRuns: 300 },
    );
  });

  test('comparisons are those of the values they allow', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(isEmpty(a)).toBe(members(a).length === 0);
        expect(isAnything(a)).toBe(members(a).length === cases.length);
        expect(includes(a, b)).toBe(members(b).every((value) => members(a).includes(value)));
        expect(overlap(a, b)).toBe(members(a).some((value) => members(b).includes(value)));
        expect(equal(a, b)).toBe(JSON.stringify(members(a)) === JSON.stringify(members(b)));
      }),
      { numRuns: 500 },
    );
  });

  test('no condition is the neutral element of intersection', () => {
    fc.assert(
      fc.property(sets, (set) => {
        expect(intersection(set, ANYTHING)).toEqual(set);
      }),
    );
  });
});
