import fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import { parse, parseAllDocuments } from 'yaml';
import { toYaml, YamlWriter, yamlChunks } from '../../src/write/yaml.ts';
import { anyData, anyText, nastyText } from './nasty-text.ts';

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['yaml in 1.2 mode', (text) => parse(text, { version: '1.2', maxAliasCount: 0 })],
  ['yaml in 1.1 mode', (text) => parse(text, { version: '1.1', maxAliasCount: 0 })],
  ['js-yaml', (text) => jsYaml.load(text)],
];

/** What JSON makes of the data: the same rules for undefined members and minus zero. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe.each(readers)('what is written reads back the same with %s', (_, read) => {
  test.each(nastyText.map((text) => [JSON.stringify(text).slice(0, 40), text]))('%s', (_name, text) => {
    const data = {
      value: text,
      keys: [
        Object.fromEntries([[text, 'value']]),
        Object.fromEntries([[text, [text]]]),
        Object.fromEntries([[text, { [text]: [[]] }]]),
      ],
      list: [text, text],
      lists: [[text, [text, [text]]], [[[text]]]],
      maps: [{ a: text, b: text }, { list: [text, { a: text }] }],
      after: true,
    };
    expect(read(toYaml(data))).toEqual(plain(data));
    expect(read(toYaml(text))).toBe(text);
    expect(read(toYaml([text]))).toEqual([text]);
  });

  test('for any data', () => {
    fc.assert(
      fc.property(anyData, (data) => expect(read(toYaml(data))).toEqual(plain(data))),
      { numRuns: 400 },
    );
  });

  test('for any text', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => expect(read(toYaml({ a, [b]: [a, [b]] }))).toEqual({ a, [b]: [a, [b]] })),
      { numRuns: 1_000 },
    );
  });
});

test('any documents in one file stay apart', () => {
  const holds = (documents: unknown[], header: string): void => {
    const text = [...yamlChunks(documents, header)].join('');
    const read = parseAllDocuments(text).map((document) => ('toJS' in document ? document.toJS() : document));
    expect(read).toEqual(documents.map(plain));
    expect(jsYaml.loadAll(text)).toEqual(documents.map(plain));
  };
  fc.assert(fc.property(fc.array(anyData, { minLength: 1, maxLength: 4 }), anyText, holds), { numRuns: 300 });
});

test('a Kubernetes object looks as kubectl prints it', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api', labels: { 'roadbed.dev/tag.edge': 'true', version: '1.10' }, annotations: undefined },
    spec: {
      containers: [
        {
          name: 'api',
          image: 'ghcr.io/acme/api:1.4.2',
          args: ['--port', '8080'],
          resources: { limits: { cpu: '100m', memory: '128Mi' } },
        },
        { name: 'proxy', command: ['sh', '-c', 'set -e\necho ready\n'], ports: [{ containerPort: 8080 }], env: [] },
      ],
      matrix: [[1, 2.5], [], [{}]],
      enabled: false,
      nothing: null,
    },
  };
  expect(toYaml(object)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: api
  labels:
    roadbed.dev/tag.edge: "true"
    version: "1.10"
spec:
  containers:
  - name: api
    image: ghcr.io/acme/api:1.4.2
    args:
    - "--port"
    - "8080"
    resources:
      limits:
        cpu: 100m
        memory: 128Mi
  - name: proxy
    command:
    - sh
    - "-c"
    - |
      set -e
      echo ready
    ports:
    - containerPort: 8080
    env: []
  matrix:
  - - 1
    - 2.5
  - []
  - - {}
  enabled: false
  nothing: null
`);
});

test.each([
  ['a\nb', 'k: |-\n  a\n  b\n'],
  ['a\nb\n', 'k: |\n  a\n  b\n'],
  ['a\n\nb\n\n', 'k: |+\n  a\n\n  b\n\n'],
  ['  a\nb', 'k: |2-\n    a\n  b\n'],
  ['\n a\n', 'k: |2\n\n   a\n'],
  ['a\n ', 'k: "a\\n "\n'],
  ['\n\n', 'k: "\\n\\n"\n'],
  ['a\r\nb', 'k: "a\\r\\nb"\n'],
  ['a\u2028b\u007f\u0085\ufeff', 'k: "a\\u2028b\\u007f\\u0085\\ufeff"\n'],
])('the text %j is written in the form that is exact', (text, expected) => {
  expect(toYaml({ k: text })).toBe(expected);
});

test('numbers keep their value, and an exponent has a fraction, without which YAML 1.1 reads text', () => {
  expect(toYaml([0, -0, 1.5, 1e21, 1e-7, 1.5e300, 2 ** 53])).toBe(
    '- 0\n- 0\n- 1.5\n- 1.0e+21\n- 1.0e-7\n- 1.5e+300\n- 9007199254740992\n',
  );
});

test('a key too long for the simple form stands behind a question mark', () => {
  const key = 'k'.repeat(1_500);
  const data = { [key]: [1, { [key]: { a: 'b' } }], [`${key}2`]: 'a\nb', [`${key}3`]: {} };
  const text = toYaml(data);
  expect(text.startsWith(`? "${key}"\n:\n  - 1\n`)).toBe(true);
  for (const [, read] of readers) expect(read(text)).toEqual(data);
});

test('documents are divided by three hyphens and comments stand before theirs', () => {
  let text = '';
  const writer = new YamlWriter((chunk) => {
    text += chunk;
  });
  writer.comment('made by Roadbed\n\ndo not edit');
  writer.document({ a: 1 });
  writer.comment('second');
  writer.document([]);
  writer.document('text');
  writer.comment('the end');
  writer.end();
  expect(text).toBe('# made by Roadbed\n#\n# do not edit\na: 1\n---\n# second\n[]\n---\ntext\n# the end\n');
});

test('a comment cannot smuggle a line in, nor a character that readers refuse', () => {
  const comment = 'a\nb: 1\r\nc: 2\rd: 3\u2028e: 4\u2029f: 5\u0085g: 6\0\u007f\ufeff\ud800';
  const text = [...yamlChunks([{ only: true }], comment)].join('');
  for (const [, read] of readers) expect(read(text)).toEqual({ only: true });
  expect(text).toContain('# g: 6\\u0000\\u007f\\ufeff\\ud800\n');
});

test('a large text is handed on in chunks of about a mebibyte, also from within one document', () => {
  const items = Array.from({ length: 3_000 }, (_, i) => ({ name: `item-${i}`, text: 'x'.repeat(1_000) }));
  const chunks = [...yamlChunks([{ items }, { items }])];
  expect(chunks.length).toBeGreaterThan(5);
  for (const chunk of chunks) expect(chunk.length).toBeLessThan(1.1 * 2 ** 20);
  expect(parseAllDocuments(chunks.join(''))).toHaveLength(2);
});

describe('what is no plain data is refused with the keys that lead to it', () => {
  class Custom {
    readonly a = 1;
  }
  const circular: Record<string, unknown> = {};
  circular.again = [circular];
  test.each<[string, unknown, string]>([
    ['a date', { spec: { at: new Date(0) } }, 'an instance of Date as YAML, at spec.at'],
    ['a map', { 'a.b': [new Map()] }, 'an instance of Map as YAML, at ["a.b"][0]'],
    ['an instance', [[new Custom()]], 'an instance of Custom as YAML, at [0][0]'],
    ['a function', { spec: { run: () => 1 } }, 'a function as YAML, at spec.run'],
    ['a symbol', { spec: [Symbol('a')] }, 'a symbol as YAML, at spec[0]'],
    ['a bigint', [1, 2n], 'a bigint as YAML, at [1]'],
    ['NaN', { a: Number.NaN }, 'NaN as YAML, at a'],
    ['infinity', { a: { b: -Infinity } }, '-Infinity as YAML, at a.b'],
    ['a hole in a list', { a: [1, undefined] }, 'undefined as YAML, at a[1]'],
    ['nothing at all', undefined, 'undefined as YAML, at the top of the document'],
    ['half a surrogate pair', { a: 'x\ud83d' }, 'text with half of a surrogate pair as YAML, at a'],
    ['half a surrogate pair in a block', { a: ['x\n\udc00'] }, 'text with half of a surrogate pair as YAML, at a[0]'],
    [
      'half a surrogate pair in a key',
      { a: { '\ud83d': 1 } },
      'a key with half of a surrogate pair: "\\ud83d" as YAML, at a',
    ],
  ])('%s', (_, value, message) => {
    expect(() => toYaml(value)).toThrow(new Error(`cannot write ${message}`));
  });

  test('data that contains itself', () => {
    expect(() => toYaml(circular)).toThrow('data nested deeper than 500 levels, or data that contains itself');
  });
});

test('objects without a prototype and from another realm are plain', () => {
  const bare: Record<string, unknown> = Object.create(null);
  bare.a = structuredClone({ b: [1] });
  expect(toYaml(bare)).toBe('a:\n  b:\n  - 1\n');
});

test('data nested as deep as readers follow is written', () => {
  let deep: unknown = 'end';
  for (let i = 0; i < 90; i++) deep = i % 2 === 0 ? { a: deep } : [deep];
  for (const [, read] of readers) expect(read(toYaml(deep))).toEqual(deep);
});
