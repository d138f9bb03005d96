import { type Problem, problem } from '../model/problem.ts';
import { secretForm, tellsOfSecret } from '../model/secret-forms.ts';
import type { MutableObject } from './graph.ts';
import { containersOf, podTemplateOf } from './pod-template.ts';

/** What stands in plain text that should be a reference. The value itself is never shown. */
export function secretProblems(object: MutableObject, path: string): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (prop: string, found: string) => problems.push(problem('RB707', { path, prop, found }));
  const name = `${object.kind} "${object.metadata.name}"`;
  if (object.kind === 'Secret' && object.apiVersion === 'v1') {
    for (const key of ['data', 'stringData']) {
      const members = Object.keys(Object(object[key] ?? {}));
      if (members.length > 0) refuse(key, `the ${name} holds values: "${members.join('", "')}"`);
    }
  }
  const template = podTemplateOf(object);
  for (const { env = [], name: container } of template === undefined ? [] : containersOf(template)) {
    for (const { name: variable, value } of env) {
      if (typeof variable !== 'string' || typeof value !== 'string' || value === '') continue;
      if (tellsOfSecret(variable) && !/^\$\([A-Za-z0-9_]+\)$/.test(value) && !/^(true|false|\d+)$/.test(value)) {
        refuse(`env.${variable}`, `the container "${container ?? ''}" has a value for "${variable}"`);
      }
    }
  }
  const form = firstForm(object);
  if (form !== undefined) refuse(form.place, `the ${name} holds ${form.what} at "${form.place}"`);
  return problems;
}

/** The first text that is a secret by its form. */
function firstForm(object: MutableObject): { readonly what: string; readonly place: string } | undefined {
  const text = secretIn(object);
  const what = text === undefined ? undefined : secretForm(text);
  return text === undefined || what === undefined ? undefined : { what, place: placeOf(object, text) };
}

/** Plain data is no deeper than its copy allows, so this may call itself. */
function secretIn(value: unknown): string | undefined {
  if (typeof value === 'string') return secretForm(value) === undefined ? undefined : value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const key in value) {
    const item: unknown = Reflect.get(value, key);
    const found = typeof item === 'string' || typeof item === 'object' ? secretIn(item) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where a text stands, as a dotted path. */
function placeOf(object: MutableObject, text: string): string {
  const stack: { readonly value: unknown; readonly place: string }[] = [{ value: object, place: '' }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.value === text) return top.place;
    if (typeof top.value !== 'object' || top.value === null) continue;
    for (const [key, value] of Object.entries(top.value))
      stack.push({ value, place: top.place === '' ? key : `${top.place}.${key}` });
  }
  return '';
}
