import * as z from 'zod';
import { FIELD, type FieldKind, isDuration, isSize, quantity } from './fields.ts';
import { DURATION_PATTERN, durationText, SIZE_PATTERN } from './text-form.ts';

/** A JSON Schema as plain data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema (draft-07) of what a golden path takes, as Helm's `values.schema.json` and the portals' forms need it.
 *
 * It is plain: no reference, nothing remote. Sizes and durations are texts with a pattern, their defaults too; the alternative of
 * a reference disappears, and so does a value for each environment.
 */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  const raw = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    cycles: 'throw',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }) => {
      const field = fieldKind(zodSchema);
      if (field !== undefined) jsonSchema[FIELD] = { kind: field.kind, limits: limits(field) };
      const { def } = zodSchema._zod;
      if (def.type === 'default' || def.type === 'prefault') jsonSchema.default = jsonValue(def.defaultValue);
    },
  });
  return clean(raw, '');
}

/** What a custom field of this package says of itself, or undefined for any other schema. */
export function fieldKind(schema: z.core.$ZodType): FieldKind | undefined {
  const mark = z.globalRegistry.get(schema)?.[FIELD];
  return isFieldKind(mark) ? mark : undefined;
}

/** Keywords that hold one schema. */
const single = ['items', 'additionalProperties', 'propertyNames'];
/** Keywords that hold a list of schemas. */
const several = ['allOf', 'anyOf', 'oneOf'];

function clean(node: JsonSchema, path: string): JsonSchema {
  const { [FIELD]: field, ...rest } = node;
  const result: Record<string, unknown> = { ...rest, ...textForm(field, rest.description, path) };
  for (const key of single) {
    const inner = result[key];
    if (isObject(inner)) result[key] = clean(inner, `${path}.${key}`);
  }
  for (const key of several) {
    const branches = result[key];
    if (Array.isArray(branches)) result[key] = branches.filter(isJson).map((branch) => clean(branch, path));
  }
  if (isObject(result.properties)) {
    const properties: [string, unknown][] = Object.entries(result.properties);
    result.properties = Object.fromEntries(
      properties.map(([name, inner]) => [name, isObject(inner) ? clean(inner, `${path}.${name}`) : inner]),
    );
  }
  return unwrapped(wholeNumbers(result), path);
}

function textForm(field: unknown, description: unknown, path: string): JsonSchema {
  if (!isObject(field)) return {};
  if (field.kind === 'ref') throw new Error(`${path.slice(1)} takes nothing but a reference, which has no JSON form`);
  const words = [description, field.limits].filter((part) => typeof part === 'string' && part !== '');
  return {
    type: 'string',
    pattern: field.kind === 'size' ? SIZE_PATTERN : DURATION_PATTERN,
    ...(words.length === 0 ? {} : { description: words.join(' ') }),
  };
}

/** Whether a branch of a union has a JSON form. */
function isJson(branch: unknown): branch is JsonSchema {
  return isObject(branch) && !(isObject(branch[FIELD]) && branch[FIELD].kind === 'ref');
}

/** A union of which one branch is left is that branch. */
function unwrapped(node: JsonSchema, path: string): JsonSchema {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf)) return node;
  const [first, ...others] = anyOf;
  if (first === undefined) throw new Error(`${path.slice(1)} takes nothing but references, which have no JSON form`);
  return others.length === 0 ? { ...first, ...rest } : node;
}

/** Takes off the bounds of safe integers, which say nothing, and names whole numbers as such. */
function wholeNumbers(node: Record<string, unknown>): JsonSchema {
  if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
  if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
  const choices = Array.isArray(node.enum) ? node.enum : 'const' in node ? [node.const] : [];
  if (node.type === 'number' && choices.length > 0 && choices.every(Number.isInteger)) node.type = 'integer';
  return node;
}

function limits(field: FieldKind): string {
  if (field.kind === 'ref') return '';
  const text = (value: unknown) => String(jsonValue(value));
  const bounds = [
    ...(field.min === undefined ? [] : [`at least ${text(field.min)}`]),
    ...(field.max === undefined ? [] : [`at most ${text(field.max)}`]),
  ].join(', ');
  const form = field.kind === 'size' ? 'Written as "20Gi"' : 'Written as "90s"';
  return bounds === '' ? `${form}.` : `${form}; ${bounds}.`;
}

function jsonValue(value: unknown): unknown {
  if (isSize(value)) return quantity(value);
  if (isDuration(value)) return durationText(value);
  if (Array.isArray(value)) return value.map(jsonValue);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonValue(inner)]));
}

function isFieldKind(value: unknown): value is FieldKind {
  return isObject(value) && (value.kind === 'size' || value.kind === 'duration' || value.kind === 'ref');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
