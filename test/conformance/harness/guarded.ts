import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/**
 * Ends the program when standard input closes, which happens however the process that started it ends: an engine outlives no
 * run, not even one that was killed.
 */
const guard = [
  'exec 3<&0',
  '"$@" 3<&- </dev/null &',
  'engine=$!',
  '{',
  '  read -r _ <&3',
  '  kill "$engine"',
  '  for second in 1 2 3 4 5; do sleep 1; kill -0 "$engine" || exit; done',
  '  kill -9 "$engine"',
  '} >/dev/null 2>&1 &',
  'reader=$!',
  'wait "$engine"',
  'status=$?',
  'kill "$reader" 2>/dev/null',
  'exit "$status"',
].join('\n');

/** A program that runs beside the tests, and never longer than they do. */
export class Guarded {
  readonly #child: ChildProcess;
  readonly #log: string;
  readonly #ended: Promise<void>;
  #status: number | null | undefined;

  /** Starts a program; what it prints goes into a file. */
  constructor(program: string, args: readonly string[], log: string, env: NodeJS.ProcessEnv = process.env) {
    const output = openSync(log, 'w');
    this.#log = log;
    this.#child = spawn('sh', ['-c', guard, 'guard', program, ...args], { stdio: ['pipe', output, output], env });
    closeSync(output);
    this.#ended = new Promise((resolve) => {
      this.#child.on('close', (status) => {
        this.#status = status;
        resolve();
      });
      this.#child.on('error', () => {
        this.#status = null;
        resolve();
      });
    });
  }

  /** The last lines that it printed. */
  get tail(): string {
    return readFileSync(this.#log, 'utf8').split('\n').slice(-30).join('\n');
  }

  /**
   * Asks until the answer is yes.
   *
   * @throws Error if the program ended, or if the answer was no for that many seconds
   */
  async until(what: string, ask: () => Promise<boolean>, seconds: number): Promise<void> {
    const end = performance.now() + seconds * 1000;
    while (!(await ask())) {
      if (this.#status !== undefined) throw new Error(`ended before it was ${what}:\n${this.tail}`);
      if (performance.now() > end) throw new Error(`was not ${what} within ${seconds} s:\n${this.tail}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Ends the program and waits until it has ended. */
  async stop(): Promise<void> {
    this.#child.stdin?.end();
    await this.#ended;
  }
}
