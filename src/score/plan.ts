import type { ByEnvironment } from '../model/by-environment.ts';
import type { GoldenPathClass } from './score-type.ts';

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

/** Props as they are planned. */
export type PlannedProps = Readonly<Record<string, Planned | undefined>>;

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

/** A golden path of a plan. */
export interface PlannedGoldenPath {
  /** Its name, as it is imported. */
  readonly goldenPath: string;
  /** The golden path itself, where it is none of Roadbed's. */
  readonly type?: GoldenPathClass | undefined;
  /** Where it is imported from, where it is none of Roadbed's and that is known. */
  readonly module?: string | undefined;
}

/** A golden path that is to be made. */
export interface PlannedConstruct extends PlannedGoldenPath {
  /** Id within the application. */
  readonly id: string;
  readonly props: PlannedProps;
  /** The Score file that it is of. */
  readonly from: string;
}

/** Members of planned data, by their names. */
type Members = { readonly [key: string]: Planned | undefined };

/** Whether planned data has members of its own, and is no text, quantity or list. */
export function isMembers(planned: Planned): planned is Members {
  return typeof planned === 'object' && Object.getPrototypeOf(planned) === Object.prototype;
}

/** The constructs that planned data refers to, by their ids. */
export function* referencesIn(planned: Planned | undefined): Iterable<string> {
  if (planned instanceof PlannedText) {
    for (const part of planned.parts) if (typeof part === 'object') yield part.id;
  } else if (Array.isArray(planned)) {
    for (const item of planned) yield* referencesIn(item);
  } else if (planned !== undefined && isMembers(planned)) {
    for (const member of Object.values(planned)) yield* referencesIn(member);
  }
}
