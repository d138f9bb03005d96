import { closest } from '../model/closest.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { ProblemCode } from '../model/problem-table.ts';
import { show } from '../model/props.ts';
import { parseDuration, parseSize } from '../model/text-form.ts';
import { splitPlaceholders } from './placeholder.ts';
import { type Planned, PlannedQuantity, type PlannedRef, PlannedText } from './plan.ts';
import type { ScoreFile } from './read-score.ts';

/** What a resource of a Score file is worth to a placeholder. */
export interface ScoreValues {
  /** The value of an output: a text or number that is known, another construct's, or none of this name. */
  output(name: string): string | number | PlannedRef | undefined;
  /** Names that may be asked for, for people. */
  readonly names: readonly string[];
  /** What the resource itself stands for, where a placeholder names it alone. */
  readonly itself?: string | PlannedRef | undefined;
}

/** What placeholders of a Score file mean, and what is found wrong on the way. */
export class Scope {
  readonly #file: ScoreFile;
  readonly #resources: ReadonlyMap<string, ScoreValues>;
  readonly #problems: Problem[];
  /** Ids of the constructs that were referred to. */
  readonly used = new Set<string>();

  constructor(file: ScoreFile, resources: ReadonlyMap<string, ScoreValues>, problems: Problem[]) {
    this.#file = file;
    this.#resources = resources;
    this.#problems = problems;
  }

  add(one: Problem): void {
    this.#problems.push(one);
  }

  refuse(code: ProblemCode, prop: string, found: string, hint?: string): void {
    this.add(problem(code, { path: this.#file.path, prop, found, hint }));
  }

  /** A text with its placeholders replaced. */
  text(text: string, at: string): string | PlannedText {
    const parts = splitPlaceholders(text).map((part) => (typeof part === 'string' ? part : this.#value(part, at)));
    const joined: (string | PlannedRef)[] = [];
    for (const part of parts) {
      const last = joined.at(-1);
      if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
      else joined.push(part);
    }
    const [only = ''] = joined;
    return joined.length <= 1 && typeof only === 'string' ? only : new PlannedText(joined);
  }

  /** Params of a resource: placeholders anywhere in it, and sizes and times as what they are. */
  params(value: unknown, at: string): Planned | undefined {
    if (typeof value === 'string') {
      if (parseSize(value) !== undefined) return new PlannedQuantity('size', value);
      if (parseDuration(value) !== undefined) return new PlannedQuantity('duration', value);
      return this.text(value, at);
    }
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.flatMap((item, index) => this.params(item, `${at}.${index}`) ?? []);
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.params(inner, `${at}.${key}`)]));
  }

  #value({ keys, text }: { readonly keys: readonly string[]; readonly text: string }, at: string): string | PlannedRef {
    const [kind, name = '', ...rest] = keys;
    if (kind === 'metadata') return this.#metadata(keys.slice(1), text, at);
    if (kind !== 'resources' || rest.length > 1)
      return this.#unknown(at, text, 'it must begin with "metadata." or "resources."');
    const resource = this.#resources.get(name);
    if (resource === undefined) return this.#unknown(at, text, near(name, [...this.#resources.keys()], 'resource'));
    const [output] = rest;
    const found = output === undefined ? resource.itself : resource.output(output);
    if (found === undefined) return this.#unknown(at, text, near(output ?? '', resource.names, 'output'));
    if (typeof found === 'object') this.used.add(found.id);
    return typeof found === 'number' ? String(found) : found;
  }

  #metadata(keys: readonly string[], text: string, at: string): string {
    let found: unknown = this.#file.score.metadata;
    for (const key of keys) {
      found =
        typeof found === 'object' && found !== null && Object.hasOwn(found, key) ? Reflect.get(found, key) : undefined;
    }
    if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return String(found);
    return this.#unknown(at, text, 'the metadata of the file has no such member');
  }

  #unknown(at: string, text: string, hint: string | undefined): string {
    this.refuse('RB852', at, `nothing stands for ${show(text)}`, hint);
    return '';
  }
}

function near(name: string, names: readonly string[], what: string): string | undefined {
  const other = closest(name, names);
  if (other !== undefined) return `did you mean "${other}"?`;
  return names.length === 0 ? `there is no ${what}` : `there is ${names.map((one) => `"${one}"`).join(', ')}`;
}
