import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Held } from '../test/conformance/harness/run-state.ts';
import { root } from './source-files.ts';

/** A row of the table of docs/conformance.md. */
interface Row extends Held {
  readonly date: string;
}

const file = join(root, 'docs/conformance.md');

const head = ['| engine | version | what held | objects | seconds | on |', '|---|---|---|---|---|---|'];

/** What held in a run, a line each. */
export function rowsText(held: readonly Held[]): string {
  return held
    .map(
      ({ engine, version, what, objects, seconds }) =>
        `${engine} ${version}: ${what} (${objects}, ${seconds.toFixed(1)} s)`,
    )
    .join('\n');
}

/** Writes what held into docs/conformance.md; rows of other runs stay, unless this one held the same. */
export function recordTable(held: readonly Held[]): void {
  const date = new Date().toISOString().slice(0, 10);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const rows = new Map(rowsOf(before).map((row) => [keyOf(row), row]));
  for (const one of held) rows.set(keyOf(one), { ...one, date });
  const lines = [...rows.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(rowText);
  const start = before.indexOf(head[0] ?? '');
  const end = before.slice(start).search(/\n(?!\|)/);
  const rest = start === -1 || end === -1 ? '\n' : before.slice(start + end);
  const intro = start === -1 ? '# Held against the real engines\n\n' : before.slice(0, start);
  writeFileSync(file, `${intro}${[...head, ...lines].join('\n')}${rest}`);
}

const keyOf = ({ engine, what }: Held): string => `${engine} ${what}`;

function rowText({ engine, version, what, objects, seconds, date }: Row): string {
  return `| ${engine} | ${version} | ${what.replaceAll('|', '\\|')} | ${objects} | ${seconds.toFixed(1)} | ${date} |`;
}

function rowsOf(text: string): readonly Row[] {
  const lines = text.split('\n').filter((line) => /^\| (?!engine )/.test(line));
  return lines.flatMap((line) => {
    const [engine, version, what, objects, seconds, date] = line.slice(2, -2).split(/ (?<!\\)\| /);
    if (!engine || !version || !what || !date) return [];
    return [
      { engine, version, what: what.replaceAll('\\|', '|'), objects: Number(objects), seconds: Number(seconds), date },
    ];
  });
}
