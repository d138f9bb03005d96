import { spawn } from 'node:child_process';

/** How a program ended. */
export interface CommandEnd {
  /** Its exit status; undefined where it was not there, or was stopped. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether there is no such program on the path. */
  readonly isMissing: boolean;
}

/** Runs a program with arguments as they are, by no shell. What is secret goes to its standard input: arguments are seen by everybody on the machine. */
export type RunCommand = (program: string, args: readonly string[], input?: string) => Promise<CommandEnd>;

/** Runs programs of the user's path, until the signal stops them. */
export function commandRunner(signal: AbortSignal): RunCommand {
  return (program, args, input = '') =>
    new Promise((resolve) => {
      const out: Buffer[] = [];
      const complaints: Buffer[] = [];
      const end = (status: number | undefined, isMissing: boolean) => {
        const [stdout, stderr] = [out, complaints].map((chunks) => Buffer.concat(chunks).toString('utf8'));
        resolve({ status, stdout: stdout ?? '', stderr: stderr ?? '', isMissing });
      };
      const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], signal });
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
      child.on('error', (error) => end(undefined, 'code' in error && error.code === 'ENOENT'));
      child.on('close', (status) => end(status ?? undefined, false));
      // It may end without having read everything, and says why itself.
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
}
