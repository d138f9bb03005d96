import { Application, Cluster, Platform, Postgres, WebService } from 'roadbed';
import { resolveForTest } from 'roadbed/testing';
import { stringify } from 'yaml';
import { refusedByProjects } from './app-projects.ts';
import { clustersOf, generate, repositoryFolder } from './application-sets.ts';
import { example, exampleNames } from './examples.ts';

/** An application that takes a late value from another owner's namespace: a Role stands there for it. */
function twoOwners(): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const server = 'https://dev.acme.example:6443';
  const dev = Cluster.existing(platform, 'dev', { environment: 'dev', server });
  const data = new Application(platform, 'data', { owner: 'team-data', clusters: [dev] });
  const orders = new Postgres(data, 'orders', {});
  const shop = new Application(platform, 'shop', { owner: 'team-shop', clusters: [dev] });
  const env = { DATABASE_URL: orders.url };
  new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env });
  const source = {
    helm: { repository: 'oci://ghcr.io/grafana/helm-charts', chart: 'grafana', version: '9.2.1' },
  };
  new Application(platform, 'grafana', { owner: 'team-observability', clusters: [dev], source });
  return platform;
}

const outputs = exampleNames.map((name) => [name, () => example(name)] as const);

test.each([...outputs, ['two owners and a chart', async () => resolveForTest(twoOwners()).files()] as const])(
  'the projects of %s permit all that is delivered',
  async (_, output) => {
    const files = await output();
    const generated = generate(files, clustersOf(files));
    expect(generated.length).toBeGreaterThan(0);
    expect(refusedByProjects(files, generated)).toEqual([]);
  },
);

test('they permit no more: no other namespace, no kind outside namespaces, no other repository', () => {
  const files = resolveForTest(twoOwners()).files();
  const [shop] = generate(files, clustersOf(files)).filter(({ name }) => name === 'shop-dev');
  if (shop === undefined) throw new Error('the shop is not delivered');
  const file = `${repositoryFolder(shop)}more.yaml`;
  const more = (object: object) => refusedByProjects(new Map([...files, [file, stringify(object)]]), [shop]);
  const at = (namespace?: string) => ({ metadata: { name: 'x', ...(namespace === undefined ? {} : { namespace }) } });
  const refused = (what: string) => `shop-dev: team-shop does not permit ${what}`;
  expect(more({ apiVersion: 'v1', kind: 'Secret', ...at('data') })).toEqual([refused('Secret data/x')]);
  expect(more({ apiVersion: 'v1', kind: 'Namespace', ...at() })).toEqual([refused('Namespace x')]);
  expect(more({ apiVersion: 'v1', kind: 'ResourceQuota', ...at('shop') })).toEqual([refused('ResourceQuota shop/x')]);
  const elsewhere = { ...shop, namespace: 'argocd', repositories: ['https://github.com/mallory/x'] };
  expect(refusedByProjects(files, [elsewhere])).toEqual([
    refused('the source https://github.com/mallory/x'),
    refused('the destination https://dev.acme.example:6443 argocd'),
  ]);
});
