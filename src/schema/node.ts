import { type Bounds, boundsOf } from './bounds.ts';
import { isObject, type JsonObject, own, texts } from './json.ts';

/** What all nodes of a kind's schema share. */
export interface Scope {
  /** Finds the schema that a `$ref` names; undefined where there is none. */
  readonly resolve: (reference: string) => unknown;
  /** Whether the schema holds validation rules anywhere. */
  readonly ruled: boolean;
}

const anything: JsonObject = { 'x-kubernetes-preserve-unknown-fields': true };
const typeName: JsonObject = { type: 'string' };

/**
 * One place of a structural schema, in the form that the walk reads.
 * Each node reads its own level when it is made and its children when they are first asked for, so that checking one object of a kind
 * with a megabyte of schema costs what the object holds, not what the schema could say. All nodes have the same shape, which keeps the walk fast.
 */
export class SchemaNode {
  /** The schema as JSON, references resolved. */
  readonly raw: JsonObject;
  readonly type: string;
  readonly nullable: boolean;
  readonly intOrString: boolean;
  /** Whether this is a quantity that may be written as a text or a number. */
  readonly quantity: boolean;
  /** Whether fields that nobody declared may be here. */
  readonly open: boolean;
  /** Whether this is an object of Kubernetes of its own, with `apiVersion`, `kind` and `metadata`. */
  readonly embedded: boolean;
  readonly required: readonly string[];
  readonly fallback: unknown;
  readonly bounds: Bounds | undefined;
  /** Whether any of allOf, anyOf, oneOf and not is here. */
  readonly branching: boolean;
  readonly listType: string;
  readonly listKeys: readonly string[];
  readonly scope: Scope;
  readonly #properties: JsonObject;
  /** Whether no field is declared here. */
  readonly #nameless: boolean;
  readonly #children = new Map<string, SchemaNode | undefined>();
  #items: SchemaNode | null | undefined;
  #additional: SchemaNode | null | undefined;
  readonly #branches = new Map<string, readonly SchemaNode[]>();

  constructor(schema: unknown, scope: Scope, root = false) {
    const raw = dereference(schema, scope);
    this.raw = raw;
    this.scope = scope;
    this.type = typeof raw.type === 'string' ? raw.type : '';
    this.nullable = raw.nullable === true;
    this.intOrString = raw['x-kubernetes-int-or-string'] === true;
    this.quantity = raw.type === undefined && raw.format === 'quantity';
    this.embedded = root || raw['x-kubernetes-embedded-resource'] === true;
    this.#properties = isObject(raw.properties) ? raw.properties : {};
    this.#nameless = !this.embedded && Object.keys(this.#properties).length === 0;
    this.open = isOpen(raw);
    this.required = [...(this.embedded && !root ? ['apiVersion', 'kind'] : []), ...texts(raw.required)];
    this.fallback = raw.default;
    this.bounds = boundsOf(raw);
    this.branching =
      raw.anyOf !== undefined || raw.oneOf !== undefined || raw.allOf !== undefined || raw.not !== undefined;
    this.listType = typeof raw['x-kubernetes-list-type'] === 'string' ? raw['x-kubernetes-list-type'] : '';
    this.listKeys = texts(raw['x-kubernetes-list-map-keys']);
  }

  /** The node of a declared field. */
  child(key: string): SchemaNode | undefined {
    // A map declares none: the names that people give its members are not worth remembering.
    if (this.#nameless) return undefined;
    const known = this.#children.get(key);
    if (known !== undefined || this.#children.has(key)) return known;
    const schema = this.#childSchema(key);
    const made = schema === undefined ? undefined : new SchemaNode(schema, this.scope);
    this.#children.set(key, made);
    return made;
  }

  #childSchema(key: string): unknown {
    const declared = own(this.#properties, key);
    if (!this.embedded) return declared;
    if (key === 'apiVersion' || key === 'kind') return declared ?? typeName;
    return key === 'metadata' ? objectMeta(declared, this.scope) : declared;
  }

  /** Names of the fields that the schema itself declares. */
  get declared(): readonly string[] {
    return Object.keys(this.#properties);
  }

  /** Names of all fields that are known here. */
  get fields(): readonly string[] {
    return this.embedded ? [...new Set(['apiVersion', 'kind', 'metadata', ...this.declared])] : this.declared;
  }

  /** The node of each item of a list. */
  get items(): SchemaNode | undefined {
    this.#items ??= isObject(this.raw.items) ? new SchemaNode(this.raw.items, this.scope) : null;
    return this.#items ?? undefined;
  }

  /** The node of each value of a map. */
  get additional(): SchemaNode | undefined {
    const schema = this.raw.additionalProperties;
    this.#additional ??= isObject(schema) ? new SchemaNode(schema, this.scope) : null;
    return this.#additional ?? undefined;
  }

  /** The nodes of a row of alternatives. */
  branches(keyword: 'allOf' | 'anyOf' | 'oneOf' | 'not'): readonly SchemaNode[] {
    const known = this.#branches.get(keyword);
    if (known !== undefined) return known;
    const value = this.raw[keyword];
    const schemas = Array.isArray(value) ? value : value === undefined ? [] : [value];
    const made = schemas.map((schema) => new SchemaNode(schema, this.scope));
    this.#branches.set(keyword, made);
    return made;
  }
}

/** Follows a `$ref`; what stands beside it wins. A reference that leads nowhere, or in a circle, allows anything. */
function dereference(schema: unknown, { resolve }: Scope): JsonObject {
  let raw = isObject(schema) ? schema : anything;
  for (let hops = 0; typeof raw.$ref === 'string'; hops++) {
    const { $ref, ...rest } = raw;
    const target = hops < 32 ? resolve(String($ref)) : undefined;
    raw = { ...(isObject(target) ? target : anything), ...rest };
  }
  return isIntOrStringForm(raw) ? withoutAnyOf(raw) : raw;
}

/** `anyOf: [{type: integer}, {type: string}]`, which always stands beside int-or-string and says the same. */
function isIntOrStringForm(raw: JsonObject): boolean {
  if (raw['x-kubernetes-int-or-string'] !== true || !Array.isArray(raw.anyOf)) return false;
  return (
    raw.anyOf.length === 2 && raw.anyOf.every((branch) => isObject(branch) && Object.keys(branch).join() === 'type')
  );
}

function withoutAnyOf(raw: JsonObject): JsonObject {
  const { anyOf, ...rest } = raw;
  return rest;
}

function isOpen(raw: JsonObject): boolean {
  if (raw['x-kubernetes-preserve-unknown-fields'] === true || raw.additionalProperties === true) return true;
  return raw.type === undefined && raw.properties === undefined && !isObject(raw.additionalProperties);
}

/** The metadata of an object: what the API server knows, and beside it what the schema of the kind asks. */
function objectMeta(declared: unknown, { resolve }: Scope): unknown {
  const known = resolve('meta.v1.ObjectMeta');
  if (!isObject(known)) return { ...(isObject(declared) ? declared : {}), ...anything };
  if (!isObject(declared) || declared.properties === undefined) return known;
  const { type, ...asked } = declared;
  return { ...known, allOf: [asked] };
}
