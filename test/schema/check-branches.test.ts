import { checkObject } from '../../src/schema/check-object.ts';
import type { JsonObject } from '../../src/schema/json.ts';
import { SchemaNode } from '../../src/schema/node.ts';

const properties = {
  a: { type: 'integer' },
  b: { type: 'string' },
  c: { type: 'string', default: 'x' },
  d: { type: 'object', properties: { e: { type: 'integer' } } },
};

function check(branches: JsonObject, object: JsonObject): readonly string[] {
  const root = new SchemaNode({ type: 'object', properties, ...branches }, { resolve: () => undefined, ruled: false });
  return checkObject(root, object).violations.map(({ path, found, hint }) => `${path}: ${found}; ${hint}`);
}

const either = [{ required: ['a'] }, { required: ['b'] }];

describe('oneOf', () => {
  test('takes exactly one of two fields', () => {
    expect(check({ oneOf: either }, { a: 1 })).toEqual([]);
    expect(check({ oneOf: either }, {})).toEqual([': must have exactly one of "a", "b"; give one of "a", "b"']);
    expect(check({ oneOf: either }, { a: 1, b: 'x' })).toEqual([
      ': must have exactly one of its alternatives, got "a", "b"; keep one of "a", "b"',
    ]);
  });

  test('says how far the nearest alternative is, where alternatives say more', () => {
    const oneOf = [{ properties: { a: { minimum: 5 } } }, { properties: { a: { maximum: 1 } } }];
    expect(check({ oneOf }, { a: 3 })).toEqual([
      ': fits none of 2 alternatives (oneOf); for the nearest, a must be at least 5, got "3"',
    ]);
    expect(check({ oneOf }, { b: 'x' })).toEqual([
      ': fits 2 alternatives where exactly one may hold (oneOf); leave out what belongs to the other alternatives',
    ]);
  });
});

describe('anyOf', () => {
  test('takes one field or both', () => {
    expect(check({ anyOf: either }, { a: 1, b: 'x' })).toEqual([]);
    expect(check({ anyOf: either }, {})).toEqual([': must have at least one of "a", "b"; give one of "a", "b"']);
  });

  test('sees defaults, as the API server fills them in before it validates', () => {
    expect(check({ anyOf: [{ required: ['c'] }] }, {})).toEqual([]);
    expect(check({ anyOf: [{ properties: { c: { enum: ['y'] } }, required: ['c'] }] }, {})).toHaveLength(1);
  });

  test('sees null as absent where the field is not nullable', () => {
    expect(check({ anyOf: [{ required: ['a'] }] }, { a: null })).toHaveLength(1);
  });
});

describe('allOf', () => {
  test('reports what each branch refuses, at its place', () => {
    const allOf = [{ properties: { d: { properties: { e: { maximum: 3 } } } } }, { required: ['a'] }];
    expect(check({ allOf }, { d: { e: 4 } })).toEqual([
      'a: required field is missing; add it',
      'd.e: must be at most 3, got "4"; give at most 3',
    ]);
  });
});

describe('not', () => {
  test('refuses a field', () => {
    expect(check({ not: { required: ['a'] } }, { a: 1 })).toEqual([': must not have "a" here; leave out "a"']);
    expect(check({ not: { required: ['a'] } }, { b: 'x' })).toEqual([]);
  });

  test('refuses a form', () => {
    expect(check({ not: { properties: { b: { pattern: '^x' } }, required: ['b'] } }, { b: 'xy' })).toEqual([
      ': has a form that the schema excludes (not); see the schema of the kind',
    ]);
  });
});

test('a branch does not decide which fields are known', () => {
  expect(check({ anyOf: [{ properties: { z: {} } }] }, { z: 1 })).toEqual([
    'z: unknown field "z"; remove it; known here: "a", "b", "c", "d"',
  ]);
});

test('branches reach into lists and maps', () => {
  const root = new SchemaNode(
    {
      type: 'object',
      properties: {
        list: { type: 'array', items: { type: 'integer' } },
        map: { type: 'object', additionalProperties: { type: 'integer' } },
      },
      allOf: [{ properties: { list: { items: { minimum: 1 } }, map: { additionalProperties: { maximum: 1 } } } }],
    },
    { resolve: () => undefined, ruled: false },
  );
  const { violations } = checkObject(root, { list: [1, 0], map: { k: 2 } });
  expect(violations.map(({ path }) => path)).toEqual(['list[1]', 'map.k']);
});
