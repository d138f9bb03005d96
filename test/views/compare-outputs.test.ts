import fc from 'fast-check';
import { parse } from 'yaml';
import type { BarePlatform } from '../../src/platform/bare-platform.ts';
import { documentsFrom } from '../../src/platform/read-documents.ts';
import { compareOutputs } from '../../src/views/compare-outputs.ts';
import { type Difference, isDifferent, tally } from '../../src/views/difference.ts';
import type { StoredOutput } from '../../src/views/output-files.ts';
import { aChart, aShop, newFiles, planned, stored } from './support.ts';

/** The difference between an output and what a platform comes to, and how many documents were read for it. */
function compared(old: StoredOutput, now: BarePlatform, environment?: string): Difference & { readonly read: number } {
  let read = 0;
  const plan = planned(now);
  const difference = compareOutputs({
    old,
    oldDocuments: documentsFrom((path) => old.read(path)),
    files: newFiles(plan),
    documents: plan.documents,
    environment,
    parse: (text) => {
      read += 1;
      return parse(text);
    },
  });
  return { ...difference, read };
}

function words({ objects }: Difference): readonly string[] {
  return objects.map(
    ({ change, id, application, clusters }) => `${change} ${id} of ${application} on ${clusters.join()}`,
  );
}

test('nothing differs from what was just written, and nothing is read as YAML', () => {
  const difference = compared(stored(aShop()), aShop());
  expect(isDifferent(difference)).toBe(false);
  expect(difference).toMatchObject({ objects: [], applications: [], clusters: [], rewritten: [], read: 0 });
});

test('of a file that differs, only the documents that differ are read', () => {
  const difference = compared(stored(aShop()), aShop({ image: 'ghcr.io/acme/api@sha256:'.padEnd(88, '0') }));
  expect(new Set(difference.objects.map(({ change }) => change))).toEqual(new Set(['changed']));
  expect(difference.read).toBeLessThan(20);
});

test('a change is told with its field, its construct and the clusters that get it', () => {
  const { objects, clusters } = compared(stored(aShop()), aShop({ image: 'ghcr.io/acme/api:1.5.0', clusters: ['eu'] }));
  const change = objects.find(({ id, environment }) => id === 'Deployment.apps/shop/api' && environment === 'prod');
  expect(change).toMatchObject({ change: 'changed', path: 'shop/api', application: 'shop', clusters: ['eu'] });
  expect(change?.fields).toContainEqual({
    path: 'spec.template.spec.containers[api].image',
    before: 'ghcr.io/acme/api:1.4.2',
    after: 'ghcr.io/acme/api:1.5.0',
  });
  expect(clusters.map(({ cluster }) => cluster)).toEqual(['dev', 'eu']);
});

test('a cluster that joins gets everything; where its neighbour only reads another folder, no object differs', () => {
  const { objects, applications, clusters } = compared(stored(aShop()), aShop({ clusters: ['eu', 'us'] }));
  const created = objects.filter((one) => one.clusters.includes('us'));
  expect(new Set(created.map(({ change }) => change))).toEqual(new Set(['created']));
  expect(created.map(({ id }) => id)).toContain('Deployment.apps/shop/web');
  expect(applications.map(({ change, name }) => `${change} ${name}`)).toEqual([
    'created namespace-shop-us',
    'changed shop-control-eu',
    'created shop-control-us',
    'created shop-us',
  ]);
  expect(clusters.find(({ cluster }) => cluster === 'us')).toMatchObject({
    changed: 0,
    deleted: 0,
    environment: 'prod',
  });
  expect(objects.filter((one) => one.clusters.includes('eu'))).toEqual([]);
});

test('a cluster that leaves loses everything, and what holds data is told', () => {
  const { objects, applications } = compared(stored(aShop({ clusters: ['eu', 'us'] })), aShop());
  const gone = objects.filter((one) => one.clusters.includes('us'));
  expect(new Set(gone.map(({ change }) => change))).toEqual(new Set(['deleted']));
  expect(gone.filter(({ stateful }) => stateful).map(({ id }) => id)).toContain('Namespace/shop');
  expect(applications.map(({ change, name }) => `${change} ${name}`)).toContain('deleted shop-us');
});

test('a database that would vanish is deleted and holds data, in each environment by its own kind', () => {
  const { objects } = compared(stored(aShop()), aShop({ database: false }));
  const lost = objects.filter(({ change, stateful }) => change === 'deleted' && stateful);
  expect(lost.map(({ id, environment }) => `${environment} ${id.split('/')[0]}`)).toEqual([
    'dev Cluster.postgresql.cnpg.io',
    'prod Instance.rds.aws.m.upbound.io',
  ]);
});

test('an object that one application loses and another gets on the same cluster moves', () => {
  const { objects, clusters } = compared(stored(aShop()), aShop({ web: 'front' }));
  const moved = objects.filter(({ change }) => change === 'moved');
  expect(moved.map(({ id, from, application }) => `${id} ${from} ${application}`)).toContain(
    'Deployment.apps/shop/web shop front',
  );
  expect(moved.find(({ id }) => id === 'Deployment.apps/shop/web')?.fields).toContainEqual({
    path: 'metadata.labels["app.kubernetes.io/part-of"]',
    before: 'shop',
    after: 'front',
  });
  expect(
    words({ objects, applications: [], clusters, knownClusters: 0, rewritten: [] }).filter((word) =>
      /^(created|deleted) Deployment/.test(word),
    ),
  ).toEqual([]);
  expect(clusters.find(({ cluster }) => cluster === 'eu')).toMatchObject({ created: 0, deleted: 0 });
});

test('an object in another file of its variant is the same object', () => {
  const renamed = stored(aShop());
  const output = {
    ...renamed,
    paths: renamed.paths.map((path) => path.replace('shop/prod/api.yaml', 'shop/prod/other.yaml')),
    read: (path: string) => renamed.read(path.replace('shop/prod/other.yaml', 'shop/prod/api.yaml')),
  };
  const difference = compared(output, aShop());
  expect(difference.objects).toEqual([]);
  expect(difference.rewritten).toEqual(['prod/shop/prod/api.yaml', 'prod/shop/prod/other.yaml']);
});

test('a file that differs in its comments alone changes no object', () => {
  const difference = compared(
    stored(aShop(), (_, text) => text.replace('# Made by', '# Written by')),
    aShop(),
  );
  expect(difference.objects).toEqual([]);
  expect(difference.rewritten.length).toBeGreaterThan(10);
});

test('one environment alone is compared', () => {
  const { objects, applications } = compared(stored(aShop()), aShop({ image: 'a/b:2', web: 'front' }), 'dev');
  expect(new Set(objects.map(({ environment }) => environment))).toEqual(new Set(['dev']));
  expect(applications.map(({ name }) => name)).toEqual(['front-dev']);
});

test('an output whose graph is not known is compared by its folders', () => {
  const { paths, read, name } = stored(aShop());
  const bare = {
    name,
    paths: paths.filter((path) => !path.startsWith('.')),
    read: (path: string) => (path.startsWith('.') ? undefined : read(path)),
  };
  expect(compared(bare, aShop()).objects).toEqual([]);
  const { objects, applications } = compared(bare, aShop({ image: 'ghcr.io/acme/api:1.5.0' }));
  expect(objects.find(({ id }) => id === 'Deployment.apps/shop/api')).toMatchObject({
    change: 'changed',
    clusters: ['dev'],
  });
  expect(applications).toEqual([]);
});

test('what Argo CD itself reads is compared on the hub, and comes last', () => {
  const { objects } = compared(stored(aShop()), aShop({ clusters: ['eu', 'us'] }));
  const last = objects.at(-1);
  expect(last).toMatchObject({ environment: '', clusters: ['hub'] });
  expect(objects.filter(({ environment }) => environment === '').map(({ id }) => id)).toContain(
    'ExternalSecret.external-secrets.io/argocd/cluster-us',
  );
});

test('the values of a Helm chart are compared too, and its version where Argo CD reads it', () => {
  const old = stored(aChart('61.0.0', 1));
  expect(isDifferent(compared(old, aChart('61.0.0', 1)))).toBe(false);
  const { objects } = compared(old, aChart('62.0.0', 2));
  expect(objects.map(({ id, application, fields }) => [id, application, fields.map(({ path }) => path)])).toEqual([
    ['values.yaml', 'monitoring', ['replicas']],
    ['ApplicationSet.argoproj.io/argocd/monitoring', 'argocd', ['spec.generators[0].clusters.values.version']],
  ]);
});

test('what is created one way is deleted the other way', () => {
  const shop = fc.record({
    image: fc.constantFrom('a/b:1', 'a/b:2'),
    clusters: fc.constantFrom(['eu'], ['eu', 'us'], ['us']),
    database: fc.boolean(),
    web: fc.constantFrom('shop', 'front'),
  });
  fc.assert(
    fc.property(shop, shop, (before, after) => {
      const there = compared(stored(aShop(before)), aShop(after));
      const back = compared(stored(aShop(after)), aShop(before));
      const many = ({ objects }: Difference) => {
        const sums = { created: 0, changed: 0, deleted: 0, moved: 0 };
        for (const { change, clusters } of objects) sums[change] += clusters.length;
        return sums;
      };
      const [forth, again] = [many(there), many(back)];
      expect(forth).toEqual({ ...again, created: again.deleted, deleted: again.created });
      expect(isDifferent(there)).toBe(JSON.stringify(before) !== JSON.stringify(after));
      expect(tally(there.objects).changed).toBe(there.objects.filter(({ change }) => change === 'changed').length);
    }),
    { numRuns: 15 },
  );
});
