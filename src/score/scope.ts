import { closest } from '../model/closest.ts';
import { placeText } from '../model/place-text.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { ProblemCode } from '../model/problem-table.ts';
import { show } from '../model/props.ts';
import { parseDuration, parseSize } from '../model/text-form.ts';
import { splitPlaceholders } from './placeholder.ts';
import { type Planned, PlannedQuantity, type PlannedRef, PlannedText } from './plan.ts';
import type { ScoreFile } from './read-score.ts';

/** Where something stands in a Score file. */
export type Place = readonly (string | number)[];

/** What a placeholder comes to. */
export type ScoreValue = string | number | PlannedRef | PlannedText;

/** What a resource of a Score file is worth to a placeholder. */
export interface ScoreValues {
  /** The value of an output: a text or number that is known, another construct's, or none of this name. */
  output(name: string): ScoreValue | undefined;
  /** Names that may be asked for, for people. */
  readonly names: readonly string[];
  /** What the resource itself stands for, where a placeholder names it alone. */
  readonly itself?: ScoreValue | undefined;
}

/** What placeholders of a Score file mean, and what is found wrong on the way. */
export class Scope {
  readonly #file: ScoreFile;
  readonly #problems: Problem[];
  /** What the resources of the file are worth, as far as they are planned. */
  readonly resources = new Map<string, ScoreValues>();

  constructor(file: ScoreFile, problems: Problem[]) {
    this.#file = file;
    this.#problems = problems;
  }

  refuse(code: ProblemCode, at: Place, found: string, hint?: string): void {
    this.#problems.push(problem(code, { path: this.#file.path, prop: placeText(at), found, hint }));
  }

  /** A text with its placeholders replaced. */
  text(text: string, at: Place): string | PlannedText {
    const joined: (string | PlannedRef)[] = [];
    const add = (part: string | PlannedRef) => {
      const last = joined.at(-1);
      if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
      else joined.push(part);
    };
    for (const part of splitPlaceholders(text)) {
      const value = typeof part === 'string' ? part : this.#value(part, at);
      if (value instanceof PlannedText) value.parts.forEach(add);
      else add(typeof value === 'number' ? String(value) : value);
    }
    const [only = ''] = joined;
    return joined.length <= 1 && typeof only === 'string' ? only : new PlannedText(joined);
  }

  /** Params of a resource: placeholders anywhere in it, and sizes and times as what they are. */
  params(value: unknown, at: Place): Planned | undefined {
    if (typeof value === 'string') {
      if (parseSize(value) !== undefined) return new PlannedQuantity('size', value);
      if (parseDuration(value) !== undefined) return new PlannedQuantity('duration', value);
      return this.text(value, at);
    }
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.flatMap((item, index) => this.params(item, [...at, index]) ?? []);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.params(inner, [...at, key])]));
    }
    this.refuse('RB854', at, `nothing stands there, got ${show(value)}`, 'give it a value, or take the key away');
    return undefined;
  }

  #value({ keys, text }: { readonly keys: readonly string[]; readonly text: string }, at: Place): ScoreValue {
    const [kind, name = '', output, ...rest] = keys;
    if (keys.some((key) => /[${]/.test(key)))
      return this.#unknown(
        at,
        text,
        'a placeholder ends at the first "}", so none stands in another; "$$" is a dollar sign',
      );
    if (kind === 'metadata') return this.#metadata(keys.slice(1), text, at);
    if (kind !== 'resources')
      return this.#unknown(at, text, 'it must begin with "metadata." or "resources."; "$$" is a dollar sign');
    const resource = this.resources.get(name);
    if (resource === undefined) return this.#unknown(at, text, near(name, [...this.resources.keys()], 'resource'));
    if (rest.length > 0) return this.#unknown(at, text, 'an output has no members: write a dot in its name as "\\."');
    const found = output === undefined ? resource.itself : resource.output(output);
    return found ?? this.#unknown(at, text, near(output ?? '', resource.names, 'output'));
  }

  #metadata(keys: readonly string[], text: string, at: Place): string {
    let found: unknown = this.#file.score.metadata;
    for (const key of keys) {
      found =
        typeof found === 'object' && found !== null && Object.hasOwn(found, key) ? Reflect.get(found, key) : undefined;
    }
    if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return String(found);
    return this.#unknown(at, text, 'the metadata of the file has no such member');
  }

  #unknown(at: Place, text: string, hint: string | undefined): string {
    this.refuse('RB852', at, `nothing stands for ${show(text)}`, hint);
    return '';
  }
}

function near(name: string, names: readonly string[], what: string): string | undefined {
  const other = closest(name, names);
  if (other !== undefined) return `did you mean "${other}"?`;
  return names.length === 0 ? `there is no ${what}` : `there is ${names.map((one) => `"${one}"`).join(', ')}`;
}
