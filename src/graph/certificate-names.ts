import { items, member } from '../model/member.ts';
import type { CertificateNames } from '../model/need.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { Bound } from './bound.ts';
import type { Draft } from './draft.ts';
import type { MutableObject } from './graph.ts';
import { copyPlain, isObject } from './plain.ts';

/** A name by which the server of a construct is met elsewhere, and where its certificate takes it. */
export interface AddedName {
  /** Path of the construct that makes the server. */
  readonly path: string;
  readonly certificate: CertificateNames;
  readonly name: string;
}

/** Names that are added to certificates, gathered so that their order depends on nothing but themselves. */
export class AddedNames {
  readonly #drafts = new Map<Draft, Map<string, { readonly first: AddedName; readonly names: Set<string> }>>();

  add(draft: Draft, added: AddedName): void {
    const { path, certificate, name } = added;
    const own =
      this.#drafts.get(draft) ?? new Map<string, { readonly first: AddedName; readonly names: Set<string> }>();
    this.#drafts.set(draft, own);
    const id = [path, certificate.kind, certificate.name, certificate.field].join('\0');
    const known = own.get(id);
    if (known === undefined) own.set(id, { first: added, names: new Set([name]) });
    else known.names.add(name);
  }

  /** Adds the names to the objects of each variant, and tells where there is none to add them to. */
  apply(bound: ReadonlyMap<Draft, Bound>): readonly Problem[] {
    const problems: Problem[] = [];
    for (const [draft, certificates] of this.#drafts) {
      // What another program makes, it adds the names to itself.
      if (draft.application.isPeer === true) continue;
      const objects = bound.get(draft)?.objects ?? [];
      for (const { first, names } of certificates.values()) {
        const { path, certificate } = first;
        const index = objects.findIndex(
          (one) =>
            one.path === path && one.object.kind === certificate.kind && one.object.metadata.name === certificate.name,
        );
        const linked = objects[index];
        if (linked === undefined) {
          const found = `names are added to the ${certificate.kind} ${show(certificate.name)}, which it does not make`;
          problems.push(
            problem('RB511', { path, found, hint: 'name an object that it makes in "certificate" of its endpoint' }),
          );
          continue;
        }
        const object = copyOf(linked.object, path);
        addTo(object, certificate.field.split('.'), [...names].sort());
        // Other variants may share the former one.
        objects[index] = { ...linked, object };
      }
    }
    return problems;
  }
}

function copyOf(object: MutableObject, path: string): MutableObject {
  const { value } = copyPlain(object, path);
  if (!isObject(value)) throw new Error(`${path}: a copy lost its shape`);
  return value;
}

/** Adds to a list, and makes it, and what it stands in, where there is none. */
function addTo(object: MutableObject, field: readonly string[], names: readonly string[]): void {
  let at: object = object;
  for (const key of field.slice(0, -1)) {
    const inner = member(at, key);
    const next = typeof inner === 'object' && inner !== null ? inner : {};
    Reflect.set(at, key, next);
    at = next;
  }
  const last = field.at(-1) ?? '';
  const own = items(member(at, last));
  Reflect.set(at, last, [...own, ...names.filter((name) => !own.includes(name))]);
}
