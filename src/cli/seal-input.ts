import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Problem, problem, type Refused } from '../model/problem.ts';
import type { SealedTemplate } from '../sealing/sealed-file.ts';
import { type PlainSecret, parseSecret } from '../sealing/secret-values.ts';

/** Where values come from. */
export interface InputOptions {
  readonly secretFile?: string;
  readonly key?: string;
  readonly fromFile?: readonly string[];
  readonly raw?: true;
}

/** What is to be sealed, with what a person should know of it. */
export interface Input {
  readonly secret: PlainSecret;
  readonly notes: readonly string[];
}

/** Values that stand in a Secret, not in a manifest of one, have nothing beside them. */
const NOTHING_ELSE: SealedTemplate = { labels: {}, annotations: {}, data: {} };

/** Largest input: base64 and YAML may double the mebibyte that a Secret holds, and nobody seals what is far larger. */
const MOST_BYTES = 8 * 2 ** 20;

/** Key of the value that is printed alone, which nobody sees. */
const RAW_KEY = 'value';

/** Reads what is to be sealed: a Secret, or single values. */
export async function readInput(options: InputOptions): Promise<Input | Refused> {
  const { key, fromFile = [], raw, secretFile } = options;
  if (key === undefined && fromFile.length === 0 && raw !== true) return readSecret(secretFile);
  const problems: Problem[] = [];
  const values = new Map<string, Buffer>();
  const take = (name: string, value: Buffer | Problem) => {
    if ('code' in value) problems.push(value);
    else if (values.has(name))
      problems.push(problem('RB945', { path: '', found: `two values for the key ${JSON.stringify(name)}` }));
    else values.set(name, value);
  };
  for (const given of fromFile) {
    const { name, file } = named(given);
    take(raw === true ? RAW_KEY : name, fileBytes(file));
  }
  const fromStdin = key ?? (raw === true && fromFile.length === 0 ? RAW_KEY : undefined);
  if (fromStdin !== undefined) take(fromStdin, await stdinBytes());
  if (problems.length > 0) return { problems };
  return { secret: { name: '', namespace: '', values, template: NOTHING_ELSE }, notes: notesOn(values, fromStdin) };
}

async function readSecret(file: string | undefined): Promise<Input | Refused> {
  const bytes = file === undefined || file === '-' ? await stdinBytes() : fileBytes(file);
  if ('code' in bytes) return { problems: [bytes] };
  const secret = parseSecret(bytes.toString('utf8'), file ?? 'standard input');
  return 'problems' in secret ? secret : { secret, notes: [] };
}

/** `key=file`, or a file whose name is the key. */
function named(given: string): { readonly name: string; readonly file: string } {
  const equals = given.indexOf('=');
  if (equals <= 0) return { name: basename(given), file: given };
  return { name: given.slice(0, equals), file: given.slice(equals + 1) };
}

function fileBytes(file: string): Buffer | Problem {
  try {
    const bytes = readFileSync(file);
    return bytes.length > MOST_BYTES ? tooLarge(file) : bytes;
  } catch {
    // The name is not told: who takes --from-file for --from-literal has put the value there.
    return problem('RB944', { path: '', prop: 'from-file', found: 'names a file that cannot be read' });
  }
}

async function stdinBytes(): Promise<Buffer | Problem> {
  const path = 'standard input';
  if (process.stdin.isTTY === true) {
    const hint = 'pipe the value in, so that it neither shows nor stays in the history of the shell';
    return problem('RB944', { path, found: 'is a terminal, where what you type would show', hint });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) return tooLarge(path);
    chunks.push(bytes);
  }
  return size === 0 ? problem('RB944', { path, found: 'is empty' }) : Buffer.concat(chunks);
}

function tooLarge(path: string): Problem {
  return problem('RB944', { path, found: `has more than ${MOST_BYTES} bytes` });
}

/** Shells end what they print with a line feed, which is part of the value then. */
function notesOn(values: ReadonlyMap<string, Buffer>, key: string | undefined): readonly string[] {
  if (key === undefined || values.get(key)?.at(-1) !== 0x0a) return [];
  return ['the value ends with a line feed, which was sealed too; printf prints none, where echo does'];
}
