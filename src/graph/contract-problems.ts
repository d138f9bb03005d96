import { closest } from '../model/closest.ts';
import type { ContractDocument } from '../model/contract.ts';
import type { ApplicationDeclaration } from '../model/declarations.ts';
import { listed } from '../model/listed.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { Recipe } from '../model/recipe.ts';

/** What of an application the contract is held against. */
type Declared = Pick<
  ApplicationDeclaration,
  'path' | 'name' | 'owner' | 'namespace' | 'podSecurity' | 'clusters' | 'source'
>;

/** What the program of a team has otherwise than the contract of its platform says. */
export function contractProblems(
  contract: ContractDocument,
  applications: readonly Declared[],
  recipes: readonly Recipe[],
): readonly Problem[] {
  return [
    ...applications.flatMap((one) => applicationProblems(contract, one)),
    ...provisionerProblems(contract, recipes),
  ];
}

function applicationProblems({ applications }: ContractDocument, one: Declared): readonly Problem[] {
  const { path, name } = one;
  const agreed = applications.find((other) => other.name === name);
  if (agreed === undefined) {
    const names = applications.map((other) => other.name);
    const other = closest(name, names);
    const hint = other === undefined ? undefined : `did you mean "${other}"?`;
    return [problem('RB862', { path, found: `the contract knows ${listed(names) || 'no application'}`, hint })];
  }
  const differing = (['owner', 'namespace', 'podSecurity'] as const).filter((key) => one[key] !== agreed[key]);
  return [
    ...differing.map((prop) =>
      problem('RB863', { path, prop, found: `the contract says ${show(agreed[prop])}, got ${show(one[prop])}` }),
    ),
    ...(one.clusters.length === 0
      ? []
      : [problem('RB863', { path, prop: 'clusters', found: 'it names clusters, which the platform chooses' })]),
    ...(one.source === undefined
      ? []
      : [problem('RB863', { path, prop: 'source', found: 'it has a source, which the platform delivers itself' })]),
  ];
}

/** The verdicts of a team's program are those of the platform only where both have the same provisioners. */
function provisionerProblems({ provisioners }: ContractDocument, recipes: readonly Recipe[]): readonly Problem[] {
  const wordsOf = ({ name, type, version }: { name: string; type: string; version?: string | undefined }) =>
    `${name} for ${type}${version === undefined ? '' : `, version ${version}`}`;
  const agreed = new Set(provisioners.map(wordsOf));
  const own = new Set(recipes.map(({ provisioner }) => wordsOf(provisioner)));
  const missing = [...agreed].filter((words) => !own.has(words));
  const extra = [...own].filter((words) => !agreed.has(words));
  return [
    ...missing.map((words) =>
      problem('RB865', { path: '', found: `the platform has ${show(words)}, and this program has not` }),
    ),
    ...extra.map((words) =>
      problem('RB865', { path: '', found: `this program has ${show(words)}, and the platform has not` }),
    ),
  ].sort((a, b) => (a.found < b.found ? -1 : 1));
}
