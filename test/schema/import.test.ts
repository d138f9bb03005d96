import { parseKindSchema, readSchemas, schemasOfCrd } from '../../src/schema/import.ts';

const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.acme.example }
spec:
  group: acme.example
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          description: a widget
          type: object
          properties:
            spec:
              type: object
              description: what is wanted
              required: [size]
              properties:
                size: { type: integer, minimum: 1, description: how large }
                note: { type: string, nullable: true, default: none }
              x-kubernetes-validations: [{ rule: self.size < 10 }]
    - name: v1beta1
      served: true
      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
    - name: v1alpha1
      served: false
      schema: { openAPIV3Schema: { type: object } }
`;

function problems(text: string): readonly string[] {
  return readSchemas(text, 'source').problems.map(({ code, found }) => `${code} ${found}`);
}

describe('CustomResourceDefinitions', () => {
  test('give the schema of each version that is served, without what a check does not need', () => {
    expect(readSchemas(crd, 'source')).toEqual({
      problems: [],
      schemas: [
        {
          apiVersion: 'acme.example/v1',
          kind: 'Widget',
          schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: {
                  size: { type: 'integer', minimum: 1 },
                  note: { type: 'string', nullable: true, default: 'none' },
                },
                'x-kubernetes-validations': [{ rule: 'self.size < 10' }],
              },
            },
          },
        },
        {
          apiVersion: 'acme.example/v1beta1',
          kind: 'Widget',
          schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
      ],
    });
  });

  test('are found among other documents, and in a list that kubectl prints', () => {
    const mixed = `kind: Namespace\n---\n${crd}\n---\n# nothing\n`;
    expect(readSchemas(mixed, 'source').schemas).toHaveLength(2);
    const { schemas } = readSchemas(crd, 'source');
    expect(schemas).toHaveLength(2);
    const list = JSON.stringify({
      kind: 'List',
      items: [
        {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          spec: { group: 'a.b', names: { kind: 'C' }, versions: [{ name: 'v1' }] },
        },
      ],
    });
    expect(readSchemas(list, 'source').schemas.map(({ apiVersion }) => apiVersion)).toEqual(['a.b/v1']);
  });

  test.each([
    [
      'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: { name: a }',
      'RB617 CustomResourceDefinition "a" is "apiextensions.k8s.io/v1beta1", not apiextensions.k8s.io/v1',
    ],
    [
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition',
      'RB617 CustomResourceDefinition undefined has no spec.group or spec.names.kind',
    ],
    [
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: { group: a, names: { kind: B } }',
      'RB617 CustomResourceDefinition undefined has no spec.versions',
    ],
    [
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: { group: a, names: { kind: B }, versions: [{}] }',
      'RB617 CustomResourceDefinition undefined has a version without a name',
    ],
  ])('that are broken are problems: %j', (text, message) => {
    expect(problems(text)).toEqual([message]);
  });

  test('that use what a structural schema cannot hold are problems', () => {
    const broken = (schema: string) =>
      problems(
        `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: { group: a, names: { kind: B }, versions: [{ name: v1, schema: { openAPIV3Schema: ${schema} } }] }`,
      );
    expect(broken('{ type: [object, string], $ref: "#/x", patternProperties: {} }')).toEqual([
      'RB617 B v1 refers to "#/x", which is not in the document',
      'RB617 B v1 uses patternProperties',
    ]);
    expect(broken('{ type: thing }')).toEqual(['RB617 B v1 has type "thing"']);
    expect(
      broken('{ type: object, properties: { a: { pattern: 5 }, b: { pattern: "(?=a)" }, c: 1, d: { items: [] } } }'),
    ).toEqual([
      'RB617 B v1.a has pattern 5, which is not a string',
      'RB617 B v1.b has pattern "(?=a)", which is not valid in RE2',
      'RB617 B v1.c is not a schema',
      'RB617 B v1.d has items that are not one schema',
    ]);
  });

  test('that are at hand as an object give their schemas too', () => {
    expect(schemasOfCrd({ kind: 'Pod' }, 'shop/crd').problems).toMatchObject([{ code: 'RB615', path: 'shop/crd' }]);
    const object = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: { group: 'a.b', names: { kind: 'C' }, versions: [{ name: 'v1' }] },
    };
    expect(schemasOfCrd(object, 'shop/crd').schemas).toHaveLength(1);
  });
});

describe('OpenAPI documents', () => {
  const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
  const schemas = {
    'com.example.v1.Widget': {
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { allOf: [{ $ref: `#/components/schemas/${meta}` }], default: {} },
        spec: { allOf: [{ $ref: '#/components/schemas/com.example.v1.Spec' }], default: {} },
      },
      'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Widget' }],
    },
    'com.example.v1.Spec': {
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'string' },
        next: { $ref: '#/components/schemas/com.example.v1.Spec' },
        any: { type: 'object' },
      },
    },
    'com.example.v1.WidgetList': {
      type: 'object',
      properties: { items: { type: 'array', items: {} }, metadata: {} },
      'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'WidgetList' }],
    },
    [meta]: { type: 'object', properties: { name: { type: 'string' } } },
  };

  test('of v3 give each kind with the definitions that it needs, recursive ones included', () => {
    expect(readSchemas(JSON.stringify({ openapi: '3.0.0', components: { schemas } }), 'cluster')).toEqual({
      problems: [],
      schemas: [
        {
          apiVersion: 'example.com/v1',
          kind: 'Widget',
          schema: {
            type: 'object',
            properties: {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
              spec: { $ref: 'com.example.v1.Spec', default: {} },
            },
          },
          definitions: {
            'com.example.v1.Spec': {
              type: 'object',
              required: ['a'],
              properties: {
                a: { type: 'string' },
                next: { $ref: 'com.example.v1.Spec' },
                any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
              },
            },
          },
        },
      ],
    });
  });

  test('of Kubernetes itself lose the empty defaults of Go, which would excuse required fields', () => {
    const pod = {
      'io.k8s.api.core.v1.Pod': {
        type: 'object',
        required: ['spec'],
        properties: {
          metadata: {},
          spec: {
            type: 'object',
            default: {},
            required: ['n'],
            properties: { n: { type: 'string', default: '' }, p: { type: 'string', default: 'TCP' } },
          },
        },
        'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Pod' }],
      },
    };
    const [schema] = readSchemas(JSON.stringify({ openapi: '3.0.0', components: { schemas: pod } }), 'cluster').schemas;
    expect(schema).toMatchObject({ apiVersion: 'v1', kind: 'Pod' });
    expect(JSON.stringify(schema)).not.toContain('"default":{}');
    expect(JSON.stringify(schema)).not.toContain('"default":""');
    expect(JSON.stringify(schema)).toContain('"default":"TCP"');
  });

  test('of v2 and JSON schemas with definitions are read alike; copies of core kinds in them are left out', () => {
    const text = JSON.stringify({
      definitions: {
        'io.k8s.api.core.v1.Pod': {
          properties: { metadata: {} },
          'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Pod' }],
        },
        'io.argoproj.Sensor': {
          properties: { metadata: {}, apiVersion: { const: 'argoproj.io/v1alpha1' }, kind: { const: 'Sensor' } },
        },
      },
    });
    expect(readSchemas(text, 'source').schemas.map(({ kind }) => kind)).toEqual(['Sensor']);
  });

  test('that refer out of themselves are problems', () => {
    const text = JSON.stringify({
      definitions: {
        A: {
          properties: { metadata: {}, spec: { $ref: 'other.json#/definitions/B' } },
          'x-kubernetes-group-version-kind': [{ group: 'a.b', version: 'v1', kind: 'A' }],
        },
      },
    });
    expect(problems(text)).toEqual([
      'RB617 A.spec refers to "other.json#/definitions/B", which is not in the document',
    ]);
  });
});

describe('JSON schemas of one kind', () => {
  const widget = {
    type: 'object',
    properties: {
      apiVersion: { type: ['string', 'null'], enum: ['example.com/v1'] },
      kind: { enum: ['Widget'] },
      metadata: { type: 'object' },
      spec: {
        type: ['object', 'null'],
        properties: {
          port: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
          size: { type: 'integer', exclusiveMinimum: 0 },
          mixed: { type: ['string', 'integer'] },
        },
        additionalProperties: false,
      },
      never: false,
      anything: true,
    },
  };

  test('give that kind', () => {
    const { schemas, problems: found } = readSchemas(JSON.stringify(widget), 'source');
    expect(found).toEqual([]);
    expect(schemas).toEqual([
      {
        apiVersion: 'example.com/v1',
        kind: 'Widget',
        schema: {
          type: 'object',
          properties: {
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            metadata: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
            spec: {
              type: 'object',
              nullable: true,
              additionalProperties: false,
              properties: {
                port: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
                size: { type: 'integer', minimum: 0, exclusiveMinimum: true },
                mixed: { allOf: [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }] },
              },
            },
            never: { not: {} },
            anything: { 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      },
    ]);
  });
});

describe('sources that hold no schema', () => {
  test.each([
    ['', 'RB615 is empty'],
    ['kind: Pod', 'RB615 holds no schema, but Pod'],
    ['just a text', 'RB615 holds no schema'],
    ['{"a": 1}', 'RB615 holds no schema'],
    ['[1, 2]', 'RB615 holds no schema'],
  ])('are named for what they are: %j', (text, message) => {
    expect(problems(text)).toEqual([message]);
  });
});

describe('hostile sources', () => {
  test('a document that grows without end by aliases is refused', () => {
    const levels = 'abcdefghij'
      .split('')
      .map(
        (name, i, all) =>
          `${name}: &${name} [${Array.from({ length: 9 }, () => (i === 0 ? 'lol' : `*${all[i - 1] ?? ''}`)).join(', ')}]`,
      );
    expect(problems(levels.join('\n'))).toEqual(['RB616 uses more than 100 YAML aliases']);
  });

  test.each([
    ['[', ']'],
    ['{"a":', '}'],
    ['- ', ''],
  ])('a document of endless depth is refused: %j', (open, close) => {
    const text = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    expect(problems(text)[0]).toMatch(/^RB61[56] /);
  });

  test('a schema nested deeper than any real one is refused', () => {
    let schema: object = { type: 'string' };
    for (let i = 0; i < 300; i++) schema = { type: 'object', properties: { a: schema } };
    const text = JSON.stringify({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: { group: 'a.b', names: { kind: 'C' }, versions: [{ name: 'v1', schema: { openAPIV3Schema: schema } }] },
    });
    expect(problems(text)[0]).toContain('is nested more than 200 levels deep');
  });

  test.each([
    ['a: [1', 'RB616 is not valid YAML'],
    ['a: 1\na: 2', 'RB616 is not valid YAML: Map keys must be unique'],
    ['a: *nothing', 'RB616 is not valid YAML'],
    ['\u0000', 'RB61'],
    ['%YAML 9.9\n---\n\t- x: [', 'RB616 is not valid YAML'],
  ])('a document that does not parse is refused: %j', (text, message) => {
    expect(problems(text).join()).toContain(message);
  });

  test('a document of 64 MiB and more is not read', () => {
    expect(problems(' '.repeat(64 * 2 ** 20 + 1))).toEqual([
      'RB616 has 67108865 characters, of which at most 67108864 are read',
    ]);
  });

  test('no more than twenty faults of one document are shown', () => {
    const versions = Array.from({ length: 50 }, () => ({}));
    const text = JSON.stringify({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: { group: 'a.b', names: { kind: 'C' }, versions },
    });
    expect(problems(text)).toHaveLength(20);
  });

  test('a field named __proto__ stays a field', () => {
    const text =
      '{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","spec":{"group":"a.b","names":{"kind":"C"},"versions":[{"name":"v1","schema":{"openAPIV3Schema":{"type":"object","properties":{"__proto__":{"type":"string"}}}}}]}}';
    const [schema] = readSchemas(text, 'source').schemas;
    expect(JSON.stringify(schema?.schema)).toBe('{"type":"object","properties":{"__proto__":{"type":"string"}}}');
  });
});

test('a file of the schemas folder is read as it is', () => {
  expect(parseKindSchema('{"apiVersion":"a/v1","kind":"B","schema":{"type":"object"},"definitions":{"C":{}}}')).toEqual(
    {
      apiVersion: 'a/v1',
      kind: 'B',
      schema: { type: 'object' },
      definitions: { C: {} },
    },
  );
  expect(parseKindSchema('{"kind":"B"}')).toBeUndefined();
  expect(parseKindSchema('{')).toBeUndefined();
});
