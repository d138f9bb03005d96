import type { Problem } from '../model/problem.ts';
import { problem } from '../model/problem.ts';
import type { BarePlatform } from '../platform/bare-platform.ts';
import { withHost } from '../platform/host.ts';
import type { AppFile } from './app-file.ts';
import { installModuleHooks, loadMain } from './module-hooks.ts';
import { ProgramFault } from './program-fault.ts';
import { isThrownByUser, syntaxProblem, thrownProblem } from './stack.ts';

/** What became of a program. */
export interface ProgramRun<T> {
  /** What was made of its platform, where it came so far. */
  readonly value: T | undefined;
  /** What is wrong with the program itself. */
  readonly problems: readonly Problem[];
}

/**
 * Runs the user's program, and hands its platform over where the program says `synth()`. A program may say it at once, or after
 * something that it waits for.
 * @throws Error if `use` throws what is a fault of Roadbed's own
 */
export async function runProgram<T>(app: AppFile, use: (platform: BarePlatform) => T): Promise<ProgramRun<T>> {
  const run = new Run(app, use);
  process.argv.splice(1, process.argv.length, app.file);
  installModuleHooks();
  const { exit } = process;
  process.exit = (code) => run.exit(Number(code ?? process.exitCode ?? 0));
  const fail = (thrown: unknown) => run.fail(thrown);
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  try {
    await withHost(run, () => run.toItsEnd());
    run.leave(Number(process.exitCode ?? 0));
  } finally {
    // The status of the process is the command's to give.
    process.exitCode = undefined;
    process.off('uncaughtException', fail).off('unhandledRejection', fail);
    process.exit = exit;
  }
  return run.result();
}

/** How a program is stopped where it ends itself: nothing of it may run on, though the process does. */
class ProgramEnd extends Error {}

class Run<T> {
  readonly #app: AppFile;
  readonly #use: (platform: BarePlatform) => T;
  readonly #problems: Problem[] = [];
  readonly #ended: Promise<void>;
  #end = () => {};
  #platform: BarePlatform | undefined;
  #value: T | undefined;
  #fault: { readonly error: unknown } | undefined;
  #status = 0;

  constructor(app: AppFile, use: (platform: BarePlatform) => T) {
    this.#app = app;
    this.#use = use;
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** The program says that its platform is complete. */
  synth(platform: BarePlatform): void {
    if (this.#platform !== undefined) {
      const found = platform === this.#platform ? 'calls synth() a second time' : 'synthesises a second platform';
      this.#problems.push(problem('RB906', { path: this.#app.shown, found }));
      return;
    }
    this.#platform = platform;
    try {
      this.#value = this.#use(platform);
    } catch (error) {
      if (!isThrownByUser(error)) this.#fault = { error };
      throw error;
    }
  }

  /** Loads the program, and waits until it has come to `synth()` or has nothing left to do. */
  async toItsEnd(): Promise<void> {
    try {
      await Promise.race([this.#ended, loadMain(this.#app.file)]);
    } catch (thrown) {
      this.fail(thrown);
    }
    // What failed without anybody waiting for it is told a turn later.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#platform !== undefined || this.#problems.length > 0) return;
    const idle = new Promise<void>((resolve) => process.once('beforeExit', () => resolve()));
    await Promise.race([this.#ended, idle]);
  }

  /** The program ends itself. */
  exit(status: number): never {
    this.#status = status;
    this.#end();
    throw new ProgramEnd();
  }

  /** The program has come to its end, with this status. */
  leave(status: number): void {
    if (status !== 0) this.#status = status;
  }

  /** The program throws. */
  fail(thrown: unknown): void {
    if (thrown instanceof ProgramEnd || thrown === this.#fault?.error) return;
    const known = thrown instanceof ProgramFault ? thrown.problem : syntaxProblem(thrown);
    this.#problems.push(known ?? thrownProblem(thrown, this.#app.shown));
    this.#end();
  }

  result(): ProgramRun<T> {
    if (this.#fault !== undefined) throw this.#fault.error;
    if (this.#problems.length === 0 && this.#status !== 0) {
      this.#problems.push(problem('RB902', { path: this.#app.shown, found: `ends with status ${this.#status}` }));
    }
    if (this.#problems.length === 0 && this.#platform === undefined) {
      this.#problems.push(problem('RB903', { path: this.#app.shown, found: 'ends without a call of synth()' }));
    }
    return { value: this.#value, problems: this.#problems };
  }
}
