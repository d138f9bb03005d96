import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { items, member } from '../model/member.ts';
import { type Problem, problem } from '../model/problem.ts';
import { propProblems } from '../model/props.ts';
import { type ScoreDocument, scoreSchema } from './document.ts';

/** A Score file with where it stands. */
export interface ScoreFile {
  readonly path: string;
  readonly score: ScoreDocument;
}

/** Reads Score files; what is wrong with them is told of all of them. */
export function readScores(paths: readonly string[]): {
  readonly files: readonly ScoreFile[];
  readonly problems: readonly Problem[];
} {
  const files: ScoreFile[] = [];
  const problems: Problem[] = [];
  for (const path of paths) {
    const read = readOne(path);
    problems.push(...read.problems);
    if (read.score !== undefined) files.push({ path, score: read.score });
  }
  return { files, problems };
}

function readOne(path: string): { readonly score?: ScoreDocument; readonly problems: readonly Problem[] } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = String(member(error, 'code') ?? 'no text');
    return { problems: [problem('RB850', { path, found: `the file system says ${code}` })] };
  }
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) return { problems: [problem('RB850', { path, found: error.message.split('\n')[0] ?? '' })] };
  return parseScore(document.toJS({ maxAliasCount: 100 }), path);
}

/** Checks what a Score file holds: every key is known, and has the shape that the specification gives it. */
export function parseScore(
  content: unknown,
  path: string,
): { readonly score?: ScoreDocument; readonly problems: readonly Problem[] } {
  const result = scoreSchema.safeParse(byTargets(content), { reportInput: true });
  if (result.success) return { score: result.data, problems: [] };
  const found = propProblems(path, result.error, scoreSchema);
  const hint = 'see the Score specification, version v1b1';
  return {
    problems: found.map((one) => ({ ...one, code: 'RB851', hint: /^did you mean/.test(one.hint) ? one.hint : hint })),
  };
}

/** The same with the older lists of files and volumes, whose items name their targets, as maps; what is no such list stays for the schema to refuse. */
function byTargets(content: unknown): unknown {
  const containers = member(content, 'containers');
  if (!isMap(content) || !isMap(containers)) return content;
  const mapped = Object.entries(containers).map(([name, container]) => {
    if (!isMap(container)) return [name, container] as const;
    const lists = ['files', 'volumes'].filter((key) => Array.isArray(container[key]));
    const maps = lists.map((key) => [key, mapOf(items(container[key]))] as const);
    return [name, { ...container, ...Object.fromEntries(maps) }] as const;
  });
  return { ...content, containers: Object.fromEntries(mapped) };
}

function mapOf(list: readonly unknown[]): unknown {
  const entries: [string, unknown][] = [];
  for (const item of list) {
    if (!isMap(item) || typeof item.target !== 'string') return list;
    const { target, ...rest } = item;
    entries.push([target, rest]);
  }
  const targets = new Set(entries.map(([target]) => target));
  return targets.size === entries.length ? Object.fromEntries(entries) : list;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
