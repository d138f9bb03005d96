import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The root of the repository. */
export const root = join(__dirname, '..');

/** A command that a package of node_modules brings. */
export function tool(name: string): string {
  return join(root, 'node_modules', '.bin', name);
}

/** Files of a folder, however deep, whose names end so; paths from the root with `/`, sorted. A missing folder has none. */
export function filesIn(folder: string, ending: string, base = root): readonly string[] {
  const start = join(base, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(base, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}
