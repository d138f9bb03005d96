import { type Problem, problem } from '../model/problem.ts';
import type { Failure, KubeCluster, Reply } from './kube-cluster.ts';

/** What a step came to: a few words, or what is wrong. */
export type StepEnd = { readonly note: string } | { readonly problem: Problem };

/** One thing that joining does, which may be done again without harm. */
export interface Step {
  /** Word by which programs know it. */
  readonly id: string;
  /** What it does, for people. */
  readonly title: string;
  run(watch: Watch): Promise<StepEnd>;
}

/** What became of a step. */
export interface StepReport {
  readonly id: string;
  readonly title: string;
  readonly state: 'done' | 'failed' | 'stopped';
  readonly note: string;
  readonly seconds: number;
}

/** Who looks on while steps are taken. */
export interface Onlooker {
  begins(step: Step): void;
  says(step: Step, what: string): void;
  ends(report: StepReport): void;
}

/** What a run of steps came to. */
export interface StepsEnd {
  readonly steps: readonly StepReport[];
  readonly problems: readonly Problem[];
  readonly isStopped: boolean;
}

/** The time, as tests may turn it. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Waits some milliseconds, or until the run is stopped. */
  sleep(milliseconds: number): Promise<void>;
}

/** How steps are taken. */
export interface StepOptions {
  readonly onlooker: Onlooker;
  readonly clock: Clock;
  /** Longest that a step waits, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** What was seen of something that is awaited. */
export type Seen = { readonly ready: true; readonly note: string } | { readonly ready: false; readonly now: string };

/** Between two looks at something that is awaited, in milliseconds. */
const PAUSE = 2000;

/** Takes steps one after the other, up to the first that fails. */
export async function takeSteps(steps: readonly Step[], options: StepOptions): Promise<StepsEnd> {
  const { onlooker, clock, signal } = options;
  const reports: StepReport[] = [];
  for (const step of steps) {
    const start = clock.now();
    onlooker.begins(step);
    const end = await step.run(new Watch(step, options));
    const state = signal.aborted ? 'stopped' : 'problem' in end ? 'failed' : 'done';
    const note = state === 'stopped' ? 'stopped' : 'problem' in end ? end.problem.found : end.note;
    const report: StepReport = { id: step.id, title: step.title, state, note, seconds: seconds(clock.now() - start) };
    reports.push(report);
    onlooker.ends(report);
    if (state === 'stopped') return { steps: reports, problems: [], isStopped: true };
    if ('problem' in end) return { steps: reports, problems: [end.problem], isStopped: false };
  }
  return { steps: reports, problems: [], isStopped: false };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}

/** What a step has while it runs. */
export class Watch {
  readonly #step: Step;
  readonly #options: StepOptions;

  constructor(step: Step, options: StepOptions) {
    this.#step = step;
    this.#options = options;
  }

  /**
   * Looks until something is there, or the time is up. A cluster that does not answer for a while is looked at again; one that refuses is not.
   * @param path what the step is for
   * @param hint what to do when it does not come
   */
  async until(path: string, hint: string, look: () => Promise<Reply<Seen>>): Promise<StepEnd> {
    const { clock, timeout, signal, onlooker } = this.#options;
    const end = clock.now() + timeout;
    for (;;) {
      const reply = await look();
      if ('failure' in reply && reply.failure.kind !== 'unreachable') return { problem: refused(path, reply.failure) };
      if ('value' in reply && reply.value.ready) return { note: reply.value.note };
      const now = 'failure' in reply ? reply.failure.said : reply.value.ready ? '' : reply.value.now;
      if (signal.aborted) return { note: 'stopped' };
      if (clock.now() >= end) return { problem: late(path, this.#step.title, now, timeout, hint) };
      onlooker.says(this.#step, now);
      await clock.sleep(PAUSE);
    }
  }
}

function late(path: string, title: string, now: string, timeout: number, hint: string): Problem {
  return problem('RB994', { path, found: `"${title}" did not come within ${timeout / 1000} s: ${now}`, hint });
}

/** What a cluster did not do, as a problem of what it was done for. */
export function refused(path: string, { kind, said }: Failure, cluster?: KubeCluster): Problem {
  const where = cluster === undefined ? '' : `the context "${cluster.context}": `;
  if (kind === 'no kubectl')
    return problem('RB996', { path, found: said, hint: 'install kubectl, which joining speaks to clusters by' });
  const code = kind === 'unreachable' ? 'RB992' : kind === 'forbidden' ? 'RB993' : 'RB995';
  return problem(code, { path, found: `${where}${said}` });
}
