import { type Problem, problem } from '../model/problem.ts';
import { parseDocuments } from './documents.ts';
import { importCrd, isCrd } from './import-crd.ts';
import { definitionsOf, importDefinitions } from './import-openapi.ts';
import { isObject } from './json.ts';
import type { KindSchema } from './kind-schema.ts';

/** The schemas of a source, and what is wrong with it. */
export interface ReadSchemas {
  readonly schemas: readonly KindSchema[];
  readonly problems: readonly Problem[];
}

/** Complaints about one source that are shown; a broken document has one for every line. */
const complaintLimit = 20;

/**
 * Reads schemas from a text: CustomResourceDefinitions in YAML or JSON (other objects between them are passed over),
 * an OpenAPI document of Kubernetes, JSON schemas of kinds, or a file of a `schemas/` folder.
 */
export function readSchemas(text: string, path: string): ReadSchemas {
  const parsed = parseDocuments(text);
  if ('fault' in parsed) return { schemas: [], problems: [problem('RB616', { path, found: parsed.fault })] };
  const schemas: KindSchema[] = [];
  const complaints: string[] = [];
  let recognised = 0;
  for (const document of parsed.documents) {
    const imported = importDocument(document);
    if (imported === undefined) continue;
    recognised++;
    schemas.push(...imported.schemas);
    complaints.push(...imported.complaints);
  }
  if (recognised === 0) return { schemas, problems: [problem('RB615', { path, found: describe(parsed.documents) })] };
  return { schemas, problems: complaints.slice(0, complaintLimit).map((found) => problem('RB617', { path, found })) };
}

/** The schemas of a CustomResourceDefinition that is at hand as an object. */
export function schemasOfCrd(crd: unknown, path: string): ReadSchemas {
  if (!isCrd(crd)) return { schemas: [], problems: [problem('RB615', { path, found: describe([crd]) })] };
  const { schemas, complaints } = importCrd(crd);
  return { schemas, problems: complaints.slice(0, complaintLimit).map((found) => problem('RB617', { path, found })) };
}

/** Reads a file of a `schemas/` folder, whose digest vouches for it; undefined for any other text. */
export function parseKindSchema(text: string): KindSchema | undefined {
  try {
    return kindSchema(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function importDocument(document: unknown) {
  if (isCrd(document)) return importCrd(document);
  const ready = kindSchema(document);
  if (ready !== undefined) return { schemas: [ready], complaints: [] };
  const definitions = definitionsOf(document);
  return definitions === undefined ? undefined : importDefinitions(definitions);
}

function kindSchema(value: unknown): KindSchema | undefined {
  if (!isObject(value)) return undefined;
  const { apiVersion, kind, schema, definitions } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isObject(schema)) return undefined;
  return { apiVersion, kind, schema, ...(isObject(definitions) ? { definitions } : {}) };
}

function describe(documents: readonly unknown[]): string {
  const kinds = documents
    .map((document) => (isObject(document) ? document.kind : undefined))
    .filter((kind) => kind !== undefined);
  if (documents.length === 0) return 'is empty';
  return kinds.length === 0
    ? 'holds no schema'
    : `holds no schema, but ${[...new Set(kinds.map(String))].slice(0, 5).join(', ')}`;
}
