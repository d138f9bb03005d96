import { type Problem, problem } from '../model/problem.ts';
import { isReserved } from './file-record.ts';

/** Longest file name, in bytes of UTF-8, that every common file system takes. */
const longestName = 255;

/** The paths of the new files, held apart from each other also where a file system ignores case. */
export class OutputPaths {
  readonly #files = new Set<string>();
  /** Folders of the files; each was looked at when it first came. */
  readonly #folders = new Set<string>();
  /** Those of both that are no fold of themselves, by their fold. */
  readonly #spellings = new Map<string, string>();

  /** Takes a path in, or says what is wrong with it. */
  add(path: string): Problem | undefined {
    const fault = pathFault(path) ?? this.#clash(path);
    if (fault !== undefined) return fault;
    for (const folder of this.#newFolders(path)) {
      this.#folders.add(folder);
      this.#spell(folder);
    }
    this.#files.add(path);
    this.#spell(path);
    return undefined;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The path, of a file or folder among the new ones, that is this one but for its case. */
  otherSpelling(path: string): string | undefined {
    const folded = fold(path);
    const spelling = this.#spellings.get(folded) ?? (this.has(folded) || this.#folders.has(folded) ? folded : path);
    return spelling === path ? undefined : spelling;
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.#files.values();
  }

  #spell(path: string): void {
    const folded = fold(path);
    if (folded !== path) this.#spellings.set(folded, path);
  }

  /** The folders of a path that no other path leads through, from the top; where a folder is known, so are those around it. */
  #newFolders(path: string): readonly string[] {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (folder === '' || this.#folders.has(folder)) return [];
    return foldersOf(path).filter((one) => !this.#folders.has(one));
  }

  #clash(path: string): Problem | undefined {
    if (this.#files.has(path)) return problem('RB805', { path, found: 'two files have this path' });
    if (this.#folders.has(path)) return problem('RB805', { path, found: 'a file has the path of a folder' });
    for (const part of [...this.#newFolders(path), path]) {
      const other = this.otherSpelling(part);
      if (other !== undefined)
        return problem('RB805', { path, found: `${quote(part)} and ${quote(other)} differ only in case` });
      if (part !== path && this.#files.has(part)) {
        return problem('RB805', { path, found: `the folder ${quote(part)} has the path of a file` });
      }
    }
    return undefined;
  }
}

/** The folders that a path leads through, from the top. */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
    folders.push(path.slice(0, slash));
  return folders;
}

/** What nearly all paths are: lower-case letters, digits and hyphens in names of a usual length. Nothing is wrong with any of them. */
const usual = /^(?:[a-z0-9][a-z0-9_-]{0,99}\/)*[a-z0-9][a-z0-9_-]{0,99}\.(?:yaml|json)$/;

function pathFault(path: string): Problem | undefined {
  if (usual.test(path)) return undefined;
  const leaves = leavingFault(path);
  if (leaves !== undefined) return problem('RB804', { path, found: `${leaves}, got ${quote(path)}` });
  const long = path.split('/').find((name) => Buffer.byteLength(name) > longestName);
  if (long === undefined) return undefined;
  return problem('RB806', { path, found: `a name of ${Buffer.byteLength(long)} bytes, got ${quote(long)}` });
}

function leavingFault(path: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'a path with a control character';
  if (path.includes('\\')) return 'a path with a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'an absolute path';
  const segments = path.split('/');
  if (segments.includes('..')) return 'a path that leads upwards';
  if (segments.includes('') || segments.includes('.')) return 'a path with an empty segment';
  return isReserved(path) ? 'a path that Roadbed keeps for itself' : undefined;
}

/** The one spelling of all that a file system without regard to case, or to the form of accents, takes for the same. */
function fold(path: string): string {
  return usual.test(path) ? path : path.normalize('NFC').toLowerCase();
}

function quote(text: string): string {
  return JSON.stringify(text);
}
