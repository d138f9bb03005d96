import { tellsOfSecret } from '../model/secret-forms.ts';
import { isSecretPlace, masked } from './masking.ts';

/** A field that differs between two forms of an object. A secret is never in it. */
export interface FieldChange {
  /** Place of the field: `spec.template.spec.containers[api].image`. */
  readonly path: string;
  /** Value that it had, if it was there. */
  readonly before?: unknown;
  /** Value that it gets, if it is there. */
  readonly after?: unknown;
}

/** Members by which the items of a list are known, as in Kubernetes' own list maps. */
const LIST_KEYS = ['name', 'key', 'id', 'mountPath', 'containerPort', 'port', 'type', 'topologyKey'] as const;

/** The fields that differ between two forms of one object, in the order of the new form, then what is gone. */
export function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  const kind = isMap(after) && typeof after.kind === 'string' ? after.kind : '';
  const comparison = new Comparison(kind);
  comparison.compare(before, after, []);
  return comparison.changes;
}

class Comparison {
  readonly changes: FieldChange[] = [];
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  compare(before: unknown, after: unknown, place: readonly string[]): void {
    if (before === after) return;
    if (isMap(before) && isMap(after)) this.#members(before, after, place);
    else if (Array.isArray(before) && Array.isArray(after)) this.#items(before, after, place);
    else this.#note(before, after, place);
  }

  #members(before: PlainMap, after: PlainMap, place: readonly string[]): void {
    const secret = typeof after.name === 'string' && tellsOfSecret(after.name);
    for (const key of unionOf(Object.keys(before), Object.keys(after))) {
      const old = own(before, key);
      const now = own(after, key);
      if (secret && key === 'value' && old !== now) this.#note(old, now, [...place, memberName(key, place)], true);
      else this.compare(old, now, [...place, memberName(key, place)]);
    }
  }

  #items(before: readonly unknown[], after: readonly unknown[], place: readonly string[]): void {
    const key = LIST_KEYS.find((one) => identifies(one, before) && identifies(one, after));
    if (key !== undefined) this.#keyed(before, after, key, place);
    else if (isSet(before) && isSet(after)) this.#set(before, after, place);
    else {
      for (let i = 0; i < Math.max(before.length, after.length); i++) {
        this.compare(before[i], after[i], [...place, `[${i}]`]);
      }
    }
  }

  #keyed(before: readonly unknown[], after: readonly unknown[], key: string, place: readonly string[]): void {
    const old = new Map(before.map((item) => [String(isMap(item) ? item[key] : ''), item]));
    const now = new Map(after.map((item) => [String(isMap(item) ? item[key] : ''), item]));
    for (const name of unionOf([...old.keys()], [...now.keys()])) {
      this.compare(old.get(name), now.get(name), [...place, `[${name}]`]);
    }
    const kept = [...now.keys()].filter((name) => old.has(name));
    const was = [...old.keys()].filter((name) => now.has(name));
    if (kept.join('\0') !== was.join('\0')) this.#note(was, kept, [...place, '[order]']);
  }

  /** Lists of texts, such as finalizers: what is added and what is gone, or another order. */
  #set(before: readonly unknown[], after: readonly unknown[], place: readonly string[]): void {
    const old = new Set(before);
    const now = new Set(after);
    const gone = before.filter((item) => !now.has(item));
    const added = after.filter((item) => !old.has(item));
    if (gone.length + added.length > 0) {
      for (let i = 0; i < Math.max(gone.length, added.length); i++) this.#note(gone[i], added[i], [...place, '[]']);
    } else if (before.some((item, index) => item !== after[index])) this.#note(before, after, place);
  }

  #note(before: unknown, after: unknown, place: readonly string[], secret = false): void {
    const whole = secret || isSecretPlace(this.#kind, place);
    const name = place.at(-1) ?? '';
    this.changes.push({
      path: place.reduce((path, part) => (path === '' || part.startsWith('[') ? path + part : `${path}.${part}`), ''),
      ...(before === undefined ? {} : { before: masked(before, name, whole) }),
      ...(after === undefined ? {} : { after: masked(after, name, whole) }),
    });
  }
}

type PlainMap = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(map: PlainMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function unionOf(before: readonly string[], after: readonly string[]): readonly string[] {
  return [...new Set([...after, ...before])];
}

/** A key with dots or slashes stands in brackets. Below a Secret's values and the like the name stays as it is. */
function memberName(key: string, place: readonly string[]): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) || place.length === 0 ? key : `["${key}"]`;
}

/** Whether a member tells all items of a list apart. */
function identifies(key: string, items: readonly unknown[]): boolean {
  const seen = new Set<unknown>();
  for (const item of items) {
    const value = isMap(item) ? own(item, key) : undefined;
    if ((typeof value !== 'string' && typeof value !== 'number') || seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}

function isSet(items: readonly unknown[]): boolean {
  return new Set(items).size === items.length && items.every((item) => typeof item !== 'object');
}
