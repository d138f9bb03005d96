import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';
import type { StoredOutput } from '../views/output-files.ts';

/** Largest output that is read from git, in bytes. */
const LARGEST = 2 ** 31 - 1;

/** The output as it was at a revision of the git repository around the folder. Git is called without a shell, and reads only. */
export function storedRevision(folder: string, revision: string): StoredOutput | Problem {
  const unreadable = (found: string, hint?: string) => problem('RB932', { path: folder, found, hint });
  const place = resolve(folder);
  let there = place;
  while (!existsSync(there)) there = dirname(there);
  const git = gitIn(there);
  try {
    const commit = commitOf(git, revision);
    if (commit === undefined) {
      return unreadable(
        `no commit, branch or tag of the repository, nor a folder with an output, got "${revision}"`,
        'name one that is there; a shallow clone may lack it (git fetch --unshallow)',
      );
    }
    const inner = place === there ? '' : place.slice(there.length + 1).replaceAll('\\', '/');
    const prefix = git(['rev-parse', '--show-prefix']).toString().replace(/\n$/, '') + inner;
    const output = prefix.replace(/\/+$/, '');
    const blobs = blobsOf(git, commit, output);
    if (blobs.size === 0) {
      return problem('RB933', { path: folder, found: `no output at "${revision}:${output}"` });
    }
    const texts = textsOf(git, blobs);
    return { name: `${revision}:${output}`, revision, paths: [...texts.keys()], read: (path) => texts.get(path) };
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

/** The text of a file as it was at a revision that is known to be there; undefined where it was not. */
export function storedText(file: string, revision: string): string | undefined {
  let folder = dirname(resolve(file));
  while (!existsSync(folder)) folder = dirname(folder);
  const git = gitIn(folder);
  try {
    const commit = commitOf(git, revision);
    const inner = resolve(file)
      .slice(folder.length + 1)
      .replaceAll('\\', '/');
    const prefix = git(['rev-parse', '--show-prefix']).toString().replace(/\n$/, '');
    return commit === undefined ? undefined : git(['cat-file', 'blob', `${commit}:${prefix}${inner}`]).toString();
  } catch {
    return undefined;
  }
}

type Git = (args: readonly string[], input?: string) => Buffer;

function gitIn(cwd: string): Git {
  return (args, input = '') =>
    execFileSync('git', ['--literal-pathspecs', '--no-pager', ...args], {
      cwd,
      input,
      maxBuffer: LARGEST,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
    });
}

/** The commit of a revision. What begins with a hyphen is a revision too, and never an option. */
function commitOf(git: Git, revision: string): string | undefined {
  // Outside a repository this says so, which the next call could not tell from an unknown revision.
  git(['rev-parse', '--git-dir']);
  try {
    const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
      .toString()
      .trim();
    return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
  } catch {
    return undefined;
  }
}

/** Names of the contents of all files below a folder, by their paths in it; links and submodules are none. */
function blobsOf(git: Git, commit: string, folder: string): ReadonlyMap<string, string> {
  const inside = folder === '' ? [] : [`${folder}/`];
  const listing = git(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...inside]).toString();
  const blobs = new Map<string, string>();
  for (const line of listing.split('\0')) {
    const entry = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line);
    const [, name = '', path = ''] = entry ?? [];
    if (entry !== null) blobs.set(folder === '' ? path : path.slice(folder.length + 1), name);
  }
  return blobs;
}

/** The contents, all by one call. */
function textsOf(git: Git, blobs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const wanted = [...blobs].filter(([path]) => /\.(ya?ml|json)$/.test(path));
  const answer = git(['cat-file', '--batch'], wanted.map(([, name]) => `${name}\n`).join(''));
  const texts = new Map<string, string>();
  let at = 0;
  for (const [path] of wanted) {
    const end = answer.indexOf('\n', at);
    const size = Number(answer.toString('latin1', at, end).split(' ')[2]);
    if (!Number.isInteger(size)) throw new Error('git gave no content for a file that it lists');
    texts.set(path, answer.toString('utf8', end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return texts;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if ('code' in error && error.code === 'ENOENT') return 'git is not installed';
  const said = 'stderr' in error && Buffer.isBuffer(error.stderr) ? error.stderr.toString().trim() : '';
  if (said === '') throw error;
  return `git says: ${said.split('\n')[0]?.replace(/^fatal: /, '')}`;
}
