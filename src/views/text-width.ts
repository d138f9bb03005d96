/** Widths of the printable ASCII characters from the space on, in thousandths of the size of the font, as in Helvetica. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
] as const;

/** Other fonts that a viewer may have instead are up to this much wider. */
const MARGIN = 1.14;

/** How much wider bold letters are. */
const BOLD = 1.1;

/**
 * Estimated width of a text, as there is no browser to measure it: a little more than in most fonts without serifs. Characters
 * outside ASCII count as a full square, which is right for the widest scripts.
 */
export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    sum += WIDTHS[code - 32] ?? (code === 0xb7 ? 333 : code < 0x2e80 ? 620 : 1000);
  }
  return (sum / 1000) * size * MARGIN;
}

/** Estimated width of a text in bold letters. */
export function boldWidth(text: string, size: number): number {
  return textWidth(text, size) * BOLD;
}

/** The text, or as much of it as fits, with an ellipsis. */
export function fitted(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > room) characters.pop();
  return `${characters.join('')}…`;
}
