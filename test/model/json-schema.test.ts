import { Duration, Size } from 'cdk8s';
import * as z from 'zod';
import { duration, envValue, port, reference, size, text } from '../../src/model/fields.ts';
import { toJsonSchema } from '../../src/model/json-schema.ts';

/** The export of one prop. */
function exported(prop: z.ZodType): unknown {
  const { properties } = toJsonSchema(z.strictObject({ prop }));
  return Object(properties).prop;
}

test('an object is strict, and says its version of JSON Schema', () => {
  expect(toJsonSchema(z.strictObject({ a: z.string(), b: z.boolean().default(true) }))).toEqual({
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'boolean', default: true } },
    required: ['a'],
    additionalProperties: false,
  });
});

test('a size is a text; its limits and its form stand in the description, its default too is a text', () => {
  const limits = { min: Size.gibibytes(1), max: Size.tebibytes(16) };
  expect(exported(size(limits).default(Size.gibibytes(20)).describe('Disk of each server.'))).toEqual({
    type: 'string',
    pattern: '^[1-9][0-9]{0,8}(Ki|Mi|Gi|Ti|Pi)$',
    default: '20Gi',
    description: 'Disk of each server. Written as "20Gi"; at least 1Gi, at most 16Ti.',
  });
});

test('a duration is a text', () => {
  expect(exported(duration({ max: Duration.hours(2) }).optional())).toEqual({
    type: 'string',
    pattern: '^([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$',
    description: 'Written as "90s"; at most 2h.',
  });
});

test('sizes within defaults of objects and lists are texts', () => {
  const inner = z.strictObject({ disks: z.array(size()) });
  expect(exported(inner.default({ disks: [Size.gibibytes(1)] }))).toMatchObject({ default: { disks: ['1Gi'] } });
});

test('a reference disappears where there is another way, with what stands around it kept', () => {
  expect(exported(text(z.string().max(10)).default('x').describe('Words.'))).toEqual({
    type: 'string',
    maxLength: 10,
    default: 'x',
    description: 'Words.',
  });
  expect(exported(z.record(z.string(), envValue()))).toMatchObject({ additionalProperties: { type: 'string' } });
  expect(exported(z.array(text()))).toEqual({ type: 'array', items: { type: 'string' } });
});

test('a prop that takes nothing but a reference is a fault of its author', () => {
  expect(() => exported(reference())).toThrow('prop takes nothing but a reference, which has no JSON form');
  expect(() => exported(z.union([reference(), reference()]))).toThrow('prop takes nothing but references');
});

test('whole numbers are named as such, without the bounds of what a computer can count', () => {
  expect(exported(z.int())).toEqual({ type: 'integer' });
  expect(exported(port())).toEqual({ type: 'integer', minimum: 1, maximum: 65535 });
  expect(exported(z.literal([1, 3, 5]))).toEqual({ type: 'integer', enum: [1, 3, 5] });
  expect(exported(z.literal([0.5, 1]))).toEqual({ type: 'number', enum: [0.5, 1] });
});

test('the same schema used twice is written out twice: there are no references', () => {
  const shared = z.strictObject({ a: z.string() });
  expect(JSON.stringify(toJsonSchema(z.strictObject({ x: shared, y: shared })))).not.toContain('$ref');
});

test('a schema that contains itself is a fault of its author', () => {
  interface Tree {
    readonly children: readonly Tree[];
  }
  const tree: z.ZodType<Tree> = z.strictObject({ children: z.array(z.lazy(() => tree)) });
  expect(() => toJsonSchema(tree)).toThrow();
});
