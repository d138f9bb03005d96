import { parseYaml } from '../../src/score/parse-yaml.ts';

const deep = 'lists and maps stand in each other more than 64 levels deep';
const laughs = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghi'].map((name, index) => {
    const former = `*${'abcdefgh'[index]}`;
    return `${name}: &${name} [${Array.from({ length: 9 }, () => former).join(', ')}]`;
  }),
].join('\n');

test.each([
  ['a key that stands twice', 'a: 1\nb:\n  c: 1\n  "c": 2', 'the key "c" stands twice, again at line 4'],
  ['two keys that are one text', '1: a\n"1": b', 'the key "1" stands twice, again at line 2'],
  ['a key that makes a prototype', 'a:\n  __proto__: {}', 'the key "__proto__" at line 2'],
  ['a map for a key', '? [a]\n: b', 'a key that is no text at line 1'],
  ['a merge of YAML 1.1', 'x: &x { a: 1 }\ny: { <<: *x }', 'a map is merged into another at line 2'],
  ['a tag', 'a: 1\nb: !foo 2', 'the tag !foo at line 2'],
  ['a tag of the core that changes what a value is', 'a: !!set { b }', 'the tag !!set at line 1'],
  ['another version', '%YAML 1.1\n---\na: NO', 'it says that it is YAML 1.1'],
  ['a second document', 'a: 1\n---\nb: 2', 'a second document begins at line 2'],
  ['an alias of nothing', 'a: *b', 'an alias stands for nothing'],
  ['an alias of what it stands in', 'a: &a [*a]', deep],
  ['a billion laughs', laughs, 'its aliases repeat too much'],
  ['lists without end', '['.repeat(100_000), deep],
  ['maps without end', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), deep],
  ['lists 100 levels deep', '['.repeat(100) + ']'.repeat(100), deep],
])('%s is refused', (_, text, found) => {
  expect(parseYaml(text)).toMatchObject({ found });
});

test('words that YAML 1.1 takes for something else are texts, and a number is the one of YAML 1.2', () => {
  expect(parseYaml('{ a: NO, b: on, c: 1_000, d: 12:30, e: 2001-01-01, f: 010, g: 0o10, h: ~ }')).toEqual({
    content: { a: 'NO', b: 'on', c: '1_000', d: '12:30', e: '2001-01-01', f: 10, g: 8, h: null },
  });
});

test('what anchors and plain tags say is read', () => {
  expect(parseYaml('a: &a { b: !!str 1 }\nc: *a')).toEqual({ content: { a: { b: '1' }, c: { b: '1' } } });
});

test('what a file of some hundred kilobytes does wrong is told in little time', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `k${index}: ${index}`).join('\n');
  for (const text of [`${many}\nk0: x`, '[[]'.repeat(20_000), '"'.repeat(20_000)]) {
    const { user, system } = process.cpuUsage();
    expect(parseYaml(text)).toHaveProperty('found');
    const used = process.cpuUsage();
    expect((used.user - user + used.system - system) / 1e6).toBeLessThan(5);
  }
});
