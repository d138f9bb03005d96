import type { Provisioner } from '../model/need.ts';
import type { PlatformDeclaration } from '../model/platform-declaration.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { RecipePack } from '../model/recipe-pack.ts';

/** The props of a platform that may contradict each other. */
interface GivenProps extends Partial<Pick<PlatformDeclaration, 'delivery' | 'handover'>> {
  readonly repository: { readonly url: string; readonly path?: string };
  readonly provisioners?: readonly Provisioner[];
  readonly recipes?: readonly RecipePack[];
}

/** What is wrong with the props of a platform that have the right shape. */
export function platformProblems(
  { repository, provisioners = [], recipes = [], delivery, handover }: GivenProps,
  standard: readonly Provisioner[],
): readonly Problem[] {
  const problems: Problem[] = [];
  if (!/^(https:\/\/|ssh:\/\/|git@)\S+$/.test(repository.url) || /:\/\/[^/]*:[^/]*@/.test(repository.url)) {
    problems.push(
      problem('RB108', {
        path: '',
        prop: 'repository.url',
        found: `not the URL of a git repository, got ${show(repository.url.replace(/\/\/[^/@]*@/, '//***@'))}`,
        hint: 'give an https or ssh URL without a credential, such as "https://github.com/acme/platform"',
      }),
    );
  }
  const path = repository.path ?? 'dist';
  if (path.startsWith('/') || path.split('/').includes('..')) {
    problems.push(
      problem('RB108', {
        path: '',
        prop: 'repository.path',
        found: `not a folder within the repository, got ${show(path)}`,
      }),
    );
  }
  if (handover !== undefined && delivery !== 'mixed') {
    problems.push(
      problem('RB108', {
        path: '',
        prop: 'handover',
        found: `there is nothing to hand over where one engine delivers everything, got ${show(handover)}`,
        hint: "give delivery: 'mixed' too, or leave it out",
      }),
    );
  }
  problems.push(...doubles('provisioners', [...provisioners, ...standard]));
  for (const [index, pack] of recipes.entries()) problems.push(...doubles(`recipes[${index}]`, pack.provisioners));
  return problems;
}

/** A name stands for one provisioner: people read it, and manifests are told apart by it. */
function doubles(prop: string, provisioners: readonly Provisioner[]): readonly Problem[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of provisioners) {
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return [...twice].map((name) => {
    const found = `two provisioners bear the name ${show(name)}`;
    return problem('RB108', { path: '', prop, found, hint: 'give each a name of its own' });
  });
}
