import { Duration, Size } from 'cdk8s';
import * as z from 'zod';
import { memberFacts, propFacts } from '../../scripts/prop-facts.ts';
import { duration, port, size, text } from '../../src/model/fields.ts';
import { toJsonSchema } from '../../src/model/json-schema.ts';

function facts(shape: z.ZodRawShape) {
  return propFacts(toJsonSchema(z.strictObject(shape)));
}

test('a prop is told by its type, limits, default and description', () => {
  expect(facts({ replicas: z.int().min(1).max(50).default(2).describe('Pods.') })).toEqual([
    expect.objectContaining({
      path: 'replicas',
      type: 'integer',
      required: false,
      description: 'Pods.',
      defaultText: '2',
      limits: '1 to 50',
    }),
  ]);
});

test('a size and a duration show as their classes, with their limits', () => {
  const found = facts({
    storage: size({ min: Size.gibibytes(1) })
      .default(Size.gibibytes(20))
      .describe('Disk of each server.'),
    grace: duration({ max: Duration.minutes(10) }).describe('Time to end.'),
    plain: size().optional().describe('Any size.'),
  });
  expect(found).toEqual([
    expect.objectContaining({
      type: 'Size',
      description: 'Disk of each server.',
      limits: 'at least 1Gi',
      defaultText: '20Gi',
    }),
    expect.objectContaining({ type: 'Duration', description: 'Time to end.', limits: 'at most 10m', required: true }),
    expect.objectContaining({ type: 'Size', description: 'Any size.', limits: undefined }),
  ]);
});

test('a whole number without limits shows none', () => {
  expect(facts({ any: z.int() })).toEqual([expect.objectContaining({ type: 'integer', limits: undefined })]);
});

test('the pattern of a text is told apart from its limits', () => {
  expect(facts({ path: z.string().regex(/^\//).max(9) })).toEqual([
    expect.objectContaining({ limits: 'at most 9 characters', pattern: '^\\/' }),
  ]);
});

test('choices show as literals, lists and maps by what is in them', () => {
  const found = facts({
    protocol: z.enum(['http', 'grpc']),
    instances: z.literal([1, 3]),
    hosts: z.array(z.string().max(253)).max(16),
    ports: z.array(z.enum(['a', 'b'])),
    env: z.record(z.string(), text()),
  });
  expect(found.map(({ type, limits }) => [type, limits])).toEqual([
    ["'http' | 'grpc'", undefined],
    ['1 | 3', undefined],
    ['string[]', 'at most 16 items'],
    ["('a' | 'b')[]", undefined],
    ['map of string', undefined],
  ]);
});

test('the members of an object, of a list and of a map are props under it', () => {
  const inner = z.strictObject({ port: port() });
  const found = facts({
    probe: inner,
    listeners: z.array(inner),
    byName: z.record(z.string(), inner),
    leaf: z.string(),
  });
  expect(found.flatMap(memberFacts).map(({ path }) => path)).toEqual([
    'probe.port',
    'listeners[].port',
    'byName.*.port',
  ]);
});
