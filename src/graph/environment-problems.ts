import { environmentsByProp } from '../model/by-environment.ts';
import { closest } from '../model/closest.ts';
import { listed } from '../model/listed.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { Collected } from './graph.ts';

/** Values for environments that there are none of: a misspelt one would have the default where it was meant. */
export function environmentProblems({ platform, clusters, applications }: Collected): readonly Problem[] {
  const known = new Set([...clusters.map(({ environment }) => environment), ...Object.keys(platform.tiers)]);
  const unknown = (path: string, props: ReadonlyMap<string, readonly string[]>) =>
    [...props].flatMap(([prop, names]) =>
      names.filter((name) => !known.has(name)).map((name) => nowhere(path, prop, name, [...known].sort())),
    );
  return applications.flatMap(({ path, source, items }) => [
    ...(source === undefined ? [] : unknown(path, environmentsByProp({ source }))),
    ...items.flatMap((item) => (item.kind === 'unit' ? unknown(item.path, item.handle.environments()) : [])),
  ]);
}

function nowhere(path: string, prop: string, name: string, known: readonly string[]): Problem {
  const near = closest(name, known);
  const meant = near === undefined ? `use one of ${listed(known)}` : `use ${show(near)} if that is meant`;
  const found = `a value for ${show(name)}, and no cluster is of that environment`;
  const hint = `${meant}; one that is still to come is named in the environments of the platform`;
  return problem('RB520', { path, prop, found, hint });
}
