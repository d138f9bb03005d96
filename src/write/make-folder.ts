import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDiskError } from './disk-problem.ts';

/**
 * Makes a folder and those above it, where they are not there. Node's own recursive way never ends in a file system that says a folder
 * is not found whose parent is there, as /proc does.
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = path; !tryMake(at); at = dirname(at)) missing.push(at);
  for (const folder of missing.reverse()) tryMake(folder);
}

/** Whether the folder is there now; false where its parent is missing. */
function tryMake(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (!isDiskError(error)) throw error;
    if (error.code === 'EEXIST' && statSync(path).isDirectory()) return true;
    if (error.code !== 'ENOENT' || isThere(dirname(path))) throw error;
    return false;
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
