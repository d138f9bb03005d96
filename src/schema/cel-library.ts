import type { CelFunc, CelInput, CelList } from '@bufbuild/cel';
import { findAll } from './cel-find.ts';
import { addressFunctions, rangeFunctions, urlFunctions } from './cel-network.ts';
import { quantityFunctions } from './cel-quantity.ts';

type Cel = typeof import('@bufbuild/cel');

/**
 * The functions that Kubernetes adds to CEL, as far as an evaluator without optional values can have them:
 * regular expressions, lists, sets, URLs, IP addresses and ranges, quantities. A rule that calls another one counts as not supported.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/
 */
export function kubernetesFunctions(cel: Cel): CelFunc[] {
  return [
    ...regexFunctions(cel),
    ...listFunctions(cel),
    ...setFunctions(cel),
    ...urlFunctions(cel),
    ...addressFunctions(cel),
    ...rangeFunctions(cel),
    ...quantityFunctions(cel),
  ];
}

function regexFunctions({ celMethod, listType, CelScalar: { STRING, INT } }: Cel): CelFunc[] {
  return [
    celMethod('find', STRING, [STRING], STRING, function (pattern) {
      return findAll(pattern, this, 1)[0] ?? '';
    }),
    celMethod('findAll', STRING, [STRING], listType(STRING), function (pattern) {
      return [...findAll(pattern, this, Number.POSITIVE_INFINITY)];
    }),
    celMethod('findAll', STRING, [STRING, INT], listType(STRING), function (pattern, most) {
      return [...findAll(pattern, this, most < 0n ? Number.POSITIVE_INFINITY : Number(most))];
    }),
  ];
}

function listFunctions({ celMethod, listType, CelScalar: { BOOL, INT, DYN } }: Cel): CelFunc[] {
  const list = listType(DYN);
  return [
    celMethod('isSorted', list, [], BOOL, function () {
      const items = [...this];
      return items.every((item, index) => index === 0 || order(items[index - 1], item) <= 0);
    }),
    celMethod('min', list, [], DYN, function () {
      return extreme(this, -1);
    }),
    celMethod('max', list, [], DYN, function () {
      return extreme(this, 1);
    }),
    celMethod('sum', list, [], DYN, function () {
      return [...this].reduce<bigint | number>(add, this.size > 0 && typeof this.get(0) === 'number' ? 0 : 0n);
    }),
    celMethod('indexOf', list, [DYN], INT, function (wanted) {
      return BigInt([...this].indexOf(wanted));
    }),
    celMethod('lastIndexOf', list, [DYN], INT, function (wanted) {
      return BigInt([...this].lastIndexOf(wanted));
    }),
  ];
}

function order(a: unknown, b: unknown): number {
  const alike = typeof a === typeof b && ['bigint', 'number', 'string', 'boolean'].includes(typeof a);
  if (!alike) throw new Error('an order of values that are no numbers or texts is not supported');
  return isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0;
}

function isBefore(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a < b;
  return Number(a) < Number(b);
}

function extreme(list: CelList, sign: number): CelInput {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error('min or max of an empty list');
  return rest.reduce((best, item) => (order(item, best) * sign > 0 ? item : best), first);
}

function add(total: bigint | number, item: unknown): bigint | number {
  if (typeof total === 'bigint' && typeof item === 'bigint') return total + item;
  if (typeof total === 'number' && typeof item === 'number') return total + item;
  throw new Error('a sum of values that are no numbers is not supported');
}

function setFunctions({ celFunc, listType, CelScalar: { BOOL, DYN } }: Cel): CelFunc[] {
  const list = listType(DYN);
  const holds = (all: CelList, some: CelList) => [...some].every((item) => [...all].includes(item));
  return [
    celFunc('sets.contains', [list, list], BOOL, holds),
    celFunc('sets.equivalent', [list, list], BOOL, (a, b) => holds(a, b) && holds(b, a)),
    celFunc('sets.intersects', [list, list], BOOL, (a, b) => [...a].some((item) => [...b].includes(item))),
  ];
}
