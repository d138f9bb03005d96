import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compareText } from '../model/problem.ts';
import type { StoredOutput } from '../views/output-files.ts';
import { recoverFolder } from '../write/recovery.ts';

/** The output that stands in a folder; undefined where there is no folder. */
export function storedFolder(folder: string): StoredOutput | undefined {
  recoverFolder(folder);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  const paths: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    paths.push(relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  }
  return {
    name: folder,
    paths: paths.sort(compareText),
    read: (path) => {
      const file = join(folder, path);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    },
  };
}
