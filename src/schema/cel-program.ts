import type { CelEnv, CelInput, CelResult } from '@bufbuild/cel';
import { kubernetesFunctions } from './cel-library.ts';
import { faultText, isObject } from './json.ts';

/** A rule ready to run, or why it cannot be. */
export type Program =
  | { readonly kind: 'ready'; run(self: CelInput): Outcome }
  | { readonly kind: 'transition' }
  | { readonly kind: 'broken'; readonly reason: string };

/** What a program gave: a value, a fault of the object (the API server refuses it), or a limit of this evaluator. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: CelInput }
  | { readonly kind: 'fault'; readonly reason: string }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** Texts to CEL's own types; undefined for a text that is not of the type. */
export interface Conversions {
  timestamp(text: string): CelInput | undefined;
  duration(text: string): CelInput | undefined;
}

let shared: Compiler | undefined;

/** The compiler, loaded when the first rule is to be run: the library takes as long to load as Node itself. */
export function celCompiler(): Compiler {
  shared ??= new Compiler();
  return shared;
}

/** Operators that the planner handles itself, beside the functions of the environment. */
const operators = new Set(['_[_]', '_?_:_', '_&&_', '_||_', '@not_strictly_false', '__not_strictly_false__']);

/** Faults that say something of this evaluator and nothing of the object: the API server checks types when it takes the rule. */
const limits = /^found no matching overload|^unbound function|^unresolved attribute|not supported$/;

/** Compiles rules, each once for the whole process. */
class Compiler implements Conversions {
  readonly #cel: typeof import('@bufbuild/cel') = require('@bufbuild/cel');
  readonly #env: CelEnv;
  readonly #programs = new Map<string, Program>();

  constructor() {
    const { strings }: typeof import('@bufbuild/cel/ext') = require('@bufbuild/cel/ext');
    this.#env = this.#cel.celEnv({ funcs: [...strings, ...kubernetesFunctions(this.#cel)] });
  }

  /** The program of a rule, `self` its only variable. */
  compile(rule: string): Program {
    const known = this.#programs.get(rule) ?? this.#prepare(rule);
    this.#programs.set(rule, known);
    return known;
  }

  timestamp(text: string): CelInput | undefined {
    return this.#convert('timestamp(self)', text);
  }

  duration(text: string): CelInput | undefined {
    return this.#convert('duration(self)', text);
  }

  #prepare(rule: string): Program {
    try {
      const parsed = this.#cel.parse(rule);
      const { names, calls } = inspect(parsed.expr);
      if (names.has('oldSelf')) return { kind: 'transition' };
      const missing = calls.find((candidates) => !candidates.some((name) => this.#knows(name)));
      if (missing !== undefined) return { kind: 'broken', reason: `function ${missing[0]} is not supported` };
      const plan = this.#cel.plan(this.#env, parsed);
      return { kind: 'ready', run: (self) => this.#outcome(plan({ self })) };
    } catch (error) {
      return { kind: 'broken', reason: faultText(error) };
    }
  }

  #knows(name: string): boolean {
    return operators.has(name) || this.#env.funcs.find(name) !== undefined;
  }

  #outcome(result: CelResult): Outcome {
    if (!this.#cel.isCelError(result)) return { kind: 'value', value: result };
    return { kind: limits.test(result.message) ? 'unsupported' : 'fault', reason: result.message };
  }

  /** What an expression makes of a text: the library takes its own types from its own functions only. */
  #convert(expression: string, text: string): CelInput | undefined {
    const program = this.compile(expression);
    const outcome = program.kind === 'ready' ? program.run(text) : undefined;
    return outcome?.kind === 'value' ? outcome.value : undefined;
  }
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
