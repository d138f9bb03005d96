import { arch, platform } from 'node:os';
import { Command, CommanderError } from 'commander';
import { packageVersion } from '../platform/package.ts';
import { commands, loadCommand } from './commands.ts';
import { terminalWidth } from './terminal.ts';

/** Status of a process that was used wrongly. */
const WRONG_USE = 2;
/** Status of a process that ended by a fault of Roadbed's own. */
const FAULT = 70;

/**
 * Runs the command that the arguments ask for, and gives the status of the process: 0 fine, 1 problems in the user's platform,
 * 2 wrong use of the command, 70 a fault of Roadbed's own. It may be called again in the same process.
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    await programFor(args).parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
    process.stderr.write(faultReport(error));
    return FAULT;
  } finally {
    process.exitCode = undefined;
  }
}

/** The whole command line, of which only what is asked for is loaded. */
function programFor(args: readonly string[]): Command {
  const program = new Command('roadbed')
    .description('A platform orchestrator: from a platform in TypeScript to a validated GitOps repository.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print what a command does')
    .helpCommand('help [command]', 'print what a command does');
  const words = args.filter((arg) => !arg.startsWith('-'));
  const wanted = words[0] === 'help' ? words[1] : words[0];
  for (const [name, summary] of Object.entries(commands)) {
    const command = name === wanted ? commandOf(loadCommand(name), name) : new Command(name);
    program.addCommand(command.summary(summary));
  }
  return strict(program);
}

/** The command that a module exports: `synth.ts` exports `synthCommand`. */
function commandOf(module: unknown, name: string): Command {
  const make: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, `${name}Command`) : undefined;
  const command: unknown = typeof make === 'function' ? make() : undefined;
  if (!(command instanceof Command)) throw new Error(`the file of the command ${name} exports no ${name}Command()`);
  return command;
}

/** Lets wrong use be told from problems, with a suggestion where a name is nearly right. */
function strict(command: Command): Command {
  command.exitOverride().showSuggestionAfterError(true).allowExcessArguments(false);
  command.configureOutput({ getOutHelpWidth: terminalWidth, getErrHelpWidth: terminalWidth });
  for (const child of command.commands) strict(child);
  return command;
}

function faultReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const versions = `roadbed ${packageVersion()}, Node.js ${process.version}, ${platform()} ${arch()}`;
  return `${stack}\n\nThis is a fault of Roadbed, not of your platform. Please report it with the text above (${versions}).\n`;
}
