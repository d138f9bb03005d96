import { copyFileSync, linkSync, mkdirSync, readlinkSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isDiskError } from './disk-problem.ts';
import type { EntryKind } from './folder-tree.ts';

/** What says that a hard link cannot be made here, though a copy can. */
const unlinkable = new Set(['EPERM', 'EXDEV', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** A tree that is being made, with the folders that it has so far. */
export class NewTree {
  readonly root: string;
  /** The folders that are made, each with its place. */
  readonly #folders = new Map<string, string>();

  /** Begins a tree in a folder of its own. */
  constructor(root: string) {
    this.root = root;
    mkdirSync(root, { recursive: true });
  }

  /** The place of a file, with the folder for it made. */
  place(path: string): string {
    const slash = path.lastIndexOf('/');
    return slash === -1 ? join(this.root, path) : this.#folder(path.slice(0, slash)) + sep + path.slice(slash + 1);
  }

  /** Folders are made one by one, since each is known to be missing: to have that found out costs as much again. */
  #folder(path: string): string {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const place = this.place(path);
    makeFolder(place);
    this.#folders.set(path, place);
    return place;
  }

  /** Takes an entry of another tree over as it is, with its times: by a hard link where possible. */
  keep(path: string, kind: EntryKind, from: string): void {
    const source = join(from, path);
    const target = this.place(path);
    if (kind === 'empty') makeFolder(target);
    else if (kind === 'link') symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!isDiskError(error) || error.code !== 'EEXIST') throw error;
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
