import type { Refused } from '../model/problem.ts';
import { printedJson } from './output.ts';
import { printProblems } from './print-problems.ts';

/** Prints why nothing was done on any cluster. */
export function printRefusal({ problems }: Refused, json: boolean): void {
  process.exitCode = 1;
  if (json) process.stdout.write(printedJson({ version: 1, done: false, stopped: false, steps: [], problems }));
  else printProblems(problems, 'nothing was changed');
}
