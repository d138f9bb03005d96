/** A cell of a Markdown table: on one line, with what would end the cell or begin a tag escaped. */
export function cell(text: string): string {
  const plain = (part: string, i: number) => (i % 2 === 0 ? part.replaceAll('<', '&lt;') : part);
  return text
    .replaceAll('|', '\\|')
    .split(/(`[^`]*`)/)
    .map(plain)
    .join('')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** Code in a cell of a Markdown table, or nothing where there is none. */
export function code(text: string | undefined): string {
  return text === undefined ? '' : `\`${text.replaceAll('|', '\\|')}\``;
}

/** A Markdown table. A column that is empty in every row is left out. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const kept = headings.map((_, column) => rows.some((row) => row[column] !== ''));
  const line = (cells: readonly string[]) => `| ${cells.filter((_, column) => kept[column]).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
