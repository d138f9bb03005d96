import { Duration, Size } from 'cdk8s';
import { lockText } from '../../../src/platform/lock/lock-file.ts';
import { environmentLocks } from '../../../src/platform/lock/lock-of.ts';
import { aCluster, anApplication, aPlatform, Piece, resolved } from '../../support/platforms.ts';
import { decided, maker } from './support.ts';

test('an environment has who made each need, of what, with which names, and what holds data', () => {
  expect(decided({ databases: { orders: { size: Size.gibibytes(20), keep: Duration.days(1) } } }).get('prod')).toEqual({
    roadbed: '1.2.3',
    images: [],
    clusters: ['b', 'c'],
    applications: {
      shop: {
        namespace: 'shop',
        needs: {
          'shop/orders': [
            { type: 'db', name: 'orders', class: 'default', provisioner: 'one', params: { keep: '24h', size: '20Gi' } },
          ],
        },
        data: {
          shop: [{ object: 'Namespace/shop' }],
          'shop/orders': [{ object: 'StatefulSet.apps/shop/orders' }],
        },
      },
    },
  });
});

test('clusters are told where something is on some of them alone', () => {
  const platform = aPlatform({
    provisioners: [maker('one'), maker('other', { version: '2', when: { tags: ['big'] } })],
  });
  const b = aCluster(platform, 'b', 'prod', { tags: ['big'] });
  const c = aCluster(platform, 'c', 'prod');
  const needs = () => [{ type: 'db', params: {}, class: 'default', shared: 'cluster' as const }];
  new Piece(anApplication(platform, 'shop', { clusters: [b, c] }), 'orders', { needs });
  new Piece(anApplication(platform, 'few', { clusters: [b] }), 'x', { needs });
  const { applications, clusters } = environmentLocks(resolved(platform), '1').get('prod') ?? {};
  expect(clusters).toEqual(['b', 'c']);
  expect(applications?.few?.clusters).toEqual(['b']);
  expect(applications?.shop?.clusters).toBeUndefined();
  expect(applications?.shop?.needs?.['shop/orders']).toMatchObject([
    { provisioner: 'other', version: '2', clusters: ['b'] },
    { provisioner: 'one', clusters: ['c'] },
  ]);
  expect(applications?.shop?.data?.['shop/orders']).toEqual([
    { object: 'StatefulSet.apps/shop/orders', clusters: ['c'] },
    { object: 'StatefulSet.apps/shop/orders-other', clusters: ['b'] },
  ]);
});

test('images are those of all containers, each once', () => {
  const platform = aPlatform();
  const cluster = aCluster(platform, 'a', 'dev');
  const pod = (name: string, image: string) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      template: { spec: { initContainers: [{ name: 'i', image: 'init:1' }], containers: [{ name: 'c', image }] } },
    },
  });
  const render = () => [pod('x', 'b:1'), pod('y', 'a@sha256:00'), pod('z', 'b:1')];
  new Piece(anApplication(platform, 'shop', { clusters: [cluster] }), 'x', { render });
  expect(environmentLocks(resolved(platform), '1').get('dev')?.images).toEqual(['a@sha256:00', 'b:1', 'init:1']);
});

test('the order in which constructs are made does not show', () => {
  const text = (names: readonly string[]) => {
    const databases = Object.fromEntries(names.map((name) => [name, { a: 1 }]));
    return lockText({ before: undefined, after: decided({ databases }), environment: undefined });
  };
  expect(text(['b', 'a', '10', 'x'].map((name) => `db-${name}`))).toBe(
    text(['x', '10', 'a', 'b'].map((name) => `db-${name}`)),
  );
});
