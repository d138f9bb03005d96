import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { ResolvedApplication } from './graph.ts';

/** What is wrong with the steps of an application: Argo CD never syncs what no step names, and a step that comes twice is lost. */
export function rolloutProblems({ path, rollout, variants }: ResolvedApplication): readonly Problem[] {
  if (rollout.length === 0) return [];
  const problems: Problem[] = [];
  const refuse = (found: string, hint?: string) =>
    problems.push(problem('RB208', { path, prop: 'rollout', found, hint }));
  const named = rollout.flatMap(({ environments }) => environments);
  const placed = new Set(variants.map(({ environment }) => environment));
  for (const environment of placed) {
    if (!named.includes(environment)) refuse(`no step is for the environment ${show(environment)}`);
  }
  for (const environment of new Set(named)) {
    if (!placed.has(environment))
      refuse(`a step is for an environment that it is not in, got ${show(environment)}`, 'remove it from the step');
    if (named.indexOf(environment) !== named.lastIndexOf(environment)) {
      refuse(`two steps are for the environment ${show(environment)}`, 'name each environment in one step');
    }
  }
  for (const { maxUpdate } of rollout) {
    if (maxUpdate !== undefined && !isMaxUpdate(maxUpdate)) {
      refuse(
        `maxUpdate is neither a count nor a part, got ${show(maxUpdate)}`,
        'use a whole number from 0, or a part from "1%" to "100%"',
      );
    }
  }
  return problems;
}

function isMaxUpdate(value: number | string): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0;
  return /^([1-9]\d?|100)%$/.test(value);
}
