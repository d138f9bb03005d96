import { type Asked, type AskedSite, bothOf, refusal } from './criteria.ts';
import type { Criteria, Provisioner } from './need.ts';
import type { RecipePack } from './recipe-pack.ts';

/** Who brings a recipe. Of equally specific ones, the platform's own wins over a pack's, and a pack's over Roadbed's. */
export type RecipeOrigin = 'platform' | 'pack' | 'standard';

/** A provisioner as a platform offers it. */
export interface Recipe {
  readonly provisioner: Provisioner;
  /** When it is meant: its own criteria, and those of its pack. */
  readonly when: Criteria;
  readonly origin: RecipeOrigin;
  /** Name of the pack that it comes from. */
  readonly pack: string | undefined;
}

/** The recipes of a platform: its own provisioners, those of its packs, and Roadbed's. */
export function recipesOf(
  own: readonly Provisioner[],
  packs: readonly RecipePack[],
  standard: readonly Provisioner[],
): readonly Recipe[] {
  const plain = (origin: RecipeOrigin) => (provisioner: Provisioner) => ({
    provisioner,
    when: provisioner.when ?? {},
    origin,
    pack: undefined,
  });
  return [
    ...own.map(plain('platform')),
    ...packs.flatMap(({ name: pack, provisioners, when = {} }) =>
      provisioners.map((provisioner) => ({
        provisioner,
        when: bothOf(provisioner.when ?? {}, when),
        origin: 'pack' as const,
        pack,
      })),
    ),
    ...standard.map(plain('standard')),
  ];
}

/** A recipe for people: `"s3-bucket"`, or `"s3-bucket" of the pack "aws"`. */
export function recipeWords(name: string, pack: string | undefined): string {
  return pack === undefined ? `"${name}"` : `"${name}" of the pack "${pack}"`;
}

/** Those of a list whose criteria do not hold, each with the reason, for people; at most so many. */
export function passedOver(recipes: readonly Recipe[], need: Asked, site: AskedSite, most: number): readonly string[] {
  const found: string[] = [];
  for (const { provisioner, pack, when } of recipes) {
    if (found.length >= most) break;
    const why = refusal(when, need, site);
    if (why !== undefined) found.push(`${recipeWords(provisioner.name, pack)}: ${why}`);
  }
  return found;
}
