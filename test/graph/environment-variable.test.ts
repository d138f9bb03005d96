import * as fc from 'fast-check';
import {
  composeVariable,
  type EnvironmentVariable,
  escapeExpansion,
  isComposable,
} from '../../src/graph/environment-variable.ts';
import { expand, joinPieces, type Piece } from '../../src/graph/expand.ts';
import { configMapKey, secretKey, url } from '../../src/model/value.ts';

/**
 * What the kubelet makes of a text.
 * @source `Expand` in k8s.io/kubernetes/third_party/forked/golang/expansion
 */
function kubelet(text: string, variables: ReadonlyMap<string, string>): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const next = text[i + 1];
    if (text[i] !== '$' || next === undefined) out += text[i];
    else if (next === '$') {
      out += '$';
      i += 1;
    } else if (next === '(') {
      const end = text.indexOf(')', i + 2);
      if (end === -1) {
        out += '$(';
        i += 1;
      } else {
        const name = text.slice(i + 2, end);
        out += variables.get(name) ?? `$(${name})`;
        i = end;
      }
    } else {
      out += `$${next}`;
      i += 1;
    }
  }
  return out;
}

/** What a program sees: each variable expanded by those before it, with the content of Secrets. */
function seen(
  variables: readonly EnvironmentVariable[],
  content: (name: string, key: string) => string,
): ReadonlyMap<string, string> {
  const environment = new Map<string, string>();
  for (const variable of variables) {
    if ('value' in variable) environment.set(variable.name, kubelet(variable.value, environment));
    else {
      const { name, key } = Object(Object.values(variable.valueFrom)[0]);
      environment.set(variable.name, content(name, key));
    }
  }
  return environment;
}

const text = fc.string({ unit: fc.constantFrom('$', '(', ')', 'A', '{', ' '), maxLength: 8 });
const late = fc
  .tuple(fc.constantFrom('a-b', 'a.b', 'A-B', 'a_b'), fc.constantFrom('k', 'K', 'k-k', 'k.k'))
  .map(([name, key]): Piece => ({ late: secretKey(name, key, { urlSafe: true }), encoded: false }));

test('a program sees exactly the text, whatever dollars and brackets stand in it and in the secrets', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(text, late), { minLength: 1, maxLength: 8 }),
      fc.subarray(['V__A_B_K', 'V__A_B_K_2', 'X']),
      (pieces, taken) => {
        const joined = joinPieces(pieces);
        if (joined.length === 0) return;
        const content = (name: string, key: string) => `<${name}/${key}>$(V)$$`;
        const others: EnvironmentVariable[] = taken.map((name) => ({ name, value: 'of the user' }));
        const composed = composeVariable('V', joined, new Set([...taken, 'V']));
        const environment = seen([...others, ...composed], content);
        const wanted = joined.map((piece) =>
          typeof piece === 'string' ? piece : content(piece.late.name, piece.late.key),
        );
        expect(environment.get('V')).toBe(wanted.join(''));
        for (const name of taken) expect(environment.get(name)).toBe('of the user');
      },
    ),
    { numRuns: 500 },
  );
});

test('a text that is escaped is what the kubelet gives back, also before a variable', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(kubelet(`${escapeExpansion(given)}$(A)`, new Map([['A', 'a']]))).toBe(`${given}a`);
    }),
    { numRuns: 500 },
  );
});

test('what is safe alone is composed by the kubelet', () => {
  const parts = (urlSafe: boolean, encoded: boolean): Piece[] => [
    'x',
    { late: secretKey('s', 'k', { urlSafe }), encoded },
  ];
  expect([
    isComposable(parts(true, true)),
    isComposable(parts(false, false)),
    isComposable(parts(false, true)),
  ]).toEqual([true, true, false]);
});

test('a key of a ConfigMap is read as one', () => {
  expect(composeVariable('V', [{ late: configMapKey('c', 'k'), encoded: false }])).toEqual([
    { name: 'V', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
  ]);
});

describe('a URL', () => {
  test('is written with each part encoded as its place needs', () => {
    expect(
      expand(
        url({
          scheme: 'x',
          user: 'a@b',
          password: 'p/w:d',
          host: '[::1]',
          port: 5432,
          path: 'a b/c?',
          query: { 'q q': '1&2', b: '' },
        }),
      ),
    ).toEqual(['x://a%40b:p%2Fw%3Ad@[::1]:5432/a%20b/c%3F?q%20q=1%262&b=']);
  });

  test('keeps late parts as pieces, to be encoded where they stand', () => {
    const key = (name: string) => secretKey('s', name);
    expect(
      expand(url({ scheme: 'x', user: key('u'), password: key('p'), host: key('h'), port: key('o'), path: key('d') })),
    ).toEqual([
      'x://',
      { late: key('u'), encoded: true },
      ':',
      { late: key('p'), encoded: true },
      '@',
      { late: key('h'), encoded: false },
      ':',
      { late: key('o'), encoded: false },
      '/',
      { late: key('d'), encoded: true },
    ]);
  });

  test('may have a password without a user, and nothing but a host', () => {
    expect(expand(url({ scheme: 'redis', password: 'p', host: 'h' }))).toEqual(['redis://:p@h']);
    expect(expand(url({ scheme: 'x', host: 'h' }))).toEqual(['x://h']);
  });
});
