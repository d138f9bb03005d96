/** A number with its noun: `1 file`, `12,000 files`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(number)} ${number === 1 ? noun : plural}`;
}

/** A number as people read it, whatever their locale: `12,000`. */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A list in words: `a, b and c`, cut behind `most`. */
export function listed(items: readonly string[], most = 10): string {
  const shown = items.length > most ? [...items.slice(0, most), `${thousands(items.length - most)} more`] : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
