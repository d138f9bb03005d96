import { dirname, join, sep } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';
import type { ProblemCode } from '../model/problem-table.ts';

/** An error of the file system, as Node throws it. */
interface DiskError {
  readonly code: string;
  readonly syscall: string;
  readonly path?: unknown;
}

/** True for errors of the file system. */
export function isDiskError(error: unknown): error is DiskError {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('syscall' in error)) return false;
  return typeof error.code === 'string' && typeof error.syscall === 'string';
}

/**
 * The problem that an error of the file system is for the user. Undefined for what only a fault of ours brings about, and for
 * errors that whoever makes the content ran into elsewhere.
 */
export function diskProblem(error: unknown, shown: string, root?: string): Problem | undefined {
  if (!isDiskError(error) || isElsewhere(error, root)) return undefined;
  const [code, what] = meaningOf(error, root) ?? [];
  if (code === undefined) return undefined;
  const at = typeof error.path === 'string' ? ` at ${JSON.stringify(error.path)}` : '';
  return problem(code, { path: shown, found: `${what}${at} (${error.code})` });
}

function meaningOf(error: DiskError, root: string | undefined): readonly [ProblemCode, string] | undefined {
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return ['RB810', 'no space is left'];
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return ['RB802', 'writing is not permitted'];
    case 'ENAMETOOLONG':
      return ['RB806', 'the file system takes no name of this length'];
    case 'ENOTDIR':
      return ['RB801', 'a file stands where a folder is needed'];
    case 'EBUSY':
    case 'EIO':
      return ['RB802', 'the disk refuses to write'];
    case 'ENOENT':
      // A folder whose parent is there and that still is not found: a file system that takes none, as /proc.
      if (error.syscall === 'mkdir' && !isBelow(error.path, root)) return ['RB802', 'the file system takes no folders'];
      return isBelow(error.path, root) ? ['RB813', 'something is gone'] : undefined;
    default:
      return undefined;
  }
}

function isElsewhere(error: DiskError, root: string | undefined): boolean {
  return root !== undefined && typeof error.path === 'string' && !isBelow(error.path, dirname(root));
}

function isBelow(path: unknown, folder: string | undefined): boolean {
  return typeof path === 'string' && folder !== undefined && (path === folder || path.startsWith(join(folder, sep)));
}
