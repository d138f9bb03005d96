import type { Construct } from 'constructs';
import { recordProblems } from '../model/recorded-problems.ts';
import { type GoldenPaths, makePlan } from './make-plan.ts';
import { planScore } from './plan-score.ts';
import { readScores } from './read-score.ts';
import type { ScoreOptions } from './score-options.ts';
import { unusedOptions } from './unused-options.ts';

/** Score files, and what they leave open. */
export interface ScoreSource extends ScoreOptions {
  /** Paths of the Score files, one for each workload, from the folder in which the program runs. */
  readonly files: readonly string[];
}

/** Makes in an application what Score files describe. What is wrong with them is told with all other problems of the platform. */
export function addScore(application: Construct, { files, ...options }: ScoreSource, goldenPaths: GoldenPaths): void {
  const read = readScores(files);
  const plan = planScore(read.files, options);
  const unused = read.problems.length === 0 ? unusedOptions(read.files, options) : [];
  const problems = [...read.problems, ...plan.problems, ...unused];
  if (problems.length === 0) makePlan(application, plan.constructs, goldenPaths);
  recordProblems(application, problems);
}
