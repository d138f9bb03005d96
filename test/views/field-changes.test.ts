import { fieldChanges } from '../../src/views/field-changes.ts';

function words(before: unknown, after: unknown): readonly string[] {
  const say = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  return fieldChanges(before, after).map((one) => `${one.path}: ${say(one.before)} -> ${say(one.after)}`);
}

test('a field is named by its place, and keys with dots stand in brackets', () => {
  const before = { metadata: { labels: { 'app.kubernetes.io/name': 'a' } }, spec: { replicas: 1 } };
  const after = { metadata: { labels: { 'app.kubernetes.io/name': 'b' } }, spec: { replicas: 2 } };
  expect(words(before, after)).toEqual([
    'metadata.labels["app.kubernetes.io/name"]: "a" -> "b"',
    'spec.replicas: 1 -> 2',
  ]);
});

test('the items of a list are known by their names, so that one more in front changes no other', () => {
  const before = { containers: [{ name: 'api', image: 'a:1' }] };
  const after = {
    containers: [
      { name: 'proxy', image: 'p:1' },
      { name: 'api', image: 'a:2' },
    ],
  };
  expect(words(before, after)).toEqual([
    'containers[proxy]: nothing -> {"name":"proxy","image":"p:1"}',
    'containers[api].image: "a:1" -> "a:2"',
  ]);
});

test('another order of named items is told', () => {
  const before = { containers: [{ name: 'a' }, { name: 'b' }] };
  expect(words(before, { containers: [{ name: 'b' }, { name: 'a' }] })).toEqual([
    'containers[order]: ["a","b"] -> ["b","a"]',
  ]);
});

test('of a list of texts, what is added and what is gone is told', () => {
  expect(words({ hosts: ['a', 'b'] }, { hosts: ['b', 'c'] })).toEqual(['hosts[]: "a" -> "c"']);
  expect(words({ hosts: ['a', 'b'] }, { hosts: ['b', 'a'] })).toEqual(['hosts: ["a","b"] -> ["b","a"]']);
});

test('items that nothing tells apart are compared by their place', () => {
  expect(words({ rules: [{ to: [] }, { to: [1] }] }, { rules: [{ to: [] }, { to: [2] }] })).toEqual([
    'rules[1].to[]: 1 -> 2',
  ]);
});

test('a member that is undefined is not there', () => {
  expect(words({ a: 1, b: undefined }, { a: 1 })).toEqual([]);
});

test('the order of members does not matter', () => {
  expect(words({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
});

test('a value that becomes another kind of value is one change', () => {
  expect(words({ port: 80 }, { port: 'http' })).toEqual(['port: 80 -> "http"']);
  expect(words({ a: { b: 1 } }, { a: [1] })).toEqual(['a: {"b":1} -> [1]']);
});

test('members called like those of every object are ordinary members', () => {
  expect(words({ labels: {} }, { labels: { constructor: 'x' } })).toEqual(['labels.constructor: nothing -> "x"']);
});

describe('a secret is never shown', () => {
  test('nor are the values of a Secret, whatever they are called', () => {
    const secret = (value: string) => ({ kind: 'Secret', data: { a: value }, stringData: { b: { c: value } } });
    expect(words(secret('hunter2'), secret('hunter3'))).toEqual([
      'data.a: "(hidden)" -> "(hidden)"',
      'stringData.b.c: "(hidden)" -> "(hidden)"',
    ]);
    expect(JSON.stringify(fieldChanges({ kind: 'Secret' }, secret('hunter2')))).not.toContain('hunter2');
  });

  test('nor is the value of an environment variable whose name tells', () => {
    const pod = (value: string) => ({ kind: 'Pod', env: [{ name: 'DB_PASSWORD', value }] });
    expect(JSON.stringify(fieldChanges(pod('hunter2'), pod('hunter3')))).not.toContain('hunter');
    expect(JSON.stringify(fieldChanges({ kind: 'Pod' }, pod('hunter3')))).not.toContain('hunter');
  });

  test('nor is a member whose name tells, nor a text whose form does', () => {
    const config = { kind: 'ConfigMap', data: { adminPassword: 'hunter2', url: 'https://me:hunter2@example.com' } };
    expect(JSON.stringify(fieldChanges({ kind: 'ConfigMap' }, config))).not.toContain('hunter2');
    expect(JSON.stringify(fieldChanges({ kind: 'ConfigMap', data: {} }, config))).not.toContain('hunter2');
  });

  test('but that a secret is taken from a Secret is shown', () => {
    const env = { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'orders', key: 'password' } } };
    expect(words({ env: [] }, { env: [env] })).toEqual([`env[DB_PASSWORD]: nothing -> ${JSON.stringify(env)}`]);
  });
});
