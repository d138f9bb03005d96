import { existsSync, renameSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { diskProblem } from './disk-problem.ts';
import { discardTree } from './folder-swap.ts';
import { finishInPlace } from './in-place.ts';
import { findPlace, isPlace } from './output-place.ts';
import { WorkFolder } from './work-folder.ts';

/**
 * Brings an output folder into order after a run that was killed. Every command that reads or writes the folder calls it first;
 * where nothing is left behind, or another run is at work, it does nothing.
 */
export function recoverFolder(folder: string): readonly Problem[] {
  try {
    const place = findPlace(folder);
    if (!isPlace(place)) return [];
    for (const work of [WorkFolder.beside(place.root), WorkFolder.inside(place.root)]) recoverFrom(work, place.root);
    return [];
  } catch (error) {
    const problem = diskProblem(error, folder);
    if (problem === undefined) throw error;
    return [problem];
  }
}

function recoverFrom(work: WorkFolder, root: string): void {
  if (!work.exists) return;
  const lock = work.lock();
  if (typeof lock === 'string') return;
  try {
    repair(work, root);
  } finally {
    work.close(lock);
  }
}

/**
 * Finishes what a killed run began, under its lock. What stands in the working folder tells how far it came: a ready tree without an
 * output folder takes its place; a ready tree beside one, whether new or already exchanged for the old, is not needed any more.
 */
export function repair(work: WorkFolder, root: string): void {
  finishInPlace(work, root);
  if (existsSync(work.ready) && !existsSync(root)) renameSync(work.ready, root);
  if (existsSync(work.old)) discardTree(work.old, root);
  if (existsSync(work.ready)) {
    renameSync(work.ready, work.old);
    discardTree(work.old, root);
  }
}
