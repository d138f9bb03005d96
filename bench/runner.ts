import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import type { Run } from './measures.ts';

/** What a run took. */
export interface Sample {
  readonly milliseconds: number;
  /** Time of processors, on whichever threads: a busy machine changes it little. */
  readonly cpuMilliseconds: number;
  readonly megabytes: number;
}

const packageRoot = resolve(__dirname, '..');
const compiled = join(__dirname, 'dist');

/** A run that does not end is given up after this time. */
const LONGEST = 180_000;

/** Compiles the workloads once: a compiler in their process would take 60 megabytes and a part of the time. */
export function compileWorkloads(): void {
  rmSync(compiled, { recursive: true, force: true });
  mkdirSync(compiled);
  for (const name of readdirSync(__dirname).filter((file) => file.endsWith('.ts'))) {
    const { code } = transformSync(readFileSync(join(__dirname, name), 'utf8'), {
      filename: name,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
      module: { type: 'commonjs' },
      swcrc: false,
    });
    const built = code.replace(/require\("(\.{1,2})\/(.*)\.ts"\)/g, (_, up: string, file: string) =>
      up === '.' ? `require("./${file}.js")` : `require("../../lib/${file}.js")`,
    );
    writeFileSync(join(compiled, name.replace(/\.ts$/, '.js')), built);
  }
}

/** Runs processes one after the other, with their files in a folder. */
export class Runner {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The shortest of the times that a run is made. */
  run(run: Run): Sample {
    const samples = Array.from({ length: run.times ?? 1 }, () => this.#once(run));
    return samples.reduce((best, sample) => (sample.milliseconds < best.milliseconds ? sample : best));
  }

  #once({ name, command }: Run): Sample {
    const args = command.map((word) => word.replace('{package}', packageRoot).replace('{folder}', this.#folder));
    const began = performance.now();
    const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
      cwd: compiled,
      env: { ...process.env, TMPDIR: this.#folder, NODE_OPTIONS: '' },
      encoding: 'utf8',
      timeout: LONGEST,
    });
    const milliseconds = performance.now() - began;
    rmSync(join(this.#folder, 'acme'), { recursive: true, force: true });
    if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? stderr}`);
    return args[0]?.endsWith('-workload.js') === true
      ? parse(stdout)
      : { milliseconds, cpuMilliseconds: Number.NaN, megabytes: Number.NaN };
  }
}

function parse(output: string): Sample {
  const sample: unknown = JSON.parse(output);
  if (typeof sample === 'object' && sample !== null && 'milliseconds' in sample && 'megabytes' in sample) {
    const { milliseconds, megabytes } = sample;
    const spent = 'cpuMilliseconds' in sample ? sample.cpuMilliseconds : undefined;
    const cpuMilliseconds = typeof spent === 'number' ? spent : Number.NaN;
    if (typeof milliseconds === 'number' && typeof megabytes === 'number')
      return { milliseconds, cpuMilliseconds, megabytes };
  }
  throw new Error(`not what a workload prints: ${output}`);
}
