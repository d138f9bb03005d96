import { checkObject } from '../../src/schema/check-object.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { SchemaNode } from '../../src/schema/node.ts';

const scope = { resolve: () => undefined, ruled: false };

/** What the walk says of a value of the field `spec`: one line a violation. */
function check(schema: JsonObject, spec: unknown): readonly string[] {
  const root = new SchemaNode({ type: 'object', properties: { spec: schema } }, scope);
  return checkObject(root, { spec } as const).violations.map(
    ({ code, path, found, hint }) => `${code} ${path}: ${found}; ${hint}`,
  );
}

describe('types', () => {
  test.each([
    ['string', 80, 'must be a string, got "80"; write it in quotes: "80"'],
    ['string', true, 'must be a string, got "true"; write it in quotes: "true"'],
    ['string', {}, 'must be a string, got an object; give a string'],
    ['integer', '80', 'must be an integer, got "80"; write 80 without quotes'],
    ['integer', 1.5, 'must be an integer, got "1.5"; give an integer'],
    ['number', '1.5', 'must be a number, got "1.5"; write 1.5 without quotes'],
    ['boolean', 'true', 'must be true or false, got "true"; write true without quotes'],
    ['object', ['a'], 'must be an object, got a list of 1; give an object'],
    ['array', {}, 'must be a list, got an object; give a list'],
  ])('a value that is no %s is refused: %j', (type, value, message) => {
    expect(check({ type }, value)).toEqual([`RB601 spec: ${message}`]);
  });

  test('a whole number is a number, and 1.0 is an integer', () => {
    expect(check({ type: 'number' }, 3)).toEqual([]);
    expect(check({ type: 'integer' }, 1.0)).toEqual([]);
  });

  test('int-or-string takes both and nothing else', () => {
    const schema = { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] };
    expect(check(schema, 80)).toEqual([]);
    expect(check(schema, '25%')).toEqual([]);
    expect(check(schema, 1.5)).toEqual([
      'RB601 spec: must be an integer or a string, got "1.5"; give an integer or a string',
    ]);
  });

  test('a quantity may be a text or a number', () => {
    expect(check({ format: 'quantity' }, '1.5Gi')).toEqual([]);
    expect(check({ format: 'quantity' }, 0.5)).toEqual([]);
    expect(check({ format: 'quantity' }, '1.5GiB')).toEqual([
      'RB601 spec: is not a valid quantity, got "1.5GiB"; write it like "500m"',
    ]);
    expect(check({ format: 'quantity' }, true)).toEqual([
      'RB601 spec: must be a quantity like "500m", got "true"; give a quantity like "500m"',
    ]);
  });
});

describe('fields', () => {
  const schema = {
    type: 'object',
    properties: { image: { type: 'string' }, ports: { type: 'array', items: { type: 'object' } } },
    required: ['image'],
  };

  test('a required field that is missing is named', () => {
    expect(check(schema, {})).toEqual(['RB601 spec.image: required field is missing; add it']);
  });

  test('a required field that has a default need not be there', () => {
    const properties = { image: { type: 'string', default: 'nginx' } };
    expect(check({ ...schema, properties }, {})).toEqual([]);
  });

  test('an unknown field is refused, with the field that was likely meant', () => {
    expect(check(schema, { image: 'a', imagee: 'b' })).toEqual([
      'RB602 spec.imagee: unknown field "imagee"; did you mean "image"',
    ]);
    expect(check(schema, { image: 'a', other: 'b' })).toEqual([
      'RB602 spec.other: unknown field "other"; remove it; known here: "image", "ports"',
    ]);
    expect(check({ type: 'object' }, { a: 1 })).toEqual([
      'RB602 spec.a: unknown field "a"; remove it; no field is known here',
    ]);
  });

  test('fields that JavaScript objects inherit are unknown like others', () => {
    expect(check({ type: 'object', required: ['constructor'] }, {})).toEqual([
      'RB601 spec.constructor: required field is missing; add it',
    ]);
    expect(check(schema, { image: 'a', toString: 'b' })).toHaveLength(1);
  });

  test('where unknown fields are preserved, declared ones are checked all the same', () => {
    const open = { ...schema, 'x-kubernetes-preserve-unknown-fields': true };
    expect(check(open, { image: 1, other: { deep: true } })).toEqual([
      'RB601 spec.image: must be a string, got "1"; write it in quotes: "1"',
    ]);
  });

  test('the values of a map are checked, whatever their keys', () => {
    const map = { type: 'object', additionalProperties: { type: 'string' } };
    expect(check(map, { 'app.kubernetes.io/name': 1 })).toEqual([
      'RB601 spec["app.kubernetes.io/name"]: must be a string, got "1"; write it in quotes: "1"',
    ]);
  });

  test('a schema that says nothing allows everything', () => {
    expect(check({}, { a: [1, { b: null }] })).toEqual([]);
    expect(check({ type: 'object', additionalProperties: true }, { a: 1 })).toEqual([]);
  });
});

describe('null', () => {
  const schema = (field: JsonObject) => ({ type: 'object', properties: { a: field }, required: ['a'] });

  test('is allowed where the schema says nullable', () => {
    expect(check(schema({ type: 'string', nullable: true }), { a: null })).toEqual([]);
  });

  test('counts as absent elsewhere, as the API server drops it', () => {
    expect(check(schema({ type: 'string' }), { a: null })).toEqual(['RB601 spec.a: required field is missing; add it']);
    expect(check(schema({ type: 'string', default: 'x' }), { a: null })).toEqual([]);
  });

  test('is a wrong type in a list, from which the API server drops nothing', () => {
    expect(check({ type: 'array', items: { type: 'string' } }, ['a', null])).toEqual([
      'RB601 spec[1]: must be a string, got null; leave it out, or give a string',
    ]);
  });

  test('must be in the enum where there is one', () => {
    expect(check(schema({ type: 'string', nullable: true, enum: ['x'] }), { a: null })).toEqual([
      'RB601 spec.a: must be one of "x", got null; use one of "x"',
    ]);
  });
});

describe('bounds', () => {
  test.each<[JsonObject, unknown, string]>([
    [
      { type: 'string', enum: ['Always', 'Never'] },
      'always',
      'must be one of "Always", "Never", got "always"; did you mean "Always"',
    ],
    [{ type: 'integer', enum: [1, 3, 5] }, 2, 'must be one of "1", "3", "5", got "2"; use one of "1", "3", "5"'],
    [
      { type: 'string', pattern: '^[a-z]+$' },
      'A1',
      'must match ^[a-z]+$, got "A1"; give a text that matches the pattern',
    ],
    [{ type: 'integer', minimum: 1 }, 0, 'must be at least 1, got "0"; give at least 1'],
    [{ type: 'integer', maximum: 65535 }, 70000, 'must be at most 65535, got "70000"; give at most 65535'],
    [{ type: 'number', minimum: 0, exclusiveMinimum: true }, 0, 'must be more than 0, got "0"; give more than 0'],
    [{ type: 'number', maximum: 1, exclusiveMaximum: true }, 1, 'must be less than 1, got "1"; give less than 1'],
    [{ type: 'integer', multipleOf: 5 }, 7, 'must be a multiple of 5, got "7"; give a multiple of 5'],
    [
      { type: 'integer', format: 'int32' },
      2 ** 31,
      'does not fit a 32-bit integer, got "2147483648"; give a smaller number',
    ],
    [{ type: 'integer' }, 1e30, 'does not fit a 64-bit integer, got "1e+30"; give a smaller number'],
    [{ type: 'string', minLength: 1 }, '', 'must have at least 1 characters, got ""; give a longer text'],
    [{ type: 'string', maxLength: 3 }, 'abcd', 'must have at most 3 characters, got 4; shorten it'],
    [{ type: 'array', minItems: 1 }, [], 'must have at least 1 items, got 0; add to it'],
    [{ type: 'array', maxItems: 1 }, [1, 2], 'must have at most 1 items, got 2; shorten it'],
    [
      { type: 'object', minProperties: 1, additionalProperties: true },
      {},
      'must have at least 1 fields, got 0; add to it',
    ],
    [
      { type: 'object', maxProperties: 1, additionalProperties: true },
      { a: 1, b: 2 },
      'must have at most 1 fields, got 2; shorten it',
    ],
    [
      { type: 'string', format: 'date-time' },
      'yesterday',
      'is not a valid date-time, got "yesterday"; write it like "2026-11-20T09:00:00Z"',
    ],
  ])('%j refuses %j', (schema, value, message) => {
    expect(check(schema, value)).toEqual([`RB601 spec: ${message}`]);
  });

  test('lengths are counted in Unicode code points, as Kubernetes counts', () => {
    expect(check({ type: 'string', maxLength: 2 }, '😀😀')).toEqual([]);
    expect(check({ type: 'string', minLength: 2 }, '😀')).toHaveLength(1);
  });

  test('a format that Kubernetes does not enforce refuses nothing', () => {
    expect(check({ type: 'string', format: 'semver' }, 'x')).toEqual([]);
  });

  test('an empty text that an enum allows is not offered in the message', () => {
    const schema = { type: 'string', enum: ['TCP', 'UDP', ''] };
    expect(check(schema, '')).toEqual([]);
    expect(check(schema, 'x')).toEqual(['RB601 spec: must be one of "TCP", "UDP", got "x"; use one of "TCP", "UDP"']);
  });

  test('values of an enum may be objects, in any order of keys', () => {
    const schema = { type: 'object', additionalProperties: true, enum: [{ a: 1, b: 2 }] };
    expect(check(schema, { b: 2, a: 1 })).toEqual([]);
    expect(check(schema, { a: 1 })).toHaveLength(1);
  });

  test('a pattern that RE2 does not take is counted as not checked, never passed in silence', () => {
    const root = new SchemaNode({ type: 'object', properties: { a: { type: 'string', pattern: '(?=a)' } } }, scope);
    expect(checkObject(root, { a: 'x' })).toEqual({
      violations: [],
      blocked: false,
      gaps: ['pattern "(?=a)" is not valid in RE2'],
    });
  });
});

describe('lists', () => {
  const items = {
    type: 'object',
    properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } },
  };
  const map = {
    type: 'array',
    items,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['port', 'protocol'],
  };

  test('a map refuses two items with the same keys, defaults included', () => {
    expect(check(map, [{ port: 80 }, { port: 81 }, { port: 80, protocol: 'TCP' }])).toEqual([
      'RB601 spec[2]: is a duplicate of item 0: port 80, protocol "TCP"; keep one of them',
    ]);
    expect(check(map, [{ port: 80 }, { port: 80, protocol: 'UDP' }])).toEqual([]);
  });

  test('a set refuses an item that comes twice', () => {
    const set = { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' };
    expect(check(set, ['a', 'b', 'a'])).toEqual(['RB601 spec[2]: is a duplicate of item 0: "a"; keep one of them']);
    expect(
      check({ type: 'array', uniqueItems: true }, [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toHaveLength(1);
  });

  test('an atomic list may repeat itself', () => {
    expect(check({ type: 'array', items: { type: 'string' } }, ['a', 'a'])).toEqual([]);
  });
});

describe('objects of Kubernetes inside an object', () => {
  const schema = {
    type: 'object',
    'x-kubernetes-embedded-resource': true,
    'x-kubernetes-preserve-unknown-fields': true,
  };

  test('need apiVersion and kind, and may have anything else', () => {
    expect(check(schema, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: {} })).toEqual([]);
    expect(check(schema, { spec: {} })).toEqual([
      'RB601 spec.apiVersion: required field is missing; add it',
      'RB601 spec.kind: required field is missing; add it',
    ]);
  });
});

describe('hostile objects', () => {
  test('an object of endless depth is refused, not followed', () => {
    const schema: Record<string, unknown> = { type: 'object' };
    const nested = { $ref: 'self' };
    schema.properties = { a: nested };
    const root = new SchemaNode(schema, { resolve: () => schema, ruled: false });
    const object: Record<string, unknown> = {};
    object.a = object;
    const { violations } = checkObject(root, object);
    expect(violations.map(({ found }) => found)).toEqual(['is nested more than 200 levels deep']);
  });

  test('an object of endless size is refused after a million values', () => {
    const list = Array.from({ length: 1_000_001 }, () => 1);
    const root = new SchemaNode(
      { type: 'object', properties: { a: { type: 'array', items: { type: 'integer' } } } },
      scope,
    );
    expect(checkObject(root, { a: list }).violations.map(({ found }) => found)).toEqual([
      'has more than 1000000 values',
    ]);
  });

  test('a reference in a circle allows anything rather than never ending', () => {
    const root = new SchemaNode({ $ref: 'self' }, { resolve: () => ({ $ref: 'self' }), ruled: false });
    expect(checkObject(root, { a: 1 }).violations).toEqual([]);
  });

  test('no message shows what a Secret holds', () => {
    const schema = {
      type: 'object',
      properties: { data: { type: 'object', additionalProperties: { format: 'byte', type: 'string' } } },
    };
    const root = new SchemaNode({ ...schema, 'x-kubernetes-preserve-unknown-fields': true }, scope);
    const { violations } = checkObject(root, { apiVersion: 'v1', kind: 'Secret', data: { password: 'hunter2!' } });
    expect(violations.map(({ found }) => found)).toEqual(['is not a valid byte, got a secret value of 8 characters']);
  });
});

test('violations come in the order of their paths', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } };
  expect(check(schema, { b: 1, a: 1 }).map((line) => line.split(':')[0])).toEqual(['RB601 spec.a', 'RB601 spec.b']);
});
