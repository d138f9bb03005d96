import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { StoreChecker } from '../../src/schema/checker.ts';
import { isObject, type JsonObject } from '../../src/schema/json.ts';
import { SchemaStore } from '../../src/schema/store.ts';

const shared = resolve(__dirname, '../../../shared');
const checker = new StoreChecker(new SchemaStore({ folder: join(shared, 'crds') }));

function documentsOf(file: string): readonly unknown[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document): unknown => document.toJS());
}

function check(object: unknown): readonly string[] {
  const { known, violations } = checker.check(object);
  return known ? violations.map(({ path, found }) => `${path}: ${found}`) : ['has no schema'];
}

const metadata = { name: 'sample', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'sample' } };

/** Objects as their users write them, and a change that the API server refuses, with what is said of it. */
const samples: readonly (readonly [object: JsonObject, mistake: JsonObject, said: readonly string[]])[] = [
  [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata,
      spec: {
        project: 'shop',
        source: { repoURL: 'https://github.com/acme/platform', path: 'dist/prod/shop', targetRevision: 'main' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
        syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
      },
    },
    { destinaton: { name: 'eu' }, destination: undefined },
    ['spec.destination: required field is missing', 'spec.destinaton: unknown field "destinaton"'],
  ],
  [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata,
      spec: {
        parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }],
        hostnames: ['shop.acme.example'],
        rules: [
          { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'web', port: 8080 }] },
        ],
      },
    },
    { rules: [{ backendRefs: [{ name: 'web' }] }] },
    ['spec.rules[0].backendRefs[0]: Must have port for Service reference'],
  ],
  [
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata,
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
        target: { name: 'orders', creationPolicy: 'Owner' },
        data: [{ secretKey: 'password', remoteRef: { key: 'shop/orders', property: 'password' } }],
      },
    },
    { target: { creationPolicy: 'owner' } },
    ['spec.target.creationPolicy: must be one of "Owner", "Orphan", "Merge", "None", "CreateOrMerge", got "owner"'],
  ],
  [
    {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata,
      spec: {
        instances: 3,
        storage: { size: '20Gi' },
        bootstrap: { initdb: { database: 'orders', owner: 'orders' } },
        resources: { requests: { cpu: '250m', memory: '512Mi' } },
        affinity: { topologyKey: 'topology.kubernetes.io/zone' },
      },
    },
    { instances: 0 },
    ['spec.instances: must be at least 1, got "0"'],
  ],
  [
    {
      apiVersion: 'rds.aws.m.upbound.io/v1beta1',
      kind: 'Instance',
      metadata,
      spec: {
        managementPolicies: ['Observe', 'Create', 'Update', 'LateInitialize'],
        forProvider: {
          region: 'eu-west-1',
          engine: 'postgres',
          instanceClass: 'db.t4g.medium',
          allocatedStorage: 20,
          username: 'orders',
        },
      },
    },
    { managementPolicies: ['Observe', 'Make'] },
    [
      'spec.managementPolicies[1]: must be one of "Observe", "Create", "Update", "Delete", "LateInitialize", "*", got "Make"',
    ],
  ],
  [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata,
      spec: {
        selector: { matchLabels: { app: 'api' } },
        endpoints: [{ port: 'metrics', interval: '30s', path: '/metrics' }],
      },
    },
    { endpoints: [{ port: 'metrics', interval: '30 s' }] },
    [
      'spec.endpoints[0].interval: must match ^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$, got "30 s"',
    ],
  ],
  [
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata,
      spec: {
        secretName: 'tls',
        dnsNames: ['shop.acme.example'],
        issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
      },
    },
    { issuerRef: {} },
    ['spec.issuerRef.name: required field is missing'],
  ],
];

describe('objects of custom kinds', () => {
  test.each(samples.map(([object, mistake, said]) => ({ kind: object.kind, object, mistake, said })))(
    'a $kind as people write it passes, and a mistake in it is found',
    ({ object, mistake, said }) => {
      expect(check(object)).toEqual([]);
      const spec = { ...(isObject(object.spec) ? object.spec : {}), ...mistake };
      expect(check({ ...object, spec })).toEqual(said);
    },
  );
});

describe('objects of core kinds', () => {
  test('the published manifests of Online Boutique pass', () => {
    const file = join(shared, 'inputs/online-boutique/kubernetes-manifests.yaml');
    const objects = documentsOf(file).filter(isObject);
    expect(objects.flatMap(check)).toEqual([]);
    expect(objects.length).toBeGreaterThan(30);
  });

  test('all upstream CustomResourceDefinitions pass, but one that its package manager completes', () => {
    const folder = join(shared, 'crds');
    const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
    const refused = files
      .filter((file) => /\.ya?ml$/.test(file))
      .flatMap((file) =>
        documentsOf(join(folder, file))
          .flatMap(check)
          .map((line) => `${file} ${line}`),
      );
    const service = 'spec.conversion.webhook.clientConfig.service';
    expect(refused).toEqual([
      `crossplane-provider-kubernetes/kubernetes.crossplane.io_objects.yaml ${service}.name: required field is missing`,
      `crossplane-provider-kubernetes/kubernetes.crossplane.io_objects.yaml ${service}.namespace: required field is missing`,
    ]);
  });
});

test('nothing of all this was left unchecked', () => {
  expect(checker.summary()).toMatchObject({ unknownKinds: [], gaps: [] });
});
