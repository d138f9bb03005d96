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
 * as they are. A literal `$(` is written as `$$(`, which Kubernetes turns back. A helper never bears a name that is taken, and takes its own.
 */
export function composeVariable(
  name: string,
  pieces: readonly Piece[],
  taken: Set<string> = new Set([name]),
): readonly EnvironmentVariable[] {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && typeof only !== 'string')
    return [{ name, valueFrom: source(only.late) }];
  const helpers = new Helpers(name, taken);
  const value = pieces
    .map((piece) => (typeof piece === 'string' ? escapeExpansion(piece) : `$(${helpers.nameOf(piece.late)})`))
    .join('');
  return [...helpers.variables, { name, value }];
}

/** The variables that a value is composed of: one for each key, however often it is used. */
class Helpers {
  readonly variables: EnvironmentVariable[] = [];
  readonly #variable: string;
  readonly #names = new Map<string, string>();
  readonly #taken: Set<string>;

  constructor(variable: string, taken: Set<string>) {
    this.#variable = variable;
    this.#taken = taken;
  }

  nameOf(late: LateValue): string {
    const key = JSON.stringify([late.from, late.name, late.key]);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const base = `${this.#variable}__${late.name}_${late.key}`.toUpperCase().replace(/[^A-Z0-9_]/g, '_');
    let name = base;
    for (let number = 2; this.#taken.has(name); number++) name = `${base}_${number}`;
    this.#taken.add(name);
    this.#names.set(key, name);
    this.variables.push({ name, valueFrom: source(late) });
    return name;
  }
}

/**
 * Keeps Kubernetes from taking a literal text for an expansion: it reads `$(` as the beginning of a variable and `$$` as one `$`.
 * So each `$` is doubled that stands before another, before a bracket, or at the end, where a variable may follow.
 *
 * @source `Expand` in k8s.io/kubernetes/third_party/forked/golang/expansion
 */
export function escapeExpansion(text: string): string {
  return text.replace(/\$+(?=\(|$)|\${2,}/g, (dollars) => dollars + dollars);
}

/** Whether Kubernetes' own expansion writes these pieces rightly: none needs to be encoded that may hold what a URL must encode. */
export function isComposable(pieces: readonly Piece[]): boolean {
  return pieces.every((piece) => typeof piece === 'string' || !piece.encoded || piece.late.urlSafe);
}

function source(late: LateValue): Record<string, unknown> {
  const { name, key } = late;
  return late.from === 'secret' ? { secretKeyRef: { name, key } } : { configMapKeyRef: { name, key } };
}
