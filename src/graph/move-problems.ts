import { closest } from '../model/closest.ts';
import type { ApplicationDeclaration } from '../model/declarations.ts';
import type { Move } from '../model/moves.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';

/** What moves are held against. */
interface Tree {
  /** Every construct, by path. */
  readonly paths: ReadonlyMap<string, unknown>;
  readonly applications: readonly Pick<ApplicationDeclaration, 'path'>[];
}

/** What is wrong with moves: each leads from a path that is free now to one that is taken, or that moved on, within one application. */
export function moveProblems(moves: readonly Move[], tree: Tree): readonly Problem[] {
  const applications = tree.applications.map(({ path }) => path);
  const froms = new Set(moves.map(({ from }) => from));
  return moves.flatMap((move, index) => {
    const found = fault(move, moves.slice(0, index), { ...tree, froms, applications });
    return found === undefined ? [] : [problem('RB634', { path: move.to, prop: 'moved', ...found })];
  });
}

interface Known {
  readonly paths: ReadonlyMap<string, unknown>;
  readonly froms: ReadonlySet<string>;
  readonly applications: readonly string[];
}

function fault({ from, to }: Move, earlier: readonly Move[], { paths, froms, applications }: Known) {
  const [former, now] = [around(from, applications), around(to, applications)];
  if (earlier.some((move) => move.to === to || move.from === from)) {
    return { found: `${show(from)} or ${show(to)} moves twice`, hint: 'give each path one move' };
  }
  if (applications.includes(from) || applications.includes(to)) {
    const hint = 'keep the id of the application: Argo CD knows what is delivered by it';
    return { found: `an application does not move, got ${show(from)} to ${show(to)}`, hint };
  }
  if (now === undefined || former !== now) {
    const hint = 'what is in another namespace is made anew: copy the data, and accept that the former goes';
    return { found: `${show(from)} and ${show(to)} are not in one application`, hint };
  }
  if (paths.has(from)) {
    const hint = 'give the new construct another id, or remove the move';
    return { found: `a construct is still at ${show(from)}`, hint };
  }
  if (!paths.has(to) && !froms.has(to)) {
    const near = closest(to, [...paths.keys()]);
    return {
      found: `no construct is at ${show(to)}`,
      hint: near === undefined ? undefined : `did you mean "${near}"?`,
    };
  }
  return undefined;
}

/** The application around a path. */
function around(path: string, applications: readonly string[]): string | undefined {
  return applications.find((application) => path.startsWith(`${application}/`));
}
