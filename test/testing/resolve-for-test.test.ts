import { Postgres } from '../../constructs/postgres.ts';
import { WebService } from '../../constructs/web-service.ts';
import { Application } from '../../src/platform/application.ts';
import { BarePlatform } from '../../src/platform/bare-platform.ts';
import { Cluster } from '../../src/platform/cluster.ts';
import { DistributionRule } from '../../src/platform/distribution-rule.ts';
import { platformOf } from '../../src/testing/platform-of.ts';
import { resolveForTest } from '../../src/testing/resolve-for-test.ts';
import { standardProvisioners } from '../../stacks/standard.ts';

function shop({ port = 8080 } = {}): BarePlatform {
  const platform = new BarePlatform({ repository: { url: 'https://github.com/acme/platform' } }, standardProvisioners);
  for (const environment of ['dev', 'prod']) {
    const server = `https://${environment}.acme.example:6443`;
    Cluster.existing(platform, environment, { environment, server, cloud: 'aws', region: 'eu-west-1', tags: ['edge'] });
  }
  const application = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
  const orders = new Postgres(application, 'orders', {});
  new WebService(application, 'api', { image: 'ghcr.io/acme/api:1.4.2', port, env: { DATABASE_URL: orders.url } });
  new DistributionRule(platform, 'everywhere', { applications: ['shop'], clusters: ['edge'] });
  return platform;
}

test('a platform that resolves gives its objects, cluster by cluster', () => {
  const resolved = resolveForTest(shop());
  expect(resolved.problems).toEqual([]);
  expect(resolved.clusters).toEqual(['dev', 'prod']);
  expect(resolved.clustersOf('shop')).toEqual(['dev', 'prod']);
  expect(resolved.clustersOf('shop-control')).toEqual(['prod']);
  expect(resolved.objects('prod', 'shop-control').map(({ kind }) => kind)).toEqual(['Instance']);
  expect(resolved.objects('dev').map(({ kind }) => kind)).toContain('Namespace');
});

test('one object is found by kind and name', () => {
  const resolved = resolveForTest(shop());
  expect(resolved.object('dev', 'Deployment', 'api')).toMatchObject({ spec: { replicas: 1 } });
  expect(resolved.object('dev', 'Cluster.postgresql.cnpg.io', 'orders').metadata.namespace).toBe('shop');
  expect(() => resolved.object('prod', 'Cluster', 'orders')).toThrow('there are 0 objects Cluster orders');
  expect(() => resolved.objects('qa')).toThrow('there is no cluster qa');
  expect(() => resolved.clustersOf('web')).toThrow('there is no application web');
});

test('the output folder is there as text, and is the same every time', () => {
  const files = resolveForTest(shop()).files();
  expect([...files.keys()]).toContain('dev/shop/dev/api.yaml');
  expect(files.get('dev/shop/dev/api.yaml')).toMatch(/^# Made by Roadbed from shop\/api\./);
  expect(resolveForTest(shop()).files()).toEqual(files);
});

test('problems are told, and nothing else is given beside them', () => {
  const resolved = resolveForTest(shop({ port: 70_000 }));
  expect(resolved.problems).toMatchObject([{ code: 'RB101', path: 'shop/api', prop: 'port' }]);
  expect(() => resolved.objects('dev')).toThrow('RB101 at shop/api.port');
});

test('a program that ends in synth() gives its platform and writes nothing', async () => {
  const made = shop();
  await expect(platformOf(() => made.synth())).resolves.toBe(made);
  await expect(platformOf(() => {})).rejects.toThrow('the program synthesises 0 platforms');
});
