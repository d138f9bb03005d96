import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test, gone after it. */
export class Fixture {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'roadbed-write-')));
  readonly dist = join(this.path, 'dist');

  /** Writes files that are not Roadbed's. */
  put(files: Readonly<Record<string, string>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true });
      writeFileSync(join(this.path, path), content);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Files by path. */
export function filesOf(content: Readonly<Record<string, string>>): { path: string; content: string }[] {
  return Object.entries(content).map(([path, text]) => ({ path, content: text }));
}

/** All that is in a folder as path and content: a folder ends in `/`, a link tells its target. Undefined if there is no folder. */
export function contentOf(folder: string): Record<string, string> | undefined {
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return undefined;
  const content: Record<string, string> = {};
  const visit = (path: string): void => {
    const entries = readdirSync(join(folder, path), { withFileTypes: true });
    if (entries.length === 0 && path !== '') content[`${path}/`] = '';
    for (const entry of entries) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(inner);
      else
        content[inner] = entry.isSymbolicLink()
          ? `-> ${readlinkSync(join(folder, inner))}`
          : readFileSync(join(folder, inner), 'utf8');
    }
  };
  visit('');
  return content;
}

/** The same without Roadbed's record. */
export function payloadOf(folder: string): Record<string, string> | undefined {
  const content = contentOf(folder);
  if (content === undefined) return undefined;
  return Object.fromEntries(Object.entries(content).filter(([path]) => !path.startsWith('.roadbed/')));
}
