import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isDiskError } from './disk-problem.ts';

/** Age in milliseconds from which a lock of another machine, or one that cannot be read, counts as left behind. */
const staleAge = 60_000;

/** Time in milliseconds between two signs of life. */
const refreshTime = 5_000;

/** Locks that this process holds: its own number in a lock file may also be that of a dead process. */
const held = new Set<string>();

/** The lock of a working folder: a file that names the process, so that the lock of a dead process can be taken over. */
export class RunLock {
  readonly #file: string;
  #refreshed = performance.now();

  private constructor(file: string) {
    this.#file = file;
    held.add(file);
  }

  /** Takes the lock, or says who holds it. */
  static take(folder: string): RunLock | string {
    const file = join(folder, 'lock');
    const candidate = join(folder, `lock.${process.pid}`);
    writeFileSync(candidate, signature());
    try {
      if (claim(candidate, file)) return new RunLock(file);
      const seen = readText(file);
      const holder = liveHolder(file, candidate);
      if (holder !== undefined) return holder;
      return removeStale(file, candidate, seen) && claim(candidate, file) ? new RunLock(file) : 'another process';
    } finally {
      rmSync(candidate, { force: true });
    }
  }

  /** Gives a sign of life, for processes on other machines, which cannot look this one up. */
  refresh(): void {
    if (performance.now() - this.#refreshed < refreshTime) return;
    this.#refreshed = performance.now();
    writeFileSync(this.#file, signature());
  }

  release(): void {
    held.delete(this.#file);
    rmSync(this.#file, { force: true });
  }
}

/** Makes the lock in one step with what is in it; some file systems have no hard links, there a copy must do. */
function claim(candidate: string, file: string): boolean {
  try {
    linkSync(candidate, file);
    return true;
  } catch (error) {
    if (isDiskError(error) && error.code === 'EEXIST') return false;
    if (!isDiskError(error) || error.code === 'ENOENT') throw error;
  }
  try {
    copyFileSync(candidate, file, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (isDiskError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead process's lock away. It is moved aside first, so that of several who do so none removes the next one's lock. */
function removeStale(file: string, candidate: string, seen: string): boolean {
  const aside = `${candidate}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isDiskError(error) && error.code === 'ENOENT') return true;
    throw error;
  }
  const same = readText(aside) === seen;
  if (!same) claim(aside, file);
  rmSync(aside, { force: true });
  return same;
}

/** Who holds the lock, if the holder lives or may live. */
function liveHolder(file: string, candidate: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const [pid, host] = readSignature(file);
  if (host === hostname() && Number.isInteger(pid) && pid > 0) {
    const lives = pid === process.pid ? held.has(file) : isAlive(pid);
    return lives ? `process ${pid}` : undefined;
  }
  // Both times are the file system's own, so that clocks of two machines need not agree.
  const age = statSync(candidate).mtimeMs - stats.mtimeMs;
  return age < staleAge ? `a process on ${host === '' ? 'another machine' : host}` : undefined;
}

function signature(): string {
  return `${process.pid} ${hostname()}\n`;
}

function readSignature(file: string): [pid: number, host: string] {
  const [pid = '', host = ''] = readText(file).trim().split(' ');
  return [Number(pid), host];
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isDiskError(error) && error.code === 'EPERM';
  }
}
