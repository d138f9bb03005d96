import type { ResolvedGraph } from '../../graph/graph.ts';
import type { Problem } from '../../model/problem.ts';
import { lockText, readLockFile, writeLock } from './lock-file.ts';
import { environmentLocks } from './lock-of.ts';
import { lockProblems } from './lock-problems.ts';

/** Where the lock is, and who writes it. */
export interface LockOptions {
  /** The file. */
  readonly file: string;
  /** Version of this Roadbed. */
  readonly roadbed: string;
  /** The commit of the program, where its working tree has no other change; asked only where something was decided anew. */
  readonly revision?: (() => string | undefined) | undefined;
}

/** What became of the lock. */
export interface LockReport {
  readonly file: string;
  readonly change: 'added' | 'changed' | 'unchanged';
}

/** What a graph decides, held against the lock. */
export interface Decision {
  readonly problems: readonly Problem[];
  /** Writes the lock, or only says whether it would change. */
  settle(isCheck: boolean): { readonly problems: readonly Problem[]; readonly report?: LockReport };
}

/** Holds what a graph decides against the lock, so that nothing that holds data is made again unless somebody says so. */
export function decide(
  graph: ResolvedGraph,
  options: LockOptions & { readonly accept: readonly string[]; readonly environment: string | undefined },
): Decision {
  const { file, roadbed, revision, accept, environment } = options;
  const { lock: before, text, problems: unreadable } = readLockFile(file, { path: file, roadbed, environment });
  if (unreadable.length > 0) return { problems: unreadable, settle: () => ({ problems: [] }) };
  const after = environmentLocks(graph, roadbed);
  return {
    problems: lockProblems({ before, after, moved: graph.platform.moved, accept, environment }),
    settle: (isCheck) => {
      const now = lockText({ before, after, environment, revision });
      const change = text === undefined ? 'added' : text === now ? 'unchanged' : 'changed';
      const problems = isCheck || change === 'unchanged' ? [] : writeLock(file, now);
      return { problems, report: { file, change } };
    },
  };
}
