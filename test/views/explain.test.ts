import { crossplane } from '../../constructs/components/crossplane.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { ComponentSet } from '../../src/platform/component-set.ts';
import { explain } from '../../src/views/explain.ts';
import type { Explanation } from '../../src/views/explanation.ts';
import type { GraphIndex } from '../../src/views/graph-index.ts';
import { findSubject, type Subject } from '../../src/views/subject.ts';
import { aChart, aShop, indexOf } from './support.ts';

const index = indexOf(aShop());

function found(word: string, within: GraphIndex = index): string {
  const subject = findSubject(word, within);
  return 'code' in subject ? formatProblem(subject) : `${subject.kind} ${subject.name}`;
}

function explained(word: string, within: GraphIndex = index): Explanation {
  const subject: Subject | { readonly code: string } = findSubject(word, within);
  if ('code' in subject) throw new Error(word);
  return explain(subject, within, { 'shop/api': 'main.ts:7', 'shop-to-edges': 'main.ts:9' });
}

describe('a word', () => {
  test.each([
    ['shop', 'application shop'],
    ['shop-control', 'application shop-control'],
    ['namespace-shop', 'application namespace-shop'],
    ['shop/api', 'construct shop/api'],
    ['/shop/api/', 'construct shop/api'],
    ['api', 'construct shop/api'],
    ['Deployment/api', 'object Deployment.apps/shop/api'],
    ['deployments/api', 'object Deployment.apps/shop/api'],
    ['deployment.apps/shop/api', 'object Deployment.apps/shop/api'],
    ['Deployment.apps/shop/api', 'object Deployment.apps/shop/api'],
    ['namespace/shop', 'object Namespace/shop'],
    ['eu', 'cluster eu'],
    ['shop-to-edges', 'rule shop-to-edges'],
  ])('%s means %s', (word, meaning) => {
    expect(found(word)).toBe(meaning);
  });

  test('that names a construct and could name an object means the construct', () => {
    expect(found('shop/web')).toBe('construct shop/web');
  });

  test('that names nothing is a problem that suggests what is spelt like it', () => {
    expect(found('shop/apii')).toBe(
      'RB930: nothing in the platform is called so, got "shop/apii"; did you mean "shop/api"?',
    );
    expect(found('ordres')).toContain('did you mean "shop/orders"');
    expect(found('Deploymnt/api')).toContain('"Deployment.apps/shop/api"');
    expect(found('zzzzzzzzz')).toContain('give the path of a construct');
    expect(found('')).toContain('RB930');
  });

  test('that names several things is a problem that lists them', () => {
    const twice = indexOf(aShop({ web: 'front', namespace: 'front', api: 'web' }));
    expect(found('web', twice)).toBe('RB931: 2 things are called so, got "web"; say which: "front/web" or "shop/web"');
  });
});

describe('of a construct is told', () => {
  test('the line of the program, its application and why it is where it is', () => {
    const { source, about, placements } = explained('shop/api');
    expect(source).toBe('main.ts:7');
    expect(about).toEqual([{ name: 'application', value: 'shop' }]);
    expect(placements.map(({ cluster, environment }) => `${cluster} ${environment}`)).toEqual(['dev dev', 'eu prod']);
    expect(placements[0]?.why).toEqual([
      { path: 'shop-to-edges', source: 'main.ts:9', says: 'applications tagged "shop" go to clusters tagged "edge"' },
    ]);
  });

  test('which facts made each variant, and its objects with their waves', () => {
    const [dev] = explained('shop/api').variants;
    expect(dev?.facts).toContain('environment "dev"');
    expect(dev?.objects.find(({ id }) => id === 'Deployment.apps/shop/api')).toMatchObject({ wave: 1 });
  });

  test('who provisions it on which cluster, and why nobody else does', () => {
    const { provisioners } = explained('shop/orders');
    expect(
      provisioners.map(({ clusters, candidates }) => [clusters[0], candidates.find(({ won }) => won)?.provisioner]),
    ).toEqual([
      ['dev', 'cnpg-postgres'],
      ['eu', 'rds-postgres'],
    ]);
    expect(provisioners[0]?.candidates.find(({ provisioner }) => provisioner === 'rds-postgres')?.why).toContain(
      'production',
    );
  });

  test('the values that it takes and gives, how they travel and what a rotation does', () => {
    const { takes, gives } = explained('shop/api');
    expect(takes).toEqual([
      {
        consumer: 'shop/api',
        producer: 'shop/orders',
        output: 'url',
        way: 'composed by the kubelet',
        rotation: 'a running pod keeps the old value until it restarts',
      },
    ]);
    expect(gives).toMatchObject([{ consumer: 'shop/web', way: 'literal' }]);
  });

  test('for whom it was brought, where it follows from what is in use', () => {
    const platform = aShop();
    new ComponentSet(platform, 'components', { crossplane }, { edges: ['edge'] });
    const within = indexOf(platform);
    const subject = findSubject('Provider/provider-aws-rds', within);
    if ('code' in subject) throw new Error(formatProblem(subject));
    const { variants, placements } = explain(subject, within, {});
    expect(placements.map(({ cluster }) => cluster)).toEqual(['eu']);
    expect(variants[0]?.objects).toMatchObject([{ neededBy: ['shop/orders'] }]);
  });

  test('what it waits for, and who waits for it', () => {
    expect(explained('shop/api').waitsFor.map(({ name }) => name)).toEqual([
      'namespace-shop',
      'shop/orders',
      'shop-control',
    ]);
    expect(explained('shop/orders').awaitedBy).toEqual([{ name: 'shop/api', why: 'it takes "url"' }]);
  });
});

test('of an object is told only where it is', () => {
  const { placements, variants, about } = explained('Cluster.postgresql.cnpg.io/shop/orders');
  expect(placements.map(({ cluster }) => cluster)).toEqual(['dev']);
  expect(variants.map(({ objects }) => objects.map(({ id }) => id))).toEqual([
    ['Cluster.postgresql.cnpg.io/shop/orders'],
  ]);
  expect(about).toContainEqual({ name: 'construct', value: 'shop/orders' });
});

test('of an application are told its parts, its constructs and what they take from outside', () => {
  const { about, takes, variants } = explained('shop');
  expect(about).toContainEqual({ name: 'delivered as', value: 'shop, shop-control, namespace-shop' });
  expect(about).toContainEqual({ name: 'constructs', value: 'shop/api, shop/orders, shop/web' });
  expect(takes).toEqual([]);
  expect(variants[0]?.selectors[0]).toContain('environment "dev", tag edge');
});

test('of a cluster are told its labels and everything that is on it', () => {
  const { about, placements } = explained('eu');
  expect(about).toContainEqual({ name: 'roadbed.dev/tag.edge', value: 'true' });
  expect(placements.map(({ application }) => application)).toEqual(['shop', 'shop-control', 'namespace-shop']);
});

test('of a rule is told what it says and what it places', () => {
  const { about, placements } = explained('shop-to-edges');
  expect(about).toEqual([{ name: 'says', value: 'applications tagged "shop" go to clusters tagged "edge"' }]);
  expect(placements.map(({ cluster }) => cluster)).toEqual(['dev', 'eu']);
});

test('of an application that is a source is told which', () => {
  const charts = indexOf(aChart());
  const subject = findSubject('monitoring', charts);
  if ('code' in subject) throw new Error(subject.code);
  const { variants, placements } = explain(subject, charts, {});
  expect(variants[0]).toMatchObject({ from: 'the chart stack 61.0.0 of https://charts.acme.example', objects: [] });
  expect(placements[0]?.why[0]?.says).toBe('the application names the cluster "dev"');
});

describe('where changes come in waves', () => {
  const within = indexOf(
    aShop({
      clusters: ['eu', 'us'],
      waves: [
        { name: 'dev', clusters: { environments: ['dev'] } },
        { name: 'edges', clusters: { any: ['edge'], environments: ['prod'] }, gate: 'manual' },
        { name: 'rest', revision: 'releases' },
      ],
    }),
  );
  const waveOf = (cluster: string) => explained(cluster, within).about.find(({ name }) => name === 'wave')?.value;

  test('a cluster tells which one it is in, and why', () => {
    expect([waveOf('dev'), waveOf('eu'), waveOf('hub')]).toEqual([
      'dev, 1 of 3: it takes the clusters in "dev" that no wave before takes; it follows "HEAD"',
      'edges, 2 of 3, after dev, when somebody says so: it takes the clusters tagged "edge" in "prod" that no wave before takes; it follows "waves/edges"',
      'rest, 3 of 3, after edges: it takes the clusters that no wave before takes; it follows "releases"',
    ]);
    expect(explained('eu').about.some(({ name }) => name === 'wave')).toBe(false);
  });

  test('an application tells the wave of each of its clusters', () => {
    expect(explained('shop', within).placements.map(({ cluster, wave }) => [cluster, wave])).toEqual([
      ['dev', 'dev'],
      ['eu', 'edges'],
      ['us', 'edges'],
    ]);
  });
});
