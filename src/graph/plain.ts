import { isRef, mayHoldMarker } from '../model/ref.ts';
import type { MutableObject } from './graph.ts';

/** Where a marker stands: keys and indices from the top. */
export type Place = readonly (string | number)[];

/** A copy of a value as plain data, and the places in it where markers stand. */
export interface PlainCopy {
  readonly value: unknown;
  readonly markers: readonly Place[];
}

/** No Kubernetes object is nested as deep as this. */
const DEEPEST = 200;

/**
 * Copies a value to plain data of the resolver's own, in one walk: members that are undefined are left out, references become
 * their markers, and the places of markers are noted. What cannot be written as YAML is a fault of the one who rendered it.
 */
export function copyPlain(value: unknown, path: string): PlainCopy {
  const copier = new Copier(path);
  return { value: copier.copy(value), markers: copier.markers };
}

/** Whether a value has what every Kubernetes object has: a version, a kind and a name. */
export function isObject(value: unknown): value is MutableObject {
  if (typeof value !== 'object' || value === null) return false;
  if (!('apiVersion' in value) || !('kind' in value) || !('metadata' in value)) return false;
  const { apiVersion, kind, metadata } = value;
  return typeof apiVersion === 'string' && typeof kind === 'string' && isNamed(metadata);
}

function isNamed(metadata: unknown): boolean {
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata && typeof metadata.name === 'string';
}

class Copier {
  readonly markers: Place[] = [];
  readonly #at: (string | number)[] = [];
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  copy(value: unknown): unknown {
    if (typeof value === 'string') {
      if (mayHoldMarker(value)) this.markers.push([...this.#at]);
      return value;
    }
    if (typeof value === 'boolean' || value === null || value === undefined) return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : this.#fault(`the number ${value}`);
    if (typeof value !== 'object') return this.#fault(`a ${typeof value}`);
    if (this.#at.length > DEEPEST) return this.#fault(`more than ${DEEPEST} levels`);
    return Array.isArray(value) ? this.#list(value) : this.#members(value);
  }

  #list(list: readonly unknown[]): unknown[] {
    const copy: unknown[] = [];
    for (const item of list) {
      if (item === undefined) continue;
      this.#at.push(copy.length);
      copy.push(this.copy(item));
      this.#at.pop();
    }
    return copy;
  }

  #members(object: object): unknown {
    if (isRef(object)) return this.copy(object.toString());
    const prototype: unknown = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null)
      return this.#fault(`an instance of ${object.constructor.name}`);
    const copy: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(object)) {
      if (item === undefined) continue;
      this.#at.push(key);
      if (mayHoldMarker(key)) this.markers.push([...this.#at]);
      const value = this.copy(item);
      if (key === '__proto__')
        Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
      else copy[key] = value;
      this.#at.pop();
    }
    return copy;
  }

  #fault(what: string): never {
    throw new Error(
      `${this.#path} rendered ${what} at ${this.#at.join('.') || 'the top'}: only plain data can be written as YAML`,
    );
  }
}

/** The text at a place, or an empty one where something else stands there. */
export function textAt(object: unknown, place: readonly (string | number)[]): string {
  let at = object;
  for (const key of place) {
    if (typeof at !== 'object' || at === null) return '';
    at = Reflect.get(at, key);
  }
  return typeof at === 'string' ? at : '';
}
