import { existsSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDiskError } from './disk-problem.ts';
import { readRecord, recordPath } from './file-record.ts';
import { exchangeFolders } from './folder-exchange.ts';
import { readTree } from './folder-tree.ts';
import { makeFolder } from './make-folder.ts';
import type { WorkFolder } from './work-folder.ts';

/** What says that a folder cannot be moved: it is a mount, lies below one layer of an overlay, or is held open on Windows. */
const immovable = new Set(['EBUSY', 'EXDEV', 'EPERM', 'EACCES']);

/** Lets the ready tree take the place of the output folder. False where the folder cannot be moved; then nothing has changed. */
export function swapFolders(work: WorkFolder, root: string): boolean {
  if (!existsSync(root)) {
    renameSync(work.ready, root);
    return true;
  }
  if (exchangeFolders(work.ready, root)) renameSync(work.ready, work.old);
  else if (!swapInTwoSteps(work, root)) return false;
  discardTree(work.old, root);
  return true;
}

/** Between the two steps there is no output folder; a run that is cut off there is finished by the next one. */
function swapInTwoSteps(work: WorkFolder, root: string): boolean {
  try {
    renameSync(root, work.old);
  } catch (error) {
    if (isDiskError(error) && immovable.has(error.code)) return false;
    throw error;
  }
  try {
    renameSync(work.ready, root);
  } catch (error) {
    renameSync(work.old, root);
    throw error;
  }
  return true;
}

/**
 * Removes a tree that the output folder has replaced. Files that came into it meanwhile, which are in neither its record nor the
 * new tree, are carried over. The record goes last, so that this can be cut off and done again.
 */
export function discardTree(tree: string, root: string): void {
  const record = readRecord(tree, tree);
  const ours = record instanceof Map ? record : new Map<string, string>();
  const folders: string[] = [];
  for (const [path, kind] of readTree(tree)) {
    const from = join(tree, path);
    if (kind === 'folder' || kind === 'empty') folders.push(from);
    else if (path === recordPath) continue;
    else if (ours.has(path) || existsSync(join(root, path))) unlinkSync(from);
    else carryOver(from, join(root, path));
  }
  rmSync(join(tree, recordPath), { force: true });
  for (const folder of folders.sort((a, b) => b.length - a.length)) rmdirSync(folder);
  rmdirSync(tree);
}

function carryOver(from: string, to: string): void {
  makeFolder(dirname(to));
  renameSync(from, to);
}
