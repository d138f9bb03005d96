import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Rendered } from '../graph/graph.ts';
import { closest } from '../model/closest.ts';
import { compareProblems, type Problem, problem } from '../model/problem.ts';
import { renderedOf } from '../platform/rendered.ts';
import { exportScores } from '../score/export-score.ts';
import type { ExportedScore } from '../score/export-workload.ts';
import { count } from '../views/words.ts';
import { isDiskError } from '../write/disk-problem.ts';
import { yamlChunks } from '../write/yaml.ts';
import { findApp } from './app-file.ts';
import { printedJson, reserveStdout } from './output.ts';
import { type PlacedProblem, placeProblems, printProblems } from './print-problems.ts';
import type { ProgramOptions } from './program-options.ts';
import { runProgram } from './run-program.ts';
import { writeWhole } from './written-file.ts';

interface ExportOptions extends Pick<ProgramOptions, 'app' | 'json'> {
  readonly environment?: string;
  readonly to?: string;
}

/** `roadbed export`: writes what the platform holds for other tools. */
export function exportCommand(): Command {
  const command = new Command('export').description('Write what the platform holds for other tools.');
  command
    .command('score')
    .description('Write the workloads of applications as Score files (v1b1), as they are in one environment.')
    .argument('[application...]', 'applications (default: all)')
    .option('-a, --app <file>', 'the program (default: the app of cdk8s.yaml, else main.ts)')
    .option('-e, --environment <name>', 'environment (default: the first that the application is in)')
    .option('--to <dir>', 'folder to write to, a file for each workload (default: they are printed)')
    .option('--json', 'print one JSON object instead of text')
    .action(exportScore);
  return command;
}

interface ExportRun {
  readonly scores: readonly ExportedScore[];
  readonly problems: readonly PlacedProblem[];
}

async function exportScore(names: readonly string[], options: ExportOptions): Promise<void> {
  const print = options.json === true ? reserveStdout() : undefined;
  const { scores, problems: refused } = await run(names, options);
  const problems = refused.length > 0 || options.to === undefined ? refused : write(options.to, scores);
  if (problems.length > 0) process.exitCode = 1;
  if (print !== undefined)
    return print(printedJson({ version: 1, problems, workloads: problems.length > 0 ? [] : scores }));
  if (problems.length > 0) return printProblems(problems, 'nothing was written');
  for (const { path, notes } of scores) for (const note of notes) process.stderr.write(`${path}: ${note}\n`);
  if (options.to !== undefined) process.stdout.write(`${options.to}  ${count(scores.length, 'file')} written\n`);
  else process.stdout.write(scores.map((one) => textOf(one)).join('---\n'));
}

async function run(names: readonly string[], options: ExportOptions): Promise<ExportRun> {
  const app = findApp(options.app);
  if ('code' in app) return { scores: [], problems: [app] };
  const { value, problems } = await runProgram(app, (platform): ExportRun => {
    const { graph, problems: found } = renderedOf(platform, () => {});
    const chosen = graph === undefined || found.length > 0 ? undefined : choose(graph, names, options.environment);
    const all = [...found, ...(chosen?.problems ?? [])].sort(compareProblems);
    return { scores: all.length > 0 ? [] : (chosen?.scores ?? []), problems: placeProblems(all, platform) };
  });
  return { scores: value?.scores ?? [], problems: [...problems, ...(value?.problems ?? [])] };
}

function choose(graph: Rendered, names: readonly string[], environment: string | undefined) {
  const known = graph.applications.map(({ name }) => name);
  const problems: Problem[] = names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const other = closest(name, known);
      const hint = other === undefined ? `name one of ${known.join(', ')}` : `did you mean "${other}"?`;
      return problem('RB930', { path: '', found: `no application is called "${name}"`, hint });
    });
  const scores = graph.applications
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .flatMap((application) => {
      const cluster = application.placements
        .map((placement) => placement.cluster)
        .find((one) => environment === undefined || one.environment === environment);
      if (cluster !== undefined) return exportScores(graph, application, cluster);
      const found = `it is on no cluster in "${environment}"`;
      if (names.length > 0) problems.push(problem('RB907', { path: application.path, found }));
      return [];
    });
  return { scores, problems };
}

function write(folder: string, scores: readonly ExportedScore[]): readonly Problem[] {
  const paths = new Map(scores.toReversed().map(({ name, path }) => [name, path]));
  const same = scores.filter(({ name, path }) => paths.get(name) !== path);
  if (same.length > 0) return same.map(({ name, path }) => sameFile(path, name, paths.get(name)));
  try {
    mkdirSync(folder, { recursive: true });
    return scores.flatMap((one) => writeWhole(join(folder, `${one.name}.score.yaml`), textOf(one)));
  } catch (error) {
    if (!isDiskError(error)) throw error;
    return [problem('RB802', { path: folder, found: `the file system says ${error.code}` })];
  }
}

function sameFile(path: string, name: string, other: string | undefined): Problem {
  const found = `${name}.score.yaml would be the file of ${other ?? 'another workload'} too`;
  return problem('RB856', { path, found });
}

function textOf({ score, path }: ExportedScore): string {
  return [...yamlChunks([score], `Written by roadbed export score from ${path}.`)].join('');
}
