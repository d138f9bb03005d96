import { closest } from '../model/closest.ts';
import type { RuleDeclaration, TagSelector } from '../model/declarations.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';

/** Where a selector stands, and what it chooses. */
export interface SelectorPlace {
  readonly path: string;
  readonly prop: string;
  readonly what: 'application' | 'cluster';
}

/** Tags of a selector that nothing has. */
export function unknownTags(
  { all = [], any = [], none = [] }: TagSelector,
  known: readonly string[],
  { path, prop, what }: SelectorPlace,
): readonly Problem[] {
  return [...all, ...any, ...none]
    .filter((tag) => !known.includes(tag))
    .map((tag) => {
      const near = closest(tag, known);
      const hint =
        near === undefined
          ? `give the tag to ${what === 'cluster' ? 'a cluster' : 'an application'}, or remove it`
          : `did you mean "${near}"?`;
      return problem('RB203', { path, prop, found: `no ${what} has the tag ${show(tag)}`, hint });
    });
}

/** Environments of a selector that no cluster is of. */
export function unknownEnvironments(
  { environments = [] }: RuleDeclaration['clusters'],
  known: readonly string[],
  { path, prop }: SelectorPlace,
): readonly Problem[] {
  return environments
    .filter((name) => !known.includes(name))
    .map((name) =>
      problem('RB203', {
        path,
        prop: `${prop}.environments`,
        found: `no cluster is of the environment ${show(name)}`,
        hint: `use one of ${known.map((environment) => show(environment)).join(', ')}`,
      }),
    );
}

/** A selector in words: `all of "edge", "eu" and none of "lab"`. */
export function chosenWords({ all = [], any = [], none = [], environments = [] }: RuleDeclaration['clusters']): string {
  const words = Object.entries({ 'all of': all, 'one of': any, 'none of': none, 'an environment of': environments });
  return words
    .filter(([, names]) => names.length > 0)
    .map(([how, names]) => `${how} ${names.map((name) => show(name)).join(', ')}`)
    .join(' and ');
}
