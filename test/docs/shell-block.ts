import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandProcess } from '../cli/command-process.ts';

const commands = new CommandProcess();
afterAll(() => commands.end());

/** What a command of a page did that its page does not say. */
export interface Surprise {
  readonly command: string;
  readonly status: number | null;
  readonly expected: number;
  readonly output: string;
}

/**
 * Runs the commands of a shell block: `npx roadbed`, and `cd` and `mkdir` within the project. Others are not Roadbed's to prove.
 *
 * A command ends with 0, or with what its comment `# exit 1` says.
 */
export function runShell(code: string, folder: string): readonly Surprise[] {
  const surprises: Surprise[] = [];
  let cwd = folder;
  for (const line of code.split('\n')) {
    const [command = '', comment = ''] = line.replace(/^\$ /, '').split(/ +# */);
    const [program, ...args] = command.trim().split(/ +/);
    if (program === 'cd') cwd = join(cwd, args.at(-1) ?? '');
    if (program === 'mkdir') mkdirSync(join(cwd, args.at(-1) ?? ''), { recursive: true });
    if (program !== 'npx' || args[0] !== 'roadbed') continue;
    const expected = Number(/^exit (\d+)/.exec(comment)?.[1] ?? 0);
    const { status, stdout, stderr } = commands.run({ args: args.slice(1), cwd, env: process.env, input: '' });
    if (status !== expected) surprises.push({ command, status, expected, output: stdout + stderr });
  }
  return surprises;
}
