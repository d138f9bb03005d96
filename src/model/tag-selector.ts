import type { TagSelector } from './declarations.ts';

/** Whether tags pass a selector. An empty `any` asks for nothing. */
export function choosesTags({ all = [], any = [], none = [] }: TagSelector, tags: readonly string[]): boolean {
  return (
    all.every((tag) => tags.includes(tag)) &&
    (any.length === 0 || any.some((tag) => tags.includes(tag))) &&
    !none.some((tag) => tags.includes(tag))
  );
}
