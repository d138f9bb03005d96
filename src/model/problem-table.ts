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
  RB601: {
    title: 'an object does not pass the schema of its kind',
    hint: 'change the value to what the schema allows',
  },
  RB602: { title: 'an object has a field that its schema does not know', hint: 'remove the field' },
  RB603: { title: 'an object breaks a validation rule of its kind', hint: 'change the object so that the rule holds' },
  RB610: { title: 'a file of the schemas folder cannot be read', hint: 'add it again with roadbed schemas add' },
  RB611: {
    title: 'a schema differs from what the lock holds',
    hint: 'restore the file, or add it again with roadbed schemas add after a review of the change',
  },
  RB612: {
    title: 'a schema is not in the lock',
    hint: 'add it with roadbed schemas add, which writes schemas.lock.json',
  },
  RB613: { title: 'the lock of the schemas is not valid', hint: 'restore schemas.lock.json, or add the schemas again' },
  RB614: {
    title: 'a source of schemas cannot be read',
    hint: 'give a file, a folder or an https URL that can be read',
  },
  RB615: {
    title: 'a source holds no schema',
    hint: 'give CustomResourceDefinitions (v1), an OpenAPI document of Kubernetes, or JSON schemas of kinds',
  },
  RB616: { title: 'a source of schemas is not well formed', hint: 'give YAML or JSON that parses, at most 64 MiB' },
  RB617: { title: 'a schema cannot be used', hint: 'correct the schema at its source' },
  RB618: {
    title: 'the schemas of a cluster cannot be read',
    hint: 'check that kubectl is installed and that the context may read /openapi/v3',
  },
} as const satisfies Record<string, { readonly title: string; readonly hint: string }>;

/** Code of a problem, `RB` and three digits. */
export type ProblemCode = keyof typeof problemTable;
