import { hasLoneSurrogate } from './plain-data.ts';

/**
 * Text that every YAML reader, 1.1 or 1.2, takes for a string without quotes: it begins with a letter, `_` or `/`, and each
 * space or colon in it stands alone between other characters. What looks like a word or number of YAML is sorted out after.
 */
const plainText = /^[A-Za-z_/](?:[ :]?[A-Za-z0-9_./@%+=,-])*$/;

/** Quantities and durations such as `100m`, `1.5Gi` and `30s`: no reader takes them for a number. */
const quantity = /^[0-9]+(?:\.[0-9]+)?(?:m|k|[KMGTPE]i|[MGTP]|ms|s|h|d)$/;

/** Words that some reader takes for a boolean, for null or for a number, in any case. */
const reservedWord = /^(?:y|n|yes|no|on|off|true|false|null|nil|nan|inf|infinity|e[-+0-9_.]*)$/i;

/** What JSON leaves as it is in quotes, but YAML 1.1 folds as a line break, or refuses as a control character. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** What a literal block cannot hold; line feeds and tabs are fine there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const notLiteral = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** Text whose first or last line holds nothing but blanks: there readers disagree on what belongs to a literal block. */
const blankEdge = /^\n*(?:[ \t]+\n|$)|(?:^|\n)[ \t]+\n*$/;

/** Longer text is quoted without a look, so that no text is too long for the look. */
const plainLength = 1_000;

const memo = new Map<string, string>();
const memoSize = 8_192;
const memoLength = 40;

/**
 * Writes text as a YAML scalar on one line: plain where that is safe with every reader, otherwise in double quotes.
 * Undefined for text with half of a surrogate pair.
 */
export function lineScalar(text: string): string | undefined {
  if (text.length > memoLength) return isPlain(text) ? text : quoted(text);
  const known = memo.get(text);
  if (known !== undefined) return known;
  const scalar = isPlain(text) ? text : quoted(text);
  if (scalar === undefined) return undefined;
  if (memo.size >= memoSize) memo.clear();
  memo.set(text, scalar);
  return scalar;
}

function isPlain(text: string): boolean {
  if (text.length > plainLength) return false;
  return plainText.test(text) ? !reservedWord.test(text) : quantity.test(text);
}

function quoted(text: string): string | undefined {
  if (hasLoneSurrogate(text)) return undefined;
  return JSON.stringify(text).replace(unprintable, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Writes text of several lines as a literal block that follows `key:` or `-`, each line behind the indent. Undefined
 * where a block would not give back exactly this text, or would be read differently by some reader.
 */
export function literalBlock(text: string, indent: string): string | undefined {
  if (notLiteral.test(text) || blankEdge.test(text)) return undefined;
  const indicator = /^\n*[ \t]/.test(text) ? '2' : '';
  const end = text.endsWith('\n');
  const chomping = !end ? '-' : text.endsWith('\n\n') ? '+' : '';
  let block = `|${indicator}${chomping}\n`;
  for (let from = 0; from < text.length; ) {
    const feed = text.indexOf('\n', from);
    const to = feed === -1 ? text.length : feed;
    block += to === from ? '\n' : `${indent}${text.slice(from, to)}\n`;
    from = to + 1;
  }
  return block;
}

/** Writes a finite number; an exponent gets the fraction without which YAML 1.1 reads text. Minus zero is 0, as in JSON. */
export function numberScalar(value: number): string {
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}
