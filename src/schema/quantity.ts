const form = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

const binary: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Decimal exponents that a quantity may have; Kubernetes caps far earlier, and more would only burn time. */
const exponentLimit = 64;

/** Whether a text is a Kubernetes quantity: `500m`, `1.5Gi`, `1e3`. */
export function isQuantity(text: string): boolean {
  const match = form.exec(text);
  return match !== null && Math.abs(Number(match[5] ?? 0)) <= exponentLimit;
}

/** A quantity as a whole number of `10^-scale`, exact; undefined where the text is no quantity. */
export interface Quantity {
  readonly value: bigint;
  readonly scale: number;
}

/** Reads a quantity without rounding. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = form.exec(text);
  if (match === null || !isQuantity(text)) return undefined;
  const [, sign, digits = '', binarySuffix, decimalSuffix, exponent] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  let value = BigInt(`${whole}${fraction}` || '0');
  let scale = fraction.length;
  if (binarySuffix !== undefined) value <<= binary[binarySuffix] ?? 0n;
  scale -= decimalSuffix === undefined ? Number(exponent ?? 0) : (decimal[decimalSuffix] ?? 0);
  return { value: sign === '-' ? -value : value, scale };
}

/** Compares two quantities: negative, zero or positive. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum of two quantities. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const [left, right] = aligned(a, b);
  return { value: left + right, scale: Math.max(a.scale, b.scale) };
}

/** Two quantities as whole numbers of the same unit. */
function aligned(a: Quantity, b: Quantity): readonly [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale);
  return [a.value * 10n ** BigInt(scale - a.scale), b.value * 10n ** BigInt(scale - b.scale)];
}
