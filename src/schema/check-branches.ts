import type { Violation } from '../model/schema-checker.ts';
import { checkBounds, hasType, reportType } from './check-value.ts';
import { checkRequired, effective } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import type { SchemaNode } from './node.ts';
import { showList } from './show.ts';
import type { Walk } from './walk.ts';

/**
 * Checks what allOf, anyOf, oneOf and not say of a value.
 * Branches hold value validations only: whether a field is known is for the structure around them (`base`), as are defaults and null.
 */
export function checkBranches(walk: Walk, node: SchemaNode, value: unknown, base: SchemaNode | undefined): void {
  for (const branch of node.branches('allOf')) satisfy(walk, branch, value, base);
  const anyOf = node.branches('anyOf');
  if (anyOf.length > 0) {
    const tried = tryAll(walk, anyOf, value, base);
    if (tried.every((found) => found.length > 0)) reportNone(walk, anyOf, tried, 'anyOf', 'at least');
  }
  const oneOf = node.branches('oneOf');
  if (oneOf.length > 0) checkOneOf(walk, oneOf, value, base);
  for (const branch of node.branches('not')) checkNot(walk, branch, value, base);
}

type Tried = readonly (readonly Violation[])[];

function tryAll(walk: Walk, branches: readonly SchemaNode[], value: unknown, base: SchemaNode | undefined): Tried {
  return branches.map((branch) => attempt(walk, branch, value, base));
}

/** The violations that a branch would report; the walk itself is as before. */
function attempt(walk: Walk, branch: SchemaNode, value: unknown, base: SchemaNode | undefined): readonly Violation[] {
  const { violations, blocked } = walk;
  walk.violations = [];
  satisfy(walk, branch, value, base);
  const found = walk.violations;
  walk.violations = violations;
  walk.blocked = blocked;
  return found;
}

function checkOneOf(walk: Walk, branches: readonly SchemaNode[], value: unknown, base: SchemaNode | undefined): void {
  const tried = tryAll(walk, branches, value, base);
  const fitting = branches.filter((_, index) => tried[index]?.length === 0);
  if (fitting.length === 1) return;
  if (fitting.length === 0) {
    reportNone(walk, branches, tried, 'oneOf', 'exactly');
    return;
  }
  const names = requiredOnly(fitting);
  if (names === undefined) {
    const found = `fits ${fitting.length} alternatives where exactly one may hold (oneOf)`;
    walk.report(found, 'leave out what belongs to the other alternatives');
    return;
  }
  walk.report(`must have exactly one of its alternatives, got ${showList(names)}`, `keep one of ${showList(names)}`);
}

function reportNone(walk: Walk, branches: readonly SchemaNode[], tried: Tried, keyword: string, how: string): void {
  const names = requiredOnly(branches);
  if (names !== undefined) {
    walk.report(`must have ${how} one of ${showList(names)}`, `give one of ${showList(names)}`);
    return;
  }
  const nearest = [...tried].sort((a, b) => a.length - b.length)[0]?.[0];
  const hint =
    nearest === undefined
      ? 'see the schema of the kind'
      : `for the nearest, ${`${nearest.path} ${nearest.found}`.trim()}`;
  walk.report(`fits none of ${branches.length} alternatives (${keyword})`, hint);
}

/** The names that branches ask for, where each asks for one field and nothing else. */
function requiredOnly(branches: readonly SchemaNode[]): readonly string[] | undefined {
  const plain = branches.every(({ raw, required }) => Object.keys(raw).join() === 'required' && required.length === 1);
  return plain ? branches.flatMap(({ required }) => required) : undefined;
}

function checkNot(walk: Walk, branch: SchemaNode, value: unknown, base: SchemaNode | undefined): void {
  if (attempt(walk, branch, value, base).length > 0) return;
  const names = requiredOnly([branch]);
  if (names === undefined) walk.report('has a form that the schema excludes (not)', 'see the schema of the kind');
  else walk.report(`must not have ${showList(names)} here`, `leave out ${showList(names)}`);
}

/** Checks a value against a branch: only what the branch says, nothing of fields that it does not name. */
function satisfy(walk: Walk, branch: SchemaNode, value: unknown, base: SchemaNode | undefined): void {
  if (!walk.step()) return;
  if (value === null && (branch.nullable || base?.nullable === true)) return;
  if (!hasType(branch, value)) {
    reportType(walk, branch, value);
    return;
  }
  if (isObject(value)) {
    satisfyFields(walk, branch, value, base);
  } else if (Array.isArray(value) && branch.items !== undefined) {
    for (const [index, item] of value.entries()) satisfyAt(walk, index, branch.items, item, base?.items);
  }
  if (branch.bounds !== undefined) checkBounds(walk, branch.bounds, value);
  if (branch.branching) checkBranches(walk, branch, value, base);
}

function satisfyFields(walk: Walk, branch: SchemaNode, value: JsonObject, base: SchemaNode | undefined): void {
  checkRequired(walk, branch.required, value, base);
  for (const key of branch.declared) {
    const child = branch.child(key);
    const field = effective(value, key, base);
    if (child !== undefined && field !== undefined) satisfyAt(walk, key, child, field, base?.child(key));
  }
  if (branch.additional === undefined) return;
  for (const key of Object.keys(value)) {
    if (branch.child(key) === undefined) satisfyAt(walk, key, branch.additional, value[key], base?.additional);
  }
}

function satisfyAt(
  walk: Walk,
  key: string | number,
  branch: SchemaNode,
  value: unknown,
  base: SchemaNode | undefined,
): void {
  walk.enter(key);
  satisfy(walk, branch, value, base);
  walk.leave();
}
