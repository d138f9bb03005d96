import Ajv from 'ajv';
import * as fc from 'fast-check';
import { checkObject } from '../../src/schema/check-object.ts';
import { isObject, type JsonObject } from '../../src/schema/json.ts';
import { SchemaNode } from '../../src/schema/node.ts';

/** Few keys and few values, so that schemas and objects meet often. */
const key = fc.constantFrom('a', 'b', 'c');
const text = fc.constantFrom('', 'x', 'xy', 'xyz', '😀');
const number = fc.constantFrom(-1, 0, 1, 2, 3, 1.5, 10);

/** Values without null, which Kubernetes drops before it validates and JSON Schema does not. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

const texts = fc.record(
  {
    type: fc.constant('string'),
    minLength: fc.nat(2),
    maxLength: fc.nat(3),
    enum: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
    pattern: fc.constantFrom('^x', 'y$', '^x?$'),
  },
  { requiredKeys: ['type'] },
);
const numbers = fc.record(
  {
    type: fc.constantFrom('integer', 'number'),
    minimum: number,
    maximum: number,
    exclusiveMinimum: fc.constant(true),
    multipleOf: fc.constantFrom(1, 2, 0.5),
    enum: fc.uniqueArray(number, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['type'] },
);
const booleans = fc.record({ type: fc.constant('boolean') });

/** Value validations, as a branch may hold them: no types, nothing of which fields are known. */
const { branch } = fc.letrec<{ branch: JsonObject }>((tie) => ({
  branch: fc.oneof(
    { maxDepth: 2 },
    fc.record({ required: fc.uniqueArray(key, { minLength: 1, maxLength: 2 }) }),
    fc.record({
      properties: fc.dictionary(
        key,
        fc.record({ minimum: number, minLength: fc.nat(2) }, { requiredKeys: [], noNullPrototype: true }),
        {
          maxKeys: 2,
        },
      ),
    }),
    fc.record({ not: tie('branch') }),
    fc.record({ anyOf: fc.array(tie('branch'), { minLength: 1, maxLength: 2 }) }),
  ),
}));

const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    texts,
    numbers,
    booleans,
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        minItems: fc.nat(2),
        maxItems: fc.nat(3),
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: ['type', 'items'] },
    ),
    fc.record(
      {
        type: fc.constant('object'),
        additionalProperties: tie('schema'),
        minProperties: fc.nat(2),
        maxProperties: fc.nat(3),
      },
      { requiredKeys: ['type', 'additionalProperties'] },
    ),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(key, tie('schema'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
        required: fc.uniqueArray(key, { maxLength: 2 }),
        allOf: fc.array(branch, { minLength: 1, maxLength: 2 }),
        anyOf: fc.array(branch, { minLength: 1, maxLength: 3 }),
        oneOf: fc.array(branch, { minLength: 1, maxLength: 3 }),
        not: branch,
      },
      { requiredKeys: ['type', 'properties'] },
    ),
  ),
}));

/** The same schema for ajv: objects closed, exclusive bounds as numbers, as draft-07 has them. */
function forAjv(raw: JsonObject, structural = true): JsonObject {
  const { exclusiveMinimum, minimum, ...rest } = raw;
  const out: Record<string, unknown> = { ...rest };
  if (minimum !== undefined) out[exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum'] = minimum;
  if (isObject(raw.properties)) {
    const fields = Object.entries(raw.properties).map(([name, child]) => [
      name,
      forAjv(isObject(child) ? child : {}, structural),
    ]);
    out.properties = Object.fromEntries(fields);
    if (structural) out.additionalProperties = false;
  }
  if (isObject(raw.additionalProperties)) out.additionalProperties = forAjv(raw.additionalProperties, structural);
  if (isObject(raw.items)) out.items = forAjv(raw.items, structural);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const branches = raw[keyword];
    if (Array.isArray(branches)) out[keyword] = branches.map((one) => forAjv(one, false));
  }
  if (isObject(raw.not)) out.not = forAjv(raw.not, false);
  return out;
}

/** A value that was made for a schema more often than not. */
function fitting(raw: JsonObject): fc.Arbitrary<unknown> {
  if (raw.type === 'string') return text;
  if (raw.type === 'integer' || raw.type === 'number') return number;
  if (raw.type === 'boolean') return fc.boolean();
  if (isObject(raw.items)) return fc.array(fitting(raw.items), { maxLength: 3 });
  if (isObject(raw.additionalProperties))
    return fc.dictionary(key, fitting(raw.additionalProperties), { maxKeys: 3, noNullPrototype: true });
  const fields = Object.entries(isObject(raw.properties) ? raw.properties : {});
  const entries = fields.map(([name, child]) => [name, fitting(isObject(child) ? child : {})] as const);
  return fc.record(Object.fromEntries(entries), { requiredKeys: [], noNullPrototype: true });
}

test('the walk and ajv agree on which values a schema takes', () => {
  const seen = { valid: 0, invalid: 0 };
  // One for all, as what takes it longest is the schema of schemas.
  const ajv = new Ajv({ strict: false });
  const candidate = (one: JsonObject) =>
    fc.oneof({ weight: 4, arbitrary: fitting(one) }, { weight: 1, arbitrary: value });
  const cases = schema.chain((one) =>
    fc.tuple(fc.constant(one), fc.array(candidate(one), { minLength: 8, maxLength: 8 })),
  );
  fc.assert(
    fc.property(cases, ([one, candidates]) => {
      const theirSchema = { type: 'object', properties: { value: forAjv(one) } };
      const theirWalk = ajv.compile(theirSchema);
      ajv.removeSchema(theirSchema);
      const schemaOfRoot = { type: 'object', properties: { value: one } };
      const root = new SchemaNode(schemaOfRoot, { resolve: () => undefined, ruled: false });
      for (const each of candidates) {
        const theirs = theirWalk({ value: each });
        const ours = checkObject(root, { value: each }).violations;
        seen[theirs ? 'valid' : 'invalid']++;
        expect({ each, valid: ours.length === 0, ours }).toMatchObject({ valid: theirs });
      }
    }),
    { numRuns: 300 },
  );
  // Agreement means something only where both answers come up often.
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(400);
});
