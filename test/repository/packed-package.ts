import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { root } from '../../scripts/source-files.ts';

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })).default({}),
});

/**
 * Packs the package as `npm publish` would and installs it into a new project, with its dependencies linked: what a user gets,
 * without a network. Peers that are optional are left out, as npm does.
 *
 * @returns the folder of the project
 */
export function installPacked(): string {
  const project = mkdtempSync(join(tmpdir(), 'roadbed-packed-'));
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', project];
  execFileSync('npm', pack, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = readdirSync(project).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error('npm pack wrote no archive');
  execFileSync('tar', ['-xzf', archive], { cwd: project });
  mkdirSync(join(project, 'node_modules'));
  renameSync(join(project, 'package'), join(project, 'node_modules', 'roadbed'));
  linkDependencies(project);
  return project;
}

/** The same without packing, which takes npm longer than all that comes after: what the package runs by, in a new project. */
export function installCopied(): string {
  const project = mkdtempSync(join(tmpdir(), 'roadbed-copied-'));
  for (const part of ['package.json', 'lib', 'core-schemas'])
    cpSync(join(root, part), join(project, 'node_modules', 'roadbed', part), { recursive: true });
  linkDependencies(project);
  return project;
}

/** Links what npm would install for the package, and makes the folder a project. */
function linkDependencies(project: string): void {
  const { dependencies, peerDependencies, peerDependenciesMeta } = manifest.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (peerDependenciesMeta[name]?.optional !== true) link(project, name);
  }
  writeFileSync(join(project, 'package.json'), '{ "name": "user", "private": true }\n');
}

function link(project: string, name: string): void {
  const target = join(project, 'node_modules', name);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), target);
}
