import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { type CommandRequest, type CommandRun, receiveMessage, sendMessage } from './command-protocol.ts';

/** A process that runs one command after another, begun with the first. */
export class CommandProcess {
  #pipes: { readonly requests: number; readonly answers: number } | undefined;

  /** Runs a command, and waits for its end. */
  run(request: CommandRequest): CommandRun {
    this.#pipes ??= begin();
    sendMessage(this.#pipes.requests, request);
    const answer = receiveMessage(this.#pipes.answers);
    if (isRun(answer)) return answer;
    this.end();
    throw new Error(`the process ended in: roadbed ${request.args.join(' ')}`);
  }

  /** Lets the process end. */
  end(): void {
    if (this.#pipes === undefined) return;
    closeSync(this.#pipes.requests);
    closeSync(this.#pipes.answers);
    this.#pipes = undefined;
  }
}

/** Two named pipes, since those of a child cannot be read without giving way to other tests. */
function begin() {
  const folder = mkdtempSync(join(tmpdir(), 'roadbed-command-'));
  const [requests, answers] = [join(folder, 'requests'), join(folder, 'answers')];
  execFileSync('mkfifo', [requests, answers]);
  // Opened for both first, as each end waits for the other.
  const both = [openSync(requests, 'r+'), openSync(answers, 'r+')];
  const ours = { requests: openSync(requests, 'w'), answers: openSync(answers, 'r') };
  const theirs = { requests: openSync(requests, 'r'), answers: openSync(answers, 'w') };
  const child: ChildProcess = spawn(
    process.execPath,
    ['-r', join(root, 'scripts/typescript-hook.cjs'), join(root, 'test/cli/command-server.ts')],
    { stdio: [theirs.requests, 'inherit', 'inherit', theirs.answers] },
  );
  child.unref();
  for (const pipe of [...both, theirs.requests, theirs.answers]) closeSync(pipe);
  rmSync(folder, { recursive: true });
  return ours;
}

function isRun(value: unknown): value is CommandRun {
  return typeof value === 'object' && value !== null && 'status' in value && 'stdout' in value && 'stderr' in value;
}
