import type { CelFunc, CelMap } from '@bufbuild/cel';
import { field, invalid, opaque } from './cel-opaque.ts';
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from './quantity.ts';

type Cel = typeof import('@bufbuild/cel');

/** `isQuantity`, `quantity` and arithmetic with quantities. */
export function quantityFunctions({
  celFunc,
  celMethod,
  mapType,
  CelScalar: { STRING, BOOL, INT, DOUBLE, DYN },
}: Cel): CelFunc[] {
  const quantity = mapType(STRING, DYN);
  const comparison = (name: string, holds: (order: number) => boolean) =>
    celMethod(name, quantity, [quantity], BOOL, function (other) {
      return holds(compareQuantities(quantityOf(this), quantityOf(other)));
    });
  const sum = (name: string, sign: bigint) => [
    celMethod(name, quantity, [quantity], quantity, function (other) {
      const { value, scale } = quantityOf(other);
      return opaqueQuantity(addQuantities(quantityOf(this), { value: value * sign, scale }));
    }),
    celMethod(name, quantity, [INT], quantity, function (whole) {
      return opaqueQuantity(addQuantities(quantityOf(this), { value: whole * sign, scale: 0 }));
    }),
  ];
  return [
    celFunc('isQuantity', [STRING], BOOL, (text) => parseQuantity(text) !== undefined),
    celFunc('quantity', [STRING], quantity, (text) => opaqueQuantity(parseQuantity(text) ?? invalid('quantity', text))),
    comparison('isLessThan', (order) => order < 0),
    comparison('isGreaterThan', (order) => order > 0),
    celMethod('compareTo', quantity, [quantity], INT, function (other) {
      return BigInt(compareQuantities(quantityOf(this), quantityOf(other)));
    }),
    ...sum('add', 1n),
    ...sum('sub', -1n),
    celMethod('sign', quantity, [], INT, function () {
      return BigInt(compareQuantities(quantityOf(this), { value: 0n, scale: 0 }));
    }),
    celMethod('isInteger', quantity, [], BOOL, function () {
      return quantityOf(this).scale <= 0;
    }),
    celMethod('asInteger', quantity, [], INT, function () {
      const { value, scale } = quantityOf(this);
      return scale <= 0 ? value * 10n ** BigInt(-scale) : invalid('whole quantity', field(this, 'Quantity', 'value'));
    }),
    celMethod('asApproximateFloat', quantity, [], DOUBLE, function () {
      const { value, scale } = quantityOf(this);
      return Number(value) / 10 ** scale;
    }),
  ];
}

/** A quantity in lowest terms, so that `1000m` and `1` are equal. */
function opaqueQuantity({ value, scale }: Quantity): Map<string, string> {
  let [digits, places] = [value, scale];
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places--;
  }
  if (places < 0) [digits, places] = [digits * 10n ** BigInt(-places), 0];
  return opaque('Quantity', { value: String(digits), scale: String(places) });
}

function quantityOf(value: CelMap): Quantity {
  return { value: BigInt(field(value, 'Quantity', 'value')), scale: Number(field(value, 'Quantity', 'scale')) };
}
