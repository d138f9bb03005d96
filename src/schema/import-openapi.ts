import { Compactor, type Dialect } from './compact.ts';
import type { Imported } from './import-crd.ts';
import { isObject, type JsonObject, own } from './json.ts';
import type { KindSchema } from './kind-schema.ts';

/** The name under which a JSON schema that is itself the schema of a kind stands among its definitions. */
const whole = '#';

/** The definitions of an OpenAPI document of Kubernetes (v3 or v2) or of a JSON schema; undefined where none is of a kind. */
export function definitionsOf(document: unknown): JsonObject | undefined {
  if (!isObject(document)) return undefined;
  const components = isObject(document.components) ? document.components.schemas : undefined;
  const definitions = components ?? document.definitions;
  const found = { ...(isObject(definitions) ? definitions : {}), [whole]: document };
  return Object.values(found).some((schema) => kindsOf(schema).length > 0) ? found : undefined;
}

/** The schemas of all kinds that definitions hold, each with the definitions that it needs. */
export function importDefinitions(definitions: JsonObject): Imported {
  const schemas: KindSchema[] = [];
  const complaints: string[] = [];
  const compacted = new Map<string, Compacted>();
  for (const [name, definition] of ownKinds(definitions)) {
    for (const { apiVersion, kind } of kindsOf(definition)) {
      const closure = collect(name, definitions, compacted);
      complaints.push(...closure.complaints);
      const { [name]: schema = {}, ...rest } = closure.schemas;
      const needed = closure.references.has(name) ? closure.schemas : rest;
      schemas.push({ apiVersion, kind, schema, ...(Object.keys(needed).length === 0 ? {} : { definitions: needed }) });
    }
  }
  return { schemas, complaints: [...new Set(complaints)] };
}

/** Definitions of kinds; in the document of another project, not the copies of core kinds that came along from an older Kubernetes. */
function ownKinds(definitions: JsonObject): readonly (readonly [name: string, definition: unknown])[] {
  const all = Object.entries(definitions).filter(([, definition]) => kindsOf(definition).length > 0);
  const own = all.filter(([name]) => !isCore(name));
  return own.length > 0 ? own : all;
}

function isCore(name: string): boolean {
  return /^io\.k8s\.(?:api|apimachinery|apiextensions-apiserver|kube-aggregator)\./.test(name);
}

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The kinds that a definition is the schema of: one as a rule; shared types such as DeleteOptions name many and are none. */
function kindsOf(definition: unknown): readonly Kind[] {
  if (!isObject(definition) || !isObject(definition.properties)) return [];
  const { properties } = definition;
  const kind = namedKind(definition['x-kubernetes-group-version-kind']) ?? constantKind(properties);
  const isList = properties.items !== undefined && kind?.kind.endsWith('List') === true;
  return kind === undefined || properties.metadata === undefined || isList ? [] : [kind];
}

function namedKind(names: unknown): Kind | undefined {
  const name: unknown = Array.isArray(names) && names.length === 1 ? names[0] : undefined;
  if (!isObject(name) || typeof name.version !== 'string' || typeof name.kind !== 'string') return undefined;
  const group = typeof name.group === 'string' && name.group !== '' ? `${name.group}/` : '';
  return { apiVersion: `${group}${name.version}`, kind: name.kind };
}

/** The kind of a JSON schema that allows one `apiVersion` and one `kind` only. */
function constantKind(properties: JsonObject): Kind | undefined {
  const apiVersion = constant(properties.apiVersion);
  const kind = constant(properties.kind);
  return apiVersion === undefined || kind === undefined ? undefined : { apiVersion, kind };
}

function constant(schema: unknown): string | undefined {
  if (!isObject(schema)) return undefined;
  const value: unknown =
    schema.const ?? (Array.isArray(schema.enum) && schema.enum.length === 1 ? schema.enum[0] : undefined);
  return typeof value === 'string' ? value : undefined;
}

interface Compacted {
  readonly schema: JsonObject;
  readonly references: ReadonlySet<string>;
  readonly complaints: readonly string[];
}

/** A definition and all that it refers to, directly or not. */
function collect(root: string, definitions: JsonObject, known: Map<string, Compacted>) {
  const schemas: Record<string, JsonObject> = {};
  const references = new Set<string>();
  const complaints: string[] = [];
  const waiting = [root];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (schemas[name] !== undefined) continue;
    // The metadata of a kind is Kubernetes' own, whatever the document says of it; so the root does without.
    const one =
      name === root ? compactDefinition(name, rootOf(own(definitions, name))) : shared(name, definitions, known);
    schemas[name] = one.schema;
    complaints.push(...one.complaints);
    for (const reference of one.references) {
      references.add(reference);
      waiting.push(reference);
    }
  }
  return { schemas, references, complaints };
}

function rootOf(definition: unknown): unknown {
  if (!isObject(definition) || !isObject(definition.properties)) return definition;
  const text = { type: 'string' };
  return {
    ...definition,
    properties: { ...definition.properties, apiVersion: text, kind: text, metadata: { type: 'object' } },
  };
}

function shared(name: string, definitions: JsonObject, known: Map<string, Compacted>): Compacted {
  const one = known.get(name) ?? compactDefinition(name, own(definitions, name));
  known.set(name, one);
  return one;
}

function compactDefinition(name: string, definition: unknown): Compacted {
  const compactor = new Compactor(dialectOf(name));
  const schema = compactor.compact(definition, name);
  return { schema, references: compactor.references, complaints: compactor.complaints };
}

/** Kubernetes' own types are generated from Go structs: their empty defaults say nothing about what may be left out. */
function dialectOf(name: string): Dialect {
  return { closed: false, definition: localName, dropEmptyDefaults: isCore(name) };
}

/** The definition that a reference inside the document names. */
function localName(reference: string): string | undefined {
  if (reference === whole) return whole;
  return /^#\/(?:components\/schemas|definitions)\/([^/]+)$/.exec(reference)?.[1];
}
