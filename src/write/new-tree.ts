import { copyFileSync, linkSync, mkdirSync, readlinkSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDiskError } from './disk-problem.ts';
import type { EntryKind } from './folder-tree.ts';

/** What says that a hard link cannot be made here, though a copy can. */
const unlinkable = new Set(['EPERM', 'EXDEV', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A tree that is being made, with the folders that it has so far. */
export class NewTree {
  readonly root: string;
  readonly #folders = new Set<string>();

  /** Begins a tree in a folder of its own. */
  constructor(root: string) {
    this.root = root;
    mkdirSync(root, { recursive: true });
  }

  /** The place of a file, with the folder for it made. */
  place(path: string): string {
    const file = join(this.root, path);
    const folder = dirname(file);
    if (!this.#folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      this.#folders.add(folder);
    }
    return file;
  }

  /** Takes an entry of another tree over as it is, with its times: by a hard link where possible. */
  keep(path: string, kind: EntryKind, from: string): void {
    const source = join(from, path);
    const target = this.place(path);
    if (kind === 'empty') mkdirSync(target, { recursive: true });
    else if (kind === 'link') symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if (!isDiskError(error) || !unlinkable.has(error.code)) throw error;
    copyFileSync(source, target);
    const { atime, mtime } = statSync(source);
    utimesSync(target, atime, mtime);
  }
}
