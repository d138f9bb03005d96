import { ApiObject } from 'cdk8s';
import * as fc from 'fast-check';
import { secretKey } from '../../src/model/value.ts';
import { resolve } from '../../src/platform/resolve.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import { yamlChunks } from '../../src/write/yaml.ts';
import { aCluster, anApplication, aPlatform, Piece } from '../support/platforms.ts';

const KINDS: readonly (readonly [string, string])[] = [
  ['v1', 'Pod'],
  ['v1', 'Secret'],
  ['v1', 'ConfigMap'],
  ['apps/v1', 'Deployment'],
  ['batch/v1', 'CronJob'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['external-secrets.io/v1', 'ExternalSecret'],
  ['external-secrets.io/v1', 'SecretStore'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['v1', 'constructor'],
  ['', ''],
  ['a/b/c', 'x y'],
];

/** Stands where a test puts a reference. */
const MARK = '\u0001';

/** Keys that the passes look at, so that what they look at has any shape. */
const KEYS = [
  MARK,
  'spec',
  'template',
  'metadata',
  'labels',
  'annotations',
  'containers',
  'initContainers',
  'env',
  'envFrom',
  'value',
  'valueFrom',
  'secretKeyRef',
  'name',
  'namespace',
  'volumes',
  'secret',
  'imagePullSecrets',
  'jobTemplate',
  'rules',
  'host',
  'hostnames',
  'matches',
  'paths',
  'http',
  'podSelector',
  'matchLabels',
  'policyTypes',
  'egress',
  'ingress',
  'data',
  'stringData',
  'names',
  'kind',
  'group',
  'scope',
  'target',
  'secretStoreRef',
  'provider',
  '__proto__',
  'constructor',
] as const;

const leaf = fc.constantFrom<unknown>(null, true, 0, 1, '', 'x', 'Egress', 'Cluster', MARK, `a${MARK}b`);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

/** Puts a reference wherever the mark stands. */
function marked(given: unknown, text: string): unknown {
  return JSON.parse(JSON.stringify(given).replaceAll('\\u0001', text));
}

test('objects of any shape, with references at any place, give problems or an output, and never a fault', () => {
  const checker = new StoreChecker(new SchemaStore());
  let good = 0;
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), value, value, fc.boolean(), (of, spec, metadata, late) => {
      const platform = aPlatform({ owners: { team: { clusterKinds: ['*'] } } });
      const clusters = ['dev', 'prod'].map((name) => aCluster(platform, name, name));
      const shop = anApplication(platform, 'shop', { clusters });
      const db = new Piece(shop, 'db', {
        outputs: () => ({ host: late ? secretKey('s', 'k') : 'h', password: secretKey('s', 'k') }),
        endpoint: () => ({ pods: { app: 'db' }, ports: [1] }),
      });
      const [apiVersion, kind] = of;
      const text = late ? `${db.password}` : `${db.host}`;
      const made = Object(marked({ metadata, spec, data: spec }, text));
      const object = { ...made, apiVersion, kind, metadata: { ...Object(made.metadata), name: 'x' } };
      new Piece(shop, 'x', { render: () => [object] });
      const { graph, problems } = resolve(platform, { schemas: checker });
      if (graph === undefined) {
        expect(problems.length).toBeGreaterThan(0);
        return;
      }
      good += 1;
      for (const { documents } of argocd.emit(graph).files) [...yamlChunks(documents, '')].join('');
    }),
    { numRuns: 300 },
  );
  expect(good).toBeGreaterThan(2);
});

test('pods of any shape in a workload that is otherwise sound are bound or refused, and never a fault', () => {
  fc.assert(
    fc.property(value, value, (containers, env) => {
      const platform = aPlatform();
      const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'dev', 'dev')] });
      const db = new Piece(shop, 'db', { outputs: () => ({ password: secretKey('s', 'k', { urlSafe: true }) }) });
      const spec = Object(
        marked(
          {
            containers,
            initContainers: [
              { name: 'x', env },
              { name: 'y', env: [env, { name: 'Z', value: `q${MARK}` }] },
            ],
          },
          `${db.password}`,
        ),
      );
      new ApiObject(shop, 'x', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec });
      resolve(platform, { schemas: { check: () => ({ known: true, violations: [], skippedRules: 0 }) } });
    }),
    { numRuns: 200 },
  );
});
