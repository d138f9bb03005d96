import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { innerWorkPath } from './file-record.ts';

/** What stands at a path: `empty` is a folder with nothing in it, `other` a socket, a device or a pipe. */
export type EntryKind = 'file' | 'folder' | 'empty' | 'link' | 'other';

/** Everything in a folder by its path, segments divided by `/`. Links are not followed. */
export type FolderTree = ReadonlyMap<string, EntryKind>;

/** Reads what is in a folder, without Roadbed's own work; a folder that does not exist has nothing in it. */
export function readTree(root: string): FolderTree {
  const tree = new Map<string, EntryKind>();
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = readFolder(join(root, folder));
    if (entries.length === 0 && folder !== '') tree.set(folder, 'empty');
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (path === innerWorkPath) continue;
      tree.set(path, kindOf(entry));
      if (entry.isDirectory()) folders.push(path);
    }
  }
  return tree;
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
