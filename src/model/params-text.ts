import { isDuration, isSize, quantity } from './fields.ts';
import { compareText } from './problem.ts';
import { isRef, readable } from './ref.ts';
import { durationText } from './text-form.ts';

/** What a need asks for as plain JSON: members in order, sizes and durations as texts, references by what they refer to. */
export function paramsText(params: object): Readonly<Record<string, unknown>> {
  return membersText(params);
}

function membersText(value: object): Record<string, unknown> {
  const members = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(members.map(([key, inner]) => [key, plain(inner)]));
}

function plain(value: unknown): unknown {
  if (isSize(value)) return quantity(value);
  if (isDuration(value)) return durationText(value);
  if (isRef(value)) return `\${${value.label}}`;
  if (typeof value === 'string') return readable(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return membersText(value);
  return typeof value === 'function' || typeof value === 'bigint' ? String(value) : value;
}
