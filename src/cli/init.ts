import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { type Problem, problem } from '../model/problem.ts';
import { diskProblem } from '../write/disk-problem.ts';
import { initFiles } from './init-files.ts';
import { printedJson } from './output.ts';
import { printProblems } from './print-problems.ts';
import { styleOf } from './terminal.ts';

/** `roadbed init`: makes a folder with a small platform that synthesises at once. */
export function initCommand(): Command {
  return new Command('init')
    .description('Make a folder with a small platform, in which "npm install && npx roadbed synth" works at once.')
    .argument('[dir]', 'the folder; it may exist, and no file in it is overwritten', '.')
    .option('--json', 'print one JSON object instead of text')
    .action(init);
}

function init(dir: string, { json }: { readonly json?: true }): void {
  const folder = resolve(dir);
  const files = initFiles(packageName(basename(folder)));
  const problems = writeAll(folder, dir, files);
  if (problems.length > 0) process.exitCode = 1;
  const written = problems.length > 0 ? [] : [...files.keys()];
  if (json === true) process.stdout.write(printedJson({ version: 1, problems, folder: dir, files: written }));
  else if (problems.length > 0) printProblems(problems, 'nothing was written');
  else process.stdout.write(nextSteps(dir, written));
}

/** A name that npm takes. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'platform' : name.slice(0, 100);
}

/** Writes all files or none: they are made apart, and moved into the folder when they are whole. */
function writeAll(folder: string, shown: string, files: ReadonlyMap<string, string>): readonly Problem[] {
  let draft: string | undefined;
  const moved: string[] = [];
  try {
    const inTheWay = refusals(folder, shown, files);
    if (inTheWay.length > 0) return inTheWay;
    const isNew = !existsSync(folder);
    mkdirSync(dirname(folder), { recursive: true });
    draft = join(isNew ? dirname(folder) : folder, `.roadbed-init-${process.pid}`);
    mkdirSync(draft);
    for (const [path, text] of files) writeFileSync(join(draft, path), text);
    for (const path of isNew ? [] : files.keys()) {
      renameSync(join(draft, path), join(folder, path));
      moved.push(path);
    }
    if (isNew) renameSync(draft, folder);
    return [];
  } catch (error) {
    for (const path of moved) rmSync(join(folder, path), { force: true });
    const found = diskProblem(error, shown);
    if (found === undefined) throw error;
    return [{ ...found, hint: 'give yourself the right to write there, or name another folder' }];
  } finally {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
  }
}

function refusals(folder: string, shown: string, files: ReadonlyMap<string, string>): readonly Problem[] {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory())
    return [problem('RB909', { path: shown, found: `not a folder, got ${JSON.stringify(shown)}` })];
  const there = readdirSync(folder).filter((name) => files.has(name));
  if (there.length === 0) return [];
  const names = there.map((name) => JSON.stringify(name)).join(', ');
  return [problem('RB909', { path: shown, found: `${names} would be overwritten` })];
}

function nextSteps(dir: string, written: readonly string[]): string {
  const style = styleOf(process.stdout);
  const path = relative(process.cwd(), resolve(dir));
  const steps = [...(path === '' ? [] : [`cd ${path}`]), 'npm install', 'npx roadbed synth'];
  const made = `${style.green(style.bold(path === '' ? 'A platform is here' : `A platform is in ${path}`))}  ${style.dim(written.join(', '))}`;
  return `${[made, '', ...steps.map((step) => `  ${style.cyan(step)}`)].join('\n')}\n`;
}
