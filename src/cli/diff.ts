import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { parseDocument } from 'yaml';
import { GRAPH_PATHS } from '../model/graph-document.ts';
import { type Problem, problem } from '../model/problem.ts';
import { environmentProblems } from '../platform/environment.ts';
import { compareLocks, type NeedChange } from '../platform/lock/compare-locks.ts';
import { readLockFile } from '../platform/lock/lock-file.ts';
import { environmentLocks } from '../platform/lock/lock-of.ts';
import { lockProblems } from '../platform/lock/lock-problems.ts';
import { readLock } from '../platform/lock/read-lock.ts';
import { packageVersion } from '../platform/package.ts';
import { documentsFrom } from '../platform/read-documents.ts';
import { compareOutputs } from '../views/compare-outputs.ts';
import { type Difference, isDifferent } from '../views/difference.ts';
import type { NewFile, StoredOutput } from '../views/output-files.ts';
import { yamlChunks } from '../write/yaml.ts';
import { needsText } from './diff-needs.ts';
import { diffText } from './diff-text.ts';
import { printedJson, reserveStdout } from './output.ts';
import { printProblems } from './print-problems.ts';
import { addProgramOptions, type ProgramOptions } from './program-options.ts';
import { type ProgramView, resolveProgram } from './resolve-program.ts';
import { storedFolder } from './stored-folder.ts';
import { storedRevision, storedText } from './stored-revision.ts';
import { styleOf, terminalWidth } from './terminal.ts';

interface DiffOptions extends ProgramOptions {
  readonly against?: string;
  readonly environment?: string;
  readonly accept?: readonly string[];
  readonly exitCode?: true;
}

/** `roadbed diff`: tells what a synthesis would change, object by object and cluster by cluster. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description(
      'Compare what the program would write with what stands in the output folder, in another one, or at a revision in git. Nothing is written.',
    )
    .option('--against <rev|dir>', 'a commit, branch or tag, or a folder with an output (default: the output folder)')
    .option('-e, --environment <name>', 'compare this environment alone')
    .option('--accept <name...>', 'allow that these go: what holds data, by the path of its construct or as an object')
    .option('--exit-code', 'end with status 1 if anything differs, as git diff does; problems end with 1 anyway');
  return addProgramOptions(command).action(diff);
}

async function diff(options: DiffOptions): Promise<void> {
  const print = options.json === true ? reserveStdout() : undefined;
  const { problems, value } = await resolveProgram(options, (view) => compare(view, options));
  const different = value !== undefined && (isDifferent(value) || value.needs.length > 0);
  if (print !== undefined) print(printedJson({ version: 1, problems, different, ...value }));
  else {
    if (value !== undefined) process.stdout.write(textOf(value));
    if (problems.length > 0) printProblems(problems);
  }
  if (problems.length > 0 || (different && options.exitCode === true)) process.exitCode = 1;
}

function textOf(value: Difference & { readonly against: string; readonly needs: readonly NeedChange[] }): string {
  const [style, width] = [styleOf(process.stdout), terminalWidth()];
  return needsText(value.needs, style, width) + diffText(value, value.against, style, width);
}

function compare(view: ProgramView, options: DiffOptions) {
  const { against, environment } = options;
  const unknown = environmentProblems(environment, view.graph);
  if (unknown.length > 0) return { problems: unknown };
  const old = storedOutput(view.outdir, against);
  if ('code' in old) return { problems: [old] };
  const unreadable: Problem[] = [];
  const difference = compareOutputs({
    old,
    oldDocuments: documentsFrom((path) => old.read(path)),
    files: newFiles(view),
    documents: view.documents,
    environment,
    parse: (text, path) => {
      const document = parseDocument(text, { version: '1.2', uniqueKeys: true });
      const [error] = document.errors;
      if (error === undefined) return document.toJS({ maxAliasCount: 100 });
      const found = error.message.split('\n')[0] ?? '';
      unreadable.push(problem('RB934', { path: `${old.name}/${path}`, found }));
      return undefined;
    },
  });
  if (unreadable.length > 0) return { problems: unreadable };
  const { needs, problems } = compareNeeds(view, old, options);
  return { problems, value: { against: old.name, needs, ...difference } };
}

/** Holds the needs against the lock: as it is, or as it was at the revision that the output is compared with. */
function compareNeeds(
  { graph, lock: file }: ProgramView,
  old: StoredOutput,
  { environment, accept = [] }: DiffOptions,
) {
  const { moved } = graph.platform;
  const { revision } = old;
  const roadbed = packageVersion();
  const reading = { path: revision === undefined ? file : `${revision}:${file}`, roadbed, environment };
  const read = revision === undefined ? readLockFile(file, reading) : readLock(storedText(file, revision), reading);
  if (read.problems.length > 0) return { needs: [], problems: read.problems };
  const sides = { before: read.lock, after: environmentLocks(graph, roadbed), moved, environment };
  return { needs: compareLocks(sides), problems: lockProblems({ ...sides, accept }) };
}

/** A folder that holds an output is meant before a revision of the same name, and that before a folder that holds none. */
function storedOutput(outdir: string, against: string | undefined): StoredOutput | Problem {
  const folder = against ?? outdir;
  if (against === undefined || existsSync(join(against, GRAPH_PATHS.platform))) {
    return storedFolder(folder) ?? problem('RB933', { path: folder, found: `no folder, got "${folder}"` });
  }
  const revision = storedRevision(outdir, against);
  return 'code' in revision && existsSync(against) ? (storedFolder(against) ?? revision) : revision;
}

function* newFiles({ emission }: ProgramView): Iterable<NewFile> {
  for (const { path, documents, comment } of emission.files) {
    yield { path, documents, text: () => [...yamlChunks(documents, comment.join('\n'))].join('') };
  }
}
