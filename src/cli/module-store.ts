import { readFileSync, statSync } from 'node:fs';
import { Script } from 'node:vm';
import { keepFile } from './cache-folder.ts';

/** The sources of modules that a command loads, joined into one script, with what V8 made of it. */
export interface StoredModules {
  readonly modules: ReadonlyMap<string, StoredModule>;
  readonly source: string;
  /** Undefined until a run has had the source compiled. */
  readonly compiled: Buffer | undefined;
}

/** A module in the script. */
export interface StoredModule {
  /** Place in the list of functions that the script gives; -1 for a module that cannot stand in it. */
  readonly index: number;
  /** Line of the script that holds the module's first one, counted from 0. */
  readonly line: number;
  /** What the file looked like: see `stampOf`. */
  readonly stamp: string;
}

/**
 * What changes whenever a file is written or replaced. The time of change cannot be set by anybody, as package managers set the time
 * of modification to a constant.
 */
export function stampOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}`;
}

/** Reads stored modules. Undefined where there are none that can be read. */
export function readModules(file: string): StoredModules | undefined {
  try {
    const content = readFileSync(file);
    const [indexEnd, sourceEnd] = [
      12 + content.readUInt32LE(0),
      12 + content.readUInt32LE(0) + content.readUInt32LE(4),
    ];
    const modules = parseIndex(content.toString('utf8', 12, indexEnd));
    if (modules === undefined || sourceEnd + content.readUInt32LE(8) !== content.length) return undefined;
    const source = content.toString('utf16le', indexEnd, sourceEnd);
    return { modules, source, compiled: sourceEnd === content.length ? undefined : content.subarray(sourceEnd) };
  } catch {
    return undefined;
  }
}

/** Joins files into one script that is a list of functions, one a module, and stores it. */
export function storeModules(file: string, paths: readonly string[]): void {
  const index: IndexItem[] = [];
  const parts: string[] = [];
  let line = 0;
  for (const path of paths) {
    const stamp = stampOf(path);
    if (stamp === undefined) continue;
    const text = moduleText(path);
    index.push([path, text === undefined ? -1 : line, stamp]);
    if (text === undefined) continue;
    parts.push(`${wrapped(text)},\n`);
    line += text.split('\n').length + 1;
  }
  const source = `[${parts.join('')}]`;
  if (compiles(source)) write(file, index, source, undefined);
}

/** Stores what V8 made of a script, once all that it needs has run. */
export function storeCompiled(file: string, { modules, source }: StoredModules, script: Script): void {
  const index = [...modules].map(
    ([path, { index: place, line, stamp }]): IndexItem => [path, place < 0 ? -1 : line, stamp],
  );
  write(file, index, source, script.createCachedData());
}

type IndexItem = readonly [path: string, line: number, stamp: string];

function wrapped(text: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
}

/**
 * The text of a module that may stand in the script; undefined for one that only Node.js itself can load: an ES module, one that
 * begins with `#!`, and one with an `import()`, which is relative to the file that it stands in.
 */
function moduleText(path: string): string | undefined {
  const text = readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/gm, '//');
  return /^#!|^\s*(?:import|export)\b|\bimport\s*\(/m.test(text) ? undefined : text;
}

function compiles(source: string): boolean {
  try {
    return new Script(source) !== undefined;
  } catch {
    return false;
  }
}

function parseIndex(text: string): ReadonlyMap<string, StoredModule> | undefined {
  const index: unknown = JSON.parse(text);
  if (!Array.isArray(index)) return undefined;
  const modules = new Map<string, StoredModule>();
  let next = 0;
  for (const item of index) {
    const [path, line, stamp]: unknown[] = item;
    if (typeof path !== 'string' || typeof line !== 'number' || typeof stamp !== 'string') return undefined;
    modules.set(path, { index: line < 0 ? -1 : next++, line, stamp });
  }
  return modules;
}

/** Format: three lengths, then the index in JSON, the source, and what V8 made of it. */
function write(file: string, index: readonly IndexItem[], source: string, compiled: Buffer | undefined): void {
  const parts = [Buffer.from(JSON.stringify(index)), Buffer.from(source, 'utf16le'), compiled ?? Buffer.alloc(0)];
  const lengths = Buffer.alloc(12);
  for (const [at, part] of parts.entries()) lengths.writeUInt32LE(part.length, at * 4);
  keepFile(file, Buffer.concat([lengths, ...parts]));
}
