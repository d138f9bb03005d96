import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { parseAllDocuments } from 'yaml';
import { addSchemas } from '../../src/schema/add.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import { madeClusters } from './made-clusters.ts';
import { crdFolders, Upstream } from './upstream.ts';

const schemas = mkdtempSync(path.join(tmpdir(), 'roadbed-schemas-'));
const upstream = new Upstream();

beforeAll(async () => {
  expect((await addSchemas(crdFolders, schemas)).problems).toEqual([]);
}, 300_000);

afterAll(() => rmSync(schemas, { recursive: true }));

describe('clusters that the hub makes', () => {
  let resolved: ResolvedPlatform;
  let objects: readonly { readonly file: string; readonly object: unknown }[];

  beforeAll(() => {
    resolved = resolveForTest(madeClusters(), { schemas });
    objects = [...resolved.files()]
      .filter(([file]) => file.endsWith('.yaml'))
      .flatMap(([file, text]) =>
        parseAllDocuments(text).map((document) => {
          const object: unknown = document.toJS();
          return { file, object };
        }),
      );
  });

  test('resolve without a problem where all schemas are given', () => {
    expect(resolved.problems).toEqual([]);
  });

  test('pass our own strict check: no kind without a schema, no field too many, no rule broken', () => {
    const store = new SchemaStore({ folder: schemas });
    const checker = new StoreChecker(store);
    const refused = objects.flatMap(({ file, object }) => {
      const { known, violations } = checker.check(object);
      return [
        ...(known ? [] : [`${file}: no schema`]),
        ...violations.map((violation) => `${file} ${violation.path}: ${violation.found}`),
      ];
    });
    expect(refused).toEqual([]);
    expect(checker.summary()).toMatchObject({ unknownKinds: [], gaps: [], checked: objects.length });
  });

  test('pass the upstream schemas under ajv', () => {
    const refused = objects.flatMap(({ file, object }) => {
      const faults = upstream.faults(object) ?? ['no schema'];
      return faults.map((fault) => `${file}: ${fault}`);
    });
    expect(refused).toEqual([]);
  }, 120_000);
});
