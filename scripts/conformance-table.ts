import type { Held, UnheldRow } from '../test/conformance/harness/run-state.ts';

/** An engine that a run asked for in vain. */
export interface NotRun {
  readonly engine: string;
  readonly version: string;
  readonly why: string;
}

/** What a run came to. */
export interface RunResult {
  readonly held: readonly Held[];
  readonly notRun: readonly NotRun[];
  /** Engines that there was nothing to hold against; empty where the run did not look. */
  readonly unheld: readonly UnheldRow[];
  /** The day, such as `2026-11-20`. */
  readonly date: string;
  /** The engines of which every test ran, so that rows of theirs that did not hold again are of the past. */
  readonly whole: readonly string[];
}

/** A table of the page. */
interface Table {
  readonly head: readonly string[];
  /** What a row is about, of its cells. */
  readonly keyOf: (row: readonly string[]) => string;
}

const held: Table = {
  head: ['engine', 'version', 'what held', 'objects', 'seconds', 'on'],
  keyOf: ([engine, , what]) => `${engine} ${what}`,
};

const notRun: Table = { head: ['engine', 'version', 'not run because', 'on'], keyOf: ([engine]) => `${engine}` };

const unheld: Table = { head: ['engine', 'waits for', 'objects looked at', 'on'], keyOf: ([engine]) => `${engine}` };

/** What held in a run, a line each. */
export function rowsText(rows: readonly Held[]): string {
  return rows
    .map(
      ({ engine, version, what, objects, seconds }) =>
        `${engine} ${version}: ${what} (${objects}, ${seconds.toFixed(1)} s)`,
    )
    .join('\n');
}

/**
 * The page of what held, with what a run came to. Rows of engines that the run was not of stay, and so do other rows of an engine of which
 * only a part ran.
 */
export function recorded(page: string, result: RunResult): string {
  const { date, whole } = result;
  const rows = result.held.map(({ engine, version, what, objects, seconds }) => [
    engine,
    version,
    what,
    String(objects),
    seconds.toFixed(1),
    date,
  ]);
  const missing = result.notRun.map(({ engine, version, why }) => [engine, version, why, date]);
  const isPast = ([engine = '']: readonly string[]) => whole.includes(engine);
  const hasRun = ([engine = '']: readonly string[]) =>
    isPast([engine]) || result.held.some((one) => one.engine === engine);
  const waiting = result.unheld.map(({ engine, waitsFor, objects }) => [engine, waitsFor, String(objects), date]);
  const told = withRows(withRows(page, held, rows, isPast), notRun, missing, hasRun);
  return withRows(told, unheld, waiting, () => waiting.length > 0);
}

/** The page with rows in one of its tables, which is put at the end where there is none. */
function withRows(
  page: string,
  { head, keyOf }: Table,
  added: readonly (readonly string[])[],
  isPast: (row: readonly string[]) => boolean,
): string {
  const first = rowText(head);
  const lines = page.split('\n');
  const found = lines.indexOf(first);
  if (found === -1 && added.length === 0) return page;
  const start = found === -1 ? lines.length : found;
  const length = found === -1 ? 0 : lines.slice(start).findIndex((line) => !line.startsWith('|'));
  const before = lines.slice(start + 2, start + length).map(cellsOf);
  const rows = new Map(before.filter((row) => !isPast(row)).map((row) => [keyOf(row), row]));
  for (const row of added) rows.set(keyOf(row), row);
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => rowText(row));
  lines.splice(start, length, first, `|${head.map(() => '---|').join('')}`, ...sorted, ...(found === -1 ? [''] : []));
  return lines.join('\n');
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function cellsOf(line: string): readonly string[] {
  return line
    .slice(2, -2)
    .split(/ (?<!\\)\| /)
    .map((cell) => cell.replaceAll('\\|', '|'));
}
