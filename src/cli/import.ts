import { Command } from 'commander';
import { isDnsLabel } from '../model/names.ts';
import { type Problem, problem } from '../model/problem.ts';
import { planScore } from '../score/plan-score.ts';
import { printProgram } from '../score/print-plan.ts';
import { readScores } from '../score/read-score.ts';
import { unusedOptions } from '../score/unused-options.ts';
import { printedJson } from './output.ts';
import { printProblems } from './print-problems.ts';
import { loadTypes } from './score-types.ts';
import { writeFirst } from './written-file.ts';

interface ImportOptions {
  readonly application?: string;
  readonly owner: string;
  readonly image: Readonly<Record<string, string>>;
  readonly host: Readonly<Record<string, string>>;
  readonly types?: string;
  readonly to?: string;
  readonly json?: true;
}

/** `roadbed import`: turns what other tools describe into a program. */
export function importCommand(): Command {
  const command = new Command('import').description('Turn what other tools describe into a program in TypeScript.');
  command
    .command('score')
    .description(
      'Turn Score files (v1b1), one for each workload of an application, into a module that makes the application.',
    )
    .argument('<file...>', 'Score files')
    .option('--application <name>', 'name of the application (default: that of the first workload)')
    .option('--owner <name>', 'the team that owns it', 'team')
    .option('--image <workload=image>', 'image of a workload, or of WORKLOAD.CONTAINER, whose file says "."', pair, {})
    .option('--host <resource=host>', 'host of a resource of the type dns', pair, {})
    .option('--types <file>', 'module that exports `types`: golden paths by the types of resources that they make')
    .option('--to <file>', 'file to write (default: the module is printed)')
    .option('--json', 'print one JSON object instead of text')
    .action(importScore);
  return command;
}

/** A name and a value, divided by the first `=`. */
function pair(text: string, former: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  return { ...former, [at === -1 ? text : text.slice(0, at)]: at === -1 ? '' : text.slice(at + 1) };
}

async function importScore(paths: readonly string[], options: ImportOptions): Promise<void> {
  const own = await loadTypes(options.types, options.to);
  const { files, problems: unreadable } = readScores(paths);
  const plan = planScore(files, { images: options.image, hosts: options.host, types: own.types });
  const unused = unreadable.length === 0 ? unusedOptions(files, { images: options.image, hosts: options.host }) : [];
  const { constructs, problems: unexported } = own.imported(plan.constructs);
  const name = options.application ?? files[0]?.score.metadata.name ?? '';
  const found = [
    ...own.problems,
    ...unreadable,
    ...plan.problems,
    ...unused,
    ...unexported,
    ...nameProblems(name, options),
  ];
  const text = found.length > 0 ? undefined : printProgram({ name, owner: options.owner, constructs });
  const problems = text === undefined || options.to === undefined ? found : [...found, ...writeFirst(options.to, text)];
  if (problems.length > 0) process.exitCode = 1;
  if (options.json === true) {
    const program = problems.length === 0 ? (text ?? null) : null;
    process.stdout.write(printedJson({ version: 1, problems, program, file: options.to ?? null }));
  } else if (problems.length > 0) printProblems(problems, 'nothing was written');
  else if (options.to === undefined) process.stdout.write(text ?? '');
  else process.stdout.write(`${options.to}  written\n`);
}

function nameProblems(name: string, { owner }: ImportOptions): readonly Problem[] {
  const words = [...(name === '' ? [] : [['--application', name]]), ['--owner', owner]];
  return words.flatMap(([path = '', word = '']) =>
    isDnsLabel(word) ? [] : [problem('RB102', { path, found: `not a DNS label, got "${word}"` })],
  );
}
