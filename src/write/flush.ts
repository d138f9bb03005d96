import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Count of files up to which each is flushed by itself; beyond it, one flush of the whole file system is quicker. */
const fewFiles = 64;

/**
 * Sees to it that new files are on the disk, not only in memory, before they replace others: so the promise of old or new
 * holds when the power fails, too.
 */
export function flushFiles(files: readonly string[], folder: string): void {
  if (files.length > fewFiles && spawnSync('sync', ['-f', folder]).status === 0) return;
  for (const file of files) flushFile(file);
}

/** Flushes one file. */
export function flushFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
