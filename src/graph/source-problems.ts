import { propsIn } from '../model/by-environment.ts';
import { saysAt, valuesPlace } from '../model/cluster-values.ts';
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
  for (const found of clusterValueProblems(path, source, environments)) add(found);
  const kinds = environments.map(
    (environment) => member(member(propsIn(source, environment), 'git'), 'program') === true,
  );
  if (new Set(kinds).size > 1) {
    add(problem('RB101', { path, prop: 'source', found: 'it is the output of a program in some environments alone' }));
  }
  return [...problems.values()];
}

/** Values of each cluster's own stand in the one template of all clusters, and over the values that are said. */
function clusterValueProblems(path: string, source: unknown, environments: readonly string[]): readonly Problem[] {
  const at = { path, prop: 'source.helm.clusterValues' };
  const charts = environments.map((environment) => member(propsIn(source, environment), 'helm'));
  const own = charts.map((chart) => JSON.stringify(member(chart, 'clusterValues')));
  if (new Set(own).size > 1) {
    const found = `it differs by environment, got ${show(own.find((text) => text !== own[0]) ?? '')}`;
    return [problem('RB101', { ...at, found, hint: 'say the same places in every environment' })];
  }
  return Object.keys(Object(member(charts[0], 'clusterValues')))
    .filter((text) => charts.some((chart) => isSaid(member(chart, 'values'), text)))
    .map((text) => {
      const hint = 'say it in one of the two';
      return problem('RB101', { ...at, found: `the values say it too, got ${show(text)}`, hint });
    });
}

/** Whether values say what is each cluster's own. A list on the way is what its items stand in. */
function isSaid(values: unknown, text: string): boolean {
  const place = valuesPlace(text) ?? [];
  return !place.some((key) => typeof key === 'number') && saysAt(values, place);
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
