import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';
import { printRecord, recordPath } from './file-record.ts';
import { flushFiles } from './flush.ts';
import type { FolderComparison, OldFolder } from './folder-comparison.ts';
import { swapFolders } from './folder-swap.ts';
import { type Journal, replaceInPlace } from './in-place.ts';
import { NewTree } from './new-tree.ts';
import type { OutputPlace } from './output-place.ts';
import { WorkFolder } from './work-folder.ts';

/** Begins the new tree in the working folder, with the mode of the folder that it will replace. */
export function beginTree(work: WorkFolder, root: string): NewTree {
  rmSync(work.unfinished, { recursive: true, force: true });
  const tree = new NewTree(work.unfinished);
  if (existsSync(root)) chmodSync(tree.root, statSync(root).mode);
  return tree;
}

/**
 * Puts the new tree in the place of the old one, once every new file is in it. The folder is replaced as a whole, or file by
 * file where it cannot be moved. Gives problems, and then nothing has changed.
 */
export function replaceTree(
  work: WorkFolder,
  place: OutputPlace,
  tree: NewTree,
  change: FolderComparison,
  old: OldFolder,
): readonly Problem[] {
  const record = printRecord(change.record);
  const { added, changed, removed } = change;
  if (added.length + changed.length + removed.length === 0 && record === readRecordText(place.root)) return [];
  writeFileSync(tree.place(recordPath), record);
  const journal: Journal = { write: [...added, ...changed, recordPath], remove: removed };
  if (!work.beside) {
    replaceInPlace(work, place.root, journal, work.unfinished);
    return [];
  }
  flushFiles(
    journal.write.map((path) => join(tree.root, path)),
    tree.root,
  );
  for (const path of change.unchanged) tree.keep(path, 'file', place.root);
  for (const path of change.kept) tree.keep(path, old.tree.get(path) ?? 'file', place.root);
  renameSync(work.unfinished, work.ready);
  return swapFolders(work, place.root) ? [] : replaceFromBeside(work, place, journal);
}

/** The folder cannot be moved: what was made beside it goes into it, file by file. */
function replaceFromBeside(beside: WorkFolder, { root, shown }: OutputPlace, journal: Journal): readonly Problem[] {
  const inside = WorkFolder.inside(root);
  const lock = inside.lock();
  if (typeof lock === 'string') return [busy(shown, lock)];
  try {
    replaceInPlace(inside, root, journal, beside.ready);
    rmSync(beside.ready, { recursive: true });
    return [];
  } finally {
    inside.close(lock);
  }
}

/** The problem of a folder in which another run is at work. */
export function busy(shown: string, holder: string): Problem {
  return problem('RB811', { path: shown, found: `another run is writing here: ${holder}` });
}

function readRecordText(root: string): string | undefined {
  const file = join(root, recordPath);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
