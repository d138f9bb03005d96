import type { Problem } from '../model/problem.ts';

/** A problem of the user's program on its way out of the module loader, which knows exceptions only. */
export class ProgramFault extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.found);
    this.problem = problem;
  }
}
