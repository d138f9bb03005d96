import { Command, Option } from 'commander';
import { GRAPH_PATHS } from '../model/graph-document.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { BarePlatform } from '../platform/bare-platform.ts';
import type { LockReport } from '../platform/lock/decide.ts';
import { packageVersion } from '../platform/package.ts';
import { type Synthesis, synthesize } from '../platform/synthesize.ts';
import { type TargetName, targets } from '../platform/targets.ts';
import { count } from '../views/words.ts';
import type { FolderReport } from '../write/output-file.ts';
import { findApp } from './app-file.ts';
import { printedJson, reserveStdout } from './output.ts';
import { type PlacedProblem, placeProblems, printProblems } from './print-problems.ts';
import { addProgramOptions, lockOf, outdirOf, type ProgramOptions, schemasOf } from './program-options.ts';
import { programRevision } from './program-revision.ts';
import { Progress } from './progress.ts';
import { runProgram } from './run-program.ts';
import { summaryOf } from './summary.ts';
import { summaryText } from './summary-text.ts';
import { styleOf, terminalWidth } from './terminal.ts';
import { Timings } from './timings.ts';

interface SynthOptions extends ProgramOptions {
  readonly target: TargetName;
  readonly environment?: string;
  readonly check?: true;
  readonly accept?: readonly string[];
  readonly force?: true;
}

/** What a run of `synth` came to. */
interface SynthRun {
  readonly problems: readonly PlacedProblem[];
  readonly outdir: string;
  readonly synthesis?: Synthesis | undefined;
}

/** `roadbed synth`: runs the program and replaces the output folder. */
export function synthCommand(): Command {
  const command = new Command('synth')
    .description('Run the program, check all that it makes, and replace the output folder as a whole.')
    .addOption(
      new Option('-t, --target <name>', 'what the output is for; each but argocd has a folder dist-<name>')
        .choices(Object.keys(targets))
        .default('argocd'),
    )
    .option('-e, --environment <name>', 'write the folder of this environment alone')
    .option('--check', 'write nothing; fail if the output folder is not up to date')
    .option(
      '--accept <name...>',
      'allow that these go: what holds data, by the path of its construct or as an object, and Applications',
    )
    .option('--force', 'overwrite files of the output folder that somebody edited');
  return addProgramOptions(command).action(synth);
}

async function synth(options: SynthOptions): Promise<void> {
  const print = options.json === true ? reserveStdout() : undefined;
  const timings = new Timings();
  const progress = new Progress(print === undefined);
  const run = await runSynthesis(options, timings, progress);
  progress.end();
  if (print !== undefined) print(printedJson(jsonOf(run, options, timings)));
  else if (run.problems.length > 0) printProblems(run.problems, outcomeOf(run, options));
  else process.stdout.write(textOf(run, options, timings));
  if (run.problems.length > 0) process.exitCode = 1;
}

async function runSynthesis(options: SynthOptions, timings: Timings, progress: Progress): Promise<SynthRun> {
  const app = findApp(options.app);
  if ('code' in app) return { problems: [app], outdir: outdirFor(options) };
  timings.begin('program');
  progress.say(`running ${app.shown}`);
  const { value, problems } = await runProgram(app, (platform) => {
    const outdir = outdirFor(options, platform);
    const synthesis = synthesize(platform, {
      ...options,
      outdir,
      schemas: schemasOf(options, app),
      lock: {
        file: lockOf(options, app),
        roadbed: packageVersion(),
        revision: () => programRevision(app.file, [outdir, lockOf(options, app)]),
      },
      onStage: (stage) => {
        timings.begin(stage);
        progress.step(stage);
      },
      onProgress: ({ files }) => progress.say(options.check === true ? 'comparing' : 'writing', files, 'file'),
    });
    const stale = options.check === true ? staleProblems(outdir, synthesis) : [];
    return { synthesis, outdir, problems: placeProblems([...synthesis.problems, ...stale], platform) };
  });
  timings.end();
  if (value === undefined) return { problems, outdir: outdirFor(options) };
  return { ...value, problems: [...problems, ...value.problems] };
}

/** Each target has a folder of its own, so that none takes away what another has written: that of Argo CD bears no name of its own. */
function outdirFor(options: SynthOptions, platform?: BarePlatform): string {
  const outdir = outdirOf(options, platform);
  return options.target === 'argocd' || options.out !== undefined ? outdir : `${outdir}-${options.target}`;
}

/** The output is not what a synthesis would write. Lines of the program may move without any manifest changing, so they do not count. */
function staleProblems(outdir: string, { report, lock, problems }: Synthesis): readonly Problem[] {
  if (report === undefined || problems.length > 0) return [];
  const counts = (path: string) => path !== GRAPH_PATHS.sources;
  const { added, changed, removed } = report;
  const lines = [
    ...added.filter(counts).map((path) => `missing   ${path}`),
    ...changed.filter(counts).map((path) => `changed   ${path}`),
    ...removed.filter(counts).map((path) => `left over ${path}`),
    ...(lock === undefined || lock.change === 'unchanged' ? [] : [lockLine(lock)]),
  ];
  if (lines.length === 0) return [];
  const found = `${count(lines.length, 'file')} would change\n${lines.join('\n')}`;
  return [problem('RB908', { path: outdir, found })];
}

function lockLine({ file, change }: LockReport): string {
  return `${change === 'added' ? 'missing  ' : 'changed  '} ${file}`;
}

/** What became of the output in a run with problems. A program may fail after its platform was written. */
function outcomeOf({ synthesis }: SynthRun, { check }: SynthOptions): string | undefined {
  if (check === true) return undefined;
  const isWritten = synthesis?.report !== undefined && synthesis.problems.length === 0;
  return isWritten ? 'the output was written all the same' : 'nothing was written';
}

function textOf({ synthesis, outdir }: SynthRun, { environment, check }: SynthOptions, timings: Timings): string {
  const { graph, coverage, report, lock, departures } = synthesis ?? {};
  if (graph === undefined || coverage === undefined) throw new Error('a synthesis without problems has no graph');
  return summaryText(summaryOf(graph, coverage, environment), {
    style: styleOf(process.stdout),
    width: terminalWidth(),
    milliseconds: timings.total,
    output: report === undefined ? undefined : { folder: outdir, report, isCheck: check === true },
    departures,
    lock,
  });
}

/** The object that `--json` prints. Members are only ever added to it. */
function jsonOf({ synthesis, outdir, problems }: SynthRun, { environment }: SynthOptions, timings: Timings): object {
  const { graph, coverage, report, lock } = synthesis ?? {};
  const summary = graph === undefined || coverage === undefined ? undefined : summaryOf(graph, coverage, environment);
  const written = report === undefined || report.problems.length > 0 ? undefined : report;
  return {
    version: 1,
    problems,
    counts: summary?.counts ?? null,
    variants: summary?.rows ?? [],
    unchecked: summary?.unchecked ?? [],
    missingKinds: summary?.missing ?? [],
    waves: summary?.waves ?? [],
    rolledOutInSteps: summary?.stepped ?? [],
    runsOn: synthesis?.departures ?? [],
    skippedRules: coverage?.skippedRules ?? 0,
    output: written === undefined ? null : outputJson(outdir, written),
    lock: lock ?? null,
    milliseconds: timings.toJson(),
  };
}

function outputJson(folder: string, { added, changed, removed, unchanged, kept, bytes }: FolderReport): object {
  return { folder, added, changed, removed, unchanged, kept, bytes };
}
