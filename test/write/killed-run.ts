import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { transformFileSync } from '@swc/core';

const repository = resolve(__dirname, '../..');

let runs = 0;

/** What a run is told. */
export interface RunOptions {
  readonly library: string;
  readonly dist: string;
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** Number of the change of the disk before which the run kills itself. */
  readonly killAt?: number;
  /** Folder for what the disk is before each change: what a run that is killed there leaves, by the number of the change. */
  readonly keptIn?: string;
  /** Whether the output folder refuses to be moved, as a mount does. */
  readonly immovable?: boolean;
  /** Whether the run waits, with its lock, until its input ends. */
  readonly hold?: boolean;
  /** Whether the programs that exchange folders are out of reach. */
  readonly withoutPrograms?: boolean;
}

/** How a run ended. */
export interface RunEnd {
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** Transpiles what the runs need into a folder, and gives it. */
export function transpileLibrary(folder: string): string {
  const written = readdirSync(join(repository, 'src/write')).map((name) => `src/write/${name}`);
  const problems = readdirSync(join(repository, 'src/model/problems')).map((name) => `src/model/problems/${name}`);
  for (const file of ['src/model/problem.ts', 'src/model/problem-table.ts', ...problems, ...written]) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    const options = {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    } as const;
    writeFileSync(target, transformFileSync(join(repository, file), options).code);
  }
  return folder;
}

/** A run in a process of its own. */
export class Run {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly end: Promise<RunEnd>;
  #output = '';

  constructor({ withoutPrograms, ...options }: RunOptions) {
    const env = { ...process.env, ...(withoutPrograms ? { PATH: '/nowhere' } : {}) };
    const order = join(options.library, `order-${runs++}.json`);
    writeFileSync(order, JSON.stringify(options));
    const child = spawn(process.execPath, [join(__dirname, 'killed-run.cjs'), order], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    let errors = '';
    child.stdout.on('data', (text) => {
      this.#output += text;
    });
    child.stderr.on('data', (text) => {
      errors += text;
    });
    this.end = new Promise((done) => {
      child.on('close', (_, signal) => done({ signal, output: this.#output, errors }));
    });
  }

  /** Waits until the run says something. */
  async says(text: string): Promise<void> {
    let ended = false;
    const end = this.end.then(() => {
      ended = true;
    });
    while (!this.#output.includes(text) && !ended) {
      await Promise.race([end, new Promise((done) => this.#child.stdout.once('data', done))]);
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
