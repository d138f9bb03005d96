import { accessSync, constants, existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Finds the folder for what can be computed again: beside the installed packages of a program, which can be trusted as much as they
 * can, else a folder in the system's temporary one that nobody else may enter. What stands in it is run as code, so a folder that
 * somebody else may write is never used. Undefined where there is no such folder.
 */
export function cacheFolder(from: string, temporary = tmpdir()): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const packages = join(folder, 'node_modules');
    if (existsSync(packages))
      return writable(packages) ? ensure(join(packages, '.cache', 'roadbed')) : ownFolder(temporary);
    if (dirname(folder) === folder) return ownFolder(temporary);
  }
}

/** Keeps a file as a whole: whoever reads sees the old content or the new one. A cache that cannot be written is no fault. */
export function keepFile(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}

function ownFolder(temporary: string): string | undefined {
  const { uid } = userInfo();
  const folder = join(temporary, `roadbed-${uid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stat = lstatSync(folder);
    const isOurs = process.platform === 'win32' || (stat.uid === uid && (stat.mode & 0o077) === 0);
    return stat.isDirectory() && isOurs ? folder : undefined;
  } catch {
    return undefined;
  }
}

function ensure(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return undefined;
  }
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
