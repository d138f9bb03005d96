import * as z from 'zod';
import { fieldKind } from '../model/json-schema.ts';

/**
 * What is wrong with the schema of a golden path: it must be made of strict objects, without unions of objects and without
 * transforms, and describe every prop.
 */
export function schemaFaults(schema: z.ZodType): readonly string[] {
  const faults: string[] = [];
  if (!(schema instanceof z.ZodObject)) faults.push('its schema is no object');
  visit(schema, '', faults);
  return faults;
}

function visit(schema: z.core.$ZodType, path: string, faults: string[]): void {
  if (fieldKind(schema) !== undefined) return;
  const { def } = schema._zod;
  const here = path === '' ? 'the schema' : path.slice(1);
  if (def.type === 'transform' || def.type === 'pipe') faults.push(`${here} is a transform; take the value as it is`);
  else if (def.type === 'catch') faults.push(`${here} hides what is wrong with it behind a fallback`);
  else if (schema instanceof z.ZodObject) visitObject(schema, path, here, faults);
  else if (schema instanceof z.ZodUnion) visitUnion(schema, path, here, faults);
  else if (schema instanceof z.ZodArray) visit(schema.element, `${path}[]`, faults);
  else if (schema instanceof z.ZodRecord) visit(schema.valueType, `${path}.*`, faults);
  else if ('innerType' in def && isSchema(def.innerType)) visit(def.innerType, path, faults);
}

function visitObject(schema: z.ZodObject, path: string, here: string, faults: string[]): void {
  const { catchall } = schema._zod.def;
  if (catchall === undefined || catchall._zod.def.type !== 'never') {
    faults.push(`${here} is no strict object: a misspelt prop would pass`);
  }
  for (const [name, prop] of Object.entries(schema.shape)) {
    if (!described(prop)) faults.push(`${`${path}.${name}`.slice(1)} has no description`);
    visit(prop, `${path}.${name}`, faults);
  }
}

function visitUnion(schema: z.ZodUnion, path: string, here: string, faults: string[]): void {
  const objects = schema.options.filter((option) => bare(option) instanceof z.ZodObject);
  if (objects.length > 0 && schema.options.length > 1)
    faults.push(`${here} is a union of objects; make two props of it`);
  for (const option of schema.options) visit(option, path, faults);
}

/** Whether a prop says what it is, itself or within its default. */
function described(schema: z.core.$ZodType): boolean {
  const inner = innerOf(schema);
  const own = z.globalRegistry.get(schema)?.description;
  return (own !== undefined && own !== '') || (inner !== undefined && described(inner));
}

function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = innerOf(schema);
  return inner === undefined ? schema : bare(inner);
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const { def } = schema._zod;
  return 'innerType' in def && isSchema(def.innerType) ? def.innerType : undefined;
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}
