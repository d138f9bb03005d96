import type { LateValue } from '../model/value.ts';
import type { Piece } from './expand.ts';

/** An environment variable of a container, as Kubernetes has it. */
export type EnvironmentVariable =
  | { name: string; value: string }
  | { name: string; valueFrom: Record<string, unknown> };

/**
 * Writes a late value as an environment variable, with the helper variables that it is composed of before it.
 *
 * Kubernetes replaces `$(NAME)` by a variable that stands before it, and encodes nothing: so this is for pieces that may stand
 * as they are. A literal `$(` is written as `$$(`, which Kubernetes turns back.
 */
export function composeVariable(name: string, pieces: readonly Piece[]): readonly EnvironmentVariable[] {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && typeof only !== 'string')
    return [{ name, valueFrom: source(only.late) }];
  const helpers = new Map<string, EnvironmentVariable>();
  const value = pieces
    .map((piece) => {
      if (typeof piece === 'string') return escapeExpansion(piece);
      const helper = `${name}__${piece.late.name}_${piece.late.key}`.toUpperCase().replace(/[^A-Z0-9_]/g, '_');
      helpers.set(helper, { name: helper, valueFrom: source(piece.late) });
      return `$(${helper})`;
    })
    .join('');
  return [...helpers.values(), { name, value }];
}

/** Keeps Kubernetes from taking a literal `$(` for the beginning of a variable. */
export function escapeExpansion(text: string): string {
  return text.replaceAll('$(', '$$$$(');
}

/** Whether Kubernetes' own expansion writes these pieces rightly: none needs to be encoded that may hold what a URL must encode. */
export function isComposable(pieces: readonly Piece[]): boolean {
  return pieces.every((piece) => typeof piece === 'string' || !piece.encoded || piece.late.urlSafe);
}

function source(late: LateValue): Record<string, unknown> {
  const { name, key } = late;
  return late.from === 'secret' ? { secretKeyRef: { name, key } } : { configMapKeyRef: { name, key } };
}
