import { propsIn } from '../model/by-environment.ts';
import type { ApplicationDeclaration } from '../model/declarations.ts';
import { sourceShapeProblems } from '../model/declared-schemas.ts';
import { member } from '../model/member.ts';
import { placeText } from '../model/place-text.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { readable } from '../model/ref.ts';
import { copyRendered, textAt } from './plain.ts';

/** What of an application the source is held against. */
interface Sourced extends Pick<ApplicationDeclaration, 'path' | 'source'> {
  readonly items: readonly { readonly path: string }[];
}

/** What is wrong with the source of an application, in one of its environments. */
export function sourceProblems(application: Sourced, environments: readonly string[]): readonly Problem[] {
  const { path, source, items } = application;
  if (source === undefined) return [];
  const [first] = items;
  const problems = new Map<string, Problem>();
  const add = (found: Problem) => problems.set(`${found.prop} ${found.found}`, found);
  // Only the source is delivered: what stands in the application would be lost without a word.
  if (first !== undefined) {
    add(problem('RB109', { path, prop: 'source', found: `it has a source, and holds "${first.path}" too` }));
  }
  for (const environment of environments) {
    const there = propsIn(source, environment);
    for (const found of [...sourceShapeProblems(path, there), ...valueProblems(path, there)]) add(found);
  }
  const kinds = environments.map(
    (environment) => member(member(propsIn(source, environment), 'git'), 'program') === true,
  );
  if (new Set(kinds).size > 1) {
    add(problem('RB101', { path, prop: 'source', found: 'it is the output of a program in some environments alone' }));
  }
  return [...problems.values()];
}

/** The delivery engine renders a source with its values as they are: they are plain data, and no reference is bound in them. */
function valueProblems(path: string, source: unknown): readonly Problem[] {
  const copy = copyRendered(source);
  if ('unwritable' in copy) {
    const found = `holds ${copy.unwritable}, which cannot be written`;
    return [problem('RB822', { path, prop: 'source', found })];
  }
  return copy.markers.map((place) => {
    const prop = placeText(['source', ...place]);
    const label = readable(textAt(copy.value, place) || String(place.at(-1)));
    const found = `${show(label)} stands in a source, which the delivery engine renders`;
    const hint = 'give the value itself, such as "api.shop.svc", or take the reference in a construct';
    return problem('RB405', { path, prop, found, hint });
  });
}
