import { closest } from '../model/closest.ts';
import type { Bounds } from './bounds.ts';
import { isObject, type JsonObject } from './json.ts';
import type { SchemaNode } from './node.ts';
import { showList } from './show.ts';
import type { Walk } from './walk.ts';

const nouns: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
};

/** Whether a value has the JSON type that the schema asks for; null is decided elsewhere. */
export function hasType(node: SchemaNode, value: unknown): boolean {
  if (node.intOrString) return typeof value === 'string' || Number.isInteger(value);
  switch (node.type) {
    case '':
      return !node.quantity || typeof value === 'string' || Number.isFinite(value);
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    default:
      return typeof value === node.type;
  }
}

/** Reports a value of the wrong type, with the way to write it where that is plain. */
export function reportType(walk: Walk, node: SchemaNode, value: unknown): void {
  const noun = nounOf(node);
  walk.block(`must be ${noun}, got ${walk.show(value)}`, typeHint(node.type, noun, value));
}

function nounOf(node: SchemaNode): string {
  if (node.intOrString) return 'an integer or a string';
  return node.quantity ? 'a quantity like "500m"' : (nouns[node.type] ?? `of type ${node.type}`);
}

function typeHint(type: string, noun: string, value: unknown): string {
  if (value === null) return `leave it out, or give ${noun}`;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return `write it in quotes: ${JSON.stringify(String(value))}`;
  }
  const numeric = typeof value === 'string' && value !== '' && Number.isFinite(Number(value));
  if (numeric && ((type === 'integer' && Number.isInteger(Number(value))) || type === 'number')) {
    return `write ${value} without quotes`;
  }
  if (type === 'boolean' && (value === 'true' || value === 'false')) return `write ${value} without quotes`;
  return `give ${noun}`;
}

/** Checks what a schema asks of a value beyond its type. */
export function checkBounds(walk: Walk, bounds: Bounds, value: unknown): void {
  if (bounds.values !== undefined) checkEnum(walk, bounds.values, bounds.words, value);
  if (typeof value === 'string') checkText(walk, bounds, value);
  else if (typeof value === 'number') checkNumber(walk, bounds, value);
  else if (Array.isArray(value)) checkSize(walk, value.length, bounds.minItems, bounds.maxItems, 'items');
  else if (isObject(value)) checkSize(walk, fieldCount(value), bounds.minProperties, bounds.maxProperties, 'fields');
}

function fieldCount(value: JsonObject): number {
  return Object.values(value).filter((field) => field !== undefined).length;
}

function checkEnum(
  walk: Walk,
  values: readonly unknown[],
  words: ReadonlySet<unknown> | undefined,
  value: unknown,
): void {
  const found = words === undefined ? values.some((one) => sameJson(one, value)) : words.has(value);
  if (found) return;
  // That nothing is allowed too needs no saying.
  const named = values.filter((one) => one !== '');
  const texts = named.filter((one) => typeof one === 'string');
  const near = typeof value === 'string' ? closest(value, texts) : undefined;
  const hint = near === undefined ? `use one of ${showList(named, 20)}` : `did you mean ${JSON.stringify(near)}`;
  walk.report(`must be one of ${showList(named)}, got ${walk.show(value)}`, hint);
}

function sameJson(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** JSON text with the keys in order, to compare values of any kind. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      isObject(part)
        ? Object.fromEntries(
            Object.keys(part)
              .sort()
              .map((key) => [key, part[key]]),
          )
        : part,
    ) ?? ''
  );
}

function checkText(walk: Walk, bounds: Bounds, value: string): void {
  const { minLength, maxLength, format, pattern, patternSource } = bounds;
  // The UTF-16 length is never less than the number of code points, which is what Kubernetes counts.
  if (maxLength !== undefined && value.length > maxLength && codePoints(value) > maxLength) {
    walk.block(`must have at most ${maxLength} characters, got ${codePoints(value)}`, 'shorten it');
  }
  if (minLength !== undefined && codePoints(value) < minLength) {
    walk.report(`must have at least ${minLength} characters, got ${walk.show(value)}`, 'give a longer text');
  }
  if (pattern !== undefined && !pattern.test(value)) {
    walk.report(`must match ${patternSource}, got ${walk.show(value)}`, 'give a text that matches the pattern');
  } else if (pattern === undefined && patternSource !== undefined) {
    walk.gaps.add(`pattern ${JSON.stringify(patternSource)} is not valid in RE2`);
  }
  if (format !== undefined && !format.test(value)) {
    walk.report(`is not a valid ${bounds.formatName}, got ${walk.show(value)}`, `write it like "${format.example}"`);
  }
}

function codePoints(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}

function checkNumber(walk: Walk, bounds: Bounds, value: number): void {
  const { whole, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds;
  if (whole !== undefined && (value < whole.min || value > whole.max)) {
    walk.report(`does not fit a ${whole.name}, got ${walk.show(value)}`, 'give a smaller number');
  }
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    const bound = exclusiveMinimum ? `more than ${minimum}` : `at least ${minimum}`;
    walk.report(`must be ${bound}, got ${walk.show(value)}`, `give ${bound}`);
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    const bound = exclusiveMaximum ? `less than ${maximum}` : `at most ${maximum}`;
    walk.report(`must be ${bound}, got ${walk.show(value)}`, `give ${bound}`);
  }
  if (multipleOf !== undefined && multipleOf > 0 && !Number.isInteger(value / multipleOf)) {
    walk.report(`must be a multiple of ${multipleOf}, got ${walk.show(value)}`, `give a multiple of ${multipleOf}`);
  }
}

function checkSize(walk: Walk, size: number, least: number | undefined, most: number | undefined, what: string): void {
  if (least !== undefined && size < least) walk.report(`must have at least ${least} ${what}, got ${size}`, 'add to it');
  if (most !== undefined && size > most) walk.block(`must have at most ${most} ${what}, got ${size}`, 'shorten it');
}
