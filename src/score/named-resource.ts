import { closest } from '../model/closest.ts';
import { show } from '../model/props.ts';
import type { ScoreResource } from './document.ts';
import type { Scope } from './scope.ts';

/** A resource of a file: `id` is its name there, and `shared` the id by which workloads share it. */
export type Named = ScoreResource & { readonly id: string; readonly shared: string | undefined };

/** Whether a resource has no other params than those, no id, and no class where a class would mean nothing; what it has besides is refused. */
export function hasOnly(
  { id: key, type, shared, class: kind, params = {} }: Named,
  names: readonly string[],
  { scope, takesClass = false }: { readonly scope: Scope; readonly takesClass?: boolean },
): boolean {
  const at = ['resources', key];
  const unknown = Object.keys(params).filter((name) => !names.includes(name));
  for (const name of unknown) {
    const other = closest(name, names);
    const hint = other === undefined ? `its params are ${names.join(', ')}` : `did you mean "${other}"?`;
    scope.refuse('RB854', [...at, 'params', name], `the type ${show(type)} has no param ${show(name)}`, hint);
  }
  const words = { class: takesClass ? undefined : kind, id: shared };
  const given = Object.entries(words).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    scope.refuse('RB854', [...at, name], `the type ${show(type)} has no ${name}, got ${show(value)}`, 'take it away');
  }
  return unknown.length === 0 && given.length === 0;
}

/** Refuses what is said of a resource besides its type, class, id and params. What score-compose is told of a developer's own machine is no word about a cluster. */
export function refuseMetadata({ id: key, metadata = {} }: Named, scope: Scope): void {
  const { annotations = {}, ...others } = metadata;
  const at = ['resources', key, 'metadata'];
  for (const name of Object.keys(annotations).filter((one) => !one.startsWith('compose.score.dev/'))) {
    const hint = 'say it in params, or annotate the objects in TypeScript, by patch';
    scope.refuse('RB854', [...at, 'annotations', name], `nothing reads it, got ${show(annotations[name])}`, hint);
  }
  for (const [name, value] of Object.entries(others)) {
    scope.refuse('RB854', [...at, name], `nothing reads it, got ${show(value)}`, 'say it in params, or take it away');
  }
}
