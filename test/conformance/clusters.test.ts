import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cluster, Network, type NetworkProps, Platform } from 'roadbed';
import { type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { parseAllDocuments } from 'yaml';
import { addSchemas } from '../../src/schema/add.ts';
import { madeClusters } from './made-clusters.ts';
import { refusedByOurs, refusedByUpstream } from './strict.ts';
import { crdFolders, Upstream } from './upstream.ts';
import { kindName, withoutDefinition } from './without-definition.ts';

const schemas = mkdtempSync(path.join(tmpdir(), 'roadbed-schemas-'));
const upstream = new Upstream();

beforeAll(async () => {
  expect((await addSchemas(crdFolders, schemas)).problems).toEqual([]);
}, 300_000);

afterAll(() => rmSync(schemas, { recursive: true }));

/** A network by each way in and each way of linking, with edges that exist and one that is made. */
function network(props: Partial<NetworkProps>): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
  const eu = Cluster.existing(platform, 'eu', { environment: 'dev', server: 'https://eu.acme.example:6443' });
  const us = Cluster.gke(platform, 'us', { environment: 'prod', project: 'acme-prod', region: 'us-east1' });
  new Network(platform, 'acme', { hub, edges: [eu, us], ...props });
  return platform;
}

const host = 'van.acme.example';
const platforms: readonly (readonly [string, () => Platform])[] = [
  ['clusters that the hub makes', () => madeClusters()],
  ['a network by a load balancer', () => network({ host })],
  ['a network by a Gateway', () => network({ host, expose: 'ingress' })],
  ['a network by a port of nodes', () => network({ host, expose: 'nodePort' })],
  ['a network by tokens', () => network({})],
];

describe.each(platforms)('%s', (_, program) => {
  let resolved: ResolvedPlatform;
  let objects: readonly { readonly file: string; readonly object: unknown }[];

  beforeAll(() => {
    resolved = resolveForTest(program(), { schemas });
    objects = [...resolved.files()]
      .filter(([file]) => file.endsWith('.yaml') && !file.endsWith('/values.yaml'))
      .flatMap(([file, text]) =>
        parseAllDocuments(text).map((document) => {
          const object: unknown = document.toJS();
          return { file, object };
        }),
      )
      .filter(({ object }) => {
        const { apiVersion, kind } = Object(object);
        return !withoutDefinition.includes(kindName(apiVersion, kind));
      });
  });

  test('resolve without a problem where all schemas are given', () => {
    expect(resolved.problems).toEqual([]);
  });

  test('pass our own strict check: no kind without a schema, no field too many, no rule broken', () => {
    expect(refusedByOurs(objects, schemas)).toEqual([]);
  });

  test('pass the upstream schemas under ajv', () => {
    expect(refusedByUpstream(objects, upstream)).toEqual([]);
  }, 120_000);
});
