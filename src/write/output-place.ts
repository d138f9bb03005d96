import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, parse, resolve, sep } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';

/** The output folder on the disk. */
export interface OutputPlace {
  /** Absolute path without links; nothing need stand there yet. */
  readonly root: string;
  /** The path as the user gave it, for problems. */
  readonly shown: string;
}

/** Finds the output folder, or says why it cannot be one. A link to a folder is followed: the folder is replaced, the link stays. */
export function findPlace(shown: string): OutputPlace | Problem {
  const root = withoutLinks(resolve(shown));
  if (root === undefined)
    return problem('RB802', { path: shown, found: `a link that leads nowhere, got ${quote(shown)}` });
  if (existsSync(root) && !statSync(root).isDirectory()) {
    return problem('RB801', { path: shown, found: `not a folder, got ${quote(shown)}` });
  }
  const reason = dangerOf(root);
  return reason === undefined
    ? { root, shown }
    : problem('RB803', { path: shown, found: `${reason}, got ${quote(shown)}` });
}

function dangerOf(root: string): string | undefined {
  if (root === parse(root).root) return 'the root of the disk';
  if (holds(root, realpathSync(process.cwd()))) return 'a folder that holds the working directory';
  const home = withoutLinks(homedir());
  if (home !== undefined && holds(root, home)) return 'a folder that holds the home directory';
  return existsSync(join(root, '.git')) ? 'the root of a git repository' : undefined;
}

function holds(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

/** The path with links resolved as far as it exists; undefined for a link that leads nowhere. */
function withoutLinks(path: string): string | undefined {
  const missing: string[] = [];
  for (let known = path; ; known = dirname(known)) {
    if (existsSync(known)) return join(realpathSync(known), ...missing.reverse());
    if (lstatSync(known, { throwIfNoEntry: false }) !== undefined) return undefined;
    if (dirname(known) === known) return path;
    missing.push(parse(known).base);
  }
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** Tells a place from a problem. */
export function isPlace(found: OutputPlace | Problem): found is OutputPlace {
  return 'root' in found;
}
