import { Command } from 'commander';
import { packageVersion } from '../platform/package.ts';
import { synthesize } from '../platform/synthesize.ts';
import { count } from '../views/words.ts';
import { findApp } from './app-file.ts';
import { printedJson, reserveStdout } from './output.ts';
import { type PlacedProblem, placeProblems, printProblems } from './print-problems.ts';
import { addProgramOptions, lockOf, outdirOf, type ProgramOptions, schemasOf } from './program-options.ts';
import { Progress } from './progress.ts';
import { runProgram } from './run-program.ts';
import { type Summary, summaryOf } from './summary.ts';
import { summaryText, uncheckedNote } from './summary-text.ts';
import { styleOf, terminalWidth } from './terminal.ts';
import { Timings } from './timings.ts';
import { checkTypes } from './type-check.ts';

/** `roadbed validate`: everything that `synth` checks, and types; or files of manifests. */
export function validateCommand(): Command {
  const command = new Command('validate')
    .description('Check the program, its types and all that it makes, or files of manifests. Nothing is written.')
    .argument('[path...]', 'files and folders of manifests to check instead of the program');
  return addProgramOptions(command).action(async (paths: readonly string[], options: ProgramOptions) => {
    await (paths.length > 0 ? validatePaths(paths, options) : validateProgram(options));
  });
}

/** What a check of the program came to. */
interface ProgramCheck {
  readonly problems: readonly PlacedProblem[];
  readonly summary?: Summary | undefined;
  /** Why types were not checked; undefined where they were. */
  readonly typesSkipped: string | undefined;
}

async function validateProgram(options: ProgramOptions): Promise<void> {
  const print = options.json === true ? reserveStdout() : undefined;
  const timings = new Timings();
  const progress = new Progress(print === undefined);
  const { problems, summary, typesSkipped } = await checkProgram(options, timings, progress);
  progress.end();
  if (print !== undefined) {
    const { counts = null, unchecked = [], missing = [] } = summary ?? {};
    const types = typesSkipped ?? 'checked';
    const milliseconds = timings.toJson();
    print(printedJson({ version: 1, problems, types, counts, unchecked, missingKinds: missing, milliseconds }));
  } else if (problems.length > 0) printProblems(problems);
  else if (summary !== undefined) {
    const style = styleOf(process.stdout);
    process.stdout.write(summaryText(summary, { style, width: terminalWidth(), milliseconds: timings.total }));
    const types = typesSkipped === undefined ? 'types checked' : style.yellow(`types not checked, as ${typesSkipped}`);
    process.stdout.write(`${types}\n`);
  }
  if (problems.length > 0) process.exitCode = 1;
}

async function checkProgram(options: ProgramOptions, timings: Timings, progress: Progress): Promise<ProgramCheck> {
  const app = findApp(options.app);
  if ('code' in app) return { problems: [app], typesSkipped: 'there is no program' };
  // The compiler has a process of its own, so it works while the program runs.
  const typing = checkTypes(app);
  timings.begin('program');
  progress.say(`running ${app.shown}`);
  const { value, problems } = await runProgram(app, (platform) => {
    const {
      problems: found,
      graph,
      coverage,
    } = synthesize(platform, {
      outdir: outdirOf(options, platform),
      schemas: schemasOf(options, app),
      lock: { file: lockOf(options, app), roadbed: packageVersion() },
      check: true,
      onStage: (stage) => {
        timings.begin(stage);
        progress.step(stage);
      },
    });
    const summary = graph === undefined || coverage === undefined ? undefined : summaryOf(graph, coverage);
    return { summary, problems: placeProblems(found, platform) };
  });
  timings.begin('types');
  const types = await typing;
  timings.end();
  // What does not compile at all breaks types in a hundred ways that say no more.
  const typeProblems = problems.some(({ code }) => code === 'RB901') ? [] : types.problems;
  const all = [...problems, ...typeProblems, ...(value?.problems ?? [])];
  return { problems: all, summary: value?.summary, typesSkipped: types.skipped };
}

async function validatePaths(paths: readonly string[], options: ProgramOptions): Promise<void> {
  const { validateFiles } = await import('./validate-files.ts');
  const app = findApp(options.app);
  const folder = 'code' in app ? (options.schemas ?? 'schemas') : schemasOf(options, app);
  const { problems, files, summary } = validateFiles(paths, folder);
  const { checked, unknownKinds, skippedRules } = summary;
  if (options.json === true) {
    process.stdout.write(printedJson({ version: 1, problems, files, checked, unchecked: unknownKinds, skippedRules }));
  } else if (problems.length > 0) printProblems(problems);
  else {
    const style = styleOf(process.stdout);
    const note = uncheckedNote(unknownKinds, { style, width: terminalWidth() });
    const head = `${count(checked, 'object')} in ${count(files, 'file')}, no problems`;
    process.stdout.write(
      `${[...note, ...(note.length === 0 ? [] : ['']), style.green(style.bold(head))].join('\n')}\n`,
    );
  }
  if (problems.length > 0) process.exitCode = 1;
}
