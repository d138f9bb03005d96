import { declarationProblems } from './problems/declaration-problems.ts';
import { guardrailProblems } from './problems/guardrail-problems.ts';
import { needProblems } from './problems/need-problems.ts';
import { orderProblems } from './problems/order-problems.ts';
import { outputProblems } from './problems/output-problems.ts';
import { placementProblems } from './problems/placement-problems.ts';
import { programProblems } from './problems/program-problems.ts';
import { referenceProblems } from './problems/reference-problems.ts';
import { schemaProblems } from './problems/schema-problems.ts';

/** Every problem that Roadbed can report, by its code. A code is never reused or renumbered. */
export const problemTable = {
  ...declarationProblems,
  ...placementProblems,
  ...needProblems,
  ...referenceProblems,
  ...orderProblems,
  ...schemaProblems,
  ...guardrailProblems,
  ...outputProblems,
  ...programProblems,
} as const;

/** Code of a problem, `RB` and three digits. */
export type ProblemCode = keyof typeof problemTable;
