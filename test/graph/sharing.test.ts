import { need, type Provisioner } from '../../src/model/need.ts';
import { secretKey } from '../../src/model/value.ts';
import type { BarePlatform } from '../../src/platform/bare-platform.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  at,
  closed,
  configMap,
  delivered,
  deployment,
  environmentOf,
  objectOf,
  Piece,
  problemsOf,
  resolved,
  variantOf,
} from '../support/platforms.ts';

/** Makes a ConfigMap, pods closed by a policy, and a password in a Secret. */
const store: Provisioner = {
  name: 'p',
  type: 'store',
  provision: ({ name }) => ({
    manifests: [configMap(name), closed(name, { db: name })],
    outputs: { host: `${name}.example`, password: secretKey(name, 'password') },
    endpoint: { pods: { db: name }, ports: [5432] },
  }),
};

type Params = Readonly<Record<string, unknown>>;

/** A golden path that asks for the store called `main`, and a service that takes what it gives. */
function asking(scope: ReturnType<typeof anApplication>, id: string, params: Params = {}, type = 'store') {
  const db = new Piece(scope, id, { needs: () => [need(type, params, { id: 'main' })] });
  new Piece(scope, `${id}-user`, {
    render: () => [
      deployment(`${id}-user`, [
        { name: 'HOST', value: `${db.host}` },
        { name: 'PASSWORD', value: `${db.password}` },
      ]),
      closed(`${id}-user`),
    ],
  });
  return db;
}

function objects(platform: BarePlatform, application: string, variant?: string): readonly string[] {
  return variantOf(resolved(platform), application, variant).objects.map(
    ({ manifest: { kind, metadata } }) => `${kind} ${metadata.name}`,
  );
}

/** The same store from two golden paths in one application. */
function inOne(mine: Params = {}, theirs: Params = {}) {
  const platform = aPlatform({ provisioners: [store] });
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  asking(shop, 'b', theirs);
  asking(shop, 'a', mine);
  return platform;
}

/** The same store from two applications on one cluster, in two namespaces. */
function inTwo() {
  const platform = aPlatform({ provisioners: [store] });
  const clusters = [aCluster(platform, 'eu', 'prod')];
  asking(anApplication(platform, 'shop', { clusters }), 'db');
  asking(anApplication(platform, 'bank', { clusters }), 'db');
  return platform;
}

describe('needs of one type, class and id are one resource on a cluster', () => {
  test('which the first by path makes, under a name that tells of no golden path', () => {
    const made = objects(inOne(), 'shop');
    expect(made.filter((object) => object.startsWith('ConfigMap'))).toEqual(['ConfigMap main-store']);
    expect(resolved(inOne()).matches.map(({ unit, owner }) => [unit, owner?.unit])).toEqual([
      ['shop/a', undefined],
      ['shop/b', 'shop/a'],
    ]);
  });

  test('whose outputs arrive at all who ask', () => {
    const variant = variantOf(resolved(inOne()), 'shop');
    const expected = [
      { name: 'HOST', value: 'main-store.example' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'main-store', key: 'password' } } },
    ];
    expect(environmentOf(variant, 'a-user')).toEqual(expected);
    expect(environmentOf(variant, 'b-user')).toEqual(expected);
    const policy = objectOf(variant, 'NetworkPolicy', 'main-store');
    expect(JSON.stringify(at(policy, 'spec.ingress'))).toMatch(/a-user.*b-user/);
  });

  test('also in another namespace, where a copy of the secret is made and both policies are opened', () => {
    const graph = resolved(inTwo());
    const variant = variantOf(graph, 'shop');
    expect(objects(inTwo(), 'shop').filter((object) => object.startsWith('ConfigMap'))).toEqual([]);
    expect(environmentOf(variant, 'db-user')).toMatchObject([
      { name: 'HOST', value: 'main-store.example' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db-user-password' } } },
    ]);
    expect(objects(inTwo(), 'shop')).toContain('ExternalSecret db-user-password');
    const policy = objectOf(variantOf(graph, 'bank'), 'NetworkPolicy', 'main-store');
    expect(JSON.stringify(at(policy, 'spec.ingress'))).toContain('"kubernetes.io/metadata.name":"shop"');
    const egress = at(objectOf(variant, 'NetworkPolicy', 'db-user'), 'spec.egress');
    expect(JSON.stringify(egress)).toContain('"kubernetes.io/metadata.name":"bank"');
    expect(delivered(graph, 'shop').waitsFor.map(({ name }) => name)).toContain('bank');
  });

  test('and what another class or no id names is another resource', () => {
    const platform = aPlatform({ provisioners: [store] });
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
    const ask = (id: string, options: Parameters<typeof need>[2]) =>
      new Piece(shop, id, { needs: () => [need('store', {}, options)] });
    ask('a', { id: 'main' });
    ask('b', { id: 'main', class: 'large' });
    ask('c', {});
    ask('d', {});
    expect(objects(platform, 'shop').filter((object) => object.startsWith('ConfigMap'))).toEqual([
      'ConfigMap main-store',
      'ConfigMap main-store-large',
      'ConfigMap c',
      'ConfigMap d',
    ]);
  });

  test('also where one golden path asks twice', () => {
    const platform = aPlatform({ provisioners: [store] });
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
    new Piece(shop, 'db', { needs: () => [need('store', {}, { id: 'main' }), need('store', {}, { id: 'main' })] });
    expect(objects(platform, 'shop')).toEqual(['ConfigMap main-store', 'NetworkPolicy main-store']);
  });
});

describe('who owns it is decided on each cluster', () => {
  test('by who is there, so that nobody waits for an application that is elsewhere', () => {
    const platform = aPlatform({ provisioners: [store] });
    const tags = ['all'];
    aCluster(platform, 'eu', 'prod', { tags: [...tags, 'bank'] });
    aCluster(platform, 'us', 'prod', { tags });
    aRule(platform);
    aRule(platform, 'banks', { applications: ['bank'], clusters: ['bank'] });
    asking(anApplication(platform, 'shop', { tags: ['app'] }), 'db');
    asking(anApplication(platform, 'bank', { tags: ['bank'] }), 'db');
    const graph = resolved(platform);
    const made = delivered(graph, 'shop').variants.map(({ clusters, objects: own, selectors }) => [
      clusters.map(({ name }) => name),
      own.some(({ manifest }) => manifest.kind === 'ConfigMap'),
      JSON.stringify(selectors).includes('tag.bank'),
    ]);
    expect(made).toEqual([
      [['eu'], false, true],
      [['us'], true, true],
    ]);
  });

  test('and by who asks there', () => {
    const platform = aPlatform({ provisioners: [store] });
    const clusters = [aCluster(platform, 'd', 'dev'), aCluster(platform, 'p', 'prod')];
    const bank = anApplication(platform, 'bank', { clusters });
    new Piece(bank, 'db', {
      needs: (site) => (site.tier === 'development' ? [need('store', {}, { id: 'main' })] : []),
    });
    asking(anApplication(platform, 'shop', { clusters }), 'db');
    expect(resolved(platform).matches.map(({ unit, clusters: names, owner }) => [unit, names, owner?.unit])).toEqual([
      ['bank/db', ['d'], undefined],
      ['shop/db', ['d'], 'bank/db'],
      ['shop/db', ['p'], undefined],
    ]);
  });
});

describe('what provisioners bring is shared too', () => {
  const network: Provisioner = {
    name: 'net',
    type: 'network',
    provision: ({ name }) => ({ manifests: [configMap(name)], outputs: { host: `${name}.net` } }),
  };
  const inNetwork = (type: string): Provisioner => ({
    ...store,
    name: type,
    type,
    needs: () => [need('network', {}, { id: 'cluster' })],
    provision: ({ name }, _, [net] = []) => ({
      manifests: [configMap(name, { net: net?.outputs.host })],
      outputs: { host: name },
    }),
  });

  test('so that two databases stand in one network', () => {
    const platform = aPlatform({ provisioners: [inNetwork('store'), inNetwork('other'), network] });
    const clusters = [aCluster(platform, 'eu', 'prod')];
    const shop = anApplication(platform, 'shop', { clusters });
    new Piece(shop, 'a', { needs: () => [need('store', {})] });
    new Piece(shop, 'b', { needs: () => [need('other', {})] });
    const data = variantOf(resolved(platform), 'shop').objects.map(({ manifest }) => [
      manifest.metadata.name,
      at(manifest, 'data.net'),
    ]);
    expect(data).toEqual([
      ['a', 'cluster-network.net'],
      ['cluster-network', undefined],
      ['b', 'cluster-network.net'],
    ]);
  });

  test('but a late value of another namespace is out of the reach of a provisioner', () => {
    const late: Provisioner = {
      ...network,
      provision: () => ({ manifests: [], outputs: { host: secretKey('net', 'host') } }),
    };
    const platform = aPlatform({ provisioners: [inNetwork('store'), late] });
    const clusters = [aCluster(platform, 'eu', 'prod')];
    for (const id of ['bank', 'shop'])
      new Piece(anApplication(platform, id, { clusters }), 'db', { needs: () => [need('store', {})] });
    expect(problemsOf(platform)).toEqual([
      'RB311 at shop/db: the provisioner "store" builds on it, and "host" of the "network" of "bank/db" is in the namespace "bank"; ' +
        'share it within one namespace, or leave out the id, so that each has its own',
    ]);
  });
});

test('different inputs for one resource are a problem that names both', () => {
  expect(problemsOf(inOne({ size: 1, mode: 'safe' }, { size: 2, mode: 'safe' }))).toEqual([
    'RB310 at shop/b.size: "2" for the "store" that is called "main", and "shop/a" asks for "1"; ask for the same everywhere, or give one of them another id',
  ]);
  expect(problemsOf(inOne({ size: 1 }, { size: 1 }))).toEqual([]);
});

test('a resource that nobody can make is told once, at its owner', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  asking(shop, 'a');
  asking(shop, 'b');
  expect(problemsOf(platform).filter((line) => line.startsWith('RB3'))).toHaveLength(1);
});
