import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pullSchemas } from '../../src/schema/pull.ts';
import { folderWith, removeFolders } from './folders.ts';

afterAll(removeFolders);

const document = (group: string, kind: string) =>
  JSON.stringify({
    openapi: '3.0.0',
    components: {
      schemas: {
        [`x.${kind}`]: {
          type: 'object',
          properties: { metadata: {}, spec: { type: 'object', properties: { a: { type: 'string' } } } },
          'x-kubernetes-group-version-kind': [{ group, version: 'v1', kind }],
        },
      },
    },
  });

function cluster(documents: Readonly<Record<string, string>>) {
  const calls: (readonly string[])[] = [];
  const kubectl = async (args: readonly string[]) => {
    calls.push(args);
    const path = args.at(-1) ?? '';
    const found = documents[path];
    if (found === undefined) throw new Error(`no such document ${path}\nand more`);
    return found;
  };
  return { calls, kubectl };
}

const index = JSON.stringify({
  paths: { 'apis/acme.example/v1': {}, 'api/v1': {}, apis: {}, version: {}, '../../etc': {}, 'apis/-x/v1 y': {} },
});

test('every kind of a cluster is written, with the cluster as its origin', async () => {
  const { calls, kubectl } = cluster({
    '/openapi/v3': index,
    '/openapi/v3/api/v1': document('', 'Thing'),
    '/openapi/v3/apis/acme.example/v1': document('acme.example', 'Widget'),
  });
  const folder = folderWith();
  expect(await pullSchemas({ context: '-prod', kubectl }, folder)).toEqual({
    added: ['acme.example/widget_v1.json', 'core/thing_v1.json'],
    problems: [],
  });
  expect(calls[0]).toEqual(['--context=-prod', 'get', '--raw', '/openapi/v3']);
  expect(calls).toHaveLength(3);
  expect(readFileSync(join(folder, 'schemas.lock.json'), 'utf8')).toContain('"source": "cluster -prod"');
});

test('an API version without kinds of its own is no problem', async () => {
  const { kubectl } = cluster({
    '/openapi/v3': index,
    '/openapi/v3/api/v1': document('', 'Thing'),
    '/openapi/v3/apis/acme.example/v1': '{"components":{}}',
  });
  expect(await pullSchemas({ kubectl }, folderWith())).toEqual({ added: ['core/thing_v1.json'], problems: [] });
});

test.each([
  [{}, 'cannot be read: no such document /openapi/v3'],
  [{ '/openapi/v3': '{}' }, 'answers without a list of documents'],
  [{ '/openapi/v3': 'not json' }, 'cannot be read: Unexpected token'],
  [{ '/openapi/v3': index }, 'cannot be read: no such document /openapi/v3/api/v1'],
])('a cluster that does not answer is a problem: %j', async (documents, message) => {
  const { kubectl } = cluster(documents);
  const { added, problems } = await pullSchemas({ kubectl }, folderWith());
  expect(added).toEqual([]);
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(['RB618 cluster']);
  expect(problems[0]?.found).toContain(message);
});

test('a machine without kubectl is told so', async () => {
  const before = process.env.PATH;
  process.env.PATH = folderWith();
  try {
    const { problems } = await pullSchemas({}, folderWith());
    expect(problems.map(({ code, found }) => `${code} ${found}`)).toEqual([
      'RB618 cannot be read: kubectl is not installed',
    ]);
  } finally {
    process.env.PATH = before;
  }
});
