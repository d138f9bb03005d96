import { diffText } from '../../src/cli/diff-text.ts';
import { shortPair, shortValue } from '../../src/cli/short-value.ts';
import { styleOf, wrap } from '../../src/cli/terminal.ts';
import type { Difference, ObjectChange } from '../../src/views/difference.ts';

const plain = styleOf({ write: () => true });

function change(id: string, more: Partial<ObjectChange> = {}): ObjectChange {
  return {
    change: 'changed',
    id,
    path: 'shop/api',
    application: 'shop',
    environment: 'prod',
    clusters: ['eu'],
    stateful: false,
    fields: [],
    ...more,
  };
}

function shown(difference: Partial<Difference>): string {
  const nothing = { objects: [], applications: [], clusters: [], knownClusters: 3, rewritten: [] };
  return diffText({ ...nothing, ...difference }, 'dist', plain, 80);
}

test('objects that change alike are listed once, with a star for their own name', () => {
  const names = Array.from({ length: 9 }, (_, index) => `svc${index}`);
  const objects = names.map((name) =>
    change(`Deployment.apps/shop/${name}`, {
      fields: [{ path: `spec.containers[${name}].image`, before: 'a:1', after: 'a:2' }],
    }),
  );
  const text = shown({ objects });
  expect(text).toContain(
    '    ~ Deployment.apps/shop/svc5\n      and 3 more, each so:\n        spec.containers[*].image: a:1 -> a:2\n',
  );
  expect(text).not.toContain('svc6');
});

test('every object that is created or deleted is listed, however many', () => {
  const objects = Array.from({ length: 30 }, (_, index) => change(`ConfigMap/shop/c${index}`, { change: 'deleted' }));
  expect(shown({ objects }).match(/^ {4}- ConfigMap/gm)?.length).toBe(30);
});

test('of many fields some are shown, and how many are not', () => {
  const fields = Array.from({ length: 25 }, (_, index) => ({ path: `data.k${index}`, after: index }));
  expect(shown({ objects: [change('ConfigMap/shop/c', { fields })] })).toContain('        and 5 fields more\n');
});

test('clusters with the same counts share a line', () => {
  const counts = { environment: 'prod', created: 0, changed: 2, deleted: 0, moved: 1 };
  const clusters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((cluster) => ({ cluster, ...counts }));
  const text = shown({ objects: [change('Service/shop/api')], clusters });
  expect(text).toContain('  a, b, c, d, e, f and 2 more  2 changed, 1 moved  prod\n');
});

test('that only texts differ is told', () => {
  expect(shown({ rewritten: ['a.yaml', 'b.yaml'] })).toBe('No object differs from dist; the text alone of 2 files.\n');
});

test('names from a file that somebody edited cannot move the cursor', () => {
  const evil = '\u001b[2J\u202e';
  const text = shown({
    objects: [
      change(`Pod/${evil}`, {
        application: evil,
        environment: evil,
        clusters: [evil],
        fields: [{ path: evil, after: { [evil]: evil } }],
      }),
    ],
  });
  expect([text.includes('\u001b'), text.includes('\u202e')]).toEqual([false, false]);
});

test('no line is wider than it may be, but for paths', () => {
  const fields = [
    { path: 'data.config', before: 'x'.repeat(500), after: `${'x'.repeat(250)}y${'x'.repeat(249)}` },
    { path: 'data.more', after: { list: Array.from({ length: 60 }, (_, index) => index) } },
  ];
  const lines = shown({ objects: [change('ConfigMap/shop/c', { fields })] }).split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

describe('a value in one line', () => {
  test('is text as it is where that misleads nobody, else in quotes', () => {
    expect(
      [
        'plain text',
        '',
        ' lead',
        'trail ',
        '1\n2',
        '{a}',
        '\u001b[2J',
        '\u202egnp',
        true,
        null,
        [1, 'a'],
        { a: 'b' },
      ].map((value) => shortValue(value, 99)),
    ).toEqual([
      'plain text',
      '""',
      '" lead"',
      '"trail "',
      '"1\\n2"',
      '"{a}"',
      '"\\u001b[2J"',
      '"\u202egnp"'.replace('\u202e', '\\u202e'),
      'true',
      'null',
      '[1, a]',
      '{ a: b }',
    ]);
  });

  test('that is long is cut around the first place where it differs', () => {
    const [before, after] = shortPair(
      `${'a'.repeat(100)}b${'c'.repeat(100)}`,
      `${'a'.repeat(100)}d${'c'.repeat(100)}`,
      40,
    );
    expect(before).toBe(`…${'a'.repeat(16)}b${'c'.repeat(21)}…`);
    expect(after).toBe(`…${'a'.repeat(16)}d${'c'.repeat(21)}…`);
  });
});

test('marks take no room when text is wrapped', () => {
  expect(wrap('\u001b[1mone\u001b[22m two', 7)).toEqual(['\u001b[1mone\u001b[22m two']);
});
