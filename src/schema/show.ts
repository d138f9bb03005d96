/** Longest piece of a value that a message quotes. */
const limit = 60;

/** A value as a message shows it: scalars in quotes and cut, the rest by what it is. */
export function show(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  const text = String(value);
  return JSON.stringify(text.length > limit ? `${text.slice(0, limit)}...` : text);
}

/** Names in quotes, as many as a line holds: `"a", "b" and 3 more`. */
export function showList(values: readonly unknown[], most = 8): string {
  const shown = values.slice(0, most).map(show).join(', ');
  return values.length > most ? `${shown} and ${values.length - most} more` : shown;
}
