/** A part of a text: text as it is, or a placeholder by its keys, such as `['resources', 'db', 'host']`. */
export type Part = string | { readonly keys: readonly string[]; readonly text: string };

/**
 * Splits a text at its placeholders, `${metadata.name}` or `${resources.db.host}`. `$$` is a dollar sign, as is a `$` that begins no
 * placeholder; a dot in a name is written `\.`. A placeholder ends at the first `}`, so none stands in another.
 *
 * @source https://docs.score.dev/docs/score-specification/score-spec-reference/#resource-placeholders
 */
export function splitPlaceholders(text: string): readonly Part[] {
  const parts: Part[] = [];
  let plain = '';
  let last = 0;
  for (const match of text.matchAll(/\$(?:\$|\{([^}]*)\})/g)) {
    const [whole, keys] = match;
    plain += text.slice(last, match.index);
    last = match.index + whole.length;
    if (keys === undefined) plain += '$';
    else {
      if (plain !== '') parts.push(plain);
      plain = '';
      parts.push({ keys: keysOf(keys), text: whole });
    }
  }
  plain += text.slice(last);
  if (plain !== '') parts.push(plain);
  return parts;
}

function keysOf(text: string): readonly string[] {
  return text.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));
}

/** A text in which no placeholder is read, whatever follows it: what begins one is escaped. */
export function escapePlaceholders(text: string): string {
  return text.replace(/\$(?=[${]|$)/g, '$$$$');
}

/** The first placeholder of a text, where there is one: for places that take none. */
export function firstPlaceholder(text: string): string | undefined {
  const found = splitPlaceholders(text).find(
    (part) => typeof part === 'object' && (part.keys[0] === 'resources' || part.keys[0] === 'metadata'),
  );
  return typeof found === 'object' ? found.text : undefined;
}
