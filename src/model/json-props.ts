import * as z from 'zod';
import { fieldKind } from './json-schema.ts';
import { parseDuration, parseSize } from './text-form.ts';

/**
 * Reads props from JSON, as a custom resource, a Helm value or a form brings them: sizes and durations from their text
 * form, then everything by the schema.
 *
 * @example
 * parseJson(Postgres.schema, { storage: '50Gi' });
 */
export function parseJson<S extends z.ZodType>(schema: S, json: unknown): z.ZodSafeParseResult<z.output<S>> {
  return schema.safeParse(fromJson(schema, json), { reportInput: true });
}

/** The value with every text that stands for a size or a duration made one; what is no such text stays for the schema to refuse. */
function fromJson(schema: z.core.$ZodType, json: unknown): unknown {
  const kind = fieldKind(schema)?.kind;
  if (kind !== undefined && typeof json === 'string') {
    return (kind === 'size' ? parseSize(json) : kind === 'duration' ? parseDuration(json) : undefined) ?? json;
  }
  if (wraps(schema)) return fromJson(schema._zod.def.innerType, json);
  if (schema instanceof z.ZodUnion) {
    return schema.options.reduce<unknown>((value, option) => fromJson(option, value), json);
  }
  if (schema instanceof z.ZodArray && Array.isArray(json)) return json.map((item) => fromJson(schema.element, item));
  if (!isObject(json)) return json;
  if (schema instanceof z.ZodRecord) return mapped(json, () => schema.valueType);
  if (schema instanceof z.ZodObject)
    return mapped(json, (key) => (Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined));
  return json;
}

function mapped(json: Record<string, unknown>, schemaOf: (key: string) => z.core.$ZodType | undefined): object {
  const entries: [string, unknown][] = Object.entries(json);
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const inner = schemaOf(key);
      return [key, inner === undefined ? value : fromJson(inner, value)];
    }),
  );
}

type Wrapper = z.ZodOptional | z.ZodDefault | z.ZodPrefault | z.ZodNullable | z.ZodReadonly;

function wraps(schema: z.core.$ZodType): schema is Wrapper {
  return [z.ZodOptional, z.ZodDefault, z.ZodPrefault, z.ZodNullable, z.ZodReadonly].some(
    (type) => schema instanceof type,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
