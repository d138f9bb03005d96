import { createHash } from 'node:crypto';
import { compareText, type Problem, problem } from '../model/problem.ts';
import { isObject, type JsonObject } from './json.ts';

/** Name of the lock in a folder of schemas. */
export const lockName = 'schemas.lock.json';

/** What the lock holds of one schema. */
export interface LockEntry {
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
  /** Where the schema came from: a file name, an https URL, or a cluster. */
  readonly source: string;
}

/** The entries of a lock, by the file's path in the folder. */
export type LockEntries = ReadonlyMap<string, LockEntry>;

/** Reads a lock; what is wrong with it is a problem at `path`. */
export function parseLock(
  text: string,
  path: string,
): { readonly entries: LockEntries; readonly problems: readonly Problem[] } {
  const entries = new Map<string, LockEntry>();
  const content = parseJson(text);
  if (!isObject(content) || content.version !== 1 || !isObject(content.schemas)) {
    return { entries, problems: [problem('RB613', { path, found: 'is not a lock of version 1' })] };
  }
  const problems: Problem[] = [];
  for (const [file, entry] of Object.entries(content.schemas)) {
    const valid = isSchemaPath(file) && isObject(entry) && isDigest(entry.sha256);
    if (valid) entries.set(file, { sha256: String(entry.sha256), source: String(entry.source ?? '') });
    else problems.push(problem('RB613', { path, found: `the entry of ${JSON.stringify(file)} is not valid` }));
  }
  return { entries, problems };
}

/** The text of a lock: entries in the order of their paths, so that the same schemas give the same bytes. */
export function formatLock(entries: LockEntries): string {
  const sorted = [...entries].sort(([a], [b]) => compareText(a, b));
  const schemas = Object.fromEntries(sorted.map(([file, { sha256, source }]) => [file, { sha256, source }]));
  return `${JSON.stringify({ version: 1, schemas }, undefined, 2)}\n`;
}

/** The digest that a lock holds of a file. */
export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const segment = '[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?';
const schemaPath = new RegExp(`^${segment}/${segment}_${segment}\\.json$`);

/** The path of a kind's schema in a folder: `argoproj.io/application_v1alpha1.json`; undefined for names that no kind has. */
export function schemaPathOf(apiVersion: string, kind: string): string | undefined {
  const slash = apiVersion.indexOf('/');
  const [group, version] = slash < 0 ? ['core', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
  const path = `${group}/${kind.toLowerCase()}_${version}.json`;
  return isSchemaPath(path) ? path : undefined;
}

/** Whether a path is one that a schema can have: two segments, nothing that leaves the folder. */
function isSchemaPath(path: string): boolean {
  return path.length <= 512 && !path.includes('..') && schemaPath.test(path);
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function parseJson(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
