/** A value that cannot be written as YAML or JSON: where it stands, and what it is. */
interface Unwritable {
  /** Keys and indexes from the top, as in `spec.containers[0].image`. */
  readonly at: string;
  /** What stands there, such as `a Date` or `NaN`. */
  readonly found: string;
}

/** Levels of nesting that are written; deeper data is nearly always circular, and YAML readers give up as well. */
export const maximumDepth = 500;

/**
 * Finds the first value that is not plain data: anything but text without lone surrogates, finite numbers,
 * booleans, null, lists and plain objects. Undefined members of objects are left out when written, so they are fine.
 */
export function findUnwritable(value: unknown): Unwritable | undefined {
  const stack: Visit[] = [{ value, at: '', depth: 0 }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const found = faultOf(visit.value, visit.depth);
    if (found !== undefined) return { at: visit.at, found };
    for (const child of childrenOf(visit).reverse()) stack.push(child);
  }
  return undefined;
}

/** True for objects made by `{}`, `Object.create(null)` or a parser, of this realm or another one. */
export function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null && !Array.isArray(value);
}

/** True for text that holds half of a surrogate pair, which no encoding of a file can express. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

interface Visit {
  readonly value: unknown;
  readonly at: string;
  readonly depth: number;
}

function faultOf(value: unknown, depth: number): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'string') return hasLoneSurrogate(value) ? 'text with half of a surrogate pair' : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value);
  if (typeof value !== 'object') return value === undefined ? 'undefined' : `a ${typeof value}`;
  if (depth >= maximumDepth) return `data nested deeper than ${maximumDepth} levels, or data that contains itself`;
  if (Array.isArray(value)) return undefined;
  if (!isPlainObject(value)) return `an instance of ${String(value.constructor?.name)}`;
  const badKey = Object.keys(value).find(hasLoneSurrogate);
  return badKey === undefined ? undefined : `a key with half of a surrogate pair: ${JSON.stringify(badKey)}`;
}

function childrenOf({ value, at, depth }: Visit): Visit[] {
  if (Array.isArray(value)) {
    return Array.from(value, (child: unknown, i) => ({ value: child, at: `${at}[${i}]`, depth: depth + 1 }));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .map(([key, child]) => ({ value: child, at: step(at, key), depth: depth + 1 }));
}

function step(at: string, key: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${at}[${JSON.stringify(key)}]`;
  return at === '' ? key : `${at}.${key}`;
}
