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

/** Where in the user's program the construct was made: the innermost line outside Roadbed and its dependencies. */
export function sourceOf(construct: object): SourceLine | undefined {
  const frames = traces.get(construct)?.stack?.split('\n') ?? [];
  for (const frame of frames) {
    const match = frameLine.exec(frame);
    const place = match?.[1];
    if (match === null || place === undefined) continue;
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (!isUserFile(file)) continue;
    return { file, line: Number(match[2]), column: Number(match[3]) };
  }
  return undefined;
}

function isUserFile(file: string): boolean {
  if (/^(node:|<)/.test(file) || file.includes(`${sep}node_modules${sep}`)) return false;
  return !ownFolders.some((folder) => file.startsWith(folder));
}
