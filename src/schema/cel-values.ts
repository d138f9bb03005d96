import type { CelInput } from '@bufbuild/cel';
import type { Budget } from './cel-budget.ts';
import type { Conversions } from './cel-program.ts';
import { effective } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import type { SchemaNode } from './node.ts';

/** What conversion of a value needs to know beside its schema. */
export interface Conversion {
  readonly budget: Budget;
  readonly conversions: Conversions;
}

/**
 * A value as rules see it: typed by its schema, not by how JSON writes it. Whole numbers are integers, timestamps and durations are such,
 * defaults are filled in, null is absent where it is not allowed.
 */
export function toCel(node: SchemaNode | undefined, value: unknown, context: Conversion): CelInput {
  switch (typeof value) {
    case 'string':
      return node?.type === 'string' ? textToCel(node, value, context) : value;
    case 'number':
      return node?.type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
    case 'boolean':
      return value;
    default:
      if (Array.isArray(value)) return new List(node?.items, value, context);
      return isObject(value) ? new Fields(node, value, context) : null;
  }
}

function textToCel(node: SchemaNode, value: string, { conversions }: Conversion): CelInput {
  switch (node.raw.format) {
    case 'date-time':
    case 'datetime':
      return conversions.timestamp(value) ?? value;
    case 'date':
      return conversions.timestamp(`${value}T00:00:00Z`) ?? value;
    case 'duration':
      return conversions.duration(value) ?? value;
    case 'byte':
      return new Uint8Array(Buffer.from(value, 'base64'));
    default:
      return value;
  }
}

/** A list that charges for being gone through. */
class List extends Array<CelInput> {
  readonly #budget: Budget;

  constructor(items: SchemaNode | undefined, list: readonly unknown[], context: Conversion) {
    super();
    this.#budget = context.budget;
    for (const item of list) this.push(toCel(items, item, context));
  }

  override values(): ArrayIterator<CelInput> {
    this.#budget.spend(this.length);
    return super.values();
  }

  /** Copies of a list are plain lists. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** An object whose fields are converted when a rule reads them, so that a rule costs what it looks at. */
class Fields extends Map<string, CelInput> {
  readonly #node: SchemaNode | undefined;
  readonly #object: JsonObject;
  readonly #context: Conversion;
  /** Whether the fields are declared, and so have names that rules escape; the keys of a map are texts. */
  readonly #declared: boolean;
  #complete: Map<string, CelInput> | undefined;

  constructor(node: SchemaNode | undefined, object: JsonObject, context: Conversion) {
    super();
    this.#node = node;
    this.#object = object;
    this.#context = context;
    this.#declared = node !== undefined && node.fields.length > 0;
  }

  override get(key: string): CelInput | undefined {
    const known = super.get(key);
    if (known !== undefined) return known;
    const name = this.#declared ? unescapeName(key) : key;
    const value = effective(this.#object, name, this.#node);
    if (value === undefined) return undefined;
    const made = toCel(this.#node?.child(name) ?? this.#node?.additional, value, this.#context);
    super.set(key, made);
    return made;
  }

  override has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  override get size(): number {
    return this.#all().size;
  }

  override keys(): MapIterator<string> {
    return this.#charged().keys();
  }

  override values(): MapIterator<CelInput> {
    return this.#charged().values();
  }

  override entries(): MapIterator<[string, CelInput]> {
    return this.#charged().entries();
  }

  override [Symbol.iterator](): MapIterator<[string, CelInput]> {
    return this.entries();
  }

  override forEach(visit: (value: CelInput, key: string, map: Map<string, CelInput>) => void): void {
    this.#charged().forEach(visit);
  }

  #charged(): Map<string, CelInput> {
    const all = this.#all();
    this.#context.budget.spend(all.size);
    return all;
  }

  #all(): Map<string, CelInput> {
    if (this.#complete !== undefined) return this.#complete;
    const names = new Set([...Object.keys(this.#object), ...(this.#node?.declared ?? [])]);
    const all = new Map<string, CelInput>();
    for (const name of names) {
      const key = this.#declared ? escapeName(name) : name;
      const value = this.get(key);
      if (value !== undefined) all.set(key, value);
    }
    this.#complete = all;
    return all;
  }
}

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const escapes: Readonly<Record<string, string>> = {
  __underscores__: '__',
  __dot__: '.',
  __dash__: '-',
  __slash__: '/',
};
const marks: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** The field that a rule means: `__namespace__` is `namespace`, `x__dash__y` is `x-y`. */
function unescapeName(name: string): string {
  if (!name.includes('__')) return name;
  const word = name.slice(2, -2);
  if (name.startsWith('__') && name.endsWith('__') && reserved.has(word)) return word;
  return name.replaceAll(/__(?:underscores|dot|dash|slash)__/g, (mark) => escapes[mark] ?? mark);
}

function escapeName(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  return name.replaceAll(/__|[./-]/g, (mark) => marks[mark] ?? mark);
}
