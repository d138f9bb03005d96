import { type Problem, problem } from '../model/problem.ts';
import { isReserved } from './file-record.ts';

/** Longest file name, in bytes of UTF-8, that every common file system takes. */
const longestName = 255;

/** The paths of the new files, held apart from each other also where a file system ignores case. */
export class OutputPaths {
  readonly #files = new Set<string>();
  readonly #spellings = new Map<string, string>();

  /** Takes a path in, or says what is wrong with it. */
  add(path: string): Problem | undefined {
    const fault = pathFault(path) ?? this.#clash(path);
    if (fault !== undefined) return fault;
    this.#files.add(path);
    for (const folder of foldersOf(path)) this.#spellings.set(fold(folder), folder);
    this.#spellings.set(fold(path), path);
    return undefined;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The path, of a file or folder among the new ones, that is this one but for its case. */
  otherSpelling(path: string): string | undefined {
    const spelling = this.#spellings.get(fold(path));
    return spelling === path ? undefined : spelling;
  }

  [Symbol.iterator](): IterableIterator<string> {
    return this.#files.values();
  }

  #clash(path: string): Problem | undefined {
    if (this.#spellings.get(fold(path)) === path) {
      const found = this.#files.has(path) ? 'two files have this path' : 'a file has the path of a folder';
      return problem('RB805', { path, found });
    }
    for (const part of [...foldersOf(path), path]) {
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

function pathFault(path: string): Problem | undefined {
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

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function quote(text: string): string {
  return JSON.stringify(text);
}
