import { closest } from '../model/closest.ts';
import type { Violation } from '../model/schema-checker.ts';
import { checkBranches } from './check-branches.ts';
import { checkUnique } from './check-list.ts';
import { checkBounds, hasType, reportType } from './check-value.ts';
import { checkRequired } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import type { SchemaNode } from './node.ts';
import { showList } from './show.ts';
import { sortViolations, Walk } from './walk.ts';

/** What the structural schema of a kind says of one object. */
export interface StructuralVerdict {
  readonly violations: readonly Violation[];
  /** Whether validation rules cannot be run, because types are wrong, fields are missing or too much is there. */
  readonly blocked: boolean;
  /** What could not be checked, one text each. */
  readonly gaps: readonly string[];
}

/**
 * Checks an object against the schema of its kind as the API server does with strict field validation:
 * unknown fields are refused, null counts as absent where it is not allowed, and what has a default need not be there.
 */
export function checkObject(root: SchemaNode, object: JsonObject): StructuralVerdict {
  const walk = new Walk(object.kind === 'Secret' && object.apiVersion === 'v1');
  visit(walk, root, object);
  const { violations, blocked, gaps } = walk;
  return { violations: violations.length < 2 ? violations : sortViolations(violations), blocked, gaps: [...gaps] };
}

function visit(walk: Walk, node: SchemaNode, value: unknown): void {
  if (!walk.step()) return;
  if (value === null && node.nullable) {
    // Nothing but the enum applies to null.
    if (node.bounds?.values !== undefined) checkBounds(walk, node.bounds, value);
    return;
  }
  if (!hasType(node, value)) {
    reportType(walk, node, value);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) visitItems(walk, node, value);
    else if (isObject(value)) visitFields(walk, node, value);
  }
  if (node.bounds !== undefined) checkBounds(walk, node.bounds, value);
  if (node.branching) checkBranches(walk, node, value, node);
}

function visitFields(walk: Walk, node: SchemaNode, object: JsonObject): void {
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value === undefined) continue;
    const child = node.child(key) ?? node.additional;
    if (child === undefined) {
      if (!node.open) reportUnknown(walk, node, key);
    } else if (value !== null || child.nullable) {
      walk.enter(key);
      visit(walk, child, value);
      walk.leave();
    }
  }
  if (node.required.length > 0) checkRequired(walk, node.required, object, node);
}

function visitItems(walk: Walk, node: SchemaNode, list: readonly unknown[]): void {
  const { items } = node;
  for (let index = 0; items !== undefined && index < list.length; index++) {
    walk.enter(index);
    visit(walk, items, list[index]);
    walk.leave();
  }
  checkUnique(walk, node, list);
}

function reportUnknown(walk: Walk, node: SchemaNode, key: string): void {
  const { fields } = node;
  const near = closest(key, fields);
  const known = fields.length === 0 ? 'no field is known here' : `known here: ${showList(fields)}`;
  const hint = near === undefined ? `remove it; ${known}` : `did you mean ${JSON.stringify(near)}`;
  walk.add('RB602', `unknown field ${JSON.stringify(key)}`, hint, key);
}
