import type { ByEnvironment } from '../model/by-environment.ts';

/** A value of a prop as it is planned: plain data, a text with references, a size or a time. */
export type Planned =
  | string
  | number
  | boolean
  | PlannedText
  | PlannedQuantity
  | ByEnvironment<string>
  | readonly Planned[]
  | { readonly [key: string]: Planned | undefined };

/** A text with references in it, in parts. */
export class PlannedText {
  readonly parts: readonly (string | PlannedRef)[];

  constructor(parts: readonly (string | PlannedRef)[]) {
    this.parts = parts;
  }
}

/** An output of another construct of the plan. */
export interface PlannedRef {
  /** Id of the construct. */
  readonly id: string;
  /** Member that gives the value. */
  readonly member: string;
}

/** A size or a length of time, in its text form: `20Gi`, `90s`. */
export class PlannedQuantity {
  readonly kind: 'size' | 'duration';
  readonly text: string;

  constructor(kind: 'size' | 'duration', text: string) {
    this.kind = kind;
    this.text = text;
  }
}

/** A golden path that is to be made. */
export interface PlannedConstruct {
  /** Id within the application. */
  readonly id: string;
  /** Name of the golden path, as it is imported. */
  readonly goldenPath: string;
  readonly props: Readonly<Record<string, Planned | undefined>>;
  /** The Score file that it is of, and where in it. */
  readonly from: string;
}
