/** Widest line of prose that is easy to read. */
const WIDEST = 120;

/** Columns of the terminal that people read: of standard error or output, whichever is one, else what the variable `COLUMNS` says. */
export function terminalWidth(): number {
  const columns = process.stderr.columns ?? process.stdout.columns ?? Number(process.env.COLUMNS);
  return Math.max(40, Math.min(columns > 0 ? columns : 100, WIDEST));
}

/** Where something is printed. */
export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How text is marked; without colours the text is as it is. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

/** The marks for a stream: colours on a terminal alone, and none where `NO_COLOR` is set. */
export function styleOf(stream: Stream): Style {
  const colours = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  const mark = (on: number, off: number) => (text: string) => (colours ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return {
    bold: mark(1, 22),
    dim: mark(2, 22),
    red: mark(31, 39),
    yellow: mark(33, 39),
    green: mark(32, 39),
    cyan: mark(36, 39),
  };
}

/**
 * Breaks text between words so that no line is wider than `width`; marks take no room. A word that is wider stays whole, so that it
 * can be copied.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && visibleWidth(current) + 1 + visibleWidth(word) > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

function visibleWidth(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what marks begin with
  return text.includes('\u001b') ? text.replace(/\u001b\[\d+m/g, '').length : text.length;
}
