import { existsSync, readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDiskError } from './disk-problem.ts';
import { innerWorkPath } from './file-record.ts';
import { makeFolder } from './make-folder.ts';
import { RunLock } from './run-lock.ts';

/**
 * The folder in which a new tree is made before it takes the place of the old one: beside the output folder, so that whole
 * folders can change places, or in it where nothing can be beside it.
 */
export class WorkFolder {
  readonly path: string;
  /** Whether it stands beside the output folder. */
  readonly beside: boolean;

  private constructor(path: string, beside: boolean) {
    this.path = path;
    this.beside = beside;
  }

  /** The working folder beside the output folder. */
  static beside(root: string): WorkFolder {
    return new WorkFolder(join(dirname(root), `.${basename(root)}.roadbed`), true);
  }

  /** The working folder in the output folder. */
  static inside(root: string): WorkFolder {
    return new WorkFolder(join(root, innerWorkPath), false);
  }

  /** The working folder that fits: inside where the output folder is mounted by itself, or where its parent cannot be written. */
  static choose(root: string): WorkFolder {
    const parent = dirname(root);
    makeFolder(parent);
    const mounted = existsSync(root) && statSync(root).dev !== statSync(parent).dev;
    const beside = WorkFolder.beside(root);
    if (mounted) return WorkFolder.inside(root);
    try {
      makeFolder(beside.path);
      return beside;
    } catch (error) {
      if (isDiskError(error) && ['EACCES', 'EPERM', 'EROFS'].includes(error.code) && existsSync(root))
        return WorkFolder.inside(root);
      throw error;
    }
  }

  /** The tree that is being made; nothing in it counts yet. */
  get unfinished(): string {
    return join(this.path, 'new');
  }

  /** The tree that is whole and about to take its place. */
  get ready(): string {
    return join(this.path, 'ready');
  }

  /** The tree that had the place before. */
  get old(): string {
    return join(this.path, 'old');
  }

  /** What is to be done file by file, where folders cannot change places. */
  get journal(): string {
    return join(this.path, 'journal.json');
  }

  get exists(): boolean {
    return existsSync(this.path);
  }

  /** Takes the lock, or says who holds it. Another run that ends just now may take the folder away meanwhile: then once more. */
  lock(): RunLock | string {
    for (let attempt = 1; ; attempt++) {
      try {
        makeFolder(this.path);
        writeFileSync(join(this.path, '.gitignore'), '*\n');
        return RunLock.take(this.path);
      } catch (error) {
        if (attempt >= 5 || !isDiskError(error) || error.code !== 'ENOENT') throw error;
      }
    }
  }

  /** Takes away what counts for nothing and gives the lock back. */
  close(lock: RunLock): void {
    for (const name of readdirSync(this.path)) {
      const counts = ['lock', 'ready', 'old', 'journal.json'].includes(name);
      if (!counts) rmSync(join(this.path, name), { recursive: true, force: true });
    }
    lock.release();
    try {
      rmdirSync(this.path);
    } catch (error) {
      // Another run may have moved in, or taken the empty folder away.
      if (!isDiskError(error) || !['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code)) throw error;
    }
  }
}
