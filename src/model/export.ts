import type { Problem } from './problem.ts';
import type { Ref } from './ref.ts';

/** Key under which an export gives its declaration, and by which it is known. */
export const EXPORT: unique symbol = Symbol.for('roadbed.Export');

/** An application of another program that may take values. */
export interface ExportTaker {
  readonly application: string;
  /** Those of its service accounts that may take them, in code unit order; empty where the export names none, which lets all of them. */
  readonly serviceAccounts: readonly string[];
}

/** Values that a program gives to applications of others, as it was declared. */
export interface ExportDeclaration {
  readonly path: string;
  readonly name: string;
  readonly values: Readonly<Record<string, Ref>>;
  /** Who may take them, in the order of their names. */
  readonly to: readonly ExportTaker[];
  /** What is wrong with the props. */
  readonly problems: readonly Problem[];
}

/** Whether the construct is an export, of this copy of the package or another. */
export function isExport(construct: object): construct is { [EXPORT](): ExportDeclaration } {
  return EXPORT in construct;
}
