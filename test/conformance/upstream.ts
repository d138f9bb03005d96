import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** The upstream CustomResourceDefinitions and core definitions that lie beside the repository. */
const crds = path.resolve(__dirname, '../../../shared/crds');

/** Folders of the kinds that the examples use. */
export const crdFolders = [
  'argo-cd',
  'cert-manager',
  'cloudnative-pg',
  'cluster-api',
  'crossplane',
  'crossplane-provider-aws',
  'crossplane-provider-azure',
  'crossplane-provider-gcp',
  'crossplane-provider-kubernetes',
  'crossplane-provider-terraform',
  'external-secrets',
  'gateway-api',
  'k8sgpt-operator',
  'karpenter',
  'prometheus-operator',
  'skupper',
].map((folder) => path.join(crds, folder));

/** Patterns are Go's, which says within a pattern that case does not matter. */
const regExp = Object.assign(
  (pattern: string, flags: string) =>
    new RegExp(pattern.replace('(?i)', ''), pattern.includes('(?i)') ? `i${flags}` : flags),
  { code: 'new RegExp' },
);

type Json = Readonly<Record<string, unknown>>;

/**
 * Checks objects against the upstream schemas by ajv: an account of its own, which shares no code with Roadbed's. Fields that a
 * schema does not know are refused, as the API server does under strict field validation; rules in CEL are left out.
 */
export class Upstream {
  readonly #ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    logger: false,
    code: { regExp },
  });
  readonly #schemas = new Map<string, Json>();
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    const core: Json = JSON.parse(readFileSync(path.join(crds, 'kubernetes/v1.36.0-definitions.json'), 'utf8'));
    const definitions = objectAt(core, 'definitions');
    this.#ajv.addSchema({ $id: 'core', definitions: closed(definitions) });
    for (const [name, definition] of Object.entries(definitions)) {
      for (const { group, version, kind } of listAt(definition, 'x-kubernetes-group-version-kind')) {
        const apiVersion = group === '' ? version : `${group}/${version}`;
        this.#schemas.set(`${apiVersion} ${kind}`, { $ref: `core#/definitions/${name}` });
      }
    }
    for (const folder of crdFolders) {
      const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
      for (const file of files) this.#addCrd(parse(readFileSync(path.join(folder, file), 'utf8')));
    }
  }

  /** What is wrong with an object, or undefined where its kind has no schema. */
  faults(object: unknown): readonly string[] | undefined {
    const key = `${objectOf(object).apiVersion} ${objectOf(object).kind}`;
    const schema = this.#schemas.get(key);
    if (schema === undefined) return undefined;
    const validate = this.#compiled.get(key) ?? this.#ajv.compile(schema);
    this.#compiled.set(key, validate);
    if (validate(object)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      return `${instancePath} ${message} ${JSON.stringify(params)}`;
    });
  }

  #addCrd(crd: unknown): void {
    const spec = objectAt(crd, 'spec');
    const { kind } = objectAt(spec, 'names');
    for (const version of listAt(spec, 'versions')) {
      const schema = objectAt(objectAt(version, 'schema'), 'openAPIV3Schema');
      const properties = {
        ...objectAt(schema, 'properties'),
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: {},
      };
      const body = objectOf(closed({ ...schema, properties }));
      const metadata = { $ref: 'core#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
      this.#schemas.set(`${spec.group}/${version.name} ${kind}`, {
        ...body,
        properties: { ...objectAt(body, 'properties'), metadata },
      });
    }
  }
}

/** A structural schema in the words of JSON Schema: what is not named is refused, and what Kubernetes adds to the language is said. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' || key === 'definitions') {
      result[key] = Object.fromEntries(Object.entries(objectOf(value)).map(([name, child]) => [name, closed(child)]));
    } else if (key !== 'default' && key !== 'enum' && key !== 'example') result[key] = closed(value);
    else if (key === 'enum') result[key] = value;
  }
  return extended(result);
}

function extended(schema: Record<string, unknown>): Record<string, unknown> {
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  if (schema.type === 'object' && 'properties' in schema && !open && !embedded && !('additionalProperties' in schema)) {
    schema.additionalProperties = false;
  }
  if (schema['x-kubernetes-int-or-string'] === true) {
    delete schema.type;
    schema.anyOf = [{ type: 'integer' }, { type: 'string' }];
  }
  if (schema.format === 'int-or-string') schema.type = ['integer', 'string'];
  if (schema.nullable === true && typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  return schema;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function objectAt(value: unknown, key: string): Json {
  return objectOf(objectOf(value)[key]);
}

function listAt(value: unknown, key: string): readonly Json[] {
  const list = objectOf(value)[key];
  return Array.isArray(list) ? list.map(objectOf) : [];
}
