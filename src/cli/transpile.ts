import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';
import { packageVersion } from '../platform/package.ts';
import { cacheFolder, keepFile } from './cache-folder.ts';
import { ProgramFault } from './program-fault.ts';

/** A program as Node.js runs it, with the map back to its source. */
export interface Transpiled {
  readonly code: string;
  readonly map: string;
}

const options = {
  jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: true,
  inlineSourcesContent: false,
  // The user's own settings of the compiler are for other purposes, and the cache does not know them.
  swcrc: false,
  configFile: false,
} as const;

/**
 * Transpiles a TypeScript file to CommonJS, whatever kind of module its package says it is, and keeps the result by the hash of
 * all that it depends on. Types are not checked.
 * @throws ProgramFault with RB901 if the file does not compile
 */
export function transpile(file: string, source: string): Transpiled {
  const folder = cacheFolder(dirname(file));
  const kept = folder === undefined ? undefined : join(folder, `${keyOf(source)}.json`);
  const known = kept === undefined ? undefined : readKept(kept);
  if (known !== undefined) return known;
  const made = compile(file, source);
  if (kept !== undefined) keepFile(kept, JSON.stringify(made));
  return made;
}

function keyOf(source: string): string {
  const maker = [packageVersion(), compilerVersion(), JSON.stringify(options)].join('\n');
  return createHash('sha256').update(maker).update('\0').update(source).digest('hex');
}

/** The version of the compiler, read without loading it. */
function compilerVersion(): string {
  return readFileSync(require.resolve('@swc/core/package.json'), 'utf8').match(/"version": *"([^"]+)"/)?.[1] ?? '';
}

function readKept(file: string): Transpiled | undefined {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isTranspiled(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isTranspiled(value: unknown): value is Transpiled {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('map' in value)) return false;
  return typeof value.code === 'string' && typeof value.map === 'string';
}

function compile(file: string, source: string): Transpiled {
  // Required here: loading the compiler takes longer than all the rest, and mostly the result is kept already.
  const { transformSync }: typeof import('@swc/core') = require('@swc/core');
  try {
    const { code, map = '' } = transformSync(source, { ...options, filename: file });
    return { code, map };
  } catch (error) {
    throw new ProgramFault(compileProblem(file, error instanceof Error ? error.message : String(error)));
  }
}

/** The compiler's message with its code frame, without the colours, frames and internals that it comes with. */
function compileProblem(file: string, message: string): Problem {
  const text = message.replace(ansi, '').split(/\n+Caused by:/, 1)[0] ?? '';
  const [title = '', ...rest] = text.trim().split('\n');
  const frame = rest.filter((line) => line.trim() !== '' && !/^\s*([,╭][-─]\[|[`╰][-─]+$)/.test(line));
  const place = placeIn(frame) ?? /[,╭]-?─?\[.*(:\d+:\d+)\]/.exec(text)?.[1] ?? '';
  return problem('RB901', {
    path: relative(process.cwd(), file) + place,
    found: [lowerFirst(title.replace(/^[x×] /, '')), ...frame].join('\n'),
  });
}

/** Line and column of the first mark in a code frame: the compiler itself names the line of the statement alone. */
function placeIn(frame: readonly string[]): string | undefined {
  const mark = frame.findIndex((line) => /^\s*[:·]\s*[\^─┬]/.test(line));
  const [, number, gap] = /^(?=\s*(\d+)\s)(.*?[|│] )/.exec(frame[mark - 1] ?? '') ?? [];
  if (number === undefined || gap === undefined) return undefined;
  return `:${number}:${(frame[mark] ?? '').search(/[\^─┬]/) - gap.length + 1}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of a terminal are what it looks for
const ansi = /\u001b\[[0-9;]*m/g;
