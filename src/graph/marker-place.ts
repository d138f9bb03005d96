import { placeText } from '../model/place-text.ts';
import { readable } from '../model/ref.ts';
import type { Place } from './plain.ts';

const CONTAINERS: ReadonlySet<unknown> = new Set(['containers', 'initContainers']);
const ARGUMENTS: ReadonlySet<unknown> = new Set(['args', 'command']);
const LABELS: ReadonlySet<unknown> = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector']);

/** Whether a place is the value of an environment variable. */
export function isVariable(place: Place): boolean {
  const inList = typeof place.at(-2) === 'number' && typeof place.at(-4) === 'number';
  return inList && place.at(-1) === 'value' && place.at(-3) === 'env' && CONTAINERS.has(place.at(-5));
}

/** Whether the kubelet expands variables in the text at a place: in values of variables and in words of a container's command. */
export function isExpanded(place: Place): boolean {
  const inList = typeof place.at(-1) === 'number' && typeof place.at(-3) === 'number';
  return isVariable(place) || (inList && ARGUMENTS.has(place.at(-2)) && CONTAINERS.has(place.at(-4)));
}

/** Whether a place takes text alone, so that a number is written as text. */
export function isTextPlace(place: Place): boolean {
  const isData = place.length === 2 && (place[0] === 'data' || place[0] === 'stringData');
  return isData || isExpanded(place) || LABELS.has(place.at(-2));
}

/** A place in words, with what a marker stands for in place of the marker. */
export function placeWords(place: Place): string {
  return readable(placeText(place));
}

/** What stands at a place, or undefined where nothing does. */
export function valueAt(object: unknown, place: Place): unknown {
  let value = object;
  for (const key of place) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

/** Puts a value at a place. */
export function setAt(object: unknown, place: Place, value: unknown): void {
  const parent = valueAt(object, place.slice(0, -1));
  const key = place.at(-1);
  if (typeof parent === 'object' && parent !== null && key !== undefined) Reflect.set(parent, key, value);
}

/** The list at a place. */
export function listAt(object: unknown, place: Place): unknown[] {
  const list = valueAt(object, place);
  if (!Array.isArray(list)) throw new Error(`no list at ${place.join('.')}`);
  return list;
}

/** Gives a member another name; all are set again, so that it keeps its place among them. */
export function rename(parent: object, from: string, to: string): void {
  for (const [name, value] of Object.entries(parent)) {
    Reflect.deleteProperty(parent, name);
    const member = { value, enumerable: true, writable: true, configurable: true };
    Reflect.defineProperty(parent, name === from ? to : name, member);
  }
}
