import { Command } from 'commander';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { readDocuments } from '../platform/read-documents.ts';
import { count } from '../views/words.ts';
import { printedJson } from './output.ts';
import { printProblems } from './print-problems.ts';
import { outdirOf } from './program-options.ts';
import { type PromotionPlan, planPromotions } from './promotions.ts';
import { styleOf } from './terminal.ts';
import { GitRefusal, WaveBranches } from './wave-branches.ts';

interface PromoteOptions {
  readonly to?: string;
  readonly back?: true;
  readonly remote: string;
  readonly out?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** How far a wave goes, in commits. */
type Distances = ReadonlyMap<string, number>;

/** What a run came to. */
type Outcome =
  | { readonly problems: readonly Problem[] }
  | { readonly plan: PromotionPlan; readonly distances: Distances; readonly problems?: never };

/** `roadbed promote`: lets a wave of the platform have what the wave before has, by moving its branch. */
export function promoteCommand(): Command {
  return new Command('promote')
    .description(
      'Let waves of the platform have what the wave before them has, by moving their branches in the git repository. Without a wave, each that has no gate goes on by one. Nothing of the working tree is changed.',
    )
    .argument('[wave]', 'name of the wave (default: every wave that has no gate)')
    .option('--to <rev>', 'a commit that the wave before has, or has had (default: the one that it has)')
    .option('--back', 'let the wave go back, or to a commit that what it has does not lead to')
    .option('--remote <name>', 'remote of the git repository that Argo CD reads', 'origin')
    .option('-o, --out <dir>', 'output folder of roadbed synth (default: dist)')
    .option('--dry-run', 'move nothing; tell what would be moved')
    .option('--json', 'print one JSON object instead of text')
    .action(promote);
}

function promote(wave: string | undefined, options: PromoteOptions, command: Command): void {
  if (wave === undefined && options.to !== undefined) command.error('error: --to is for one wave: name it');
  if (wave === undefined && options.back === true) command.error('error: --back is for one wave: name it');
  const outcome = attempt(wave, options);
  const isDone = outcome.problems === undefined && options.dryRun !== true;
  if (options.json === true) process.stdout.write(printedJson(jsonOf(outcome, isDone)));
  else if (outcome.problems !== undefined) printProblems(outcome.problems, 'nothing was moved');
  else process.stdout.write(textOf(outcome.plan, outcome.distances, options));
  if (outcome.problems !== undefined) process.exitCode = 1;
}

function attempt(wave: string | undefined, options: PromoteOptions): Outcome {
  try {
    return promoted(wave, options);
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
    return { problems: [problem('RB963', { path: wave ?? '', found: `git says: ${error.message}` })] };
  }
}

function promoted(wave: string | undefined, { to, back, remote, out, dryRun }: PromoteOptions): Outcome {
  const outdir = outdirOf(out === undefined ? {} : { out });
  const documents = readDocuments(outdir);
  if (documents === undefined) {
    const found = `there is no output in ${outdir}`;
    return {
      problems: [problem('RB960', { path: wave ?? '', found, hint: 'run roadbed synth, or name the folder by --out' })],
    };
  }
  const { waves = [], repository } = documents.platform;
  const names = waves.length === 0 ? [] : [...new Set([repository.revision, ...waves.map(({ revision }) => revision)])];
  const branches = new WaveBranches(process.cwd(), remote, names);
  const commit = to === undefined ? undefined : branches.resolve(to);
  if (to !== undefined && commit === undefined) {
    const found = `no commit, branch or tag here, got ${show(to)}`;
    const hint = 'name one that is there; a shallow clone may lack it (git fetch --unshallow)';
    return { problems: [problem('RB961', { path: wave ?? '', found, hint })] };
  }
  const plan = planPromotions(waves, repository.revision, { wave, to: commit, back: back === true }, branches);
  if ('problems' in plan) return plan;
  const distances = new Map(
    plan.promotions.flatMap((one) => (one.from === undefined ? [] : [[one.wave, branches.distance(one.from, one.to)]])),
  );
  if (dryRun !== true && plan.promotions.length > 0) branches.move(plan.promotions);
  return { plan, distances };
}

function jsonOf(outcome: Outcome, isDone: boolean): object {
  const { promotions, staying } = outcome.problems === undefined ? outcome.plan : { promotions: [], staying: [] };
  return { version: 1, done: isDone, promotions, staying, problems: outcome.problems ?? [] };
}

function textOf({ promotions, staying }: PromotionPlan, distances: Distances, { dryRun }: PromoteOptions): string {
  const style = styleOf(process.stdout);
  const moved = dryRun === true ? 'would go' : 'goes';
  const lines = promotions.map(({ wave, branch, from, to }) => {
    const commits = distances.get(wave) ?? 0;
    const how = from === undefined ? 'for the first time' : commits === 0 ? 'back' : count(commits, 'commit');
    return `${style.bold(wave)} ${moved} ${how}, to ${to.slice(0, 12)}  ${style.dim(branch)}`;
  });
  const others = staying.map(({ wave, why }) => `${style.bold(wave)} stays: ${why}`);
  return `${[...lines, ...others].join('\n')}\n`;
}
