import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Built } from './build-engine.ts';
import { engineCache } from './engine-cache.ts';
import type { DebianEngine } from './engine-list.ts';

/**
 * Gives an engine that Debian has as a package: the one on the path, else the program taken out of the package, into the cache. Nothing
 * is installed on the machine.
 */
export function debianEngine({ name, debian }: DebianEngine): Built {
  const onPath = versionOf(name);
  if (onPath !== undefined) return { path: name, version: onPath, seconds: 0 };
  const start = performance.now();
  const folder = join(engineCache(), 'debian');
  const path = join(folder, name);
  const failure = existsSync(path) ? undefined : unpack(debian, name, folder);
  const version = failure === undefined ? versionOf(path) : undefined;
  if (version === undefined) return { missing: failure ?? `it does not run: ${path}`, version: '' };
  return { path, version, seconds: (performance.now() - start) / 1000 };
}

/** What a program says of itself, or undefined where there is none. */
function versionOf(program: string): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? /version\s+v?(\d[^\s,]*)/.exec(`${stdout}${stderr}`)?.[1] : undefined;
}

/** Takes a program out of a package; gives what went wrong. */
function unpack(debian: string, name: string, folder: string): string | undefined {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, 'draft-'));
  try {
    const fetched = spawnSync('apt-get', ['download', debian], { cwd: draft, encoding: 'utf8' });
    if (fetched.status !== 0) return `Debian gives no package ${debian}: ${lastLine(fetched.stderr)}`;
    const file = readdirSync(draft).find((one) => one.endsWith('.deb'));
    const unpacked = spawnSync('dpkg', ['-x', file ?? '', '.'], { cwd: draft, encoding: 'utf8' });
    if (unpacked.status !== 0) return `the package ${debian} cannot be unpacked: ${lastLine(unpacked.stderr)}`;
    renameSync(join(draft, 'usr/bin', name), join(folder, name));
    return undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function lastLine(text: string | undefined): string {
  return text?.trim().split('\n').at(-1) || 'there is no apt-get';
}
