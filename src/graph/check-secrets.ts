import { type Problem, problem } from '../model/problem.ts';
import { secretForm, standsForSecret } from '../model/secret-forms.ts';
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
      if (tells(variable, value)) {
        refuse(`env.${variable}`, `the container "${container ?? ''}" has a value for "${variable}"`);
      }
    }
  }
  if (object.kind === 'ConfigMap' && object.apiVersion === 'v1') {
    for (const [key, value] of Object.entries(Object(object.data ?? {}))) {
      if (tells(key, value)) refuse(`data.${key}`, `the ${name} has a value for "${key}"`);
    }
  }
  if (holdsSecret(object)) {
    for (const { what, place } of formsIn(object)) refuse(place, `the ${name} holds ${what} at "${place}"`);
  }
  return problems;
}

function tells(variable: unknown, value: unknown): variable is string {
  return typeof variable === 'string' && typeof value === 'string' && standsForSecret(variable, value);
}

/** Whether any text is a secret by its form. Plain data is no deeper than its copy allows, so this may call itself. */
function holdsSecret(value: unknown): boolean {
  if (typeof value === 'string') return secretForm(value) !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) if (holdsSecret(Reflect.get(value, key))) return true;
  return false;
}

/** Every text that is a secret by its form, and where it stands, as a dotted path. */
function formsIn(object: MutableObject): readonly { readonly what: string; readonly place: string }[] {
  const forms: { what: string; place: string }[] = [];
  const stack: { readonly value: unknown; readonly place: string }[] = [{ value: object, place: '' }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { value, place } = top;
    const what = typeof value === 'string' ? secretForm(value) : undefined;
    if (what !== undefined) forms.push({ what, place });
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      stack.push({ value: member, place: place === '' ? key : `${place}.${key}` });
    }
  }
  return forms;
}
