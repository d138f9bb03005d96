import { checkRules } from '../../src/schema/cel.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { SchemaNode } from '../../src/schema/node.ts';

const scope = { resolve: () => undefined, ruled: true };

function node(spec: JsonObject): SchemaNode {
  return new SchemaNode({ type: 'object', properties: { spec } }, scope, true);
}

/** What rules on a schema say of a value of the field `spec`. */
function check(schema: JsonObject, rules: readonly (string | JsonObject)[], spec: unknown): readonly string[] {
  const validations = rules.map((rule) => (typeof rule === 'string' ? { rule } : rule));
  const verdict = checkRules(node({ ...schema, 'x-kubernetes-validations': validations }), { spec });
  return [...verdict.violations.map(({ path, found, hint }) => `${path}: ${found}; ${hint}`), ...verdict.gaps];
}

const workload = {
  type: 'object',
  properties: {
    replicas: { type: 'integer' },
    weight: { type: 'number' },
    image: { type: 'string' },
    port: { 'x-kubernetes-int-or-string': true },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    hosts: { type: 'array', items: { type: 'string' } },
    start: { type: 'string', format: 'date-time' },
    timeout: { type: 'string', format: 'duration' },
    secret: { type: 'string', format: 'byte' },
    mode: { type: 'string', default: 'auto' },
    note: { type: 'string', nullable: true },
    namespace: { type: 'string' },
    'x-y.z/a__b': { type: 'string' },
    items: {
      type: 'array',
      items: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } },
    },
  },
};

describe('values', () => {
  test.each<[string, JsonObject]>([
    ['self.replicas + size(self.hosts) == 4', { replicas: 3, hosts: ['a'] }],
    ['self.replicas % 2 == 1', { replicas: 3 }],
    ['self.weight * 2.0 == 3.0', { weight: 1.5 }],
    ['self.weight == 2.0', { weight: 2 }],
    ['type(self.port) == int', { port: 80 }],
    ['type(self.port) == string', { port: '80' }],
    ['self.start > timestamp("2026-01-01T00:00:00Z")', { start: '2026-11-20T00:00:00Z' }],
    ['self.timeout < duration("1h")', { timeout: '30m' }],
    ['size(self.secret) == 5', { secret: 'aGVsbG8=' }],
    ['self.mode == "auto"', {}],
    ['!has(self.note)', { note: null }],
    ['!has(self.image)', { image: null }],
    ['self.__namespace__ == "a"', { namespace: 'a' }],
    ['self.x__dash__y__dot__z__slash__a__underscores__b == "a"', { 'x-y.z/a__b': 'a' }],
    [
      'self.labels["app.kubernetes.io/name"] == "a" && size(self.labels) == 1',
      { labels: { 'app.kubernetes.io/name': 'a' } },
    ],
    ['self.labels.all(key, key.startsWith("app") && self.labels[key] != "")', { labels: { app: 'a' } }],
    ['self.items.exists_one(item, item.name == "a")', { items: [{ name: 'a', size: 1 }, { name: 'b' }] }],
    [
      'self.items.filter(item, has(item.size)).map(item, item.size) == [1]',
      { items: [{ name: 'a', size: 1 }, { name: 'b' }] },
    ],
    ['self.labels == {"a": "b"}', { labels: { a: 'b' } }],
    ['size(self) == 2', { image: 'a' }],
  ])('%s holds for %j', (rule, spec) => {
    expect(check(workload, [rule], spec)).toEqual([]);
  });

  test('values without a schema are read as JSON writes them', () => {
    const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    expect(
      check(open, ['self.a.b == 1 && self.c == 1.5 && self.d[0] == true && self.e == null'], {
        a: { b: 1 },
        c: 1.5,
        d: [true],
        e: null,
      }),
    ).toEqual([]);
  });

  test('the metadata of the object itself is in reach of rules', () => {
    const root = new SchemaNode(
      {
        type: 'object',
        properties: {},
        'x-kubernetes-validations': [{ rule: 'self.metadata.name == "a" && self.kind == "X"' }],
      },
      scope,
      true,
    );
    expect(checkRules(root, { apiVersion: 'v1', kind: 'X', metadata: { name: 'a' } }).violations).toEqual([]);
    expect(checkRules(root, { apiVersion: 'v1', kind: 'X', metadata: { name: 'b' } }).violations).toHaveLength(1);
  });
});

describe('a rule that does not hold', () => {
  test('is reported with its message, the value and the rule', () => {
    const rule = { rule: 'self.startsWith("/")', message: 'must be an absolute path' };
    const schema = { type: 'object', properties: { path: { type: 'string', 'x-kubernetes-validations': [rule] } } };
    expect(check(schema, [], { path: 'a' })).toEqual([
      'spec.path: must be an absolute path, got "a"; make this hold: self.startsWith("/")',
    ]);
  });

  test('says the rule where it has no message', () => {
    expect(check(workload, ['self.replicas\n  <= 3'], { replicas: 4 })).toEqual([
      'spec: the rule self.replicas <= 3 does not hold; make this hold: self.replicas <= 3',
    ]);
  });

  test('says the message that an expression makes', () => {
    const rule = 'self.replicas <= 3';
    expect(
      check(workload, [{ rule, message: 'plain', messageExpression: '"at most 3, not " + string(self.replicas)' }], {
        replicas: 4,
      }),
    ).toEqual([`spec: at most 3, not 4; make this hold: ${rule}`]);
    expect(check(workload, [{ rule, message: 'plain', messageExpression: 'self.nothing' }], { replicas: 4 })).toEqual([
      `spec: plain; make this hold: ${rule}`,
    ]);
  });

  test('stands at the field that it names', () => {
    const rule = { rule: 'self.replicas <= 3', message: 'too many', fieldPath: '.replicas' };
    expect(check(workload, [rule], { replicas: 4 })).toEqual([
      'spec.replicas: too many; make this hold: self.replicas <= 3',
    ]);
  });

  test('is reported for each item and each default', () => {
    const item = { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 1', message: 'small' }] };
    const schema = {
      type: 'object',
      properties: { list: { type: 'array', items: item }, one: { ...item, default: 0 } },
    };
    expect(check(schema, [], { list: [2, 1] }).map((line) => line.split(':')[0])).toEqual(['spec.list[1]', 'spec.one']);
  });

  test('is reported where it reads what is not there, as the API server refuses that', () => {
    expect(check(workload, ['self.image != ""'], {})).toEqual([
      'spec: the rule cannot be evaluated: field not found: image; make this hold: self.image != ""',
    ]);
  });
});

describe('a rule that is not run', () => {
  test('is counted where it compares with the former state', () => {
    const rules = [
      { rule: 'self == oldSelf', message: 'immutable' },
      { rule: 'oldSelf.orValue(1) == self', optionalOldSelf: true },
    ];
    const verdict = checkRules(node({ type: 'integer', 'x-kubernetes-validations': rules }), { spec: 1 });
    expect(verdict).toEqual({ violations: [], skipped: 2, gaps: [] });
  });

  test.each([
    ['self.?image.orValue("") == ""', 'expecting end of input'],
    ['self.image ===', 'expecting end of input'],
    ['frobnicate(self.image)', 'function frobnicate is not supported'],
    ['self.hosts.all(i, v, v != "")', 'function all is not supported'],
    ['self.image.find("(?U)a+") == ""', 'is not supported'],
    ['self.image + 1 == 2', 'found no matching overload'],
  ])('is counted and named where it cannot be: %s', (rule, reason) => {
    const verdict = checkRules(node({ ...workload, 'x-kubernetes-validations': [{ rule }] }), {
      spec: { image: 'a', hosts: [] },
    });
    expect(verdict.violations).toEqual([]);
    expect(verdict.skipped).toBe(1);
    expect(verdict.gaps.join()).toContain(reason);
  });

  test('is stopped and counted where it visits too much', () => {
    const rule = 'self.all(a, self.all(b, self.all(c, a + b + c >= 0)))';
    const list = { type: 'array', items: { type: 'integer' } };
    const verdict = checkRules(node({ ...list, 'x-kubernetes-validations': [{ rule }] }), {
      spec: Array.from({ length: 1000 }, (_, i) => i),
    });
    expect(verdict.violations).toEqual([]);
    expect(verdict.gaps).toEqual([`rule ${rule} was not run: it visits too many elements`]);
  });
});

test('a schema without rules costs nothing', () => {
  const plain = new SchemaNode(
    { type: 'object', 'x-kubernetes-validations': [{ rule: 'false' }] },
    { ...scope, ruled: false },
  );
  expect(checkRules(plain, {})).toEqual({ violations: [], skipped: 0, gaps: [] });
});
