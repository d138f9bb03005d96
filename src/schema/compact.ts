import { isObject, type JsonObject } from './json.ts';
import { compilePattern } from './pattern.ts';

/** What differs between the forms in which schemas are published. */
export interface Dialect {
  /** Whether an object without declared fields takes none, as in CustomResourceDefinitions; elsewhere it takes any. */
  readonly closed: boolean;
  /** The name of the definition that a `$ref` means, or undefined where it leads out of the document. */
  readonly definition: (reference: string) => string | undefined;
  /** Whether defaults that only say "empty" are left out: generated documents have them beside required fields. */
  readonly dropEmptyDefaults: boolean;
}

const preserve = 'x-kubernetes-preserve-unknown-fields';
const depthLimit = 200;

const scalars: Readonly<Record<string, 'string' | 'boolean' | 'number'>> = {
  pattern: 'string',
  format: 'string',
  nullable: 'boolean',
  uniqueItems: 'boolean',
  minimum: 'number',
  maximum: 'number',
  multipleOf: 'number',
  minLength: 'number',
  maxLength: 'number',
  minItems: 'number',
  maxItems: 'number',
  minProperties: 'number',
  maxProperties: 'number',
  [preserve]: 'boolean',
  'x-kubernetes-int-or-string': 'boolean',
  'x-kubernetes-embedded-resource': 'boolean',
  'x-kubernetes-list-type': 'string',
};

/** Keywords that say something a structural schema cannot hold: leaving them out would pass what they refuse. */
const refused = [
  'patternProperties',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'propertyNames',
  'contains',
  'if',
];

/** Brings schemas of one document to the compact form, and collects what it cannot bring over. */
export class Compactor {
  readonly #dialect: Dialect;
  /** What is wrong with the schemas, one text each, with the place in front. */
  readonly complaints: string[] = [];
  /** Names of the definitions that were referred to. */
  readonly references = new Set<string>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** The compact form of a schema that stands at a place, like `spec.versions[0]`. */
  compact(raw: unknown, place: string, depth = 0): JsonObject {
    if (depth > depthLimit) return this.#complain(place.slice(0, 80), `is nested more than ${depthLimit} levels deep`);
    if (raw === true) return { [preserve]: true };
    if (raw === false) return { not: {} };
    if (!isObject(raw)) return this.#complain(place, 'is not a schema');
    const out: Record<string, unknown> = {};
    this.#reference(raw, out, place);
    this.#types(raw, out, place);
    this.#values(raw, out, place);
    this.#bounds(raw, out);
    this.#children(raw, out, place, depth);
    this.#branches(raw, out, place, depth);
    for (const keyword of refused) if (raw[keyword] !== undefined) this.#complain(place, `uses ${keyword}`);
    if (!this.#dialect.closed && isBare(out)) out[preserve] = true;
    return out;
  }

  #reference(raw: JsonObject, out: Record<string, unknown>, place: string): void {
    if (raw.$ref === undefined) return;
    const name = typeof raw.$ref === 'string' ? this.#dialect.definition(raw.$ref) : undefined;
    if (name === undefined) {
      this.#complain(place, `refers to ${JSON.stringify(raw.$ref)}, which is not in the document`);
      return;
    }
    this.references.add(name);
    out.$ref = name;
  }

  /** One type, of which null may be an alternative; several become alternatives. */
  #types(raw: JsonObject, out: Record<string, unknown>, place: string): void {
    if (raw.type === undefined) return;
    const types = (Array.isArray(raw.type) ? raw.type : [raw.type]).filter((type) => type !== 'null');
    if (types.length === 0 || !types.every(isType)) this.#complain(place, `has type ${JSON.stringify(raw.type)}`);
    else if (types.length === 1) out.type = types[0];
    else out.allOf = [{ anyOf: types.map((type) => ({ type })) }];
    if (Array.isArray(raw.type) && raw.type.includes('null')) out.nullable = true;
  }

  #values(raw: JsonObject, out: Record<string, unknown>, place: string): void {
    if (Array.isArray(raw.enum)) out.enum = raw.enum;
    if (raw.const !== undefined) out.enum = [raw.const];
    const hasDefault = raw.default !== undefined && !(this.#dialect.dropEmptyDefaults && isEmpty(raw.default));
    if (hasDefault) out.default = raw.default;
    if (Array.isArray(raw.required) && raw.required.length > 0) out.required = raw.required;
    for (const keyword of ['x-kubernetes-list-map-keys', 'x-kubernetes-validations']) {
      if (Array.isArray(raw[keyword])) out[keyword] = raw[keyword];
    }
    for (const [keyword, type] of Object.entries(scalars)) {
      const value = raw[keyword];
      if (value === undefined || value === null || value === false) continue;
      if (typeof value === type) out[keyword] = value;
      else this.#complain(place, `has ${keyword} ${JSON.stringify(value)}, which is not a ${type}`);
    }
    if (typeof out.pattern === 'string' && compilePattern(out.pattern) === undefined) {
      this.#complain(place, `has pattern ${JSON.stringify(out.pattern)}, which is not valid in RE2`);
    }
  }

  /** Exclusive bounds stand as true beside a bound in Kubernetes, and as a number of their own in newer JSON Schema. */
  #bounds(raw: JsonObject, out: Record<string, unknown>): void {
    for (const [exclusive, bound] of [
      ['exclusiveMinimum', 'minimum'],
      ['exclusiveMaximum', 'maximum'],
    ] as const) {
      if (raw[exclusive] === true) out[exclusive] = true;
      if (typeof raw[exclusive] !== 'number') continue;
      out[bound] = raw[exclusive];
      out[exclusive] = true;
    }
  }

  #children(raw: JsonObject, out: Record<string, unknown>, place: string, depth: number): void {
    if (isObject(raw.properties)) {
      const entries = Object.entries(raw.properties);
      const compacted = entries.map(
        ([key, child]) => [key, this.compact(child, `${place}.${key}`, depth + 1)] as const,
      );
      if (entries.length > 0) out.properties = Object.fromEntries(compacted);
    }
    if (isObject(raw.items)) out.items = this.compact(raw.items, `${place}[]`, depth + 1);
    else if (raw.items !== undefined) this.#complain(place, 'has items that are not one schema');
    if (typeof raw.additionalProperties === 'boolean') out.additionalProperties = raw.additionalProperties;
    else if (raw.additionalProperties !== undefined) {
      out.additionalProperties = this.compact(raw.additionalProperties, `${place}{}`, depth + 1);
    }
  }

  #branches(raw: JsonObject, out: Record<string, unknown>, place: string, depth: number): void {
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      const branches = raw[keyword];
      if (!Array.isArray(branches)) continue;
      const compacted = branches.map((branch, index) =>
        this.#branch(branch, `${place}.${keyword}[${index}]`, depth + 1),
      );
      const [only] = compacted;
      // Generators wrap a reference in allOf to put a default beside it.
      const wrapped = keyword === 'allOf' && compacted.length === 1 && out.$ref === undefined ? only?.$ref : undefined;
      if (wrapped !== undefined) out.$ref = wrapped;
      else out[keyword] = [...(Array.isArray(out[keyword]) ? out[keyword] : []), ...compacted];
    }
    if (raw.not !== undefined) out.not = this.#branch(raw.not, `${place}.not`, depth + 1);
  }

  /** A branch validates values and declares nothing, so a bare one must not read as "anything goes, and more". */
  #branch(raw: unknown, place: string, depth: number): JsonObject {
    const compacted = this.compact(raw, place, depth);
    if (this.#dialect.closed || !isObject(raw) || raw[preserve] !== undefined) return compacted;
    const { [preserve]: added, ...rest } = compacted;
    return rest;
  }

  #complain(place: string, found: string): JsonObject {
    this.complaints.push(`${place} ${found}`);
    return {};
  }
}

function isType(type: unknown): boolean {
  return ['object', 'array', 'string', 'integer', 'number', 'boolean'].some((known) => known === type);
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === 0 || value === false || (isObject(value) && Object.keys(value).length === 0);
}

/** Whether nothing says which fields an object has. */
function isBare(schema: JsonObject): boolean {
  return (
    schema.type === 'object' &&
    schema.properties === undefined &&
    schema.additionalProperties === undefined &&
    schema.$ref === undefined
  );
}
