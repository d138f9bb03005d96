import { Size } from 'cdk8s';
import * as z from 'zod';
import { size, text } from '../../src/model/fields.ts';
import { toStructuralSchema } from '../../src/model/structural-schema.ts';
import { structuralFaults } from './structural-rules.ts';

/** The export of one prop, which keeps the rules. */
function exported(prop: z.ZodType): unknown {
  const schema = toStructuralSchema(z.strictObject({ prop }));
  expect(structuralFaults(schema)).toEqual([]);
  return Object(schema.properties).prop;
}

test('an object says nothing of unknown fields, which are pruned', () => {
  expect(toStructuralSchema(z.strictObject({ a: z.string() }))).toEqual({
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
  });
});

test('a size is a text with a default', () => {
  expect(exported(size().default(Size.gibibytes(20)))).toMatchObject({ type: 'string', default: '20Gi' });
});

test('a map has no names of its own; what they must match stands in its description', () => {
  expect(exported(z.record(z.string().regex(/^[a-z]+$/), text()).describe('Words.'))).toEqual({
    type: 'object',
    description: 'Words. Its names match `^[a-z]+$`.',
    additionalProperties: { type: 'string' },
  });
});

test('a bound that excludes its own value is a flag, or the next whole number', () => {
  expect(exported(z.number().gt(0).lt(1))).toEqual({
    type: 'number',
    minimum: 0,
    exclusiveMinimum: true,
    maximum: 1,
    exclusiveMaximum: true,
  });
  expect(exported(z.int().gt(0).lt(10))).toEqual({ type: 'integer', minimum: 1, maximum: 9 });
});

test('one value is a choice of one', () => {
  expect(exported(z.literal('a'))).toEqual({ type: 'string', enum: ['a'] });
});

test('what may be null is nullable', () => {
  expect(exported(z.string().nullable())).toEqual({ type: 'string', nullable: true });
  expect(exported(z.int().min(1).nullable().default(3))).toEqual({
    type: 'integer',
    minimum: 1,
    nullable: true,
    default: 3,
  });
});

test('a whole number or a text is what Kubernetes calls int-or-string', () => {
  expect(exported(z.union([z.int(), z.string()]).describe('Port.'))).toEqual({
    'x-kubernetes-int-or-string': true,
    description: 'Port.',
  });
});

test('choices of one type are one list', () => {
  expect(exported(z.union([z.literal('a'), z.enum(['b', 'c'])]).default('a'))).toEqual({
    type: 'string',
    enum: ['a', 'b', 'c'],
    default: 'a',
  });
});

test('several patterns stand in a junctor', () => {
  expect(exported(z.string().regex(/^a/).regex(/b$/))).toEqual({
    type: 'string',
    allOf: [{ pattern: '^a' }, { pattern: 'b$' }],
  });
});

test('formats that Kubernetes does not check are left out', () => {
  expect(exported(z.email())).not.toHaveProperty('format');
});

test.each([
  [
    'a union of objects',
    z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })]),
    'prop is a union',
  ],
  ['a union of a text and a list', z.union([z.string(), z.array(z.string())]), 'prop is a union'],
  [
    'a list of fixed length',
    z.tuple([z.string(), z.int()]),
    'prop uses "additionalItems", which a structural schema cannot hold',
  ],
  ['anything', z.any(), 'prop has no single type'],
  ['a list of anything', z.array(z.any()), 'prop[] has no single type'],
])('%s is a fault of its author', (_, prop, message) => {
  expect(() => toStructuralSchema(z.strictObject({ prop }))).toThrow(message);
});
