import fc from 'fast-check';
import { ReadySet } from '../../src/graph/ready-set.ts';

describe('ReadySet', () => {
  test('an empty set gives -1', () => {
    expect(new ReadySet(0).take()).toBe(-1);
    expect(new ReadySet(5000).take()).toBe(-1);
  });

  test('numbers come out in order, whatever the order they went in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(40_000)), (numbers) => {
        const set = new ReadySet(40_001);
        for (const number of numbers) set.add(number);
        const taken = numbers.map(() => set.take());
        expect(taken).toEqual([...numbers].sort((a, b) => a - b));
        expect(set.take()).toBe(-1);
      }),
    );
  });

  test('a number added later still comes before the higher ones', () => {
    const set = new ReadySet(2000);
    for (const number of [31, 1999]) set.add(number);
    expect(set.take()).toBe(31);
    for (const number of [32, 0]) set.add(number);
    expect([set.take(), set.take(), set.take(), set.take()]).toEqual([0, 32, 1999, -1]);
  });

  test('a number outside of the set is a fault', () => {
    expect(() => new ReadySet(10).add(64)).toThrow('outside');
  });
});
