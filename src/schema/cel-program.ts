import type { CelInput } from '@bufbuild/cel';
import { kubernetesFunctions } from './cel-library.ts';
import { faultText, isObject } from './json.ts';

/** A rule ready to run, or why it cannot be. */
export type Program =
  | { readonly kind: 'ready'; run(self: CelInput): Outcome }
  | { readonly kind: 'transition' }
  | { readonly kind: 'broken'; readonly reason: string };

/** What a program gave: a value, a fault of the object (the API server refuses it), or a limit of this evaluator. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'fault'; readonly reason: string }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** Texts to CEL's own types; undefined for a text that is not of the type. */
export interface Conversions {
  timestamp(text: string): CelInput | undefined;
  duration(text: string): CelInput | undefined;
}

/** Compiles rules, each once for the whole process. */
export interface Compiler extends Conversions {
  compile(rule: string): Program;
}

let shared: Compiler | undefined;

/** The compiler, loaded when the first rule is to be run: the library takes as long to load as Node itself. */
export function celCompiler(): Compiler {
  shared ??= makeCompiler();
  return shared;
}

/** Operators that the planner handles itself, beside the functions of the environment. */
const operators = new Set(['_[_]', '_?_:_', '_&&_', '_||_', '@not_strictly_false', '__not_strictly_false__']);

function makeCompiler(): Compiler {
  const cel: typeof import('@bufbuild/cel') = require('@bufbuild/cel');
  const { strings }: typeof import('@bufbuild/cel/ext') = require('@bufbuild/cel/ext');
  const env = cel.celEnv({ funcs: [...strings, ...kubernetesFunctions(cel)] });
  const isKnown = (name: string) => operators.has(name) || env.funcs.find(name) !== undefined;
  const programs = new Map<string, Program>();

  const prepare = (rule: string): Program => {
    try {
      const parsed = cel.parse(rule);
      const used = inspect(parsed.expr);
      if (used.names.has('oldSelf')) return { kind: 'transition' };
      const missing = used.calls.find((candidates) => !candidates.some(isKnown));
      if (missing !== undefined) return { kind: 'broken', reason: `function ${missing[0]} is not supported` };
      const plan = cel.plan(env, parsed);
      return { kind: 'ready', run: (self) => outcome(plan({ self })) };
    } catch (error) {
      return { kind: 'broken', reason: faultText(error) };
    }
  };
  const outcome = (result: unknown): Outcome => {
    if (!cel.isCelError(result)) return { kind: 'value', value: result };
    const limits = /^found no matching overload|^unbound function|^unresolved attribute|not supported$/;
    return { kind: limits.test(result.message) ? 'unsupported' : 'fault', reason: result.message };
  };
  const converter = (expression: string) => {
    const plan = cel.plan(env, cel.parse(expression));
    return (text: string) => {
      const result = plan({ self: text });
      return cel.isCelError(result) ? undefined : result;
    };
  };
  return {
    timestamp: converter('timestamp(self)'),
    duration: converter('duration(self)'),
    compile(rule) {
      const known = programs.get(rule) ?? prepare(rule);
      programs.set(rule, known);
      return known;
    },
  };
}

/** Names and functions that a parsed rule uses; a call may mean a function of a namespace (`sets.contains`) or a method. */
function inspect(root: unknown): {
  readonly names: ReadonlySet<string>;
  readonly calls: readonly (readonly string[])[];
} {
  const names = new Set<string>();
  const calls: (readonly string[])[] = [];
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (Array.isArray(part)) {
      for (const item of part) waiting.push(item);
    } else if (isObject(part)) {
      if (part.case === 'identExpr' && isObject(part.value)) names.add(String(part.value.name));
      if (part.case === 'callExpr' && isObject(part.value)) calls.push(candidates(part.value));
      for (const [key, value] of Object.entries(part)) if (!key.startsWith('$')) waiting.push(value);
    }
  }
  return { names, calls };
}

function candidates(call: { readonly [key: string]: unknown }): readonly string[] {
  const name = String(call.function);
  const target = isObject(call.target) && isObject(call.target.exprKind) ? call.target.exprKind : undefined;
  const namespace = target?.case === 'identExpr' && isObject(target.value) ? target.value.name : undefined;
  return namespace === undefined ? [name] : [`${String(namespace)}.${name}`, name];
}
