import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in the user's program. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const FRAMES = 8;
/** A line of a stack: perhaps a function, then file, line and column. Paths may hold spaces and brackets. */
const frameLine = /^ *at (?:async )?(?:(?!\/|file:|[A-Za-z]:).*? \()?(.+?):(\d+):(\d+)\)?$/;
const packageRoot = resolve(__dirname, '..', '..');
const ownFolders = ['src', 'constructs', 'stacks'].map((folder) => packageRoot + sep + folder + sep);
const traces = new WeakMap<object, { readonly stack?: string }>();

/** Remembers where in the user's program a construct is being made. Call it in the constructor. */
export function recordSource(construct: object): void {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, recordSource);
  Error.stackTraceLimit = limit;
  traces.set(construct, holder);
}

/**
 * Where in the user's program the construct was made: the innermost line outside Roadbed and its dependencies. The constructors of the
 * construct's own classes are left out, for they are how it is made and not where.
 */
export function sourceOf(construct: object): SourceLine | undefined {
  const own = classNames(construct);
  const frames = (stackOf(construct, own)?.split('\n') ?? []).filter((line) => /^ +at /.test(line));
  const caller = frames.findIndex((frame) => !own.has(/^ +at new (\S+)/.exec(frame)?.[1] ?? ''));
  for (const frame of frames.slice(Math.max(caller, 0))) {
    const match = frameLine.exec(frame);
    const place = match?.[1];
    if (match === null || place === undefined) continue;
    const file = pathOf(place);
    if (!isUserFile(file)) continue;
    return { file, line: Number(match[2]), column: Number(match[3]) };
  }
  return undefined;
}

/**
 * The stack of a construct as text. A stack becomes text when it is first read, which takes long with source maps: so only the frame that
 * is asked for becomes text, by whatever knows the maps of the program. Node.js tells its own maps to nobody; there all frames do.
 */
function stackOf(construct: object, own: ReadonlySet<string>): string | undefined {
  const trace = traces.get(construct);
  if (process.sourceMapsEnabled) return trace?.stack;
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (error, frames) => {
    const caller = frames.findIndex((one) => !(one.isConstructor() && own.has(one.getFunctionName() ?? '')));
    const callers = frames.slice(Math.max(caller, 0));
    const frame = callers.find((one) => isUserFile(pathOf(one.getFileName() ?? '<')));
    if (frame === undefined) return '';
    return prepareStackTrace === undefined ? `    at ${frame}` : prepareStackTrace(error, [frame]);
  };
  try {
    return trace?.stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

/** Names of the classes that a construct is of. */
function classNames(construct: object): ReadonlySet<string> {
  const own: unknown = Object.getPrototypeOf(construct);
  const known = own instanceof Object ? namesKnown.get(own) : undefined;
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (let at = own; at instanceof Object; at = Object.getPrototypeOf(at)) names.add(at.constructor.name);
  if (own instanceof Object) namesKnown.set(own, names);
  return names;
}

const namesKnown = new WeakMap<object, ReadonlySet<string>>();

function pathOf(place: string): string {
  return place.startsWith('file:') ? fileURLToPath(place) : place;
}

/** Whose a file is, asked for a few files thousands of times. */
const answers = new Map<string, boolean>();

function isUserFile(file: string): boolean {
  let answer = answers.get(file);
  if (answer === undefined) {
    const other = /^(node:|<)/.test(file) || file.includes(`${sep}node_modules${sep}`);
    answer = !other && !ownFolders.some((folder) => file.startsWith(folder));
    answers.set(file, answer);
  }
  return answer;
}
