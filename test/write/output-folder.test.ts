import fs, {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FolderReport, OutputFile, WriteOptions } from '../../src/write/output-file.ts';
import { checkFolder, writeFolder } from '../../src/write/output-folder.ts';
import { contentOf, Fixture, filesOf, payloadOf } from './folder-fixture.ts';

let fixture: Fixture;
let dist: string;

beforeEach(() => {
  fixture = new Fixture();
  dist = fixture.dist;
});

afterEach(() => {
  jest.restoreAllMocks();
  fixture.remove();
});

/** Writes files, and expects no problem and nothing left beside. */
function write(content: Readonly<Record<string, string>>, options?: WriteOptions): FolderReport {
  const report = writeFolder(dist, filesOf(content), options);
  expect(report.problems).toEqual([]);
  expect(readdirSync(fixture.path).filter((name) => name.startsWith('.'))).toEqual([]);
  return report;
}

function refused(content: Readonly<Record<string, string>> | Iterable<OutputFile>, options?: WriteOptions): string[] {
  const before = contentOf(dist);
  const files = Symbol.iterator in content ? content : filesOf(content);
  const report = writeFolder(dist, files, options);
  expect(contentOf(dist)).toEqual(before);
  expect(readdirSync(fixture.path).filter((name) => name.startsWith('.'))).toEqual([]);
  return report.problems.map((found) => `${found.code} at ${found.path}: ${found.found}`);
}

describe('a folder of new files', () => {
  test('is made with the folders above it', () => {
    dist = join(fixture.path, 'a/b/dist');
    expect(writeFolder(dist, filesOf({ 'dev/shop.yaml': 'a: 1\n', empty: '' })).added).toEqual([
      'dev/shop.yaml',
      'empty',
    ]);
    expect(payloadOf(dist)).toEqual({ 'dev/shop.yaml': 'a: 1\n', empty: '' });
  });

  test('holds a record of what was written, one file a line', () => {
    write({ 'b.yaml': 'b', 'a.yaml': 'a' });
    expect(readFileSync(join(dist, '.roadbed/files.json'), 'utf8')).toBe(`{
  "version": 1,
  "files": {
    "a.yaml": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
    "b.yaml": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"
  }
}
`);
  });

  test('may be an empty folder, or no file at all', () => {
    mkdirSync(dist);
    write({});
    expect(contentOf(dist)).toEqual({ '.roadbed/files.json': '{\n  "version": 1,\n  "files": {}\n}\n' });
  });

  test('takes content in chunks, none of which is kept', () => {
    const chunk = 'é'.repeat(100_000);
    function* chunks(last: string): Generator<string> {
      for (let i = 0; i < 40; i++) yield chunk;
      yield last;
    }
    const report = writeFolder(dist, [{ path: 'large', content: chunks('a') }]);
    expect(report.bytes).toBe(40 * 200_000 + 1);
    expect(writeFolder(dist, [{ path: 'large', content: chunks('a') }]).unchanged).toBe(1);
    expect(writeFolder(dist, [{ path: 'large', content: chunks('b') }]).changed).toEqual(['large']);
    expect(readFileSync(join(dist, 'large'), 'utf8')).toBe(`${chunk.repeat(40)}b`);
    expect(writeFolder(dist, [{ path: 'large', content: [chunk, 'b'] }]).changed).toEqual(['large']);
    expect(readFileSync(join(dist, 'large'), 'utf8')).toBe(`${chunk}b`);
    expect(writeFolder(dist, [{ path: 'large', content: chunk }]).changed).toEqual(['large']);
    expect(readFileSync(join(dist, 'large'), 'utf8')).toBe(chunk);
  });

  test('tells of progress while it goes on', () => {
    function* slowly(): Generator<OutputFile> {
      for (let i = 0; i < 3; i++) {
        const until = performance.now() + 120;
        while (performance.now() < until);
        yield { path: `${i}`, content: 'text' };
      }
    }
    const onProgress = jest.fn();
    writeFolder(dist, slowly(), { onProgress });
    expect(onProgress.mock.calls.map(([progress]) => progress)).toEqual([
      { files: 1, bytes: 4 },
      { files: 2, bytes: 8 },
      { files: 3, bytes: 12 },
    ]);
  });
});

describe('the next run', () => {
  test('writes what changed, removes what is no more and leaves the rest with its times', () => {
    write({ 'a.yaml': 'a', 'dev/b.yaml': 'b', 'dev/old/c.yaml': 'c' });
    const past = new Date(1_000_000_000_000);
    utimesSync(join(dist, 'a.yaml'), past, past);
    const report = write({ 'a.yaml': 'a', 'dev/b.yaml': 'other', 'new/d.yaml': 'd' });
    expect(report).toEqual({
      problems: [],
      added: ['new/d.yaml'],
      changed: ['dev/b.yaml'],
      removed: ['dev/old/c.yaml'],
      unchanged: 1,
      kept: 0,
      bytes: 6,
    });
    expect(payloadOf(dist)).toEqual({ 'a.yaml': 'a', 'dev/b.yaml': 'other', 'new/d.yaml': 'd' });
    expect(existsSync(join(dist, 'dev/old'))).toBe(false);
    expect(statSync(join(dist, 'a.yaml')).mtime).toEqual(past);
  });

  test('touches nothing if nothing changed', () => {
    write({ 'a.yaml': 'a', 'dev/b.yaml': 'b' });
    const before = [dist, join(dist, 'dev'), join(dist, '.roadbed/files.json')].map((path) => statSync(path).ino);
    expect(write({ 'dev/b.yaml': 'b', 'a.yaml': 'a' })).toMatchObject({
      added: [],
      changed: [],
      removed: [],
      unchanged: 2,
      bytes: 0,
    });
    expect([dist, join(dist, 'dev'), join(dist, '.roadbed/files.json')].map((path) => statSync(path).ino)).toEqual(
      before,
    );
  });

  test('makes a file of what was a folder and a folder of what was a file', () => {
    write({ a: 'file', 'b/c': 'in a folder' });
    write({ 'a/x': 'in a folder', b: 'file' });
    expect(payloadOf(dist)).toEqual({ 'a/x': 'in a folder', b: 'file' });
  });

  test('writes again what a person removed', () => {
    write({ a: 'a', b: 'b' });
    rmSync(join(dist, 'a'));
    expect(write({ a: 'a', b: 'b' }).added).toEqual(['a']);
  });

  test('keeps the mode of the folder', () => {
    write({ a: 'a' });
    chmodSync(dist, 0o750);
    write({ a: 'b' });
    expect(statSync(dist).mode & 0o777).toBe(0o750);
  });

  test('follows a link that is the output folder, and leaves the link', () => {
    fixture.put({ 'elsewhere/mine': 'mine' });
    symlinkSync('elsewhere', dist);
    write({ a: 'a' });
    write({ a: 'b' });
    expect(payloadOf(join(fixture.path, 'elsewhere'))).toEqual({ mine: 'mine', a: 'b' });
    expect(fs.lstatSync(dist).isSymbolicLink()).toBe(true);
  });
});

describe('what Roadbed did not write', () => {
  test('stays: files, links, empty folders', () => {
    fixture.put({ 'dist/README.md': 'mine', 'dist/dev/mine/notes': 'mine' });
    symlinkSync('nowhere', join(dist, 'link'));
    mkdirSync(join(dist, 'empty/folder'), { recursive: true });
    const mine = { 'README.md': 'mine', 'dev/mine/notes': 'mine', link: '-> nowhere', 'empty/folder/': '' };
    expect(write({ 'dev/a': 'a' }).kept).toBe(4);
    expect(payloadOf(dist)).toEqual({ ...mine, 'dev/a': 'a' });
    write({ 'dev/b': 'b', 'empty/folder/c': 'c' });
    expect(payloadOf(dist)).toEqual({ ...mine, 'dev/b': 'b', 'empty/folder/c': 'c', 'empty/folder/': undefined });
  });

  test('is not overwritten, unless told so', () => {
    fixture.put({ 'dist/a': 'mine' });
    expect(refused({ a: 'a', b: 'b' })).toEqual([
      'RB807 at a: a file that Roadbed did not write has the path of a new one, got "a"',
    ]);
    write({ a: 'a', b: 'b' }, { force: true });
    expect(payloadOf(dist)).toEqual({ a: 'a', b: 'b' });
  });

  test('is taken over where it is the same as the new file', () => {
    write({ a: 'a', b: 'b' });
    rmSync(join(dist, '.roadbed'), { recursive: true });
    expect(write({ a: 'a', b: 'b' }).unchanged).toBe(2);
    expect(write({ a: 'a' }).removed).toEqual(['b']);
  });

  test('is not replaced by a file or a folder of its name', () => {
    fixture.put({ 'dist/a': 'mine', 'dist/b/c': 'mine' });
    const problems = [
      'RB807 at a: a file that stays is in the way of "a/x", got "a"',
      'RB807 at b: a folder with files that stay has the path of a new file, got "b"',
    ];
    expect(refused({ 'a/x': 'x', b: 'b' })).toEqual(problems);
    expect(refused({ 'a/x': 'x', b: 'b' }, { force: true })).toEqual(problems);
  });

  test('leads nowhere else by a link in the folder', () => {
    fixture.put({ 'outside/keep': 'mine', 'dist/x': 'x' });
    symlinkSync(join(fixture.path, 'outside'), join(dist, 'dev'));
    expect(refused({ 'dev/keep': 'a', 'dev/b': 'b' })).toEqual([
      'RB809 at dev: a link stands where "dev/b" needs a folder, got "dev"',
    ]);
    expect(payloadOf(join(fixture.path, 'outside'))).toEqual({ keep: 'mine' });
    rmSync(join(dist, 'dev'));
    symlinkSync(join(fixture.path, 'outside'), join(dist, '.roadbed'));
    expect(refused({ a: 'a' })).toEqual([
      'RB809 at .roadbed: a link stands where ".roadbed/files.json" needs a folder, got ".roadbed"',
    ]);
    expect(payloadOf(join(fixture.path, 'outside'))).toEqual({ keep: 'mine' });
  });

  test('is not overwritten through a link in the place of a file', () => {
    fixture.put({ 'outside/keep': 'mine' });
    write({ a: 'a' });
    rmSync(join(dist, 'a'));
    symlinkSync(join(fixture.path, 'outside/keep'), join(dist, 'a'));
    expect(refused({ a: 'b' })).toEqual([
      'RB808 at a: a file was edited since Roadbed wrote it, and has new content, got "a"',
    ]);
    write({ a: 'b' }, { force: true });
    expect(payloadOf(join(fixture.path, 'outside'))).toEqual({ keep: 'mine' });
    expect(payloadOf(dist)).toEqual({ a: 'b' });
  });

  test('stays when it comes into the folder while the new files are made', () => {
    write({ a: 'a' });
    function* files(): Generator<OutputFile> {
      yield { path: 'a', content: 'b' };
      writeFileSync(join(dist, 'late'), 'mine');
    }
    writeFolder(dist, files());
    expect(payloadOf(dist)).toEqual({ a: 'b', late: 'mine' });
  });
});

describe('a file that a person edited', () => {
  beforeEach(() => {
    write({ a: 'a\nb\n', b: 'b', c: 'c' });
    fixture.put({ 'dist/a': 'edited', 'dist/b': 'edited' });
  });

  test('is neither overwritten nor removed, unless told so', () => {
    expect(refused({ a: 'new', c: 'c' })).toEqual([
      'RB808 at a: a file was edited since Roadbed wrote it, and has new content, got "a"',
      'RB808 at b: a file was edited since Roadbed wrote it, and is to be removed, got "b"',
    ]);
    write({ a: 'new', c: 'c' }, { force: true });
    expect(payloadOf(dist)).toEqual({ a: 'new', c: 'c' });
  });

  test('may be what the new content is', () => {
    expect(write({ a: 'edited', b: 'edited', c: 'c' })).toMatchObject({ unchanged: 3, changed: [] });
    expect(write({ a: 'again' }).removed).toEqual(['b', 'c']);
  });

  test('is not one that git gave other line ends', () => {
    fixture.put({ 'dist/a': 'a\r\nb\r\n', 'dist/b': 'b' });
    expect(write({ a: 'new', b: 'b', c: 'c' }).changed).toEqual(['a']);
  });
});

describe('a part of the folder', () => {
  const only = (path: string): boolean => path.startsWith('dev/');

  test('is rewritten and everything else stays, byte for byte', () => {
    write({ 'dev/a': 'a', 'dev/b': 'b', 'prod/a': 'a', 'hub/x': 'x' });
    fixture.put({ 'dist/prod/a': 'edited', 'dist/mine': 'mine' });
    const report = write({ 'dev/a': 'new', 'prod/a': 'new', 'prod/b': 'new' }, { only });
    expect(report).toMatchObject({ added: [], changed: ['dev/a'], removed: ['dev/b'], kept: 3 });
    expect(payloadOf(dist)).toEqual({ 'dev/a': 'new', 'prod/a': 'edited', 'hub/x': 'x', mine: 'mine' });
  });

  test('leaves the rest in the record', () => {
    write({ 'dev/a': 'a', 'prod/a': 'a' });
    write({ 'dev/b': 'b' }, { only });
    expect(write({ 'dev/b': 'b' }).removed).toEqual(['prod/a']);
  });
});

describe('checking', () => {
  test('tells what would be written and writes nothing', () => {
    write({ a: 'a', b: 'b', c: 'c' });
    const before = contentOf(dist);
    const report = checkFolder(dist, filesOf({ a: 'a', b: 'new', d: 'd' }));
    expect(report).toEqual({
      problems: [],
      added: ['d'],
      changed: ['b'],
      removed: ['c'],
      unchanged: 1,
      kept: 0,
      bytes: 4,
    });
    expect(contentOf(dist)).toEqual(before);
    expect(readdirSync(fixture.path)).toEqual(['dist']);
  });

  test('works where nothing was written yet', () => {
    expect(checkFolder(dist, filesOf({ a: 'a' })).added).toEqual(['a']);
    expect(existsSync(dist)).toBe(false);
  });

  test('finds the same problems', () => {
    write({ a: 'a' });
    fixture.put({ 'dist/a': 'edited', 'dist/b': 'mine' });
    expect(checkFolder(dist, filesOf({ a: 'new', b: 'b', '../c': 'c' })).problems.map((found) => found.code)).toEqual([
      'RB804',
      'RB808',
      'RB807',
    ]);
  });
});

describe('a folder that cannot be the output', () => {
  test.each<[string, string, () => string]>([
    ['a file', 'RB801', () => join(fixture.path, 'file')],
    ['below a file', 'RB801', () => join(fixture.path, 'file/dist')],
    ['the root of the disk', 'RB803', () => '/'],
    ['the home directory', 'RB803', homedir],
    ['the working directory', 'RB803', () => '.'],
    ['a folder above the working directory', 'RB803', () => '..'],
    ['the root of a git repository', 'RB803', () => join(fixture.path, 'repository')],
    ['a link to the working directory', 'RB803', () => join(fixture.path, 'here')],
    ['a link that leads nowhere', 'RB802', () => join(fixture.path, 'nowhere')],
  ])('%s', (_, code, folder) => {
    fixture.put({ file: '', 'repository/.git/HEAD': 'ref: refs/heads/main\n' });
    symlinkSync(process.cwd(), join(fixture.path, 'here'));
    symlinkSync('missing', join(fixture.path, 'nowhere'));
    const before = contentOf(fixture.path);
    const { problems } = writeFolder(folder(), filesOf({ a: 'a' }));
    expect(problems.map((found) => [found.code, found.path])).toEqual([[code, folder()]]);
    expect(contentOf(fixture.path)).toEqual(before);
  });

  test('one that may not be written', () => {
    write({ a: 'a' });
    asNobody(() => {
      expect(writeFolder(dist, filesOf({ a: 'b' })).problems).toMatchObject([{ code: 'RB802', path: dist }]);
      expect(writeFolder(join(fixture.path, 'other'), filesOf({ a: 'b' })).problems).toMatchObject([{ code: 'RB802' }]);
    });
    expect(payloadOf(dist)).toEqual({ a: 'a' });
  });

  test('one whose record is no record', () => {
    write({ a: 'a' });
    for (const record of ['<<<<<<< HEAD', '[]', '{"version": 2, "files": {}}', '{"version": 1, "files": {"a": 1}}']) {
      writeFileSync(join(dist, '.roadbed/files.json'), record);
      expect(refused({ a: 'b' })).toEqual([
        `RB812 at ${dist}/.roadbed/files.json: not a record of version 1, got ${JSON.stringify(record)}`,
      ]);
    }
  });
});

describe('when the disk fails', () => {
  beforeEach(() => write({ a: 'a', b: 'b' }));

  test.each([
    ['writeSync', 'ENOSPC', 'RB810'],
    ['writeFileSync', 'ENOSPC', 'RB810'],
    ['openSync', 'EROFS', 'RB802'],
    ['linkSync', 'EDQUOT', 'RB810'],
    ['fsyncSync', 'ENOSPC', 'RB810'],
    ['mkdirSync', 'ENAMETOOLONG', 'RB806'],
  ] as const)('in %s by %s, the problem is %s and the old tree stands', (call, code, expected) => {
    const before = contentOf(dist);
    const failing = jest.spyOn(fs, call);
    function* files(): Generator<OutputFile> {
      failing.mockImplementation(() => {
        throw Object.assign(new Error(code), { code, syscall: call });
      });
      yield { path: 'a', content: 'a' };
      yield { path: 'b', content: 'new' };
      yield { path: 'c/d', content: 'c' };
    }
    const { problems } = writeFolder(dist, files());
    expect(problems).toMatchObject([{ code: expected, path: dist }]);
    failing.mockRestore();
    expect(contentOf(dist)).toEqual(before);
    expect(readdirSync(fixture.path)).toEqual(['dist']);
    write({ a: 'new' });
  });

  test('an error of whoever makes the content is theirs', () => {
    const before = contentOf(dist);
    function* files(): Generator<OutputFile> {
      yield { path: 'a', content: 'new' };
      readFileSync('/nowhere/at/all');
    }
    expect(() => writeFolder(dist, files())).toThrow('ENOENT');
    expect(contentOf(dist)).toEqual(before);
    expect(readdirSync(fixture.path)).toEqual(['dist']);
  });

  test('a folder that goes away meanwhile is a problem', () => {
    function* files(): Generator<OutputFile> {
      yield { path: 'a', content: 'a' };
      yield { path: 'b', content: 'new' };
      rmSync(join(dist, 'a'));
    }
    expect(writeFolder(dist, files()).problems).toMatchObject([{ code: 'RB813' }]);
    expect(payloadOf(dist)).toEqual({ b: 'b' });
  });

  test('without hard links, files are copied with their times', () => {
    const past = new Date(1_000_000_000_000);
    utimesSync(join(dist, 'a'), past, past);
    jest.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'link' });
    });
    write({ a: 'a', b: 'new' });
    expect(payloadOf(dist)).toEqual({ a: 'a', b: 'new' });
    expect(statSync(join(dist, 'a')).mtime).toEqual(past);
  });
});

test('where nothing can be beside the folder, its files are replaced one by one', () => {
  write({ 'dev/a': 'a', 'dev/b': 'b', 'old/c': 'c' });
  fixture.put({ 'dist/mine': 'mine' });
  asNobody(() => {
    const report = writeFolder(dist, filesOf({ 'dev/a': 'new', 'dev/b': 'b', 'new/d': 'd' }));
    expect(report).toMatchObject({ problems: [], added: ['new/d'], changed: ['dev/a'], removed: ['old/c'], kept: 1 });
  }, dist);
  expect(Object.keys(contentOf(dist) ?? {}).sort()).toEqual(['.roadbed/files.json', 'dev/a', 'dev/b', 'mine', 'new/d']);
  expect(payloadOf(dist)).toEqual({ 'dev/a': 'new', 'dev/b': 'b', mine: 'mine', 'new/d': 'd' });
});

/** Does something without the rights that root has, but for those in one folder. */
function asNobody(action: () => void, allowed?: string): void {
  const isRoot = process.geteuid?.() === 0;
  chmodSync(fixture.path, isRoot ? 0o755 : 0o555);
  chmodSync(dist, isRoot ? 0o755 : 0o555);
  if (allowed !== undefined) giveAll(allowed);
  if (isRoot) process.seteuid?.(65_534);
  try {
    action();
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(fixture.path, 0o755);
    chmodSync(dist, 0o755);
  }
}

function giveAll(folder: string): void {
  chmodSync(folder, 0o777);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) giveAll(join(folder, entry.name));
  }
}
