import { canonical } from './check-value.ts';
import { isObject, own } from './json.ts';
import type { SchemaNode } from './node.ts';
import type { Walk } from './walk.ts';

/** Checks that no item of a list comes twice where the list is a set, a map by keys, or asks for unique items. */
export function checkUnique(walk: Walk, node: SchemaNode, list: readonly unknown[]): void {
  if (list.length < 2) return;
  if (node.listType === 'map' && node.listKeys.length > 0) {
    const [key = '', ...others] = node.listKeys;
    const identity = others.length === 0 ? oneKey(node, key) : severalKeys(node);
    reportTwins(walk, list, identity, (item) => keysOf(node, item));
  } else if (node.listType === 'set' || node.bounds?.uniqueItems === true) {
    reportTwins(walk, list, plainIdentity, wholeItem);
  }
}

/** What makes an item one of its own: equal values stand for equal items. Undefined where an item is no twin of any other. */
type Identity = (item: unknown) => unknown;

/** Names are made for twins only, and those are rare: every list of every object comes through here. */
function reportTwins(walk: Walk, list: readonly unknown[], identity: Identity, name: (item: unknown) => string): void {
  const first = new Map<unknown, number>();
  for (let index = 0; index < list.length; index++) {
    const id = identity(list[index]);
    if (id === undefined) continue;
    const twin = first.get(id);
    if (twin === undefined) first.set(id, index);
    else walk.report(`is a duplicate of item ${twin}: ${name(list[index])}`, 'keep one of them', index);
  }
}

/** Texts, numbers and the like stand for themselves; a text never begins as the stand-in of a list or an object does. */
function plainIdentity(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? `\0${canonical(value)}` : value;
}

function wholeItem(item: unknown): string {
  const text = canonical(item);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function oneKey(node: SchemaNode, key: string): Identity {
  const fallback = node.items?.child(key)?.fallback;
  return (item) => (isObject(item) ? plainIdentity(own(item, key) ?? fallback) : undefined);
}

/** Without any of its keys an item is refused for them, and is no twin of another such item. */
function severalKeys(node: SchemaNode): Identity {
  return (item) => {
    const values = keyValues(node, item);
    return values.every((value) => value === undefined) ? undefined : canonical(values.map((value) => value ?? null));
  };
}

function keyValues(node: SchemaNode, item: unknown): readonly unknown[] {
  return node.listKeys.map((key) =>
    isObject(item) ? (own(item, key) ?? node.items?.child(key)?.fallback) : undefined,
  );
}

function keysOf(node: SchemaNode, item: unknown): string {
  const values = keyValues(node, item);
  return node.listKeys.map((key, index) => `${key} ${JSON.stringify(values[index] ?? null)}`).join(', ');
}
