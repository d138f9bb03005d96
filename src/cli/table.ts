import type { Style } from './terminal.ts';

/** A table for people. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers, which stand to the right. */
  readonly numbers: readonly number[];
  readonly style: Style;
  readonly width: number;
}

/** Space between two columns. */
const GAP = '  ';

/** The lines of a table. Where it is wider than `width`, its widest column is cut. */
export function tableLines({ head, rows, numbers, style, width }: Table): readonly string[] {
  const widths = head.map((title, column) =>
    rows.reduce((most, row) => Math.max(most, (row[column] ?? '').length), title.length),
  );
  const excess = widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1)) - width;
  const widest = widths.indexOf(Math.max(...widths));
  if (excess > 0) widths[widest] = Math.max(8, (widths[widest] ?? 0) - excess);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cellOf(cell, widths[column] ?? 0, numbers.includes(column)))
      .join(GAP)
      .trimEnd();
  return [style.dim(line(head)), ...rows.map(line)];
}

function cellOf(cell: string, width: number, isNumber: boolean): string {
  if (cell.length > width) return `${cell.slice(0, width - 3)}...`;
  return isNumber ? cell.padStart(width) : cell.padEnd(width);
}
