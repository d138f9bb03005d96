import { execFileSync } from 'node:child_process';
import type { Branches, Promotion } from './promotions.ts';

/** Git could not be asked, or refuses; the message is its own. */
export class GitRefusal extends Error {}

/** Branches of a remote repository, by the git of whoever calls. Nothing of the working tree, of local branches or of tags is changed. */
export class WaveBranches implements Branches {
  readonly #remote: string;
  readonly #commits: ReadonlyMap<string, string>;
  readonly #cwd: string;

  /** Asks the remote where the branches stand, and fetches their commits. */
  constructor(cwd: string, remote: string, names: readonly string[]) {
    this.#cwd = cwd;
    this.#remote = remote;
    const refs = names.map(refOf);
    const lines = this.#git(['ls-remote', '--quiet', '--', remote, ...refs]).split('\n');
    const found = new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]));
    this.#commits = new Map(
      names.flatMap((name) => {
        const commit = found.get(refOf(name));
        return commit === undefined ? [] : [[name, commit] as const];
      }),
    );
    const there = refs.filter((ref) => found.has(ref));
    if (there.length > 0) this.#git(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', remote, ...there]);
  }

  commitOf(branch: string): string | undefined {
    return this.#commits.get(branch);
  }

  /** The commit that a word of a person means here; undefined where it means none. */
  resolve(revision: string): string | undefined {
    try {
      return this.#git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).trim();
    } catch (error) {
      if (error instanceof GitRefusal) return undefined;
      throw error;
    }
  }

  leadsTo(commit: string, other: string): boolean {
    return this.#git(['rev-list', '--max-count=1', commit, `^${other}`, '--']).trim() === '';
  }

  /** How many commits the one is behind the other. */
  distance(from: string, to: string): number {
    return Number(this.#git(['rev-list', '--count', to, `^${from}`, '--']).trim());
  }

  /** Moves the branches, all or none, and only if they still stand where they were read. */
  move(promotions: readonly Promotion[]): void {
    const leases = promotions.map(({ branch, from = '' }) => `--force-with-lease=${refOf(branch)}:${from}`);
    const moves = promotions.map(({ branch, to }) => `${to}:${refOf(branch)}`);
    this.#git(['push', '--quiet', '--atomic', ...leases, '--', this.#remote, ...moves]);
  }

  #git(args: readonly string[]): string {
    try {
      return execFileSync('git', ['--no-pager', ...args], {
        cwd: this.#cwd,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' },
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** `HEAD` is what a remote says of itself. */
function refOf(name: string): string {
  return name === 'HEAD' ? name : `refs/heads/${name}`;
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('code' in error && error.code === 'ENOENT') return new GitRefusal('git is not installed');
  if (!('stderr' in error) || typeof error.stderr !== 'string') return error;
  const lines = error.stderr.split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) => /^(fatal|error):|^ ! /.test(line)) ?? lines[0] ?? 'it failed and said nothing';
  return new GitRefusal(said.trim().replace(/^(fatal|error): /, ''));
}
