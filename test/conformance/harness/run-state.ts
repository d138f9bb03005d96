import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const builtSchema = z.union([
  z.object({ path: z.string(), version: z.string(), seconds: z.number() }),
  z.object({ missing: z.string(), version: z.string() }),
]);

const stateSchema = z.object({
  /** Each engine of the run, or the reason why it is not there. */
  engines: z.record(z.string(), builtSchema),
  /** How to reach the API server. */
  kubeconfig: z.string().optional(),
  /** Whether that API server is of the run's own: then nothing but the tests writes to it. */
  own: z.boolean().optional(),
  /** Definitions that were installed, and what the server said against the others. */
  definitions: z.object({ count: z.number(), refused: z.array(z.string()), seconds: z.number() }).optional(),
});

/** What the runner tells the tests. */
export type RunState = z.infer<typeof stateSchema>;

const heldSchema = z.object({
  engine: z.string(),
  version: z.string(),
  what: z.string(),
  objects: z.number(),
  seconds: z.number(),
});

/** Something that held: a row of the table. */
export type Held = z.infer<typeof heldSchema>;

const unheldSchema = z.object({ engine: z.string(), waitsFor: z.string(), objects: z.number() });

/** An engine that nothing of these objects was for. */
export type UnheldRow = z.infer<typeof unheldSchema>;

const leftOutSchema = z.object({ engine: z.string(), version: z.string(), why: z.string() });

/** What a test would have held against an engine that was there. */
export type LeftOut = z.infer<typeof leftOutSchema>;

/** Environment variable that names the folder of the run. */
export const runFolderVariable = 'ROADBED_CONFORMANCE_RUN';

/** File that the runner writes what it tells the tests into. */
export const stateFile = (folder: string) => join(folder, 'state.json');

/** What the runner tells the tests; undefined where tests run without it. */
export function readState(folder = process.env[runFolderVariable]): RunState | undefined {
  return folder === undefined ? undefined : stateSchema.parse(JSON.parse(readFileSync(stateFile(folder), 'utf8')));
}

/** Writes down what held. */
export function appendHeld(held: Held, folder?: string): void {
  append('held', held, folder);
}

/** All that held in a run. */
export function readHeld(folder: string): readonly Held[] {
  return read('held', heldSchema, folder);
}

/** Writes down that there is nothing to hold against an engine. */
export function appendUnheld(row: UnheldRow, folder?: string): void {
  append('unheld', row, folder);
}

/** All engines that there was nothing to hold against. */
export function readUnheld(folder: string): readonly UnheldRow[] {
  return read('unheld', unheldSchema, folder);
}

/** Writes down what was left out, though its engine was there. */
export function appendLeftOut(row: LeftOut, folder?: string): void {
  append('left-out', row, folder);
}

/** All that was left out in a run. */
export function readLeftOut(folder: string): readonly LeftOut[] {
  return read('left-out', leftOutSchema, folder);
}

function append(name: string, row: object, folder = process.env[runFolderVariable]): void {
  if (folder !== undefined) appendFileSync(join(folder, `${name}.jsonl`), `${JSON.stringify(row)}\n`);
}

function read<T>(name: string, schema: z.ZodType<T>, folder: string): readonly T[] {
  const file = join(folder, `${name}.jsonl`);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => schema.parse(JSON.parse(line)));
}
