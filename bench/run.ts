/** Runs all measurements in rounds and prints a table. Usage: `npm run bench -- [--rounds N] [--minutes N] [--tmp DIR] [MEASURE...]`. */
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Measure, measures, type Run } from './measures.ts';
import { type Outcome, tableOf } from './report.ts';
import { compileWorkloads, Runner, type Sample } from './runner.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '9' },
    tmp: { type: 'string', default: memoryFolder() },
  },
});

function memoryFolder(): string {
  try {
    // A disk takes longer for its files than either program does, and never the same time twice.
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

/** The measures that were asked for. */
function chosen(): readonly Measure[] {
  const unknown = positionals.find((name) => !measures.some((measure) => measure.name === name));
  if (unknown !== undefined) {
    const names = measures.map(({ name }) => name).join(', ');
    throw new Error(`no measure is called "${unknown}"; there are ${names}`);
  }
  return positionals.length === 0 ? measures : measures.filter(({ name }) => positionals.includes(name));
}

/** Every run that the measures need, each once: a run of Roadbed and its peer stand side by side. */
function runsOf(rows: readonly Measure[]): readonly Run[] {
  return [...new Set(rows.flatMap(({ roadbed, peer }) => ('limit' in peer ? [roadbed] : [roadbed, peer])))];
}

function outcomeOf({ roadbed, peer, of }: Measure, samples: ReadonlyMap<Run, Sample>): Outcome {
  const amount = (run: Run) => samples.get(run)?.[of] ?? Number.NaN;
  return { roadbed: amount(roadbed), peer: 'limit' in peer ? peer.limit : amount(peer) };
}

/** Rounds until there are enough of them, or until another one would end too late. */
function measure(rows: readonly Measure[], runner: Runner): ReadonlyMap<Measure, readonly Outcome[]> {
  const outcomes = new Map<Measure, Outcome[]>(rows.map((row) => [row, []]));
  const runs = runsOf(rows);
  // What is kept for the next run, as transpiled programs are, is kept from here on.
  for (const run of runs) if (run.times !== undefined) runner.run({ ...run, times: 1 });
  const began = performance.now();
  const end = began + Number(values.minutes) * 60_000;
  for (let round = 1; round <= Number(values.rounds); round++) {
    const elapsed = performance.now() - began;
    if (round > 1 && performance.now() + elapsed / (round - 1) > end) break;
    // Every other round goes backwards, so that neither side always follows the other.
    const ordered = round % 2 === 0 ? [...runs].reverse() : runs;
    const samples = new Map(ordered.map((run) => [run, runner.run(run)]));
    for (const [row, list] of outcomes) list.push(outcomeOf(row, samples));
    process.stderr.write(`round ${round} of ${values.rounds}\n`);
  }
  return outcomes;
}

const folder = mkdtempSync(join(resolve(values.tmp), 'roadbed-bench-'));
try {
  const rows = chosen();
  compileWorkloads();
  const load = loadavg()[0] ?? 0;
  const outcomes = measure(rows, new Runner(folder));
  const rounds = Math.max(...[...outcomes.values()].map(({ length }) => length));
  const [cpu] = cpus();
  console.log(`${rounds} rounds, Node.js ${process.version}, ${cpus().length} cores of ${cpu?.model.trim()}`);
  console.log(`load ${load.toFixed(1)} at the start, files in ${values.tmp}\n`);
  console.log(tableOf(outcomes));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
