import type { IConstruct } from 'constructs';
import type { Problem } from './problem.ts';

const PROBLEMS: unique symbol = Symbol.for('roadbed.problems');

/** Keeps what was found wrong while a construct was made: a constructor never throws, and all problems are told together. */
export function recordProblems(construct: IConstruct, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const value = [...recordedProblems(construct), ...problems];
  Object.defineProperty(construct, PROBLEMS, { value, configurable: true });
}

/** What was found wrong while a construct was made. */
export function recordedProblems(construct: object): readonly Problem[] {
  const found: unknown = Reflect.get(construct, PROBLEMS);
  return Array.isArray(found) ? found : [];
}
