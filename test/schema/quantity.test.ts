import * as fc from 'fast-check';
import {
  addQuantities,
  compareQuantities,
  isQuantity,
  parseQuantity,
  type Quantity,
} from '../../src/schema/quantity.ts';

function read(text: string): Quantity {
  const quantity = parseQuantity(text);
  if (quantity === undefined) throw new Error(`${text} is no quantity`);
  return quantity;
}

test.each([
  ['1Gi', '1024Mi', 0],
  ['1G', '1Gi', -1],
  ['1000m', '1', 0],
  ['0.5', '500m', 0],
  ['1e3', '1k', 0],
  ['-1', '1n', -1],
  ['1.5Gi', '1536Mi', 0],
  ['100u', '99u', 1],
])('%s against %s is %i', (a, b, order) => {
  expect(compareQuantities(read(a), read(b))).toBe(order);
});

test('large quantities are compared without rounding', () => {
  expect(compareQuantities(read('9007199254740993'), read('9007199254740992'))).toBe(1);
});

test('a sum is exact', () => {
  expect(compareQuantities(addQuantities(read('0.1'), read('0.2')), read('300m'))).toBe(0);
});

test('an exponent that would take forever is no quantity', () => {
  expect(isQuantity('1e1000000')).toBe(false);
  expect(parseQuantity('1e1000000')).toBeUndefined();
});

test('of two numbers the larger is the larger quantity', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (a, b) => {
      expect(compareQuantities(read(`${a}`), read(`${b}`))).toBe(Math.sign(a - b));
    }),
  );
});
