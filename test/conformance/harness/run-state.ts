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

/** Environment variable that names the folder of the run. */
export const runFolderVariable = 'ROADBED_CONFORMANCE_RUN';

/** File that the runner writes what it tells the tests into. */
export const stateFile = (folder: string) => join(folder, 'state.json');

const heldFile = (folder: string) => join(folder, 'held.jsonl');

/** What the runner tells the tests; undefined where tests run without it. */
export function readState(folder = process.env[runFolderVariable]): RunState | undefined {
  return folder === undefined ? undefined : stateSchema.parse(JSON.parse(readFileSync(stateFile(folder), 'utf8')));
}

/** Writes down what held. */
export function appendHeld(held: Held, folder = process.env[runFolderVariable]): void {
  if (folder !== undefined) appendFileSync(heldFile(folder), `${JSON.stringify(held)}\n`);
}

/** All that held in a run. */
export function readHeld(folder: string): readonly Held[] {
  if (!existsSync(heldFile(folder))) return [];
  const lines = readFileSync(heldFile(folder), 'utf8').trim().split('\n');
  return lines.map((line) => heldSchema.parse(JSON.parse(line)));
}
