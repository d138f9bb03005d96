import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';
import { withHost } from '../platform/host.ts';
import type { PlannedConstruct } from '../score/plan.ts';
import type { ScoreTypes } from '../score/score-type.ts';
import { findApp } from './app-file.ts';
import { installModuleHooks } from './module-hooks.ts';
import { ProgramFault } from './program-fault.ts';
import { syntaxProblem, thrownProblem } from './stack.ts';

/** Types of Score resources that a module of the user gives, and where what is made of them is imported from. */
export interface LoadedTypes {
  readonly types: ScoreTypes;
  readonly problems: readonly Problem[];
  /** Constructs as the program names their golden paths; one that the module does not export is a problem. */
  imported(constructs: readonly PlannedConstruct[]): {
    readonly constructs: readonly PlannedConstruct[];
    readonly problems: readonly Problem[];
  };
}

const NONE: LoadedTypes = { types: {}, problems: [], imported: (constructs) => ({ constructs, problems: [] }) };

/** Loads the module that was named, whose export `types` has the types. The paths of imports are seen from the file that the program goes to. */
export async function loadTypes(named: string | undefined, to: string | undefined): Promise<LoadedTypes> {
  if (named === undefined) return NONE;
  const app = findApp(named);
  if ('code' in app) return { ...NONE, problems: [app] };
  installModuleHooks();
  try {
    const exported: unknown = await withHost({ synth: () => {} }, () => createRequire(app.file)(app.file));
    const members = new Map<string, unknown>(Object.entries(Object(exported)));
    const types = members.get('types');
    if (isTypes(types))
      return { types, problems: [], imported: (constructs) => imported(constructs, members, app.file, to) };
    const hint = "export the types: export const types = { 'llm-model': LanguageModel }";
    return { ...NONE, problems: [problem('RB855', { path: app.shown, found: 'it exports no object "types"', hint })] };
  } catch (thrown) {
    const known = thrown instanceof ProgramFault ? thrown.problem : syntaxProblem(thrown);
    return { ...NONE, problems: [known ?? thrownProblem(thrown, app.shown)] };
  }
}

/** What is in them is looked at where they are used. */
function isTypes(value: unknown): value is ScoreTypes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function imported(
  constructs: readonly PlannedConstruct[],
  members: ReadonlyMap<string, unknown>,
  file: string,
  to: string | undefined,
): ReturnType<LoadedTypes['imported']> {
  const path = relative(to === undefined ? process.cwd() : dirname(resolve(to)), file)
    .split(sep)
    .join('/');
  const module = path.startsWith('../') ? path : `./${path}`;
  const problems: Problem[] = [];
  const named = constructs.map((construct) => {
    if (construct.type === undefined) return construct;
    const [name] = [...members].find(([, value]) => value === construct.type) ?? [];
    if (name !== undefined) return { ...construct, goldenPath: name, module };
    const found = `it does not export the golden path ${construct.goldenPath}, which "${construct.id}" takes`;
    problems.push(
      problem('RB855', { path: join(path), found, hint: 'export it too, so that a program can import it' }),
    );
    return construct;
  });
  return { constructs: named, problems };
}
