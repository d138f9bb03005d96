import { compilePattern } from './pattern.ts';

/** Longest text that is searched for matches, in UTF-16 units. */
const limit = 4096;

const classes: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\t\\n\\v\\f\\r ',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/**
 * The first matches of an RE2 pattern in a text. The RE2 engine says whether there is one; where it lies, JavaScript says,
 * in the forms that both read alike. Any other form throws: the rule then counts as not supported.
 */
export function findAll(pattern: string, text: string, most: number): readonly string[] {
  const engine = compilePattern(pattern);
  if (engine === undefined) throw new Error(`pattern ${JSON.stringify(pattern)} is not supported`);
  if (most === 0 || !engine.test(text)) return [];
  if (text.length > limit) throw new Error(`a search in more than ${limit} characters is not supported`);
  const found: string[] = [];
  for (const match of text.matchAll(translate(pattern))) {
    found.push(match[0]);
    if (found.length === most) break;
  }
  return found;
}

function translate(pattern: string): RegExp {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const body = pattern
    .slice(flags?.[0].length ?? 0)
    .replaceAll('\\z', '$')
    .replaceAll('\\A', '^')
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => classes[name] ?? whole);
  try {
    return new RegExp(body, `gu${flags?.[1] ?? ''}`);
  } catch {
    throw new Error(`pattern ${JSON.stringify(pattern)} is not supported`);
  }
}
