import { formatProblem } from '../../src/model/problem.ts';
import { OutputPaths } from '../../src/write/output-paths.ts';

/** Takes paths in, and gives what is wrong with the last one. */
function add(...paths: string[]): string | undefined {
  const known = new OutputPaths();
  const faults = paths.map((path) => known.add(path));
  expect(faults.slice(0, -1).filter((fault) => fault !== undefined)).toEqual([]);
  const last = faults.at(-1);
  return last === undefined ? undefined : formatProblem(last).split(';')[0];
}

test.each([
  ['../a', 'a path that leads upwards, got "../a"'],
  ['a/../b', 'a path that leads upwards, got "a/../b"'],
  ['..', 'a path that leads upwards, got ".."'],
  ['/etc/passwd', 'an absolute path, got "/etc/passwd"'],
  ['C:/a', 'an absolute path, got "C:/a"'],
  ['a\\b', 'a path with a backslash, got "a\\\\b"'],
  ['', 'a path with an empty segment, got ""'],
  ['a//b', 'a path with an empty segment, got "a//b"'],
  ['a/', 'a path with an empty segment, got "a/"'],
  ['./a', 'a path with an empty segment, got "./a"'],
  ['a\0b', 'a path with a control character, got "a\\u0000b"'],
  ['a\nb', 'a path with a control character, got "a\\nb"'],
  ['.roadbed/files.json', 'a path that Roadbed keeps for itself, got ".roadbed/files.json"'],
  ['.roadbed/work/a', 'a path that Roadbed keeps for itself, got ".roadbed/work/a"'],
])('the path %j leaves the output folder', (path, found) => {
  expect(add(path)).toBe(`RB804 at ${path}: ${found}`.replace(' at :', ':'));
});

test.each(['a', '.a', 'a/b.c/..d', '...', 'a b', 'é/日本', '.roadbed/graph/shop.json'])(
  'the path %j is fine',
  (path) => {
    expect(add(path)).toBeUndefined();
  },
);

test('two files have no path in common', () => {
  expect(add('a/b', 'a/c', 'a/b')).toBe('RB805 at a/b: two files have this path');
  expect(add('a/b', 'a')).toBe('RB805 at a: a file has the path of a folder');
  expect(add('a', 'a/b/c')).toBe('RB805 at a/b/c: the folder "a" has the path of a file');
});

test('two files differ in more than case, and in more than how accents are written', () => {
  expect(add('a/b', 'a/B')).toBe('RB805 at a/B: "a/B" and "a/b" differ only in case');
  expect(add('Shop/a', 'shop/b')).toBe('RB805 at shop/b: "shop" and "Shop" differ only in case');
  expect(add('é', 'e\u0301')).toMatch(/^RB805 at/);
});

test('a name has at most 255 bytes', () => {
  expect(add(`${'a'.repeat(255)}/b`)).toBeUndefined();
  expect(add(`${'é'.repeat(128)}/b`)).toMatch(/^RB806 at é+\/b: a name of 256 bytes, got "é+"$/);
});
