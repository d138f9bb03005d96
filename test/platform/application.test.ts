import { App, Chart } from 'cdk8s';
import type { Site } from '../../src/model/site.ts';
import { Application } from '../../src/platform/application.ts';
import { withHost } from '../../src/platform/host.ts';
import { aCluster, anApplication, aPlatform, configMap, Piece, rawObject } from '../support/platforms.ts';

function shop(ask: (site: Site) => unknown = () => 'x') {
  const platform = aPlatform();
  const clusters = ['dev', 'prod'].map((name) => aCluster(platform, name, name));
  const application = anApplication(platform, 'shop', { clusters: clusters.slice(0, ask.length === 0 ? 1 : 2) });
  new Piece(application, 'x', { render: (site) => [configMap('x', { asked: String(ask(site)) })] });
  return application;
}

test('toJson gives the objects of the only variant', () => {
  expect(shop().toJson()).toEqual([
    expect.objectContaining({
      kind: 'ConfigMap',
      metadata: expect.objectContaining({ name: 'x', namespace: 'shop' }),
      data: { asked: 'x' },
    }),
  ]);
});

test('toJson of several variants is an error that names them', () => {
  expect(() => shop((site) => site.environment).toJson()).toThrow(
    'shop has 2 variants (dev, prod); resolve the platform to see each of them',
  );
});

test('toJson of a platform with problems is an error that says them', () => {
  const platform = aPlatform();
  expect(() => anApplication(platform, 'shop').toJson()).toThrow('RB206 at shop.tags: it has no tags');
});

test('an application is a chart, also of a plain cdk8s app', () => {
  const application = new Application(new App(), 'shop', { owner: 'team', namespace: 'space' });
  rawObject(application, 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });
  expect(Chart.isChart(application)).toBe(true);
  expect(application.toJson()).toEqual([
    expect.objectContaining({ kind: 'ConfigMap', metadata: expect.objectContaining({ namespace: 'space' }) }),
  ]);
});

test('a platform is a cdk8s app', () => {
  expect(aPlatform()).toBeInstanceOf(App);
});

test('a command takes over what the program says by synth, and only while it runs', async () => {
  const platform = aPlatform();
  const seen: unknown[] = [];
  await withHost({ synth: (one) => seen.push(one) }, () => platform.synth());
  expect(seen).toEqual([platform]);
  await expect(
    withHost({ synth: () => {} }, () => {
      throw new Error('of the program');
    }),
  ).rejects.toThrow('of the program');
  expect(Reflect.get(globalThis, Symbol.for('roadbed.Host'))).toBeUndefined();
});
