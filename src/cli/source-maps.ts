import { SourceMap } from 'node:module';

/** Maps of the files that were transpiled, parsed when a stack that passes through them is first looked at. */
const maps = new Map<string, string | SourceMap>();

/** Files that are several files joined: the lines at which each begins, in order. */
const joined = new Map<string, readonly JoinedPart[]>();

interface JoinedPart {
  readonly path: string;
  readonly line: number;
}

/** Remembers the map of a transpiled file, so that stacks name the lines that the user wrote. */
export function addSourceMap(file: string, map: string): void {
  Error.prepareStackTrace = formatStack;
  maps.set(file, map);
}

/** Remembers where files begin in one that they were joined into, so that stacks name the files themselves. */
export function addJoinedFile(
  file: string,
  parts: ReadonlyMap<string, { readonly index: number; readonly line: number }>,
): void {
  Error.prepareStackTrace = formatStack;
  const inside = [...parts].filter(([, { index }]) => index >= 0);
  joined.set(
    file,
    inside.map(([path, { line }]) => ({ path, line })),
  );
}

function formatStack(error: unknown, frames: readonly NodeJS.CallSite[]): string {
  return [headOf(error), ...frames.map((frame) => `    at ${formatFrame(frame)}`)].join('\n');
}

/** What stands above the frames, as Node.js has it. */
function headOf(error: unknown): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

function formatFrame(frame: NodeJS.CallSite): string {
  const text = String(frame);
  const file = frame.getFileName();
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  if (typeof file !== 'string' || line === null || column === null) return text;
  const place = originOf(file, line, column);
  return place === undefined ? text : text.replace(`${file}:${line}:${column}`, () => place);
}

function originOf(file: string, line: number, column: number): string | undefined {
  const parts = joined.get(file);
  return parts === undefined ? mappedPlace(file, line, column) : joinedPlace(parts, line, column);
}

function joinedPlace(parts: readonly JoinedPart[], line: number, column: number): string | undefined {
  let [low, high] = [0, parts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.line ?? 0) < line) low = middle;
    else high = middle;
  }
  const part = parts[low];
  return part === undefined ? undefined : `${part.path}:${line - part.line}:${column}`;
}

/** The line that the user wrote, for a line of a file that may have been transpiled. */
export function originalLine(file: string, line: number): number {
  const place = mappedPlace(file, line, 1);
  return place === undefined ? line : Number(place.split(':').at(-2));
}

/** A call that the compiler made, as `require` is for `import`, has no mapping of its own: then the rest of its line tells. */
function mappedPlace(file: string, line: number, column: number): string | undefined {
  const map = parsedMap(file);
  for (const at of [column - 1, Number.MAX_SAFE_INTEGER]) {
    const entry = map?.findEntry(line - 1, at);
    if (entry === undefined || !('originalLine' in entry) || entry.generatedLine !== line - 1) continue;
    return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  }
  return undefined;
}

function parsedMap(file: string): SourceMap | undefined {
  const map = maps.get(file);
  if (typeof map !== 'string') return map;
  const parsed = new SourceMap(JSON.parse(map));
  maps.set(file, parsed);
  return parsed;
}
