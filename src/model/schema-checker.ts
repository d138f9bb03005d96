import type { ProblemCode } from './problem-table.ts';

/** One thing in an object that its schema does not allow. */
export interface Violation {
  /** RB601 for values, RB602 for unknown fields, RB603 for validation rules (CEL). */
  readonly code: Extract<ProblemCode, 'RB601' | 'RB602' | 'RB603'>;
  /** Path of the field in the object, like `spec.template.spec.containers[0].image`; empty for the object itself. */
  readonly path: string;
  /** What was found, with the value received in quotes. */
  readonly found: string;
  /** What to do. */
  readonly hint: string;
}

/** What a schema says of one object. */
export interface SchemaVerdict {
  /** Whether there is a schema for the object's `apiVersion` and `kind`; without one nothing was checked. */
  readonly known: boolean;
  /** Everything that the schema does not allow, in the order of the paths. */
  readonly violations: readonly Violation[];
  /** How many rules that apply to this object were not run: those that compare with the object's former state, and those that cannot be compiled. */
  readonly skippedRules: number;
}

/** What a schema says of one field. */
export interface SchemaField {
  /** Type of its value in the words of JSON Schema, such as `integer`; empty where the schema does not say, or takes several. */
  readonly type: string;
  /** Fields beside it by which the same is referred to and not written, such as `subnetIdRef` for `subnetId`. */
  readonly references: readonly string[];
}

/** Checks objects against the schemas of their kinds; the platform hands it to the passes that bind and check the graph. */
export interface SchemaChecker {
  check(object: unknown): SchemaVerdict;
  /** The field at a place of an object; undefined where no schema tells of it. @default - no field is known */
  field?(object: unknown, place: readonly (string | number)[]): SchemaField | undefined;
}
