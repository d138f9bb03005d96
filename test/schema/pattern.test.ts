import { compilePattern } from '../../src/schema/pattern.ts';

test.each([
  ['^(?i)(abort|warn)?$', 'ABORT', true],
  ['^[[:alpha:]]+$', 'abc', true],
  ['^[[:alpha:]]+$', 'a1', false],
  ['a\\z', 'ba', true],
  ['^a$', 'a\n', false],
  ['^.$', '😀', true],
  ['\\s', '\v', false],
  ['b', 'abc', true],
  ['(?P<name>a)', 'a', true],
])('%s against %j is %s, as in Go', (pattern, text, expected) => {
  expect(compilePattern(pattern)?.test(text)).toBe(expected);
  expect(compilePattern(pattern)?.test(text)).toBe(expected);
});

test.each(['(?=a)', '(', 'a{1001}', 'x*+', '\\1'])('%s is not valid in Go either', (pattern) => {
  expect(compilePattern(pattern)).toBeUndefined();
});

test('a pattern made to explode takes no longer than any other', () => {
  const start = performance.now();
  expect(compilePattern('^(a+)+$')?.test(`${'a'.repeat(50_000)}b`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});
