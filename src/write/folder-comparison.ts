import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareProblems, compareText, type Problem, problem } from '../model/problem.ts';
import type { ProblemCode } from '../model/problem-table.ts';
import { type FileRecord, isRecorded, recordPath } from './file-record.ts';
import type { FolderTree } from './folder-tree.ts';
import type { NewTree } from './new-tree.ts';
import type { FolderReport, OutputFile, WriteOptions } from './output-file.ts';
import { foldersOf, OutputPaths } from './output-paths.ts';
import { storeContent } from './stored-content.ts';

/** The output folder as it stands. */
export interface OldFolder {
  readonly root: string;
  readonly tree: FolderTree;
  readonly record: FileRecord;
}

/** Holds new files against the folder as it stands, one by one; what differs is written into the new tree, if there is one. */
export class FolderComparison {
  /** The record of the folder after the change. */
  readonly record = new Map<string, string>();
  readonly added: string[] = [];
  readonly changed: string[] = [];
  readonly removed: string[] = [];
  readonly unchanged: string[] = [];
  /** What stays, without the files that are offered again. */
  readonly kept: string[] = [];
  readonly problems: Problem[] = [];
  bytes = 0;

  readonly #old: OldFolder;
  readonly #options: WriteOptions;
  readonly #newTree: NewTree | undefined;
  readonly #paths = new OutputPaths();

  constructor(old: OldFolder, options: WriteOptions, newTree?: NewTree) {
    this.#old = old;
    this.#options = options;
    this.#newTree = newTree;
  }

  /** Takes a new file in. Gives its size. */
  offer(file: OutputFile): number {
    if (!this.#inScope(file.path)) return 0;
    const fault = this.#paths.add(file.path);
    if (fault === undefined) return this.#compare(file);
    this.problems.push(fault);
    return 0;
  }

  /** Says of the files that were not offered what becomes of them. */
  finish(): void {
    this.#findRemoved();
    this.#findKept();
    this.#findBarriers();
    for (const list of [this.added, this.changed, this.removed]) list.sort(compareText);
    this.problems.sort(compareProblems);
  }

  get report(): FolderReport {
    const { problems, added, changed, removed, bytes } = this;
    return { problems, added, changed, removed, unchanged: this.unchanged.length, kept: this.kept.length, bytes };
  }

  #inScope(path: string): boolean {
    return this.#options.only === undefined || this.#options.only(path);
  }

  #compare({ path, content }: OutputFile): number {
    const kind = this.#old.tree.get(path);
    const old = kind === 'file' ? join(this.#old.root, path) : undefined;
    const stored = storeContent(content, { old, target: this.#newTree?.place(path) });
    this.record.set(path, stored.digest);
    if (stored.same) {
      this.unchanged.push(path);
      return stored.bytes;
    }
    this.bytes += stored.bytes;
    if (kind === undefined || kind === 'folder' || kind === 'empty') this.added.push(path);
    else {
      this.changed.push(path);
      this.#guard(path, 'has new content');
    }
    return stored.bytes;
  }

  #findRemoved(): void {
    for (const [path, digest] of this.#old.record) {
      if (this.#paths.has(path)) continue;
      const kind = this.#old.tree.get(path);
      if (!this.#inScope(path)) this.record.set(path, digest);
      else if (kind !== undefined && kind !== 'folder' && kind !== 'empty') {
        this.removed.push(path);
        this.#guard(path, 'is to be removed');
      }
    }
  }

  /** A file that is replaced or removed must be as Roadbed wrote it. */
  #guard(path: string, fate: string): void {
    if (this.#options.force) return;
    const recorded = this.#old.record.get(path);
    const intact =
      this.#old.tree.get(path) === 'file' && isRecorded(readFileSync(join(this.#old.root, path)), recorded);
    if (intact) return;
    if (recorded === undefined)
      this.#refuse('RB807', path, 'a file that Roadbed did not write has the path of a new one');
    else this.#refuse('RB808', path, `a file was edited since Roadbed wrote it, and ${fate}`);
  }

  #findKept(): void {
    const removed = new Set(this.removed);
    for (const [path, kind] of this.#old.tree) {
      if (kind === 'folder' || path === recordPath || removed.has(path)) continue;
      if (!this.#paths.has(path)) this.kept.push(path);
    }
  }

  /** Finds what stays and is in the way of new files, as a folder of their name or as a file or link where they need a folder. */
  #findBarriers(): void {
    if (this.kept.length === 0) return;
    const keptFolders = new Set(this.kept.flatMap(foldersOf));
    const newFolders = new Map<string, string>();
    for (const path of [...this.#paths, recordPath]) {
      if (keptFolders.has(path))
        this.#refuse('RB807', path, 'a folder with files that stay has the path of a new file');
      for (const folder of foldersOf(path)) newFolders.set(folder, path);
    }
    for (const path of this.kept) {
      const below = JSON.stringify(newFolders.get(path));
      const kind = newFolders.has(path) ? this.#old.tree.get(path) : 'empty';
      if (kind === 'link') this.#refuse('RB809', path, `a link stands where ${below} needs a folder`);
      else if (kind !== 'empty') this.#refuse('RB807', path, `a file that stays is in the way of ${below}`);
    }
    for (const path of this.kept) {
      const other = this.#paths.otherSpelling(path);
      if (other !== undefined)
        this.#refuse('RB805', path, `a file that stays differs only in case from the new ${JSON.stringify(other)}`);
    }
  }

  #refuse(code: ProblemCode, path: string, found: string): void {
    this.problems.push(problem(code, { path, found: `${found}, got ${JSON.stringify(path)}` }));
  }
}
