/** What is said of every problem of a code. */
export interface ProblemRow {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What to do where the problem itself says nothing better. */
  readonly hint: string;
}
