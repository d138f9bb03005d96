import type * as z from 'zod';
import { closest } from './closest.ts';
import { isDuration, isSize, quantity } from './fields.ts';
import { member } from './member.ts';
import { placeText } from './place-text.ts';
import { type Problem, problem } from './problem.ts';
import { isRef } from './ref.ts';
import { secretForm, tellsOfSecret } from './secret-forms.ts';
import { durationText } from './text-form.ts';

/** Turns what a schema refuses into problems, one for each. */
export function propProblems(path: string, error: z.ZodError, schema: z.ZodType): readonly Problem[] {
  return error.issues.flatMap((issue) => issueProblems(path, issue, schema));
}

function issueProblems(path: string, issue: z.core.$ZodIssue, schema: z.ZodType): readonly Problem[] {
  const prop = placeText(issue.path) || undefined;
  if (issue.code === 'unrecognized_keys') {
    const known = propNames(schema, issue.path);
    return issue.keys.map((key) => unknownProp(path, key, prop === undefined ? key : `${prop}.${key}`, known));
  }
  return [problem('RB101', { path, prop, found: found(issue), hint: hint(issue, schema) })];
}

/** Every prop of a construct, so that a new one cannot be forgotten. */
export type KnownProps<P> = { readonly [K in keyof P]-?: true };

/** What is wrong with props whose names nobody knows: a misspelt prop is a problem, never a default. */
export function unknownProps<P extends object>(path: string, props: P, known: KnownProps<P>): readonly Problem[] {
  const names = Object.keys(known);
  return Object.keys(props)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => unknownProp(path, key, key, names));
}

function unknownProp(path: string, key: string, prop: string, known: readonly string[]): Problem {
  const other = closest(key, known);
  const hint = other === undefined ? unneeded(known) : `did you mean "${other}"?`;
  return problem('RB101', { path, prop, found: `there is no prop "${key}"`, hint });
}

function unneeded(known: readonly string[]): string {
  return known.length === 0 ? 'remove it' : `remove it; its props are ${known.join(', ')}`;
}

function found(issue: z.core.$ZodIssue): string {
  const got = 'input' in issue ? issue.input : undefined;
  if (issue.code === 'invalid_type' && got === undefined) return 'it is required and missing';
  // What a check leaves out is nothing that could be shown: a prop that is missing, or a text that may be a secret.
  if (issue.code === 'custom' && got === undefined) return sentence(issue);
  const name = String(issue.path.at(-1) ?? '').replace(/[A-Z]/g, (letter) => `_${letter}`);
  if (typeof got === 'string' && (tellsOfSecret(name) || secretForm(got) !== undefined)) {
    return `${sentence(issue)}, got a text, which is not shown`;
  }
  return `${sentence(issue)}, got ${show(got)}`;
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${String(issue.maximum)}${unit(issue.origin, issue.maximum)}`;
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}${unit(issue.origin, issue.minimum)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => show(value)).join(', ')}`;
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    case 'invalid_key':
      return `its name ${issue.issues[0]?.message ?? 'is not valid'}`;
    default:
      return issue.message;
  }
}

function unit(origin: string, count: number | bigint): string {
  const several = Number(count) === 1 ? '' : 's';
  if (origin === 'string') return ` character${several} long`;
  return origin === 'array' ? ` item${several} long` : '';
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function hint(issue: z.core.$ZodIssue, schema: z.ZodType): string | undefined {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'give it a value';
  const [text] = description(nodesAt(schema, issue.path))?.split('. ') ?? [];
  // A name such as `URL` or `HashiCorp` keeps its letters.
  return text && `it is: ${text.replace(/^[A-Z](?=[a-z]*\b)/, (letter) => letter.toLowerCase()).replace(/\.$/, '')}`;
}

/** A value as a problem shows it: in quotes, short, and on one line; what would move a terminal's cursor is written out. */
export function show(value: unknown): string {
  const text =
    typeof value === 'string' ? value : typeof value === 'object' && value !== null ? describe(value) : String(value);
  const short = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  return `"${short.replace(/[\p{Cc}\u2028\u2029]/gu, (control) => JSON.stringify(control).slice(1, -1))}"`;
}

function describe(value: object): string {
  if (isSize(value)) return quantity(value);
  if (isDuration(value)) return durationText(value);
  if (isRef(value)) return value.label;
  try {
    return JSON.stringify(value) ?? 'an object';
  } catch {
    return 'an object';
  }
}

/** The names that an object schema knows at a path within it. */
function propNames(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  return Object.keys(Object(member(nodesAt(schema, path).at(-1), 'shape') ?? {}));
}

/** What the nearest schema around a value says of it. */
function description(nodes: readonly unknown[]): string | undefined {
  for (const node of nodes.toReversed()) {
    const text = member(node, 'description');
    if (typeof text === 'string') return text;
  }
  return undefined;
}

/** The schema of what lies at a path within another: what stands around it (optional, default, nullable, readonly) first. */
function nodesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly unknown[] {
  let nodes = unwrapped(schema);
  for (const segment of path) {
    const node = nodes.at(-1);
    const shape = member(node, 'shape');
    nodes = unwrapped(
      shape === undefined ? (member(node, 'element') ?? member(node, 'valueType')) : member(shape, segment),
    );
  }
  return nodes;
}

function unwrapped(schema: unknown): readonly unknown[] {
  const nodes = [schema];
  for (
    let inner = member(member(schema, 'def'), 'innerType');
    inner !== undefined;
    inner = member(member(inner, 'def'), 'innerType')
  ) {
    nodes.push(inner);
  }
  return nodes;
}
