import childProcess from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exchangeFolders } from '../../src/write/folder-exchange.ts';
import { contentOf, Fixture } from './folder-fixture.ts';

let fixture: Fixture;
let a: string;
let b: string;

beforeEach(() => {
  fixture = new Fixture();
  a = join(fixture.path, 'a $(touch x) "');
  b = join(fixture.path, '-b');
  fixture.put({ 'a $(touch x) "/from-a': 'a', '-b/from-b': 'b' });
});

afterEach(() => {
  jest.restoreAllMocks();
  fixture.remove();
});

test('two folders change names, or nothing has changed where no program can do it', () => {
  const exchanged = exchangeFolders(a, b);
  expect([contentOf(a), contentOf(b)]).toEqual(
    exchanged ? [{ 'from-b': 'b' }, { 'from-a': 'a' }] : [{ 'from-a': 'a' }, { 'from-b': 'b' }],
  );
});

test('it is looked at what stands in the place, not at what a program says', () => {
  jest.spyOn(childProcess, 'spawnSync').mockImplementation(() => {
    mkdirSync(join(b, 'other'), { recursive: true });
    return { status: 0, signal: null, output: [], pid: 1, stdout: '', stderr: '' };
  });
  expect(exchangeFolders(a, b)).toBe(false);
});
