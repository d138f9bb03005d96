import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { compareProblems, compareText, type Problem, problem } from '../model/problem.ts';
import { download, isUrl, publicUrl } from './fetch.ts';
import { readSchemas } from './import.ts';
import { faultText, isObject } from './json.ts';
import type { KindSchema } from './kind-schema.ts';
import { digest, formatLock, type LockEntry, lockName, parseLock, schemaPathOf } from './lock.ts';

/** What was written to a folder of schemas. */
export interface AddedSchemas {
  /** Paths in the folder, in order. */
  readonly added: readonly string[];
  readonly problems: readonly Problem[];
}

/** A text that holds schemas, and where it came from. */
export interface SourceText {
  readonly source: string;
  readonly text: string;
  /** Whether the text was found in a folder, where not every file needs to hold schemas. */
  readonly mayHoldNone?: boolean;
}

/** Largest file that is read, in bytes. */
const fileLimit = 64 * 2 ** 20;

/**
 * Adds schemas from files, folders and https URLs to a folder: one compact file a kind, and the lock with the digest of each.
 * A source with a problem adds nothing; the others are added all the same.
 */
export async function addSchemas(sources: readonly string[], folder: string): Promise<AddedSchemas> {
  const texts: SourceText[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    const read = isUrl(source) ? await readUrl(source) : readPath(source);
    texts.push(...read.texts);
    problems.push(...read.problems);
  }
  const written = writeSchemas(texts, folder);
  return { added: written.added, problems: [...problems, ...written.problems].sort(compareProblems) };
}

/** Writes the schemas that texts hold to a folder. */
export function writeSchemas(texts: readonly SourceText[], folder: string): AddedSchemas {
  const problems: Problem[] = [];
  const lock = readLock(folder, problems);
  const added = new Set<string>();
  for (const { source, text, mayHoldNone = false } of texts) {
    const read = readSchemas(text, source);
    if (mayHoldNone && read.problems.some(({ code }) => code === 'RB615')) continue;
    problems.push(...read.problems);
    if (read.problems.length > 0) continue;
    for (const schema of read.schemas) {
      const path = schemaPathOf(schema.apiVersion, schema.kind);
      if (path === undefined) {
        const found = `the kind ${JSON.stringify(`${schema.apiVersion} ${schema.kind}`)} has no name that Kubernetes takes`;
        problems.push(problem('RB617', { path: source, found }));
        continue;
      }
      lock.set(path, writeSchema(join(folder, path), schema, source));
      added.add(path);
    }
  }
  if (added.size > 0) writeWhole(join(folder, lockName), formatLock(lock));
  return { added: [...added].sort(compareText), problems };
}

function readLock(folder: string, problems: Problem[]): Map<string, LockEntry> {
  const file = join(folder, lockName);
  if (!existsSync(file)) return new Map();
  const { entries, problems: found } = parseLock(readFileSync(file, 'utf8'), lockName);
  problems.push(...found);
  return new Map(entries);
}

function writeSchema(file: string, schema: KindSchema, source: string): LockEntry {
  const { apiVersion, kind, schema: body, definitions } = schema;
  const text = `${JSON.stringify({ apiVersion, kind, schema: body, definitions })}\n`;
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, text);
  return { sha256: digest(text), source };
}

/** Writes a file so that a crash leaves the old one or the new one. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

interface ReadTexts {
  readonly texts: readonly SourceText[];
  readonly problems: readonly Problem[];
}

async function readUrl(url: string): Promise<ReadTexts> {
  const got = await download(url);
  return 'problem' in got
    ? { texts: [], problems: [got.problem] }
    : { texts: [{ source: publicUrl(url), text: got.text }], problems: [] };
}

function readPath(path: string): ReadTexts {
  try {
    if (!statSync(path).isDirectory()) return readFile(path, displayName(path));
    const reads = filesOf(path).map((file) => readFile(join(path, file), `${displayName(path)}/${file}`));
    const texts = reads.flatMap((read) => read.texts).filter(mayHoldSchemas);
    const problems = reads.flatMap((read) => read.problems);
    if (texts.length > 0 || problems.length > 0)
      return { texts: texts.map((text) => ({ ...text, mayHoldNone: true })), problems };
    const found = 'has no file in YAML or JSON that holds a schema';
    return { texts, problems: [problem('RB615', { path: displayName(path), found })] };
  } catch (error) {
    const found = `cannot be read: ${isObject(error) && typeof error.code === 'string' ? error.code : faultText(error)}`;
    return { texts: [], problems: [problem('RB614', { path: displayName(path), found })] };
  }
}

function readFile(path: string, source: string): ReadTexts {
  const { size } = statSync(path);
  if (size <= fileLimit) return { texts: [{ source, text: readFileSync(path, 'utf8') }], problems: [] };
  return {
    texts: [],
    problems: [problem('RB616', { path: source, found: `has ${size} bytes, of which at most ${fileLimit} are read` })],
  };
}

/** In a folder, what is plainly something else (a kustomization, a values file) is passed over. */
function mayHoldSchemas({ text }: SourceText): boolean {
  return /CustomResourceDefinition|openapi|definitions|x-kubernetes-group-version-kind|"schema"/.test(text);
}

/** Files in YAML and JSON below a folder, in order; symbolic links are not followed. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name) && entry.name !== lockName)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort(compareText);
}

/** A path as the lock and messages show it: never the folders of this machine. */
function displayName(path: string): string {
  return isAbsolute(path) ? basename(path) : path.split(sep).join('/');
}
