import { spawnSync } from 'node:child_process';

/** What a command did. */
export interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly complaint: string;
}

/** How a command is run. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end. */
export function run(program: string, args: readonly string[], options: CommandOptions = {}): Outcome {
  const { cwd, input = '', env = process.env } = options;
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    input,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  return { status: status ?? 1, output: stdout, complaint: stderr };
}

/** Runs a command that must succeed; gives what it printed. */
export function succeed(program: string, args: readonly string[], options: CommandOptions = {}): string {
  const { status, output, complaint } = run(program, args, options);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}\n${output}${complaint}`);
  return output;
}
