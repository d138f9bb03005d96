import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type EnvironmentLock, LOCK_VERSION, type Lock } from '../../model/lock-document.ts';
import { compareText, type Problem, problem } from '../../model/problem.ts';
import { isDiskError } from '../../write/disk-problem.ts';
import { type LockReading, type ReadLock, readLock } from './read-lock.ts';

/** What a lock is to become. */
export interface NewLock {
  readonly before: Lock | undefined;
  readonly after: ReadonlyMap<string, EnvironmentLock>;
  /** The environment that is written; all others stay as they are. */
  readonly environment: string | undefined;
  /** The commit of the program, asked only where something was decided anew. */
  readonly revision?: (() => string | undefined) | undefined;
}

/** The text of the lock after a synthesis. What was decided as before keeps the revision that first decided so. */
export function lockText({ before, after, environment, revision }: NewLock): string {
  const parts = new Map<string, EnvironmentLock>(
    environment === undefined
      ? []
      : Object.entries(before?.environments ?? {}).filter(([name]) => name !== environment),
  );
  let commit: { readonly known: string | undefined } | undefined;
  for (const [name, part] of after) {
    if (environment !== undefined && name !== environment) continue;
    const former =
      before !== undefined && Object.hasOwn(before.environments, name) ? before.environments[name] : undefined;
    const isSame =
      former !== undefined && textOf({ ...part, revision: undefined }) === textOf({ ...former, revision: undefined });
    commit ??= isSame ? undefined : { known: revision?.() };
    parts.set(name, isSame ? former : withRevision(part, commit?.known));
  }
  const environments = Object.fromEntries([...parts].sort(([a], [b]) => compareText(a, b)));
  return `${textOf({ version: LOCK_VERSION, environments } satisfies Lock)}\n`;
}

/** Two spaces a level and one member a line: a change is seen where it is, and two branches meet only where they change the same. */
function textOf(value: object): string {
  return JSON.stringify(value, undefined, 2);
}

function withRevision({ roadbed, ...rest }: EnvironmentLock, revision: string | undefined): EnvironmentLock {
  return revision === undefined ? { roadbed, ...rest } : { roadbed, revision, ...rest };
}

/** Reads the lock of a file; without the file there is no lock yet. */
export function readLockFile(file: string, reading: LockReading): ReadLock & { readonly text?: string } {
  try {
    const text = readFileSync(file, 'utf8');
    return { ...readLock(text, reading), text };
  } catch (error) {
    if (!isDiskError(error)) throw error;
    if (error.code === 'ENOENT') return readLock(undefined, reading);
    return { lock: undefined, problems: [problem('RB630', { path: reading.path, found: diskWords(error) })] };
  }
}

/** Replaces the lock in one step: a reader finds the old one or the new one, whole. */
export function writeLock(file: string, text: string): readonly Problem[] {
  const draft = `${file}.${process.pid}`;
  try {
    const descriptor = openSync(draft, 'w');
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
    return [];
  } catch (error) {
    rmSync(draft, { force: true });
    if (!isDiskError(error)) throw error;
    return [problem('RB635', { path: file, found: diskWords(error) })];
  }
}

function diskWords({ code }: { readonly code: string }): string {
  return `the file system says ${code}`;
}
