import type { Departure } from '../platform/departures.ts';
import type { LockReport } from '../platform/lock/decide.ts';
import { count, labelWords, list } from '../views/words.ts';
import type { FolderReport } from '../write/output-file.ts';
import type { MissingKind } from './missing-kinds.ts';
import type { OpenFact, Summary, SummaryCounts, SummaryRow, UncheckedKind, WaveRow } from './summary.ts';
import { tableLines } from './table.ts';
import { type Style, wrap } from './terminal.ts';

/** What became of the output folder. */
export interface WrittenOutput {
  readonly folder: string;
  readonly report: FolderReport;
  /** Whether it was only compared, and found to be up to date. */
  readonly isCheck: boolean;
}

/** Most variants that the table lists. */
const MOST_ROWS = 30;
/** Most kinds or clusters that a note lists. */
const MOST_NAMES = 8;

/** What a run came to, for people to read. */
export interface SummaryPrinting {
  readonly style: Style;
  readonly width: number;
  readonly milliseconds: number;
  /**
   * What became of the output.
   * @default - nothing was to be written
   */
  readonly output?: WrittenOutput | undefined;
  /**
   * What runs on where it is delivered no more.
   * @default - nothing
   */
  readonly departures?: readonly Departure[] | undefined;
  /**
   * What became of the lock.
   * @default - it was not looked at
   */
  readonly lock?: LockReport | undefined;
}

/** The text of a summary, with a line feed at its end. */
export function summaryText(summary: Summary, printing: SummaryPrinting): string {
  const { style, output, lock } = printing;
  const parts = [
    tableOf(summary.rows, printing),
    uncheckedNote(summary.unchecked, printing),
    missingNote(summary.missing, printing),
    waveNote(summary.waves, printing),
    steppedNote(summary.stepped, printing),
    departureNote(printing),
    openNote(summary.open, printing),
    namedNote(summary.named, printing),
    [
      ...headlines(summary.counts, printing),
      ...(output === undefined ? [] : [outputLine(output, style)]),
      ...lockLines(lock, style),
    ],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function tableOf(rows: readonly SummaryRow[], { style, width }: SummaryPrinting): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MOST_ROWS);
  const lines = tableLines({
    head: ['application', 'variant', 'clusters', 'objects', 'waves'],
    numbers: [3, 4],
    rows: shown.map(({ application, variant, clusters, objects, waves, source }, index) => [
      shown[index - 1]?.application === application ? '' : application,
      variant,
      clustersCell(clusters),
      source ?? String(objects),
      source === undefined ? String(waves) : '',
    ]),
    style,
    width,
  });
  const rest = rows.length - shown.length;
  return rest === 0 ? lines : [...lines, style.dim(`and ${count(rest, 'more variant')}; --json lists all`)];
}

/** Names as long as they are easy to read, else how many there are. */
function clustersCell(clusters: readonly string[]): string {
  const names = clusters.join(', ');
  if (clusters.length === 0) return 'none yet';
  return names.length <= 30 ? names : count(clusters.length, 'cluster');
}

function headlines(counts: SummaryCounts, { style, milliseconds }: SummaryPrinting): readonly string[] {
  const { applications, namespaces, clusters, clustersKnown, variants, objects, waves } = counts;
  const all = count(clustersKnown, 'cluster');
  const where = clusters === clustersKnown ? all : `${clusters} of ${all}`;
  const what = `${count(applications, 'application')} on ${where}, no problems`;
  const made = [
    count(variants, 'variant'),
    count(objects, 'object'),
    count(namespaces, 'namespace'),
    count(waves, 'wave'),
  ].join(', ');
  return [`${style.green(style.bold(what))}  ${style.dim(secondsText(milliseconds))}`, made];
}

function secondsText(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 9_950 ? 2 : 0)} s`;
}

/** What was written: `dist  24 files written (6 new, 18 changed), 2 removed, 10 unchanged`. */
function outputLine({ folder, report, isCheck }: WrittenOutput, style: Style): string {
  if (isCheck) return `${style.bold(folder)}  up to date`;
  const { added, changed, removed, unchanged } = report;
  const written = added.length + changed.length;
  const kinds = [
    ...(added.length === 0 ? [] : [`${added.length} new`]),
    ...(changed.length === 0 ? [] : [`${changed.length} changed`]),
  ];
  const parts = [
    ...(written === 0 ? [] : [`${count(written, 'file')} written (${kinds.join(', ')})`]),
    ...(removed.length === 0 ? [] : [`${count(removed.length, 'file')} removed`]),
    ...(unchanged === 0 ? [] : [`${count(unchanged, 'file')} unchanged`]),
  ];
  return `${style.bold(folder)}  ${parts.join(', ')}`;
}

/** Whether the lock has changed, so that nobody forgets to commit it. */
function lockLines(lock: LockReport | undefined, style: Style): readonly string[] {
  if (lock === undefined || lock.change === 'unchanged') return [];
  return [`${style.bold(lock.file)}  ${lock.change === 'added' ? 'new: commit it beside the program' : 'changed'}`];
}

/** What was not checked, for want of a schema, and what to do about it; nothing where all was. */
export function uncheckedNote(
  kinds: readonly UncheckedKind[],
  { style, width }: Pick<SummaryPrinting, 'style' | 'width'>,
): readonly string[] {
  if (kinds.length === 0) return [];
  const objects = kinds.reduce((sum, one) => sum + one.objects, 0);
  const { shown, rest } = first(kinds.map((one) => `${one.apiVersion} ${one.kind}`));
  const title = `Not checked, as there is no schema: ${count(objects, 'object')} of ${count(kinds.length, 'kind')}`;
  const names = wrap([...shown, ...rest].join(', '), width - 2);
  const hint = wrap('add schemas by roadbed schemas add FILE|DIR|URL, or by roadbed schemas pull', width - 2);
  return note(title, names, hint, style);
}

function missingNote(missing: readonly MissingKind[], { style, width }: SummaryPrinting): readonly string[] {
  if (missing.length === 0) return [];
  const { shown, rest } = first(missing.map(({ kind, clusters }) => `${kind} on ${clustersCell(clusters)}`));
  const title = `Not brought by any application, nor named by a cluster: ${count(missing.length, 'kind')}`;
  const hint = wrap('name them in the provides of a cluster, or of the application that brings them', width - 2);
  return note(
    title,
    [...shown, ...rest].flatMap((one) => wrap(one, width - 2)),
    hint,
    style,
  );
}

/** In which order changes reach clusters, and by which branch of the repository. */
function waveNote(waves: readonly WaveRow[], { style }: SummaryPrinting): readonly string[] {
  if (waves.length === 0) return [];
  const column = Math.max(...waves.map(({ name }) => name.length)) + 2;
  const lines = waves.map(({ name, clusters, revision, gate }) => {
    const when = gate === undefined ? '' : ', when somebody says so';
    return `${name.padEnd(column)}${clustersCell(clusters)}  ${style.dim(`follows ${revision}${when}`)}`;
  });
  return ['Changes reach clusters in waves', ...lines.map((line) => `  ${line}`)];
}

/** What a rollout in steps costs: Argo CD switches self-healing off for it. */
function steppedNote(applications: readonly string[], { style, width }: SummaryPrinting): readonly string[] {
  if (applications.length === 0) return [];
  const { shown, rest } = first(applications);
  const title = `Rolled out in steps, so drift is not reverted: ${count(applications.length, 'application')}`;
  return note(title, wrap([...shown, ...rest].join(', '), width - 2), [], style);
}

/** Outside development Argo CD takes an Application away and leaves what it delivered: a person has to know. */
function departureNote({ departures = [], style, width }: SummaryPrinting): readonly string[] {
  if (departures.length === 0) return [];
  const names = departures.map(({ application, clusters }) => `${application} on ${clustersCell(clusters)}`);
  const { shown, rest } = first(names);
  const title = `Delivered no more, and running on until somebody deletes it there: ${count(departures.length, 'application')}`;
  return note(title, wrap([...shown, ...rest].join(', '), width - 2), [], style);
}

/** What a cluster that joins gets by the next synthesis alone, whatever its labels are. */
function namedNote(named: readonly string[], { style, width }: SummaryPrinting): readonly string[] {
  if (named.length === 0) return [];
  const { shown, rest } = first(named);
  const words = `Made for each cluster by its name, so that one that joins later gets it by the next synthesis: ${[...shown, ...rest].join(', ')}`;
  return wrap(words, width).map((line) => style.dim(line));
}

/** By which labels a cluster that joins later is served without a synthesis. */
function openNote(open: readonly OpenFact[], { style, width }: SummaryPrinting): readonly string[] {
  if (open.length === 0) return [];
  const text =
    'A cluster that joins later is served at once where its labels say this, and else by the next synthesis:';
  const column = Math.max(...open.map(({ label }) => labelWords(label).length)) + 2;
  const rows = open.map(({ label, values }) => `  ${labelWords(label).padEnd(column)}${valueWords(values)}`);
  return [...wrap(text, width), ...rows].map((line) => style.dim(line));
}

/** The values that a label may have: `"dev" or "prod"`, `none`. */
function valueWords(values: OpenFact['values']): string {
  const known = values.filter((value) => value !== undefined);
  const words = known.length === 0 ? 'none' : list(known, 'or');
  return known.length === 0 || known.length === values.length ? words : `${words}, or none`;
}

function note(title: string, lines: readonly string[], hint: readonly string[], style: Style): readonly string[] {
  return [style.yellow(title), ...lines.map((line) => `  ${line}`), ...hint.map((line) => `  ${style.cyan(line)}`)];
}

function first(names: readonly string[]): { readonly shown: readonly string[]; readonly rest: readonly string[] } {
  const more = names.length - MOST_NAMES;
  return { shown: names.slice(0, MOST_NAMES), rest: more > 0 ? [`and ${count(more, 'more', 'more')}`] : [] };
}
