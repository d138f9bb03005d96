import { canonical } from './check-value.ts';
import { isObject, own } from './json.ts';
import type { SchemaNode } from './node.ts';
import type { Walk } from './walk.ts';

/** Checks that no item of a list comes twice where the list is a set, a map by keys, or asks for unique items. */
export function checkUnique(walk: Walk, node: SchemaNode, list: readonly unknown[]): void {
  if (list.length < 2) return;
  if (node.listType === 'map' && node.listKeys.length > 0) {
    reportTwins(walk, list, keyReader(node));
    return;
  }
  if (node.listType === 'set' || node.bounds?.uniqueItems === true) reportTwins(walk, list, wholeItem);
}

/** What makes an item one of its own: a text to compare, and how a message calls it. */
type Identity = (item: unknown) => { readonly text: string; readonly name: string } | undefined;

function reportTwins(walk: Walk, list: readonly unknown[], identity: Identity): void {
  const first = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const id = identity(item);
    if (id === undefined) continue;
    const twin = first.get(id.text);
    if (twin === undefined) first.set(id.text, index);
    else walk.report(`is a duplicate of item ${twin}: ${id.name}`, 'keep one of them', index);
  }
}

function wholeItem(item: unknown): ReturnType<Identity> {
  const text = canonical(item);
  return { text, name: text.length > 60 ? `${text.slice(0, 60)}...` : text };
}

function keyReader(node: SchemaNode): Identity {
  const keys = node.listKeys.map((key) => ({ key, fallback: node.items?.child(key)?.fallback }));
  return (item) => {
    if (!isObject(item)) return undefined;
    const values = keys.map(({ key, fallback }) => ({ key, value: own(item, key) ?? fallback }));
    // Without any of its keys an item is refused for them, and is no twin of another such item.
    if (values.every(({ value }) => value === undefined)) return undefined;
    return {
      text: JSON.stringify(values.map(({ value }) => value ?? null)),
      name: values.map(({ key, value }) => `${key} ${JSON.stringify(value ?? null)}`).join(', '),
    };
  };
}
