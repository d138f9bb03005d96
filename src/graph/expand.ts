import type { Value } from '../model/value.ts';
import { isLate, type LateValue, type UrlValue } from '../model/value.ts';

/** A piece of an expanded value: a text that is known, or a late value that is to be encoded for a URL or not. */
export type Piece = string | { readonly late: LateValue; readonly encoded: boolean };

/** Writes a value as pieces; a URL is composed here, each part encoded as its place needs. */
export function expand(value: Value): readonly Piece[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return isLate(value) ? [{ late: value, encoded: false }] : joinPieces(expandUrl(value));
}

function expandUrl(url: UrlValue): readonly Piece[] {
  const pieces: Piece[] = [`${url.scheme}://`];
  if (url.user !== undefined || url.password !== undefined) {
    pieces.push(encoded(url.user ?? ''));
    if (url.password !== undefined) pieces.push(':', encoded(url.password));
    pieces.push('@');
  }
  // A host is letters, digits, hyphens, dots and, in brackets, colons: encoding would break an IPv6 address.
  pieces.push(isLate(url.host) ? { late: url.host, encoded: false } : url.host);
  if (url.port !== undefined)
    pieces.push(':', isLate(url.port) ? { late: url.port, encoded: false } : String(url.port));
  if (url.path !== undefined)
    pieces.push('/', isLate(url.path) ? encoded(url.path) : url.path.split('/').map(encodeURIComponent).join('/'));
  const query = Object.entries(url.query ?? {});
  if (query.length > 0)
    pieces.push(`?${query.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&')}`);
  return pieces;
}

function encoded(part: string | LateValue): Piece {
  return isLate(part) ? { late: part, encoded: true } : encodeURIComponent(part);
}

/** Joins neighbouring texts. */
export function joinPieces(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
  }
  return joined;
}
