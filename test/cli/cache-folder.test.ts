import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, keepFile } from '../../src/cli/cache-folder.ts';

let folder: string;
let temporary: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadbed-cache-'));
  temporary = join(folder, 'tmp');
  mkdirSync(temporary);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('what can be computed again stands beside the installed packages', () => {
  mkdirSync(join(folder, 'project/node_modules'), { recursive: true });
  mkdirSync(join(folder, 'project/platform'));
  expect(cacheFolder(join(folder, 'project/platform'))).toBe(join(folder, 'project/node_modules/.cache/roadbed'));
});

test('without packages it stands in a folder of the user alone', () => {
  const own = join(temporary, `roadbed-${userInfo().uid}`);
  expect(cacheFolder(folder, temporary)).toBe(own);
  expect(statSync(own).mode & 0o777).toBe(0o700);
});

test('a folder that others may write is not used, as what stands in it is run', () => {
  const own = join(temporary, `roadbed-${userInfo().uid}`);
  mkdirSync(own);
  chmodSync(own, 0o777);
  expect(cacheFolder(folder, temporary)).toBeUndefined();
});

test('a link that somebody put in its place is not followed', () => {
  mkdirSync(join(folder, 'theirs'), { mode: 0o700 });
  symlinkSync(join(folder, 'theirs'), join(temporary, `roadbed-${userInfo().uid}`));
  expect(cacheFolder(folder, temporary)).toBeUndefined();
});

test('a file is kept as a whole, and one that cannot be kept is no fault', () => {
  keepFile(join(folder, 'kept'), 'text');
  expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('text');
  expect(() => keepFile(join(folder, 'nowhere/kept'), 'text')).not.toThrow();
});
