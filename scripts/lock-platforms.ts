import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from './source-files.ts';

const entry = z.looseObject({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lock = z.looseObject({ packages: z.record(z.string(), entry) });

/** The packages of a lock file. */
type Packages = z.infer<typeof lock>['packages'];

/** The lock file of this repository. */
export const lockFile = join(root, 'package-lock.json');

/** Reads a lock file. The order of its members stays: npm writes it the same way again. */
export function readLock(text: string): z.infer<typeof lock> {
  const value: unknown = JSON.parse(text);
  if (!isLock(value)) throw new Error('package-lock.json has no packages');
  return value;
}

function isLock(value: unknown): value is z.infer<typeof lock> {
  return lock.safeParse(value).success;
}

/**
 * The packages for other platforms that the lock does not name.
 *
 * npm leaves them out when it writes the lock where it cannot see them, and `npm ci` on another platform, or with a stricter npm, then
 * refuses the lock.
 */
export function missingPlatforms(packages: Packages): Packages {
  const missing: Packages = {};
  for (const [parent, { optionalDependencies = {}, dev, license }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      if (packages[path] !== undefined || packages[`${parent}/${path}`] !== undefined) continue;
      const { os, cpu, libc } = platformOf(name);
      missing[path] = { version, cpu, dev, libc, license, optional: true, os };
    }
  }
  return missing;
}

interface Platform {
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc: readonly string[] | undefined;
}

/** The platform that a package is for, read from its name: `core-linux-arm-gnueabihf`. */
function platformOf(name: string): Platform {
  const match = /-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(\w+))?$/.exec(name);
  if (match === null) throw new Error(`${name} does not say which platform it is for`);
  const [, os = '', cpu = '', abi = 'gnu'] = match;
  return { os: [os], cpu: [cpu], libc: os === 'linux' ? [abi.startsWith('musl') ? 'musl' : 'glibc'] : undefined };
}

function complete(): void {
  const read = readLock(readFileSync(lockFile, 'utf8'));
  const all = Object.entries({ ...read.packages, ...missingPlatforms(read.packages) });
  const packages = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(lockFile, `${JSON.stringify({ ...read, packages }, undefined, 2)}\n`);
}

if (require.main === module) complete();
