import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../src/write/make-folder.ts';

describe('making a folder', () => {
  const place = mkdtempSync(join(tmpdir(), 'roadbed-folder-'));
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  test('makes those above it too, and again does nothing', () => {
    makeFolder(join(place, 'a', 'b', 'c'));
    makeFolder(join(place, 'a', 'b', 'c'));
    expect(existsSync(join(place, 'a', 'b', 'c'))).toBe(true);
  });

  test('fails where a file stands in its way', () => {
    writeFileSync(join(place, 'file'), '');
    expect(() => makeFolder(join(place, 'file'))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(place, 'file', 'below'))).toThrow(/ENOTDIR/);
  });

  test('ends with an error in a file system that takes no folders', () => {
    const nowhere = existsSync('/proc/self') ? '/proc/roadbed/below' : join(place, 'file', 'below');
    expect(() => makeFolder(nowhere)).toThrow(/ENOENT|ENOTDIR/);
  });
});
