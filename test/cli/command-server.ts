import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { root } from '../../scripts/source-files.ts';
import { type CommandRequest, type CommandRun, receiveMessage, sendMessage } from './command-protocol.ts';

// Runs one command after another, each as the built command would in a process of its own: with its arguments, folder, variables and
// input, until nothing is left that its program waits for. Starting a process and loading Roadbed takes ten times as long as most of what
// they do.
const { runCommand }: typeof import('../../src/cli/run-command.ts') = require(join(root, 'lib/src/cli/run-command.js'));

const bin = join(root, 'lib/src/cli/main.js');
const packages = [join(root, 'lib') + sep, `${sep}node_modules${sep}`];
const [requests, answers] = [0, 3];
const { argv, env, exit, mainModule } = process;

/** A command as it runs. */
class Running {
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];
  readonly #loaded = new Set(Object.keys(require.cache));
  status: number | undefined;

  constructor({ args, cwd, env: variables, input }: CommandRequest) {
    process.chdir(cwd);
    for (const name of Object.keys(env)) if (variables[name] === undefined) delete env[name];
    Object.assign(env, variables);
    process.argv = [process.execPath, bin, ...args];
    keepWritten(process.stdout, this.#stdout);
    keepWritten(process.stderr, this.#stderr);
    const stdin = Readable.from(input === '' ? [] : [Buffer.from(input, 'base64')]);
    Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
    // What is neither of the command nor awaited by it ends a process; here it ends this one.
    void runCommand(args).then((status) => {
      this.status = status;
    });
  }

  /** The command has come to its end: what it changed in the process goes. */
  end(): CommandRun {
    const output = { stdout: Buffer.concat(this.#stdout).toString(), stderr: Buffer.concat(this.#stderr).toString() };
    for (const stream of [process.stdout, process.stderr]) Reflect.deleteProperty(stream, 'write');
    for (const file of Object.keys(require.cache)) {
      if (!this.#loaded.has(file) && !packages.some((part) => file.includes(part))) delete require.cache[file];
    }
    Object.assign(process, { argv, exit, exitCode: undefined, mainModule });
    Reflect.deleteProperty(Error, 'prepareStackTrace');
    process.chdir(root);
    return { status: this.status ?? null, ...output };
  }
}

function keepWritten(stream: NodeJS.WriteStream, chunks: Buffer[]): void {
  const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    chunks.push(Buffer.from(chunk));
    const done = rest.at(-1);
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
  Reflect.set(stream, 'write', write);
}

let running: Running | undefined;

/** Node.js has nothing left to do: the command is over, unless that is what it waited for. */
process.on('beforeExit', () => {
  if (running !== undefined && running.status === undefined) {
    setImmediate(() => {});
    return;
  }
  if (running !== undefined) sendMessage(answers, running.end());
  const request = receiveMessage(requests);
  if (isRequest(request)) {
    setImmediate(() => {
      running = new Running(request);
    });
  }
});

function isRequest(value: unknown): value is CommandRequest {
  return typeof value === 'object' && value !== null && 'args' in value && 'cwd' in value && 'input' in value;
}
