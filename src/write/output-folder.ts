import type { Problem } from '../model/problem.ts';
import { diskProblem } from './disk-problem.ts';
import { readRecord } from './file-record.ts';
import { FolderComparison, type OldFolder } from './folder-comparison.ts';
import { beginTree, busy, replaceTree } from './folder-replacement.ts';
import { readTree } from './folder-tree.ts';
import type { FolderReport, OutputFile, WriteOptions, WriteProgress } from './output-file.ts';
import { findPlace, isPlace, type OutputPlace } from './output-place.ts';
import { ProgressMeter } from './progress-meter.ts';
import { recoverFolder, repair } from './recovery.ts';
import { WorkFolder } from './work-folder.ts';

/**
 * Replaces what Roadbed wrote into a folder by new files, all at once: whoever looks, and whenever the process is killed, sees
 * the old tree or the new one. Files that Roadbed did not write stay; files that did not change keep their times.
 *
 * @example
 * const report = writeFolder('dist', [{ path: 'dev/shop/namespace.yaml', content: toYaml(namespace) }]);
 * if (report.problems.length === 0) console.log(`${report.added.length + report.changed.length} files written`);
 */
export function writeFolder(folder: string, files: Iterable<OutputFile>, options: WriteOptions = {}): FolderReport {
  return atPlace(folder, (place) => {
    const work = WorkFolder.choose(place.root);
    const lock = work.lock();
    if (typeof lock === 'string') return refusal([busy(place.shown, lock)]);
    try {
      repair(work, place.root);
      const old = readOld(place);
      if ('code' in old) return refusal([old]);
      const tree = beginTree(work, place.root);
      const comparison = new FolderComparison(old, options, tree);
      compare(comparison, files, (progress) => {
        lock.refresh();
        options.onProgress?.(progress);
      });
      if (comparison.problems.length > 0) return comparison.report;
      const problems = replaceTree(work, place, tree, comparison, old);
      return { ...comparison.report, problems };
    } finally {
      work.close(lock);
    }
  });
}

/** Tells how a folder differs from new files, and what would be wrong with writing them, without writing anything. */
export function checkFolder(folder: string, files: Iterable<OutputFile>, options: WriteOptions = {}): FolderReport {
  return atPlace(folder, (place) => {
    const old = readOld(place);
    if ('code' in old) return refusal([old]);
    const comparison = new FolderComparison(old, options);
    compare(comparison, files, (progress) => options.onProgress?.(progress));
    return comparison.report;
  });
}

function compare(
  comparison: FolderComparison,
  files: Iterable<OutputFile>,
  report: (progress: WriteProgress) => void,
): void {
  const meter = new ProgressMeter(report);
  for (const file of files) meter.add(comparison.offer(file));
  comparison.finish();
}

function readOld(place: OutputPlace): OldFolder | Problem {
  const record = readRecord(place.root, place.shown);
  return 'code' in record ? record : { root: place.root, tree: readTree(place.root), record };
}

/** Does something with a folder that has been brought into order. Errors of the disk become problems. */
function atPlace(folder: string, action: (place: OutputPlace) => FolderReport): FolderReport {
  let root: string | undefined;
  try {
    const place = findPlace(folder);
    if (!isPlace(place)) return refusal([place]);
    root = place.root;
    const problems = recoverFolder(folder);
    return problems.length > 0 ? refusal(problems) : action(place);
  } catch (error) {
    const found = diskProblem(error, folder, root);
    if (found === undefined) throw error;
    return refusal([found]);
  }
}

function refusal(problems: readonly Problem[]): FolderReport {
  return { problems, added: [], changed: [], removed: [], unchanged: 0, kept: 0, bytes: 0 };
}
