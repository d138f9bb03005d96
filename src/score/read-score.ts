import { member } from '../model/member.ts';
import { type Problem, problem } from '../model/problem.ts';
import { propProblems } from '../model/props.ts';
import { type ScoreDocument, scoreSchema } from './document.ts';
import { listsAsMaps } from './lists-as-maps.ts';
import { parseYaml } from './parse-yaml.ts';
import { readBytes, utf8Text } from './read-bytes.ts';

/** A Score file with where it stands. */
export interface ScoreFile {
  readonly path: string;
  readonly score: ScoreDocument;
}

/** Largest Score file that is read, in MiB: the files that it may hold are mounted from an object of at most 1 MiB a workload. */
const LARGEST = 4;

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

interface ScoreRead {
  readonly score?: ScoreDocument;
  readonly problems: readonly Problem[];
}

function readOne(path: string): ScoreRead {
  const refused = (found: string, hint?: string) => ({ problems: [problem('RB850', { path, found, hint })] });
  let bytes: Uint8Array | undefined;
  try {
    bytes = readBytes(path, LARGEST * 2 ** 20);
  } catch (error) {
    return refused(`the file system says ${String(member(error, 'code'))}`);
  }
  if (bytes === undefined)
    return refused(`it has more than ${LARGEST} MiB`, 'name large files by source, or put them into the image');
  const text = utf8Text(bytes);
  if (text === undefined) return refused('it is no text in UTF-8');
  const parsed = parseYaml(text);
  return 'found' in parsed ? refused(parsed.found, parsed.hint) : parseScore(parsed.content, path);
}

/** Checks what a Score file holds: every key is known, and has the shape that the specification gives it. */
export function parseScore(content: unknown, path: string): ScoreRead {
  const { mapped, problems } = listsAsMaps(content, path);
  const result = scoreSchema.safeParse(mapped, { reportInput: true });
  if (result.success && problems.length === 0) return { score: result.data, problems };
  const found = result.success ? [] : propProblems(path, result.error, scoreSchema);
  return { problems: [...problems, ...found.map((one) => ({ ...one, code: 'RB851' as const, hint: hintOf(one) }))] };
}

/** YAML takes a word or a number for what it looks like, and Score wants texts. */
function hintOf({ found, hint }: Problem): string {
  if (found === 'must be a string, got "null"') return 'give it a text, or take the key away';
  if (found.startsWith('must be a string, got'))
    return 'put it in quotes: YAML takes it for something else than a text';
  if (/^must be (a number|a whole number|a boolean), got/.test(found)) return 'write it without quotes';
  return /^(did you mean|give it a value|remove it)/.test(hint) ? hint : 'see the Score specification, version v1b1';
}
