import { formatOf } from '../../src/schema/formats.ts';
import { isObject, type JsonObject, own, texts } from '../../src/schema/json.ts';
import { compilePattern } from '../../src/schema/pattern.ts';

/** Texts of the forms that patterns of real CustomResourceDefinitions ask for. */
const candidates = [
  'a',
  'aa',
  'A',
  '1',
  '1s',
  '1m',
  '1h',
  '1d',
  '1Gi',
  '10GB',
  '1%',
  'a.b',
  'a/b',
  'a.b/c',
  'a:b',
  'sha256:'.padEnd(71, 'a'),
  'https://a',
  'https://a/b',
  'http://a',
  'oci://a',
  '* * * * *',
  '[0-1]',
  'USD',
  'Usage',
  'Tax',
  'Correction',
  'Recurring',
  'Spend',
  'Used',
  'Unused',
  'Dynamic',
  'Compute',
  'Cost',
  'january',
  'monday',
  '10:00',
  '2026',
  'abort',
  'ami-1',
  'cr-1',
  'pg-1',
  'sg-1',
  'subnet-1',
  '123456789012',
  'a@b.iam.gserviceaccount.com',
  'System',
  'Hostname',
  'a.json',
  '*',
  '10.0.0.1',
  '1.0.0',
  'latest',
  '/a',
  'arn:aws:iam::123456789012:role/a',
  '0',
  '',
];

/** An object that a schema takes, as far as a simple generator can tell: only what is required, or everything down to some depth. */
export function sample(schema: JsonObject, full: boolean, depth = 0): unknown {
  const enumerated: unknown = Array.isArray(schema.enum) ? schema.enum.find((value) => value !== null) : undefined;
  if (enumerated !== undefined) return enumerated;
  if (schema['x-kubernetes-int-or-string'] === true) return 1;
  switch (schema.type) {
    case 'string':
      return sampleText(schema);
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return true;
    case 'array':
      return sampleList(schema, full, depth);
    case 'object':
      return sampleObject(schema, full, depth);
    default:
      return {};
  }
}

function sampleText(schema: JsonObject): string {
  const format = typeof schema.format === 'string' ? formatOf(schema.format) : undefined;
  if (format !== undefined) return format.example;
  const least = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : 1000;
  const pattern = typeof schema.pattern === 'string' ? compilePattern(schema.pattern) : undefined;
  const fits = (text: string) => text.length >= least && text.length <= most && (pattern?.test(text) ?? true);
  return [...candidates, 'a'.repeat(Math.max(1, least))].find(fits) ?? 'a';
}

function sampleNumber(schema: JsonObject): number {
  const least = typeof schema.minimum === 'number' ? schema.minimum : undefined;
  const most = typeof schema.maximum === 'number' ? schema.maximum : undefined;
  if (least !== undefined) return schema.exclusiveMinimum === true ? least + 1 : least;
  return most !== undefined && most < 1 ? most : 1;
}

function sampleList(schema: JsonObject, full: boolean, depth: number): unknown[] {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
  const length = Math.max(least, full && depth < 6 ? 1 : 0);
  const items = isObject(schema.items) ? schema.items : {};
  return Array.from({ length }, () => sample(items, full, depth + 1));
}

function sampleObject(schema: JsonObject, full: boolean, depth: number): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const required = texts(schema.required);
  const least = Object.keys(properties).slice(0, required.length === 0 && schema.minProperties !== undefined ? 1 : 0);
  const keys = full && depth < 6 ? Object.keys(properties) : [...required, ...least];
  const object: Record<string, unknown> = embedded ? { apiVersion: 'v1', kind: 'A' } : {};
  for (const key of keys) {
    const child = own(properties, key);
    if (!(embedded && key === 'metadata')) object[key] = sample(isObject(child) ? child : {}, full, depth + 1);
  }
  if (isObject(schema.additionalProperties) && (full || schema.minProperties !== undefined)) {
    object.key = sample(schema.additionalProperties, full, depth + 1);
  }
  return object;
}

/** A change of an object in one place, which may or may not make it invalid. */
export interface Mutation {
  readonly name: string;
  readonly object: unknown;
}

/** Changes of an object, spread over its places: a field gone, a field too many, a value of another type. */
export function mutations(object: JsonObject, most: number): readonly Mutation[] {
  const places = placesOf(object).filter(
    ([first, second]) =>
      first !== 'metadata' && !(second === undefined && (first === 'apiVersion' || first === 'kind')),
  );
  const step = Math.max(1, Math.floor(places.length / most));
  return places
    .filter((_, index) => index % step === 0)
    .flatMap((place, index) => [
      { name: `without ${place.join('.')}`, object: changed(object, place, () => undefined) },
      index % 2 === 0
        ? { name: `other type at ${place.join('.')}`, object: changed(object, place, otherType) }
        : { name: `more at ${place.join('.')}`, object: changed(object, place, withMore) },
    ]);
}

type Place = readonly (string | number)[];

function placesOf(value: unknown, here: Place = []): readonly Place[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => [[...here, index], ...placesOf(item, [...here, index])]);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [[...here, key], ...placesOf(child, [...here, key])]);
}

function changed(value: unknown, [key, ...rest]: Place, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => (index === key ? changed(item, rest, change) : item));
    return items.filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  const field = changed(value[key], rest, change);
  const { [key]: before, ...others } = value;
  return field === undefined ? others : { ...others, [key]: field };
}

function otherType(value: unknown): unknown {
  if (typeof value === 'string') return 12345;
  if (typeof value === 'number') return true;
  if (typeof value === 'boolean') return 'text';
  return Array.isArray(value) ? { other: 1 } : [1];
}

function withMore(value: unknown): unknown {
  return isObject(value) ? { ...value, thisFieldIsUnknown: 1 } : otherType(value);
}

/** The same schema for ajv, which knows neither Kubernetes' keywords nor that fields are closed and defaults filled in. */
export function forAjv(raw: JsonObject, structural = true): JsonObject {
  const { pattern, format, default: fallback, 'x-kubernetes-validations': rules, ...kept } = raw;
  const { 'x-kubernetes-int-or-string': either, 'x-kubernetes-preserve-unknown-fields': open, anyOf, ...rest } = kept;
  const out: Record<string, unknown> = Object.fromEntries(
    Object.entries(rest).filter(([keyword]) => !keyword.startsWith('x-')),
  );
  if (typeof pattern === 'string' && isJsPattern(pattern)) out.pattern = pattern;
  if (either === true) out.type = ['integer', 'string'];
  else if (Array.isArray(anyOf)) out.anyOf = anyOf.map((branch) => forAjv(branch, false));
  if (out.type === undefined) delete out.nullable;
  const properties = isObject(raw.properties) ? raw.properties : undefined;
  const embedded = structural && raw['x-kubernetes-embedded-resource'] === true;
  const identity = embedded ? { apiVersion: { type: 'string' }, kind: { type: 'string' } } : {};
  out.properties = { ...identity, ...mapValues(properties ?? {}, (child) => forAjv(child, structural)) };
  if (isObject(raw.additionalProperties)) out.additionalProperties = forAjv(raw.additionalProperties, structural);
  else if (structural && raw.type === 'object' && open !== true && raw.additionalProperties !== true)
    out.additionalProperties = false;
  const required = texts(raw.required).filter((key) => defaultOf(properties, key) === undefined);
  out.required = [...new Set([...(embedded ? ['apiVersion', 'kind'] : []), ...required])];
  if (isObject(raw.items)) out.items = forAjv(raw.items, structural);
  for (const keyword of ['allOf', 'oneOf']) {
    const branches = raw[keyword];
    if (Array.isArray(branches)) out[keyword] = branches.map((branch) => forAjv(branch, false));
  }
  if (isObject(raw.not)) out.not = forAjv(raw.not, false);
  return out;
}

function defaultOf(properties: JsonObject | undefined, key: string): unknown {
  const child = properties === undefined ? undefined : own(properties, key);
  return isObject(child) ? child.default : undefined;
}

function mapValues(object: JsonObject, change: (value: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(isObject(value) ? value : {})]));
}

function isJsPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') !== undefined;
  } catch {
    return false;
  }
}
