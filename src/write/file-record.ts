import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText, type Problem, problem } from '../model/problem.ts';

/** Where the record stands in the output folder. */
export const recordPath = '.roadbed/files.json';

/** Where work is done if it cannot be done beside the output folder. */
export const innerWorkPath = '.roadbed/work';

/** Paths of the files that Roadbed wrote into a folder, each with the SHA-256 of its content. */
export type FileRecord = ReadonlyMap<string, string>;

/** True for the paths that no file of the user may have. */
export function isReserved(path: string): boolean {
  return path === recordPath || path === innerWorkPath || path.startsWith(`${innerWorkPath}/`);
}

/** Prints the record, one file a line, so that changes of different files merge in git. */
export function printRecord(record: FileRecord): string {
  const paths = [...record.keys()].sort(compareText);
  const lines = paths.map((path) => `    ${JSON.stringify(path)}: "${record.get(path)}"`);
  return `{\n  "version": 1,\n  "files": {${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}}\n}\n`;
}

/** Reads the record of a folder: empty where there is none, a problem where it cannot be understood. */
export function readRecord(root: string, shown: string): FileRecord | Problem {
  const text = readText(join(root, recordPath));
  if (text === undefined) return new Map();
  const record = parseRecord(text);
  return (
    record ??
    problem('RB812', { path: `${shown}/${recordPath}`, found: `not a record of version 1, got ${start(text)}` })
  );
}

/** The digest that the record keeps. */
function digestOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** True if the content is what the record tells of, or became so only because git turned line feeds into CR LF. */
export function isRecorded(content: Buffer, digest: string | undefined): boolean {
  if (digest === undefined) return false;
  if (digestOf(content) === digest) return true;
  if (!content.includes('\r\n')) return false;
  return digestOf(Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')) === digest;
}

function parseRecord(text: string): FileRecord | undefined {
  const data = parseJson(text);
  if (!isObject(data) || data.version !== 1 || !isObject(data.files)) return undefined;
  const record = new Map<string, string>();
  for (const [path, digest] of Object.entries(data.files)) {
    if (typeof digest !== 'string') return undefined;
    record.set(path, digest);
  }
  return record;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function start(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
