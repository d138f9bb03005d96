import { placeText } from '../model/place-text.ts';
import { compareText } from '../model/problem.ts';
import type { Violation } from '../model/schema-checker.ts';
import { show } from './show.ts';

/** Deepest nesting that is checked; real objects have 40 levels at most. */
const depthLimit = 200;

/** Most values in one object that are checked; the API server takes 1.5 MiB, which has fewer. */
const sizeLimit = 1_000_000;

/** The state of one check: where it stands in the object, and what it found so far. */
export class Walk {
  readonly #path: (string | number)[] = [];
  #depth = 0;
  #values = 0;
  violations: Violation[] = [];
  /** What could not be checked, as a text for the summary: patterns that RE2 refuses. */
  readonly gaps = new Set<string>();
  /** Whether something was found after which the API server does not run validation rules. */
  blocked = false;
  /** Fields whose values no message shows. */
  readonly secret: boolean;

  constructor(secret: boolean) {
    this.secret = secret;
  }

  /** Goes to a field or an item. The path is a stack that is overwritten, so that a valid object costs no text. */
  enter(key: string | number): void {
    this.#path[this.#depth++] = key;
  }

  /** Comes back from it. */
  leave(): void {
    this.#depth--;
  }

  /** Counts a value; false where the object is too deep or too large to go on, which is reported once. */
  step(): boolean {
    if (++this.#values > sizeLimit) {
      if (this.#values === sizeLimit + 1) this.block(`has more than ${sizeLimit} values`, 'split the object');
      return false;
    }
    if (this.#depth <= depthLimit) return true;
    this.block(`is nested more than ${depthLimit} levels deep`, 'flatten the object');
    this.#values = sizeLimit + 1;
    return false;
  }

  /** Records a violation at the current place, or at a field of it. */
  report(found: string, hint: string, at?: string | number): void {
    this.add('RB601', found, hint, at);
  }

  /** Records a violation that keeps validation rules from running: wrong types, missing fields, what is too long. */
  block(found: string, hint: string, at?: string | number): void {
    this.blocked = true;
    this.add('RB601', found, hint, at);
  }

  add(code: Violation['code'], found: string, hint: string, at?: string | number): void {
    const segments = this.#path.slice(0, this.#depth);
    if (at !== undefined) segments.push(at);
    this.violations.push({ code, path: placeText(segments), found, hint });
  }

  /** A value for a message: never the content of a Secret. */
  show(value: unknown): string {
    const hidden = this.secret && (this.#path[0] === 'data' || this.#path[0] === 'stringData');
    return hidden && typeof value === 'string' ? `a secret value of ${value.length} characters` : show(value);
  }
}

/** Puts violations in the order in which they are shown, each once. */
export function sortViolations(violations: readonly Violation[]): readonly Violation[] {
  return [...violations].sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.code, b.code) || compareText(a.found, b.found),
  );
}
