import { type Format, formatOf } from './formats.ts';
import { finite, type JsonObject } from './json.ts';
import { compilePattern, type Pattern } from './pattern.ts';

/** Whole numbers that a format of integers holds. */
interface WholeRange {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

const int32: WholeRange = { name: '32-bit integer', min: -(2 ** 31), max: 2 ** 31 - 1 };
const int64: WholeRange = { name: '64-bit integer', min: -(2 ** 63), max: 2 ** 63 };

/** What a schema asks of a value beyond its type, read once so that the walk only compares. */
export class Bounds {
  readonly values: readonly unknown[] | undefined;
  /** The same as texts, for the usual enum of strings. */
  readonly words: ReadonlySet<unknown> | undefined;
  readonly patternSource: string | undefined;
  readonly format: Format | undefined;
  readonly formatName: string;
  readonly whole: WholeRange | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: boolean;
  readonly exclusiveMaximum: boolean;
  readonly multipleOf: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly uniqueItems: boolean;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;

  constructor(raw: JsonObject) {
    this.values = Array.isArray(raw.enum) ? raw.enum : undefined;
    this.words = this.values?.every((value) => typeof value !== 'object' || value === null)
      ? new Set(this.values)
      : undefined;
    this.patternSource = typeof raw.pattern === 'string' ? raw.pattern : undefined;
    this.formatName = typeof raw.format === 'string' ? raw.format : '';
    this.format = formatOf(this.formatName);
    this.whole = raw.type !== 'integer' ? undefined : this.formatName === 'int32' ? int32 : int64;
    this.minimum = finite(raw.minimum);
    this.maximum = finite(raw.maximum);
    this.exclusiveMinimum = raw.exclusiveMinimum === true;
    this.exclusiveMaximum = raw.exclusiveMaximum === true;
    this.multipleOf = finite(raw.multipleOf);
    this.minLength = finite(raw.minLength);
    this.maxLength = finite(raw.maxLength);
    this.minItems = finite(raw.minItems);
    this.maxItems = finite(raw.maxItems);
    this.uniqueItems = raw.uniqueItems === true;
    this.minProperties = finite(raw.minProperties);
    this.maxProperties = finite(raw.maxProperties);
  }

  /** The compiled pattern; undefined where there is none, or none that RE2 takes. */
  get pattern(): Pattern | undefined {
    return this.patternSource === undefined ? undefined : compilePattern(this.patternSource);
  }
}

const keywords = [
  'enum',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;

/** The bounds of a schema, or undefined where it has none, as most have not. */
export function boundsOf(raw: JsonObject): Bounds | undefined {
  return raw.type === 'integer' || keywords.some((keyword) => raw[keyword] !== undefined) ? new Bounds(raw) : undefined;
}
