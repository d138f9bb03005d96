import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { isMisuse } from '../model/misuse.ts';
import { type Problem, problem } from '../model/problem.ts';
import { packageRoot } from '../platform/package.ts';
import { originalLine } from './source-maps.ts';

/** Frames of the user's program that are shown of one error. */
const frameLimit = 8;

/** Whose code a frame of a stack is: the user's, Roadbed's, or that of Node.js and other packages. */
type FrameOwner = 'user' | 'roadbed' | 'other';

interface Frame {
  readonly owner: FrameOwner;
  /** The function, if it has a name. */
  readonly name: string | undefined;
  /** File relative to the working directory, line and column. */
  readonly place: string;
}

/** The problem of a program that threw something: its message, and the lines of the program that led there. */
export function thrownProblem(thrown: unknown, app: string): Problem {
  const frames = framesOf(thrown).filter(({ owner }) => owner === 'user');
  const lines = frames
    .slice(0, frameLimit)
    .map(({ name, place }) => `    at ${name === undefined ? place : `${name} (${place})`}`);
  return problem('RB902', {
    path: frames[0]?.place ?? app,
    found: [`throws ${messageOf(thrown)}`, ...lines].join('\n'),
  });
}

/** True if code of the user threw it, or was nearer to what threw it than Roadbed was. */
export function isThrownByUser(thrown: unknown): boolean {
  return isMisuse(thrown) || framesOf(thrown).find(({ owner }) => owner !== 'other')?.owner === 'user';
}

/** The problem of a file that Node.js itself could not compile, if it is that. */
export function syntaxProblem(thrown: unknown): Problem | undefined {
  if (!(thrown instanceof SyntaxError) || thrown.stack === undefined) return undefined;
  const place = /^(?:file:\/\/)?(\/[^\n]*|[A-Za-z]:[^\n]*):(\d+)\n(.*?)\n\n?SyntaxError/s.exec(thrown.stack);
  if (place === null) return undefined;
  const [, file = '', line = '', source = ''] = place;
  const hint = /\bawait\b/.test(thrown.message)
    ? 'put it into an async function, and call that: a program is CommonJS, which has no await at its top'
    : undefined;
  return problem('RB901', {
    path: `${shownPath(file)}:${originalLine(file, Number(line))}`,
    found: `${thrown.message}\n${source}`,
    hint,
  });
}

function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return inspect(thrown, { depth: 1, breakLength: 100 });
  const causes: string[] = [];
  for (let cause = thrown.cause; cause instanceof Error && causes.length < 5; cause = cause.cause)
    causes.push(headOf(cause));
  return [headOf(thrown), ...causes.map((cause) => `caused by ${cause}`)].join('\n');
}

/** Name and message; what Node.js adds below the message for a module that is not found is of no use to the user. */
function headOf({ name, message }: Error): string {
  const text = message.split('\nRequire stack:', 1)[0] ?? '';
  return text === '' ? name : `${name}: ${text}`;
}

function framesOf(thrown: unknown): readonly Frame[] {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return stack.split('\n').flatMap((line) => {
    const match = /^ {4}at (?:(?:async )?(.*?) \()?((?:file:\/\/)?(?:\/|[A-Za-z]:).*?:\d+:\d+)\)?$/.exec(line);
    const place = match?.[2];
    if (place === undefined) return [];
    const path = place.startsWith('file:') ? fileURLToPath(place) : place;
    const name = match?.[1];
    const isNameless = name === undefined || /^Object\.<anonymous>|^<anonymous>$|^Module\._compile/.test(name);
    return [{ owner: ownerOf(path), name: isNameless ? undefined : name, place: shownPath(path) }];
  });
}

function ownerOf(path: string): FrameOwner {
  const root = packageRoot();
  if (['lib', 'src', 'constructs', 'stacks'].some((folder) => path.startsWith(root + sep + folder + sep)))
    return 'roadbed';
  return path.includes(`${sep}node_modules${sep}`) ? 'other' : 'user';
}

/** A path as people see it: relative to the working directory, unless that would lead out of it. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return (shown.startsWith('..') ? path : shown).split(sep).join('/');
}
