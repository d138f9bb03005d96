import type { Problem } from './problem.ts';
import type { Ref } from './ref.ts';

/** Key under which an export gives its declaration, and by which it is known. */
export const EXPORT: unique symbol = Symbol.for('roadbed.Export');

/** Values that a program gives to applications of others, as it was declared. */
export interface ExportDeclaration {
  readonly path: string;
  readonly name: string;
  readonly values: Readonly<Record<string, Ref>>;
  /** Names of the applications that may take them. */
  readonly to: readonly string[];
  /** What is wrong with the props. */
  readonly problems: readonly Problem[];
}

/** Whether the construct is an export, of this copy of the package or another. */
export function isExport(construct: object): construct is { [EXPORT](): ExportDeclaration } {
  return EXPORT in construct;
}
