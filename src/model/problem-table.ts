/**
 * Every problem that Roadbed can report. A code is never reused or renumbered.
 * 1xx what a developer typed, 2xx clusters and placement, 3xx needs, 4xx references, 5xx order,
 * 6xx schemas, 7xx ownership and guardrails, 8xx output, 9xx the program and the command line.
 */
export const problemTable = {
  RB101: { title: 'a prop is not valid', hint: 'see the props of this construct in api-docs' },
  RB102: {
    title: 'a name is not a DNS label',
    hint: 'use at most 50 lower-case letters, digits and hyphens, beginning with a letter',
  },
} as const satisfies Record<string, { readonly title: string; readonly hint: string }>;

/** Code of a problem, `RB` and three digits. */
export type ProblemCode = keyof typeof problemTable;
