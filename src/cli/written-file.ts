import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';
import { isDiskError } from '../write/disk-problem.ts';

/** Writes a file whole or not at all: a run that is interrupted leaves what was there before. What the disk refuses is a problem. */
export function writeWhole(file: string, text: string): readonly Problem[] {
  return written(file, text, (ready) => renameSync(ready, file));
}

/** The same for a file that must not be there yet: somebody may have gone on writing in it. */
export function writeFirst(file: string, text: string): readonly Problem[] {
  return written(file, text, (ready) => linkSync(ready, file));
}

function written(file: string, text: string, place: (ready: string) => void): readonly Problem[] {
  const ready = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(ready, text, { flag: 'wx' });
    place(ready);
    return [];
  } catch (error) {
    if (!isDiskError(error)) throw error;
    if (error.code === 'EEXIST') return [problem('RB909', { path: file, found: 'it is there already' })];
    return [problem('RB802', { path: file, found: `the file system says ${error.code}` })];
  } finally {
    rmSync(ready, { force: true });
  }
}
