import type * as z from 'zod';
import { type JsonSchema, toJsonSchema } from './json-schema.ts';

/** What Kubernetes takes of a JSON Schema as it is. */
const kept = [
  'default',
  'description',
  'enum',
  'maxItems',
  'maxLength',
  'maximum',
  'maxProperties',
  'minItems',
  'minLength',
  'minimum',
  'minProperties',
  'multipleOf',
  'pattern',
  'required',
  'title',
  'type',
];

/** What only validators of JSON Schema read: leaving it out changes no meaning that Kubernetes could hold. */
const dropped = ['$schema', 'examples', 'id', '$id', 'deprecated', 'readOnly', 'writeOnly', 'format'];

/** Keywords that are translated below. */
const translated = [
  'additionalProperties',
  'allOf',
  'anyOf',
  'const',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'items',
  'oneOf',
  'properties',
  'propertyNames',
];

/**
 * The structural OpenAPI v3 schema of what a golden path takes, as a CRD or a Crossplane XRD needs it: every node has one type,
 * there is no reference and no union of objects.
 *
 * An unknown field is not refused but pruned, as Kubernetes does; limits on the names of a map stand in its description. The props
 * are checked again when they are read, so nothing passes that the schema itself would refuse.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function toStructuralSchema(schema: z.ZodType): JsonSchema {
  return structural(toJsonSchema(schema), '');
}

function structural(node: JsonSchema, path: string): JsonSchema {
  const known = new Set([...kept, ...dropped, ...translated]);
  for (const key of Object.keys(node)) {
    if (!known.has(key)) throw new Error(`${where(path)} uses "${key}", which a structural schema cannot hold`);
  }
  const union = node.anyOf ?? node.oneOf;
  if (Array.isArray(union)) return unionOf(node, union.filter(isObject), path);
  const result: Record<string, unknown> = { ...pick(node, kept), ...typeOf(node, path), ...bounds(node) };
  if (Array.isArray(node.allOf)) result.allOf = node.allOf.filter(isObject).map((part) => pick(part, ['pattern']));
  if ('const' in node) result.enum = [node.const];
  if (isObject(node.items)) result.items = structural(node.items, `${path}[]`);
  else if (node.type === 'array') throw new Error(`${where(path)} is a list without one type of item`);
  Object.assign(result, members(node, path));
  return result;
}

/** Members of an object, or of a map: Kubernetes takes one of both. */
function members(node: JsonSchema, path: string): JsonSchema {
  if (isObject(node.properties)) {
    const entries: [string, unknown][] = Object.entries(node.properties);
    return {
      properties: Object.fromEntries(
        entries.map(([name, inner]) => [name, isObject(inner) ? structural(inner, `${path}.${name}`) : inner]),
      ),
    };
  }
  if (!isObject(node.additionalProperties)) return {};
  const names = isObject(node.propertyNames) ? node.propertyNames.pattern : undefined;
  const hint = typeof names === 'string' ? `Its names match \`${names}\`.` : undefined;
  const description = [node.description, hint].filter((part) => typeof part === 'string').join(' ');
  return {
    ...(description === '' ? {} : { description }),
    additionalProperties: structural(node.additionalProperties, `${path}.*`),
  };
}

/** A union: of a type and null, of whole number and text, or of choices of one type. */
function unionOf(node: JsonSchema, branches: readonly JsonSchema[], path: string): JsonSchema {
  const own = pick(node, ['default', 'description', 'title']);
  const [first, ...others] = branches.filter(({ type }) => type !== 'null');
  if (first === undefined) throw new Error(`${where(path)} has no type`);
  const nullable = others.length + 1 < branches.length ? { nullable: true } : {};
  if (others.length === 0) return { ...structural(first, path), ...own, ...nullable };
  const all = [first, ...others];
  const types = new Set(all.map(({ type }) => type));
  if (types.size === 2 && types.has('integer') && types.has('string')) {
    return { 'x-kubernetes-int-or-string': true, ...own, ...nullable };
  }
  const choices = all.map((branch) =>
    Array.isArray(branch.enum) ? branch.enum : 'const' in branch ? [branch.const] : [],
  );
  if (types.size === 1 && choices.every(({ length }) => length > 0)) {
    return { type: first.type, enum: choices.flat(), ...own, ...nullable };
  }
  throw new Error(`${where(path)} is a union, which a structural schema cannot hold`);
}

function typeOf(node: JsonSchema, path: string): JsonSchema {
  const { type } = node;
  if (typeof type === 'string' && type !== 'null') return { type };
  if (Array.isArray(type) && type.length === 2 && type.includes('null')) {
    return { type: type.find((name) => name !== 'null'), nullable: true };
  }
  throw new Error(`${where(path)} has no single type`);
}

/** Bounds that exclude their own value, in the form of OpenAPI v3: a flag beside the bound, or the next whole number. */
function bounds({ type, exclusiveMinimum: low, exclusiveMaximum: high }: JsonSchema): JsonSchema {
  const whole = type === 'integer';
  return {
    ...(typeof low !== 'number' ? {} : whole ? { minimum: low + 1 } : { minimum: low, exclusiveMinimum: true }),
    ...(typeof high !== 'number' ? {} : whole ? { maximum: high - 1 } : { maximum: high, exclusiveMaximum: true }),
  };
}

function pick(node: JsonSchema, keys: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(node).filter(([key]) => keys.includes(key)));
}

function where(path: string): string {
  return path === '' ? 'the schema' : path.replace(/^\./, '');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
