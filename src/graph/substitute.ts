import type { Ref } from '../model/ref.ts';
import { mayHoldMarker, splitMarkers } from '../model/ref.ts';
import type { Value } from '../model/value.ts';
import { escapeExpansion } from './environment-variable.ts';
import { expand, joinPieces, type Piece } from './expand.ts';
import { isExpanded, isVariable } from './marker-place.ts';
import type { Place } from './plain.ts';

/** What stands where a text with markers stood. */
export type Substituted =
  | {
      readonly kind: 'known';
      readonly value: string | number;
      /** The text where the kubelet expands it: what references brought is escaped, what the program wrote is not. */
      readonly expandable: string;
    }
  | {
      readonly kind: 'late';
      readonly pieces: readonly Piece[];
      readonly refs: readonly Ref[];
      readonly secret: boolean;
    }
  | { readonly kind: 'unknown'; readonly marker: string }
  | { readonly kind: 'torn' }
  | { readonly kind: 'worthless'; readonly ref: Ref }
  | { readonly kind: 'exposed'; readonly ref: Ref };

/**
 * Replaces the markers of a text by what they are worth. A value may hold markers itself, as what a provisioner gives is made of what it was
 * asked for: they are replaced too, and one that leads back to itself is worth nothing.
 *
 * @param within markers that are being replaced
 */
export function substitute(
  text: string,
  markers: ReadonlyMap<string, Ref>,
  worth: (ref: Ref) => Value | undefined,
  within: readonly string[] = [],
): Substituted {
  const parts = splitMarkers(text);
  const pieces: Piece[] = [];
  const late: Ref[] = [];
  let expandable = '';
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      if (mayHoldMarker(part)) return { kind: 'torn' };
      pieces.push(part);
      expandable += part;
      continue;
    }
    const ref = markers.get(part);
    if (ref === undefined) return { kind: 'unknown', marker: part };
    const value = worth(ref);
    if (value === undefined || within.includes(part)) return { kind: 'worthless', ref };
    if (typeof value === 'number' && parts.length === 3 && text === part)
      return { kind: 'known', value, expandable: String(value) };
    const before = late.length;
    const expanded: Piece[] = [];
    for (const piece of expand(value)) {
      const inner =
        typeof piece === 'string' && mayHoldMarker(piece) && substitute(piece, markers, worth, [...within, part]);
      if (inner === false) expanded.push(piece);
      else if (inner.kind === 'known') expanded.push(String(inner.value));
      else if (inner.kind === 'late') {
        expanded.push(...inner.pieces);
        late.push(...inner.refs);
      } else return inner;
    }
    if (late.length > before || expanded.some((piece) => typeof piece !== 'string')) late.push(ref);
    else if (ref.secret) return { kind: 'exposed', ref };
    for (const piece of expanded) {
      pieces.push(piece);
      if (typeof piece === 'string') expandable += escapeExpansion(piece);
    }
  }
  if (late.length > 0) {
    return { kind: 'late', pieces: joinPieces(pieces), refs: late, secret: late.some((ref) => ref.secret) };
  }
  return { kind: 'known', value: pieces.join(''), expandable };
}

/**
 * A known text as it stands at a place. A variable is escaped whole, so that it means the same on sites where a reference in it is
 * late and the kubelet composes it; an argument takes variables by `$(NAME)`, so there the program's own text stays as it is.
 */
export function writtenAt(place: Place, { value, expandable }: Extract<Substituted, { kind: 'known' }>): string {
  if (isVariable(place)) return escapeExpansion(String(value));
  return isExpanded(place) ? expandable : String(value);
}
