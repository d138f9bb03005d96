import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a folder of its own to some work, which runs in it, and takes it away afterwards. */
export function withFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'roadbed-bench-'));
  const home = process.cwd();
  process.chdir(folder);
  try {
    work(folder);
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Times what a workload is about, and prints it with the peak memory of the process. */
export function measured(work: () => void): void {
  const began = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  report(performance.now() - began, (user + system) / 1000);
}

/** Prints what a workload took, as the benchmark reads it. */
export function report(milliseconds: number, cpuMilliseconds = Number.NaN): void {
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ milliseconds, cpuMilliseconds, megabytes })}\n`);
}
