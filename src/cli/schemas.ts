import { Command } from 'commander';
import type { AddedSchemas } from '../schema/add.ts';
import { count } from '../views/words.ts';
import { findApp } from './app-file.ts';
import { printedJson } from './output.ts';
import { printProblems } from './print-problems.ts';
import { type ProgramOptions, schemasOf } from './program-options.ts';
import { Progress } from './progress.ts';
import { styleOf } from './terminal.ts';

interface SchemasOptions extends Pick<ProgramOptions, 'app' | 'schemas' | 'json'> {
  readonly context?: string;
}

/** Most schemas whose names are printed. */
const MOST_NAMES = 20;

/** `roadbed schemas`: fills the folder of schemas that `synth` checks custom kinds against. */
export function schemasCommand(): Command {
  const command = new Command('schemas').description(
    'Fill the folder of schemas that custom kinds are checked against.',
  );
  addFolderOptions(command.command('add'))
    .description('Add schemas: CustomResourceDefinitions, OpenAPI documents of Kubernetes, or JSON schemas of kinds.')
    .argument('<source...>', 'files, folders or https URLs')
    .action(async (sources: readonly string[], options: SchemasOptions) => {
      const { addSchemas } = await import('../schema/add.ts');
      await fill(options, sources.join(', '), (folder) => addSchemas(sources, folder));
    });
  addFolderOptions(command.command('pull'))
    .description('Add the schemas of all kinds of a live cluster, as kubectl reads them.')
    .option('--context <name>', 'context of the kubeconfig (default: the current one)')
    .action(async (options: SchemasOptions) => {
      const { pullSchemas } = await import('../schema/pull.ts');
      await fill(options, options.context ?? 'the current cluster', (folder) =>
        pullSchemas({ context: options.context }, folder),
      );
    });
  return command;
}

function addFolderOptions(command: Command): Command {
  return command
    .option('-a, --app <file>', 'the program (default: the app of cdk8s.yaml, else main.ts)')
    .option('--schemas <dir>', 'folder of schemas (default: schemas beside the program)')
    .option('--json', 'print one JSON object instead of text');
}

async function fill(
  options: SchemasOptions,
  source: string,
  add: (folder: string) => Promise<AddedSchemas>,
): Promise<void> {
  const folder = folderOf(options);
  const progress = new Progress(options.json !== true);
  progress.say(`reading ${source}`);
  const { added, problems } = await add(folder);
  progress.end();
  if (options.json === true) process.stdout.write(printedJson({ version: 1, problems, folder, added }));
  else {
    if (added.length > 0) process.stdout.write(addedText(added, folder));
    if (problems.length > 0) printProblems(problems);
  }
  if (problems.length > 0) process.exitCode = 1;
}

/** Schemas may be there before the program is: then they stand where it would look for them. */
function folderOf(options: SchemasOptions): string {
  const app = findApp(options.app);
  return 'code' in app ? (options.schemas ?? 'schemas') : schemasOf(options, app);
}

function addedText(added: readonly string[], folder: string): string {
  const style = styleOf(process.stdout);
  const names = added.slice(0, MOST_NAMES).map((path) => `  ${path}`);
  const rest =
    added.length > MOST_NAMES ? [style.dim(`  and ${count(added.length - MOST_NAMES, 'more', 'more')}`)] : [];
  const head = `${style.bold(folder)}  ${count(added.length, 'schema')} added`;
  return `${[...names, ...rest, head].join('\n')}\n`;
}
