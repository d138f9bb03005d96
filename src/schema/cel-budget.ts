/** Elements of lists and maps that the rules of one object may visit: a second of work at most, far more than real rules need. */
const limit = 200_000;

/** What the rules of one object may still cost. A rule over every pair of a long list would otherwise never end. */
export class Budget {
  #left = limit;

  /** Whether a rule was stopped because it cost too much. */
  get spent(): boolean {
    return this.#left < 0;
  }

  /** Takes the cost of visiting elements; throws where it is too much, which ends the rule. */
  spend(elements: number): void {
    if (this.#left >= 0) this.#left -= elements;
    if (this.#left < 0) throw new Error(`visits more than ${limit} elements`);
  }
}
