import { execFileSync } from 'node:child_process';
import { dirname, join, resolve, sep } from 'node:path';

/**
 * The commit that a program stands at: undefined where it is in no git repository, or where anything of the repository differs from
 * the commit besides what a synthesis writes.
 */
export function programRevision(program: string, written: readonly string[]): string | undefined {
  try {
    const git = gitIn(dirname(resolve(program)));
    const [root = '', commit = ''] = git(['rev-parse', '--show-toplevel', 'HEAD']).split('\n');
    const own = written.map((path) => resolve(path));
    const changed = git(['status', '--porcelain=v1', '-z', '--no-renames'])
      .split('\0')
      .filter((line) => line !== '');
    const isOurs = (path: string) => own.some((one) => path === one || path.startsWith(one + sep));
    return changed.every((line) => isOurs(join(root, line.slice(3)).replace(/[\\/]$/, ''))) ? commit : undefined;
  } catch {
    return undefined;
  }
}

function gitIn(cwd: string): (args: readonly string[]) => string {
  return (args) =>
    execFileSync('git', ['--no-pager', ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
    });
}
