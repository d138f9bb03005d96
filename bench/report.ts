import type { Measure } from './measures.ts';

/** What one round gave for a measure. */
export interface Outcome {
  readonly roadbed: number;
  readonly peer: number;
}

const HEAD = ['measure', '', 'roadbed', 'peer', 'ratio', 'required', 'aim', 'verdict'] as const;

/** The table of all measures, as Markdown: medians over the rounds, and the ratios that single rounds gave. */
export function tableOf(outcomes: ReadonlyMap<Measure, readonly Outcome[]>): string {
  const rows = [...outcomes].map(([measure, rounds]) => rowOf(measure, rounds));
  const widths = HEAD.map((head, column) =>
    Math.max(...[HEAD, ...rows].map((row) => row[column]?.length ?? head.length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function rowOf(measure: Measure, rounds: readonly Outcome[]): readonly string[] {
  const { name, title, required, aim, of } = measure;
  const ratios = rounds.map(({ roadbed, peer }) => roadbed / peer).sort((a, b) => a - b);
  const ratio = median(ratios);
  const unit = of === 'megabytes' ? 'MB' : 'ms';
  const amount = (value: number) => `${value.toFixed(0)} ${unit}`;
  return [
    name,
    title,
    amount(median(rounds.map(({ roadbed }) => roadbed))),
    amount(median(rounds.map(({ peer }) => peer))),
    `${ratio.toFixed(2)} [${(ratios[0] ?? ratio).toFixed(2)}..${(ratios.at(-1) ?? ratio).toFixed(2)}]`,
    `<= ${required}`,
    aim === undefined ? '' : String(aim),
    verdict(ratio, required, aim),
  ];
}

function verdict(ratio: number, required: number, aim: number | undefined): string {
  if (ratio > required) return 'NOT MET';
  return aim !== undefined && ratio <= aim ? 'met, and the aim' : 'met';
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[(sorted.length >> 1) - 1] ?? upper)) / 2;
}
