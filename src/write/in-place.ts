import {
  copyFileSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isDiskError } from './disk-problem.ts';
import { flushFile, flushFiles } from './flush.ts';
import { makeFolder } from './make-folder.ts';
import { foldersOf } from './output-paths.ts';
import type { WorkFolder } from './work-folder.ts';

/** What is to be done in a folder that cannot be replaced as a whole. */
export interface Journal {
  /** Paths of files that wait in the working folder. */
  readonly write: readonly string[];
  /** Paths to remove. */
  readonly remove: readonly string[];
}

/**
 * Replaces single files in the output folder, from those that wait in `from`. Once the journal is written, the work is
 * carried to its end by whoever comes next, however often it is cut off.
 */
export function replaceInPlace(work: WorkFolder, root: string, journal: Journal, from: string): void {
  if (from !== work.unfinished) moveOver(journal.write, from, work.unfinished);
  flushFiles(
    journal.write.map((path) => join(work.unfinished, path)),
    work.path,
  );
  const draft = `${work.journal}.new`;
  writeFileSync(draft, JSON.stringify(journal));
  flushFile(draft);
  renameSync(draft, work.journal);
  finishInPlace(work, root);
}

/** Does what a journal says, if there is one: each step may have been done already. */
export function finishInPlace(work: WorkFolder, root: string): void {
  if (!existsSync(work.journal)) return;
  const journal = readJournal(work.journal);
  for (const path of journal.remove) removeFile(join(root, path));
  pruneFolders(root, journal.remove);
  for (const path of journal.write) {
    const waiting = join(work.unfinished, path);
    if (!existsSync(waiting)) continue;
    const target = join(root, path);
    makeFolder(dirname(target));
    if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory()) rmdirSync(target);
    renameSync(waiting, target);
  }
  rmSync(work.journal);
}

/** The file may be gone already, and a new file stand where its folder was. */
function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!isDiskError(error) || !['ENOENT', 'ENOTDIR'].includes(error.code)) throw error;
  }
}

/** Removes the folders that became empty, the deepest first. */
function pruneFolders(root: string, removed: readonly string[]): void {
  const folders = new Set(removed.flatMap(foldersOf));
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    try {
      rmdirSync(join(root, folder));
    } catch (error) {
      if (!isDiskError(error) || !['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(error.code)) throw error;
    }
  }
}

/** The two folders may be on different mounts, so that a copy must do. */
function moveOver(paths: readonly string[], from: string, to: string): void {
  for (const path of paths) {
    const target = join(to, path);
    makeFolder(dirname(target));
    try {
      renameSync(join(from, path), target);
    } catch (error) {
      if (!isDiskError(error) || error.code !== 'EXDEV') throw error;
      copyFileSync(join(from, path), target);
    }
  }
}

function readJournal(file: string): Journal {
  const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof data === 'object' && data !== null && 'write' in data && 'remove' in data) {
    const { write, remove } = data;
    if (isPaths(write) && isPaths(remove)) return { write, remove };
  }
  throw new Error(`not a journal: ${file}`);
}

function isPaths(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((path) => typeof path === 'string');
}
