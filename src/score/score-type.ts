import { type Construct, RootConstruct } from 'constructs';
import { closest } from '../model/closest.ts';
import { type GoldenPath, isGoldenPath } from '../model/golden-path.ts';
import { isRef, type Ref } from '../model/ref.ts';

/** A golden path as a class. */
export type GoldenPathClass<G extends GoldenPath = GoldenPath> = new (scope: Construct, id: string, props: never) => G;

/** The members of a golden path that give its outputs. */
export type OutputMember<G> = { readonly [K in keyof G]-?: G[K] extends Ref ? K : never }[keyof G] & string;

/** By which names Score files take the outputs of a golden path. */
export interface ScoreNames<G extends GoldenPath> {
  /**
   * Members of the golden path by the names of the outputs.
   * @default - its members, by their own names
   */
  readonly outputs?: Readonly<Record<string, OutputMember<G>>>;
  /**
   * The member that a placeholder stands for that names the resource alone, such as `${resources.model}`.
   * @default - none
   */
  readonly itself?: OutputMember<G>;
}

/** A type of Score resources: the golden path that makes them, and the names of what it gives. */
export interface ScoreType {
  readonly goldenPath: GoldenPathClass;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly itself?: string;
}

/** Types of Score resources of a team's own, by their names: a golden path, or what {@link scoreType} makes of one. */
export type ScoreTypes = Readonly<Record<string, GoldenPathClass | ScoreType>>;

/**
 * A type of Score resources that a golden path makes, where its outputs are to have other names in Score files than in TypeScript.
 *
 * @example
 * const types = { ledger: scoreType(Postgres, { outputs: { address: 'host', secret: 'password' }, itself: 'url' }) };
 */
export function scoreType<G extends GoldenPath>(goldenPath: GoldenPathClass<G>, names: ScoreNames<G>): ScoreType {
  return { goldenPath, ...names };
}

/** A type with the members that give its outputs, or what is wrong with it, in words. */
export function checkedType(
  given: GoldenPathClass | ScoreType,
): (Required<Pick<ScoreType, 'goldenPath' | 'outputs'>> & { readonly itself: string | undefined }) | string {
  const { goldenPath, outputs, itself }: ScoreType =
    typeof given === 'function' ? { goldenPath: given } : Object(given);
  const members = outputMembers(goldenPath);
  if (typeof members === 'string') return members;
  // An output goes by its own name too: it is what an exported file says.
  const named =
    outputs ??
    Object.fromEntries(
      [...members].flatMap(([name, output]) => [
        [output, name],
        [name, name],
      ]),
    );
  const wrong = [...Object.values(named), ...(itself === undefined ? [] : [itself])].find((name) => !members.has(name));
  if (wrong === undefined) return { goldenPath, outputs: named, itself };
  const other = closest(wrong, [...members.keys()]);
  const instead =
    other === undefined
      ? `it has ${[...members.keys()].map((one) => `"${one}"`).join(', ') || 'none'}`
      : `did you mean "${other}"?`;
  return `${goldenPath.name} has no output "${wrong}": ${instead}`;
}

/** The members of a golden path that are outputs, with their names as outputs. One is made aside for it: its constructor reads no props. */
function outputMembers(goldenPath: unknown): ReadonlyMap<string, string> | string {
  if (typeof goldenPath !== 'function') return 'it is no golden path';
  try {
    const made: unknown = Reflect.construct(goldenPath, [new RootConstruct(), 'resource', {}]);
    if (typeof made !== 'object' || made === null || !isGoldenPath(made)) return `${goldenPath.name} is no golden path`;
    return new Map(Object.entries(made).flatMap(([name, value]) => (isRef(value) ? [[name, value.output]] : [])));
  } catch (error) {
    return `${goldenPath.name} cannot be made: ${error instanceof Error ? error.message : String(error)}`;
  }
}
