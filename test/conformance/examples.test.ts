import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { parseAllDocuments } from 'yaml';
import { addSchemas } from '../../src/schema/add.ts';
import { vanPlatform } from '../stacks/van-platform.ts';
import { refusedByOurs, refusedByUpstream } from './strict.ts';
import { crdFolders, Upstream } from './upstream.ts';

const schemas = mkdtempSync(path.join(tmpdir(), 'roadbed-schemas-'));
const upstream = new Upstream();

beforeAll(async () => {
  expect((await addSchemas(crdFolders, schemas)).problems).toEqual([]);
}, 120_000);

afterAll(() => rmSync(schemas, { recursive: true }));

/** Every object of every YAML file of the output, with the file that it stands in. */
function objectsOf(resolved: ResolvedPlatform): readonly { readonly file: string; readonly object: unknown }[] {
  return (
    [...resolved.files()]
      // The values of a chart are no object.
      .filter(([file]) => file.endsWith('.yaml') && !file.endsWith('/values.yaml'))
      .flatMap(([file, text]) =>
        parseAllDocuments(text).map((document) => {
          expect(document.errors).toEqual([]);
          const object: unknown = document.toJS();
          return { file, object };
        }),
      )
  );
}

const examples = {
  acme: { program: () => import('../../examples/acme/main.ts'), environments: ['dev', 'prod'] },
  'online-boutique': {
    program: () => import('../../examples/online-boutique/main.ts'),
    environments: ['dev', 'prod'],
  },
  orders: {
    program: () => import('../../examples/orders/main.ts'),
    environments: ['dev', 'operations', 'prod', 'staging'],
  },
  kaops: { program: () => import('../../examples/kaops/main.ts'), environments: ['prod'] },
  // No example: the ready-made platform of stacks/van, with everything on.
  van: { program: async () => vanPlatform().synth(), environments: ['dev', 'prod'] },
  'two-repos, the platform': {
    program: () => import('../../examples/two-repos/platform/main.ts'),
    environments: ['dev', 'prod'],
  },
};

describe.each(Object.entries(examples))('the example %s', (_, { program, environments }) => {
  let resolved: ResolvedPlatform;
  let objects: ReturnType<typeof objectsOf>;

  beforeAll(async () => {
    resolved = resolveForTest(await platformOf(program), { schemas });
    objects = objectsOf(resolved);
  });

  test('resolves without a problem where all schemas are given', () => {
    expect(resolved.problems).toEqual([]);
  });

  test('has objects of the hub and of each environment, and what is merged at first', () => {
    expect(new Set(objects.map(({ file }) => file.split('/')[0]))).toEqual(
      new Set(['bootstrap', 'hub', ...environments]),
    );
    expect(objects.length).toBeGreaterThan(30);
  });

  test('passes our own strict check: no kind without a schema, no field too many, no rule broken', () => {
    expect(refusedByOurs(objects, schemas)).toEqual([]);
  });

  test('passes the upstream schemas under ajv', () => {
    expect(refusedByUpstream(objects, upstream)).toEqual([]);
  }, 120_000);
});

describe("the example two-repos, the team's program", () => {
  let resolved: ResolvedPlatform;
  let objects: ReturnType<typeof objectsOf>;

  beforeAll(async () => {
    resolved = resolveForTest(await platformOf(() => import('../../examples/two-repos/team/main.ts')), { schemas });
    objects = objectsOf(resolved).filter(({ object }) => object !== null);
  });

  test('has objects of its applications alone, at control planes and between clusters too', () => {
    expect(resolved.problems).toEqual([]);
    const folders = objects.map(({ file }) => file.split('/').slice(0, 2).join('/'));
    const control = ['prod/shop-control'];
    const link = ['dev/shop-link', 'prod/shop-link'];
    expect([...new Set(folders)].sort()).toEqual(['dev/shop', 'prod/shop', ...control, ...link].sort());
  });

  test('passes our own strict check and the upstream schemas, as what one program makes', () => {
    expect(refusedByOurs(objects, schemas)).toEqual([]);
    expect(refusedByUpstream(objects, upstream)).toEqual([]);
  }, 120_000);
});

describe('what is wrong is seen by ajv too', () => {
  const metadata = { name: 'api' };

  test.each([
    ['a kind without a schema', { apiVersion: 'acme.example/v1', kind: 'Banner', metadata }, undefined],
    ['a field too many', { apiVersion: 'v1', kind: 'ConfigMap', metadata, date: {} }, ['additional']],
    ['a field too many in metadata', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { nam: 'a' } }, ['additional']],
    ['a wrong type', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 1 } }, ['must be string']],
    [
      'a field too many in a custom kind',
      { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata, spec: { hosts: [] } },
      ['additional'],
    ],
  ])('%s', (_, object, expected) => {
    const faults = upstream.faults(object);
    expect(faults?.length).toBe(expected?.length);
    for (const text of expected ?? []) expect(faults?.join()).toContain(text);
  });
});
