import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { engineCache } from './engine-cache.ts';
import { type Engine, moduleFolder, versionOf } from './engine-list.ts';

/** What became of an engine: the program, or the reason why there is none. */
export type Built =
  | { readonly path: string; readonly version: string; readonly seconds: number }
  | { readonly missing: string; readonly version: string };

/** Builds need no C compiler, read no workspace of the machine, and change nothing in the module. */
const environment = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-p=2 -buildvcs=false -mod=readonly', GOWORK: 'off' };

/**
 * Gives an engine, built by the ordinary Go client into a cache outside the tree, `$XDG_CACHE_HOME/roadbed/engines`. A build is
 * kept as long as the module that pins the versions, the wrappers in it and Go itself stay the same.
 */
export async function buildEngine(engine: Engine, signal: AbortSignal): Promise<Built> {
  const version = versionOf(engine);
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (go.status !== 0) return { missing: 'there is no Go on the path to build it with', version };
  const module = moduleFolder(engine);
  const folder = join(engineCache(), key(module, go.stdout));
  const path = join(folder, engine.name);
  if (existsSync(path)) return { path, version, seconds: 0 };
  mkdirSync(folder, { recursive: true });
  const start = performance.now();
  const draft = `${path}.${process.pid}`;
  const args = ['build', '-ldflags', linkerFlags(engine, version), '-o', draft, engine.package];
  const failure = await run(module, args, signal);
  if (failure !== undefined) return { missing: `it does not build: ${failure}`, version };
  renameSync(draft, path);
  return { path, version, seconds: (performance.now() - start) / 1000 };
}

/** A name for what the builds of a module are made of. */
function key(module: string, go: string): string {
  const hash = createHash('sha256').update(go);
  const files = readdirSync(module, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.(go|mod|sum)$/.test(name)).sort()) {
    hash.update(`${file}\0`).update(readFileSync(join(module, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function linkerFlags({ versionVariables }: Engine, version: string): string {
  return ['-s', '-w', ...versionVariables.map((variable) => `-X ${variable}=${version}`)].join(' ');
}

/** Runs Go in a module; gives the last thing that it complained of if it failed. */
function run(module: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('go', args, {
      cwd: module,
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    });
    const chunks: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status) => {
      const lines = Buffer.concat(chunks).toString().trim().split('\n');
      resolve(status === 0 ? undefined : lines.slice(-3).join(' '));
    });
  });
}
