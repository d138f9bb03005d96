import { dirname, join, relative } from 'node:path';
import type { Command } from 'commander';
import { LOCK_NAME } from '../model/lock-document.ts';
import type { BarePlatform } from '../platform/bare-platform.ts';
import type { AppFile } from './app-file.ts';

/** The options of every command that runs the user's program. */
export interface ProgramOptions {
  readonly app?: string;
  readonly out?: string;
  readonly schemas?: string;
  readonly lock?: string;
  readonly json?: true;
}

/** Gives a command the options of those that run the user's program. */
export function addProgramOptions(command: Command): Command {
  return command
    .option('-a, --app <file>', 'the program (default: the app of cdk8s.yaml, else main.ts)')
    .option('-o, --out <dir>', 'output folder (default: the outdir of the platform, else dist)')
    .option('--schemas <dir>', 'folder of schemas (default: schemas beside the program)')
    .option('--lock <file>', 'the lock (default: roadbed.lock beside the program)')
    .option('--json', 'print one JSON object instead of text');
}

/** Where the output of a platform goes: as the command says, else as `cdk8s synth` says, else as the platform says, else `dist`. */
export function outdirOf({ out }: ProgramOptions, platform?: BarePlatform): string {
  return out ?? (process.env.CDK8S_OUTDIR || undefined) ?? platform?.outdir ?? 'dist';
}

/** Where the schemas of a platform are. */
export function schemasOf({ schemas }: ProgramOptions, app: AppFile): string {
  return schemas ?? relative(process.cwd(), join(dirname(app.file), 'schemas'));
}

/** Where the lock of a platform is. */
export function lockOf({ lock }: ProgramOptions, app: AppFile): string {
  return lock ?? relative(process.cwd(), join(dirname(app.file), LOCK_NAME));
}
