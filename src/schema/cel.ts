import type { CelInput } from '@bufbuild/cel';
import { placeText } from '../model/place-text.ts';
import type { Violation } from '../model/schema-checker.ts';
import { Budget } from './cel-budget.ts';
import { celCompiler, type Outcome } from './cel-program.ts';
import { holdsRules, type Rule, rulesOf } from './cel-rules.ts';
import { toCel } from './cel-values.ts';
import { effective } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';
import type { SchemaNode } from './node.ts';
import { show } from './show.ts';

/** What the validation rules of a kind say of one object. */
export interface RuleVerdict {
  readonly violations: readonly Violation[];
  /** How many rules applied to a value of the object and were not run. */
  readonly skipped: number;
  /** Why, for those that should have run: one text each. Rules on the former state of an object are not among them. */
  readonly gaps: readonly string[];
}

const nothing: RuleVerdict = { violations: [], skipped: 0, gaps: [] };

/** Runs the validation rules (CEL) that apply to an object, with defaults filled in. */
export function checkRules(root: SchemaNode, object: JsonObject): RuleVerdict {
  if (!root.scope.ruled) return nothing;
  const run = new RuleRun();
  run.visit(root, object);
  return { violations: run.violations, skipped: run.skipped, gaps: [...run.gaps] };
}

class RuleRun {
  readonly violations: Violation[] = [];
  readonly gaps = new Set<string>();
  skipped = 0;
  readonly #path: (string | number)[] = [];
  readonly #budget = new Budget();

  /** The walk has checked the object before, so it is no deeper than the walk allows. */
  visit(node: SchemaNode, value: unknown): void {
    if (!holdsRules(node.raw)) return;
    const rules = rulesOf(node.raw);
    if (rules.length > 0) this.#applyAll(rules, node, value);
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.#visitAt(index, node.items, item);
    } else if (isObject(value)) {
      const names = new Set([...Object.keys(value), ...node.declared]);
      for (const name of names) {
        const field = effective(value, name, node);
        if (field !== undefined) this.#visitAt(name, node.child(name) ?? node.additional, field);
      }
    }
  }

  #visitAt(key: string | number, node: SchemaNode | undefined, value: unknown): void {
    if (node === undefined || value === null) return;
    this.#path.push(key);
    this.visit(node, value);
    this.#path.pop();
  }

  #applyAll(rules: readonly Rule[], node: SchemaNode, value: unknown): void {
    const compiler = celCompiler();
    const self = toCel(node, value, { budget: this.#budget, conversions: compiler });
    for (const rule of rules) {
      const program = compiler.compile(rule.rule);
      if (program.kind === 'transition') this.skipped++;
      else if (program.kind === 'broken') this.#gap(rule, program.reason);
      else this.#judge(rule, program.run(self), self, value);
    }
  }

  #judge(rule: Rule, outcome: Outcome, self: CelInput, value: unknown): void {
    if (this.#budget.spent) this.#gap(rule, 'it visits too many elements');
    else if (outcome.kind === 'unsupported') this.#gap(rule, outcome.reason);
    else if (outcome.kind === 'fault') this.#report(rule, `the rule cannot be evaluated: ${outcome.reason}`);
    else if (outcome.value !== true) this.#report(rule, withValue(messageOf(rule, self), value));
  }

  #report(rule: Rule, found: string): void {
    const place = placeText(this.#path);
    const path = rule.fieldPath === undefined ? place : `${place}${rule.fieldPath}`.replace(/^\./, '');
    this.violations.push({ code: 'RB603', path, found, hint: `make this hold: ${oneLine(rule.rule)}` });
  }

  #gap(rule: Rule, reason: string): void {
    this.skipped++;
    this.gaps.add(`rule ${oneLine(rule.rule)} was not run: ${oneLine(reason)}`);
  }
}

function messageOf(rule: Rule, self: CelInput): string {
  const program = rule.messageExpression === undefined ? undefined : celCompiler().compile(rule.messageExpression);
  if (program?.kind === 'ready') {
    const outcome = program.run(self);
    const text = outcome.kind === 'value' && typeof outcome.value === 'string' ? outcome.value.trim() : '';
    if (text !== '' && !text.includes('\n')) return text;
  }
  return rule.message ?? `the rule ${oneLine(rule.rule)} does not hold`;
}

/** A message with the value received, where a line holds it. */
function withValue(message: string, value: unknown): string {
  return typeof value === 'object' ? message : `${message}, got ${show(value)}`;
}

/** A rule as one line of a message. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
