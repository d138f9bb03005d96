import * as fc from 'fast-check';
import { closest } from '../../src/model/closest.ts';
import { listed } from '../../src/model/listed.ts';
import { comparePaths, compareProblems, formatProblem, problem } from '../../src/model/problem.ts';
import { show } from '../../src/model/props.ts';

test('a problem is one line: code, place, what was found, what to do', () => {
  expect(formatProblem(problem('RB101', { path: 'shop/api', prop: 'port', found: 'x', hint: 'y' }))).toBe(
    'RB101 at shop/api.port: x; y',
  );
  expect(formatProblem(problem('RB102', { path: 'shop', found: 'x' }))).toBe(
    'RB102 at shop: x; use at most 50 lower-case letters, digits and hyphens, beginning with a letter',
  );
  expect(formatProblem(problem('RB108', { path: '', prop: 'repository', found: 'x', hint: 'y' }))).toBe(
    'RB108 at repository: x; y',
  );
  expect(formatProblem(problem('RB108', { path: '', found: 'x', hint: 'y' }))).toBe('RB108: x; y');
});

test('paths are compared by segments in code units', () => {
  expect(['a-b', 'a/b', 'a', 'B', 'a/b/c', '10', '9'].sort(comparePaths)).toEqual([
    '10',
    '9',
    'B',
    'a',
    'a/b',
    'a/b/c',
    'a-b',
  ]);
});

test('the order of problems is total, so that they always come in one order', () => {
  const arb = fc.record({
    path: fc.constantFrom('a', 'a/b', 'a-b'),
    prop: fc.constantFrom('x', 'y'),
    found: fc.constantFrom('1', '2'),
  });
  fc.assert(
    fc.property(fc.array(arb), (details) => {
      const problems = details.map((detail) => problem('RB101', detail));
      const sorted = [...problems].sort(compareProblems).map(formatProblem);
      expect([...problems].reverse().sort(compareProblems).map(formatProblem)).toEqual(sorted);
    }),
  );
});

test.each([
  ['prot', ['port', 'probe'], 'port'],
  ['egde', ['edge'], 'edge'],
  ['EDGE', ['edge'], 'edge'],
  ['x', ['y'], undefined],
  ['completely', ['different'], undefined],
  ['port', [], undefined],
  ['ab', ['ac', 'ad'], undefined],
  ['tags', ['tag', 'tabs'], 'tabs'],
  ['', ['a'], undefined],
])('the word "%s" among %j means %s', (word, candidates, meant) => {
  expect(closest(word, candidates)).toBe(meant);
});

test('names are listed shortly', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c']), listed(['a', 'b', 'c'], 1)]).toEqual([
    '',
    '"a"',
    '"a" and "b"',
    '"a", "b" and "c"',
    '"a" and 2 more',
  ]);
});

test.each([
  ['x', '"x"'],
  [3, '"3"'],
  [undefined, '"undefined"'],
  [{ a: 1 }, '"{"a":1}"'],
  [Symbol('x'), '"Symbol(x)"'],
  ['a\nb\u001b[2J', '"a\\nb\\u001b[2J"'],
])('a value is shown in quotes, on one line, and moves no cursor', (value, text) => {
  expect(show(value)).toBe(text);
});
