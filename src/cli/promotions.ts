import { closest } from '../model/closest.ts';
import { type Problem, problem, type Refused } from '../model/problem.ts';
import type { WaveDeclaration } from '../model/promotion-wave.ts';
import { show } from '../model/props.ts';

/** What is asked for. */
export interface PromotionRequest {
  /** Name of the wave; undefined for every wave without a gate. */
  readonly wave: string | undefined;
  /** The commit that the wave is to have; undefined for what the wave before has. */
  readonly to: string | undefined;
  /** Whether the wave may go to a commit that what it has does not lead to. */
  readonly back: boolean;
}

/** Where branches stand, and how commits follow each other. */
export interface Branches {
  /** The commit of a branch; undefined where it is not there. */
  commitOf(branch: string): string | undefined;
  /** Whether a commit is the other one, or led to it. */
  leadsTo(commit: string, other: string): boolean;
}

/** The branch of a wave that is to stand elsewhere. */
export interface Promotion {
  readonly wave: string;
  readonly branch: string;
  /** Missing where the branch is new. */
  readonly from?: string;
  readonly to: string;
}

/** A wave that stays where it is, and why. */
export interface Staying {
  readonly wave: string;
  readonly why: string;
}

/** What becomes of the waves that were asked for. */
export interface PromotionPlan {
  readonly promotions: readonly Promotion[];
  readonly staying: readonly Staying[];
}

/** Decides which waves take what, each from the wave before as it stands now: so a change goes on by one wave at a time. */
export function planPromotions(
  waves: readonly WaveDeclaration[],
  followed: string,
  request: PromotionRequest,
  branches: Branches,
): PromotionPlan | Refused {
  const refused = unknownProblems(waves, followed, request.wave);
  if (refused.length > 0) return { problems: refused };
  const promotions: Promotion[] = [];
  const staying: Staying[] = [];
  const problems: Problem[] = [];
  for (const [index, wave] of waves.entries()) {
    const before = waves[index - 1];
    const isAsked = request.wave === undefined ? wave.revision !== followed : wave.name === request.wave;
    if (!isAsked) continue;
    if (request.wave === undefined && wave.gate !== undefined) {
      staying.push({ wave: wave.name, why: `it has a gate: roadbed promote ${wave.name}` });
      continue;
    }
    const found = promotionOf(wave, before ?? { name: followed, revision: followed }, request, branches);
    if ('code' in found) problems.push(found);
    else if ('why' in found) staying.push(found);
    else promotions.push(found);
  }
  return problems.length > 0 ? { problems } : { promotions, staying };
}

function unknownProblems(
  waves: readonly WaveDeclaration[],
  followed: string,
  name: string | undefined,
): readonly Problem[] {
  if (waves.length === 0)
    return [
      problem('RB960', {
        path: name ?? '',
        found: 'the output has no waves, got "[]"',
        hint: 'give the platform waves, and run roadbed synth',
      }),
    ];
  if (name === undefined) return [];
  const wave = waves.find((one) => one.name === name);
  if (wave === undefined) {
    const near = closest(
      name,
      waves.map((one) => one.name),
    );
    const found = `the output has no wave ${show(name)}`;
    return [problem('RB960', { path: name, found, hint: near === undefined ? undefined : `did you mean "${near}"?` })];
  }
  if (wave.revision !== followed) return [];
  const found = `it follows ${show(followed)}, which every change reaches at once`;
  return [problem('RB960', { path: name, found, hint: 'name a wave after it' })];
}

function promotionOf(
  wave: WaveDeclaration,
  before: Pick<WaveDeclaration, 'name' | 'revision'>,
  { wave: named, to, back }: PromotionRequest,
  branches: Branches,
): Promotion | Staying | Problem {
  const { name, revision: branch } = wave;
  const head = branches.commitOf(before.revision);
  if (head === undefined) {
    const found = `${before.name} has nothing yet: there is no branch ${show(before.revision)}`;
    if (named === undefined) return { wave: name, why: found };
    return problem('RB961', { path: name, found, hint: `promote ${before.name} first` });
  }
  const from = branches.commitOf(branch);
  const target = to ?? head;
  if (from === target)
    return { wave: name, why: to === undefined ? `it has what ${before.name} has` : 'it has that commit already' };
  if (to !== undefined && !branches.leadsTo(to, head))
    return problem('RB961', { path: name, found: `${before.name} has not had the commit ${show(to)}` });
  if (from !== undefined && !back && !branches.leadsTo(from, target)) {
    if (to === undefined && named === undefined && branches.leadsTo(target, from))
      return { wave: name, why: `it is ahead of ${before.name}` };
    return problem('RB962', { path: name, found: `it has ${show(from)}, which does not lead to ${show(target)}` });
  }
  return { wave: name, branch, ...(from === undefined ? {} : { from }), to: target };
}
