import { Application, byEnvironment, Cluster, DistributionRule, Platform, Postgres, Size, WebService } from 'roadbed';
import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { yamlFiles } from './files.ts';

let resolved: ResolvedPlatform;

beforeAll(async () => {
  resolved = resolveForTest(await platformOf(() => import('../../examples/acme/main.ts')));
});

test('it resolves without a problem', () => {
  expect(resolved.problems).toEqual([]);
});

test('its output has a folder for each environment, application and variant, and one for the hub', () => {
  expect([...yamlFiles(resolved).keys()]).toMatchSnapshot();
});

test('the shop is on the edge clusters, and on none that no rule names', () => {
  expect(resolved.clustersOf('shop')).toEqual(['dev', 'eu']);
  expect(resolved.objects('hub')).toEqual([]);
});

test('one ApplicationSet delivers all variants of the shop', () => {
  const [set] = resolved.files().get('hub/applicationsets/shop.yaml')?.split('---\n') ?? [];
  expect(set).toMatchSnapshot();
});

test('the database is made by CloudNativePG in dev and by RDS in prod, and the API takes its URL either way', () => {
  expect(resolved.object('dev', 'Cluster.postgresql.cnpg.io', 'orders').spec).toMatchObject({ instances: 1 });
  expect(resolved.objects('eu', 'shop-control')).toMatchObject([
    { kind: 'Instance', spec: { forProvider: { region: 'eu-west-1', deletionProtection: true } } },
  ]);
  for (const cluster of ['dev', 'eu']) {
    expect(JSON.stringify(resolved.object(cluster, 'Deployment', 'api'))).toContain(
      '"name":"DATABASE_URL","value":"postgresql://',
    );
  }
});

test('dev runs one pod, prod an autoscaler and a disruption budget', () => {
  const kinds = (cluster: string) =>
    resolved.objects(cluster, 'shop').map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(kinds('dev').sort()).toMatchSnapshot('dev');
  expect(kinds('eu').sort()).toMatchSnapshot('prod');
});

test('the output is the same whatever the order in which constructs are made', () => {
  expect(yamlFiles(resolveForTest(acmeBackwards()))).toEqual(yamlFiles(resolved));
});

/** The example with its statements in another order, as far as references let them be. */
function acmeBackwards(): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform', path: 'dist' } });
  new DistributionRule(platform, 'shop-to-edges', { clusters: ['edge'], applications: ['shop'] });
  const shop = new Application(platform, 'shop', { tags: ['shop'], owner: 'team-shop' });
  const orders = new Postgres(shop, 'orders', { storage: Size.gibibytes(20) });
  const env = { DATABASE_URL: orders.url };
  const api = new WebService(shop, 'api', { env, port: 8080, image: 'ghcr.io/acme/api:1.4.2' });
  const host = byEnvironment({ prod: 'shop.acme.example', dev: 'shop.dev.acme.example' });
  new WebService(shop, 'web', { host, env: { API_URL: api.url }, port: 3000, image: 'ghcr.io/acme/web:2.0.0' });
  Cluster.existing(platform, 'dev', { tags: ['edge'], environment: 'dev', server: 'https://dev.acme.example:6443' });
  Cluster.existing(platform, 'eu', {
    tags: ['eu', 'edge'],
    region: 'eu-west-1',
    cloud: 'aws',
    server: 'https://eu.acme.example:6443',
    environment: 'prod',
  });
  Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://hub.acme.example:6443', hub: true });
  return platform;
}
