import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cluster, Platform } from 'roadbed';
import { type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { parseAllDocuments } from 'yaml';
import { addSchemas } from '../../src/schema/add.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import { crdFolders, Upstream } from './upstream.ts';

const schemas = mkdtempSync(path.join(tmpdir(), 'roadbed-schemas-'));
const upstream = new Upstream();

beforeAll(async () => {
  expect((await addSchemas(crdFolders, schemas)).problems).toEqual([]);
}, 300_000);

afterAll(() => rmSync(schemas, { recursive: true }));

/** A platform whose hub makes a cluster of each kind, with the required props and with all of them. */
function fleet(): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
  Cluster.eks(platform, 'eks-least', { environment: 'prod', region: 'eu-west-1' });
  Cluster.eks(platform, 'eks-most', {
    environment: 'dev',
    tags: ['edge'],
    region: 'eu-west-1',
    version: '1.34',
    zones: ['eu-west-1c', 'eu-west-1b', 'eu-west-1a'],
    range: '10.1.0.0/18',
    nat: 'one',
    nodes: {
      main: { count: 2, instanceTypes: ['m7g.large'], arm: true },
      spot: {
        min: 0,
        max: 9,
        spot: true,
        labels: { spot: 'yes' },
        taints: [{ key: 'spot', value: 'yes', effect: 'PreferNoSchedule' }],
      },
    },
    publicAccess: ['203.0.113.0/24'],
    encryptionKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    argocdRoleArn: 'arn:aws:iam::123456789012:role/argocd',
    logs: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
    addons: { coredns: 'v1.13.2-eksbuild.3' },
    protect: false,
    providerConfig: 'acme',
  });
  return platform;
}

describe('clusters that the hub makes', () => {
  let resolved: ResolvedPlatform;
  let objects: readonly { readonly file: string; readonly object: unknown }[];

  beforeAll(() => {
    resolved = resolveForTest(fleet(), { schemas });
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
