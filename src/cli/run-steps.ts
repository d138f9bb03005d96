import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError, Option } from 'commander';
import { commandRunner, type RunCommand } from '../joining/command.ts';
import { contexts } from '../joining/kube-cluster.ts';
import { type Onlooker, refused, type Step, type StepReport, takeSteps } from '../joining/steps.ts';
import { closest } from '../model/closest.ts';
import { type Problem, problem } from '../model/problem.ts';
import { printedJson } from './output.ts';
import { printProblems } from './print-problems.ts';
import { StepLines } from './step-lines.ts';
import { styleOf } from './terminal.ts';

/** How steps on clusters are taken, as the command line says. */
export interface StepRunOptions {
  readonly timeout: number;
  readonly json?: true;
}

/** What a command does on clusters. */
export interface StepRun {
  readonly cluster: string;
  readonly contexts: readonly string[];
  /** The steps, once it is known that there are such contexts. */
  steps(run: RunCommand): readonly Step[];
  /** What a person reads when all is done. */
  readonly outcome: string;
}

/** Statuses of a process that was told to stop, as shells have them. */
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const;

const SILENT: Onlooker = { begins: () => {}, says: () => {}, ends: () => {} };

/** Takes the steps of a command, shows them, and prints what came of them. */
export async function runSteps(wanted: StepRun, { timeout, json }: StepRunOptions): Promise<void> {
  const stop = new AbortController();
  let status = 0;
  const handlers = (['SIGINT', 'SIGTERM'] as const).map((signal) => {
    const handler = () => {
      status = STOPPED[signal];
      stop.abort();
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  const run = commandRunner(stop.signal);
  const unknown = await unknownContext(wanted, run);
  const clock = { now: () => performance.now(), sleep: (ms: number) => paused(ms, stop.signal) };
  const onlooker = json === true ? SILENT : new StepLines();
  const end =
    unknown === undefined
      ? await takeSteps(wanted.steps(run), { onlooker, clock, timeout, signal: stop.signal })
      : { steps: [], problems: [unknown], isStopped: stop.signal.aborted };
  for (const remove of handlers) remove();
  process.exitCode = end.isStopped ? status : end.problems.length > 0 ? 1 : 0;
  print(wanted, end.isStopped ? [] : end.problems, end.steps, end.isStopped, json === true);
}

function print(
  { cluster, outcome }: StepRun,
  problems: readonly Problem[],
  steps: readonly StepReport[],
  isStopped: boolean,
  json: boolean,
): void {
  if (json)
    process.stdout.write(
      printedJson({
        version: 1,
        cluster,
        done: problems.length === 0 && !isStopped,
        stopped: isStopped,
        steps,
        problems,
      }),
    );
  else if (isStopped)
    process.stderr.write(`${styleOf(process.stderr).yellow('stopped; run the same again, which goes on from here')}\n`);
  else if (problems.length > 0) {
    process.stderr.write('\n');
    printProblems(
      problems,
      steps.length > 0 ? 'run the same again when it is mended, which goes on from here' : 'nothing was changed',
    );
  } else process.stdout.write(`${outcome}\n`);
}

/** A context that the kubeconfig does not have. */
async function unknownContext({ cluster, contexts: named }: StepRun, run: RunCommand): Promise<Problem | undefined> {
  const known = await contexts(run);
  if ('failure' in known) return refused(cluster, known.failure);
  const unknown = named.find((context) => !known.value.includes(context));
  if (unknown === undefined) return undefined;
  const other = closest(unknown, known.value);
  const hint = other === undefined ? undefined : `did you mean "${other}"?`;
  return problem('RB991', { path: cluster, found: `your kubeconfig has no context "${unknown}"`, hint });
}

async function paused(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** The option that says how long a step waits. */
export function timeoutOption(): Option {
  const option = new Option('--timeout <time>', 'longest that each step waits: 90s, 5m, 1h');
  return option.argParser(timeoutOf).default(timeoutOf('5m'), '5m');
}

/** A time such as `90s`, `5m` or `1h`, in milliseconds. */
function timeoutOf(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,5})(s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(number) * (UNITS[unit] ?? 0);
  if (milliseconds > 0) return milliseconds;
  throw new InvalidArgumentError('say a time such as 90s, 5m or 1h.');
}
