import { type ProblemCode, problemTable } from './problem-table.ts';

/**
 * Something wrong that the user can mend. Passes return problems as data; they never throw them.
 */
export interface Problem {
  /** Code of the problem, never reused: its page in api-docs tells more. */
  readonly code: ProblemCode;
  /** Path of the construct, cluster or file that the problem belongs to, segments divided by `/`. */
  readonly path: string;
  /** Name of the prop or field, as a dotted path from the construct. */
  readonly prop?: string;
  /** What was found, with the value received in quotes. */
  readonly found: string;
  /** What to do. */
  readonly hint: string;
}

/** What stands for something that is refused. */
export interface Refused {
  readonly problems: readonly Problem[];
}

/** What a problem needs beside its code; the hint defaults to the one in the table of codes. */
export interface ProblemDetail {
  readonly path: string;
  readonly prop?: string | undefined;
  readonly found: string;
  readonly hint?: string | undefined;
}

/** Makes a problem with the hint of its code, unless a better one is given. */
export function problem(code: ProblemCode, detail: ProblemDetail): Problem {
  const { path, prop, found, hint } = detail;
  return { code, path, ...(prop === undefined ? {} : { prop }), found, hint: hint ?? problemTable[code].hint };
}

/** One line a person can act on: `RB101 at shop/api.port: must be at most 65535, got "70000"; use a port from 1 to 65535`. */
export function formatProblem(p: Problem): string {
  const place = p.path === '' || p.prop === undefined ? p.path + (p.prop ?? '') : `${p.path}.${p.prop}`;
  return `${p.code}${place === '' ? '' : ` at ${place}`}: ${p.found}; ${p.hint}`;
}

/** Order in which problems are shown: by path segment in code units, then prop, code and text. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    comparePaths(a.path, b.path) ||
    compareText(a.prop ?? '', b.prop ?? '') ||
    compareText(a.code, b.code) ||
    compareText(a.found, b.found)
  );
}

/** Each problem once, where several clusters or environments have the same. */
export function distinctProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((one) => [formatProblem(one), one])).values()];
}

/** Compares two texts by UTF-16 code units: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Compares two construct paths segment by segment, so that `a/b` comes before `a-b`. Where the paths part, one that ends comes first,
 * then one whose segment ends.
 */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    if (left === SLASH) return -1;
    return right === SLASH ? 1 : left - right;
  }
  return a.length - b.length;
}

const SLASH = 0x2f;
