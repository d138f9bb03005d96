import type { Command } from 'commander';
import type { Problem } from '../model/problem.ts';
import type { BarePlatform } from '../platform/bare-platform.ts';
import { type Plan, planOf } from '../platform/plan.ts';
import { sourcesOf } from '../platform/sources.ts';
import type { Sources } from '../views/explanation.ts';
import { findApp } from './app-file.ts';
import { type PlacedProblem, placeProblems } from './print-problems.ts';
import { lockOf, outdirOf, type ProgramOptions, schemasOf } from './program-options.ts';
import { Progress } from './progress.ts';
import { runProgram } from './run-program.ts';

/** What a program resolves to, with nothing written. */
export interface ResolvedProgram<T> {
  readonly problems: readonly PlacedProblem[];
  /** What was made of the plan; undefined where there are problems. */
  readonly value?: T;
}

/** What a command gets to look at. */
export interface ProgramView extends Plan {
  readonly sources: Sources;
  /** The output folder of the platform. */
  readonly outdir: string;
  /** The file of the lock. */
  readonly lock: string;
}

/** The options of commands that only look at what a program resolves to. */
export type ResolveOptions = Omit<ProgramOptions, 'out'>;

/** Gives a command the options of those that only look at what a program resolves to. */
export function addResolveOptions(command: Command): Command {
  return command
    .option('-a, --app <file>', 'the program (default: the app of cdk8s.yaml, else main.ts)')
    .option('--schemas <dir>', 'folder of schemas (default: schemas beside the program)')
    .option('--json', 'print one JSON object instead of text');
}

/** Runs the program, resolves its platform as `synth` does, and looks at what it comes to. */
export async function resolveProgram<T>(
  options: ProgramOptions,
  look: (view: ProgramView) => { readonly problems: readonly Problem[]; readonly value?: T },
): Promise<ResolvedProgram<T>> {
  const app = findApp(options.app);
  if ('code' in app) return { problems: [app] };
  const progress = new Progress(options.json !== true);
  progress.say(`running ${app.shown}`);
  const { value, problems } = await runProgram(app, (platform: BarePlatform): ResolvedProgram<T> => {
    const { plan, problems: refused } = planOf(platform, {
      schemas: schemasOf(options, app),
      onStage: (stage) => progress.step(stage),
    });
    if (plan === undefined) return { problems: placeProblems(refused, platform) };
    const sources = sourcesOf(plan.documents, plan.graph);
    const seen = look({ ...plan, sources, outdir: outdirOf(options, platform), lock: lockOf(options, app) });
    return { ...seen, problems: placeProblems(seen.problems, platform) };
  });
  progress.end();
  if (value === undefined || problems.length > 0) return { problems: [...problems, ...(value?.problems ?? [])] };
  return value;
}
