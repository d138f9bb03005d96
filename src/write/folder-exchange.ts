import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Number of the system call renameat2 on Linux; it is part of the kernel's fixed interface. */
const renameat2: Readonly<Record<string, string>> = { x64: '316', arm64: '276' };

/** Calls renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE). */
const perlProgram = 'exit(syscall($ARGV[0] + 0, -100, $ARGV[1], -100, $ARGV[2], 2) == 0 ? 0 : 1)';

/**
 * Lets two folders change names in one step of the kernel, so that each name is there at every moment. Node has no call for it:
 * `mv` of coreutils 9.5 or newer has, and Perl, which comes with Debian and with git, can make the call. False where neither does,
 * and then nothing has changed.
 */
export function exchangeFolders(a: string, b: string): boolean {
  if (process.platform !== 'linux') return false;
  const before = statSync(a).ino;
  return programs(a, b).some(([program, ...args]) => {
    spawnSync(program, args, { stdio: 'ignore' });
    return statSync(b, { throwIfNoEntry: false })?.ino === before;
  });
}

function programs(a: string, b: string): [string, ...string[]][] {
  const number = renameat2[process.arch];
  const mv: [string, ...string[]] = ['mv', '--exchange', '--no-target-directory', '--', a, b];
  return number === undefined ? [mv] : [mv, ['perl', '-e', perlProgram, number, a, b]];
}
