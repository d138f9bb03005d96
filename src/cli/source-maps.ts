import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Maps of the files that were transpiled, parsed when a stack that passes through them is first looked at. */
const maps = new Map<string, string | SourceMap>();

/** Remembers the map of a transpiled file, so that stacks name the lines that the user wrote. */
export function addSourceMap(file: string, map: string): void {
  if (maps.size === 0) Error.prepareStackTrace = formatStack;
  maps.set(file, map);
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
  const place = originOf(file.startsWith('file:') ? fileURLToPath(file) : file, line, column);
  return place === undefined ? text : text.replace(`${file}:${line}:${column}`, () => place);
}

/** The line that the user wrote, for a line of a file that may have been transpiled. */
export function originalLine(file: string, line: number): number {
  const place = originOf(file, line, 1);
  return place === undefined ? line : Number(place.split(':').at(-2));
}

/** A call that the compiler made, as `require` is for `import`, has no mapping of its own: then the rest of its line tells. */
function originOf(file: string, line: number, column: number): string | undefined {
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
