import { compareProblems, type Problem } from '../model/problem.ts';

/** Collects the problems of a pass: each once, in path order. */
export class ProblemSet {
  readonly #problems = new Map<string, Problem>();

  add(problems: readonly Problem[]): void {
    for (const one of problems) {
      this.#problems.set(`${one.code}\0${one.path}\0${one.prop ?? ''}\0${one.found}`, one);
    }
  }

  list(): readonly Problem[] {
    return [...this.#problems.values()].sort(compareProblems);
  }
}
