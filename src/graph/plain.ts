import { placeText } from '../model/place-text.ts';
import { plainObject } from '../model/plain-object.ts';
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
 * their markers, and the places of markers are noted. What cannot be written as YAML is told with the place where it stands.
 */
export function copyRendered(value: unknown): PlainCopy | { readonly unwritable: string } {
  const copier = new Copier();
  try {
    const copy = copier.copy(value, 0);
    return { value: copy, markers: copier.sawMarker ? markerPlaces(copy) : NO_PLACES };
  } catch (fault) {
    if (!(fault instanceof Unwritable)) throw fault;
    return { unwritable: fault.message };
  }
}

/** Copies what is plain data already, and the resolver's own. */
export function copyPlain(value: unknown, path: string): PlainCopy {
  const copy = copyRendered(value);
  if ('unwritable' in copy) throw new Error(`${path} holds ${copy.unwritable}: only plain data can be written as YAML`);
  return copy;
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

/** Something that is no plain data; on its way up it gathers the keys that lead to it. */
class Unwritable extends Error {
  readonly #what: string;
  readonly #keys: (string | number)[] = [];

  constructor(what: string) {
    super();
    this.#what = what;
  }

  under(key: string | number): this {
    this.#keys.unshift(key);
    return this;
  }

  override get message(): string {
    return `${this.#what} at ${placeText(this.#keys) || 'the top'}`;
  }
}

/** Most objects hold no marker, so places are looked for only where one was seen. */
const NO_PLACES: readonly Place[] = [];

class Copier {
  sawMarker = false;

  copy(value: unknown, depth: number): unknown {
    if (typeof value === 'string') {
      this.sawMarker ||= mayHoldMarker(value);
      return value;
    }
    if (typeof value === 'boolean' || value === null || value === undefined) return value;
    if (typeof value === 'number') {
      if (Number.isFinite(value)) return value;
      throw new Unwritable(`the number ${value}`);
    }
    if (typeof value !== 'object') throw new Unwritable(`a ${typeof value}`);
    if (depth > DEEPEST) throw new Unwritable(`more than ${DEEPEST} levels`);
    return Array.isArray(value) ? this.#list(value, depth + 1) : this.#members(value, depth + 1);
  }

  #list(list: readonly unknown[], depth: number): unknown[] {
    // A slice is as large as it needs to be; a list that grows by push reserves several times that.
    const copy = list.includes(undefined) ? list.filter((item) => item !== undefined) : list.slice();
    for (let i = 0; i < copy.length; i++) copy[i] = this.#inside(copy[i], i, depth);
    return copy;
  }

  #members(object: object, depth: number): unknown {
    const prototype: unknown = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null) {
      if (isRef(object)) return this.copy(object.toString(), depth);
      throw new Unwritable(`an instance of ${object.constructor.name}`);
    }
    // Member by member, so that all objects with these members share one hidden class, however theirs came to be.
    const copy = plainObject();
    for (const key of Object.keys(object)) {
      const item: unknown = Reflect.get(object, key);
      if (item === undefined) continue;
      this.sawMarker ||= mayHoldMarker(key);
      const value = this.#inside(item, key, depth);
      if (key === '__proto__')
        Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
      else copy[key] = value;
    }
    return copy;
  }

  #inside(value: unknown, key: string | number, depth: number): unknown {
    // The common way first: most values are texts, and need no guard.
    if (typeof value === 'string') {
      this.sawMarker ||= mayHoldMarker(value);
      return value;
    }
    try {
      return this.copy(value, depth);
    } catch (fault) {
      throw fault instanceof Unwritable ? fault.under(key) : fault;
    }
  }
}

/** The places of all markers in plain data, in the order of the data. */
function markerPlaces(value: unknown): readonly Place[] {
  const places: Place[] = [];
  const at: (string | number)[] = [];
  const visit = (item: unknown): void => {
    if (typeof item === 'string') {
      if (mayHoldMarker(item)) places.push([...at]);
      return;
    }
    if (typeof item !== 'object' || item === null) return;
    const entries = Array.isArray(item) ? item.entries() : Object.entries(item);
    for (const [key, inner] of entries) {
      at.push(key);
      const holds = typeof key === 'string' && mayHoldMarker(key);
      const before = places.length;
      visit(inner);
      // A place that ends in a key with a marker stands for that key too, and is noted once.
      if (holds && !(typeof inner === 'string' && places.length > before)) places.push([...at]);
      at.pop();
    }
  };
  visit(value);
  return places;
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
