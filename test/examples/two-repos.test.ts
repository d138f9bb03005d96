import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { refusedByProjects } from '../conformance/app-projects.ts';
import { clustersOf, type GeneratedApplication, generate } from '../conformance/application-sets.ts';
import { deliveries, filesOf, type Placed, type Repositories } from './deliveries.ts';
import { yamlFiles } from './files.ts';
import { Journey } from './journey.ts';

const PLATFORM = 'https://github.com/acme/platform';
const SHOP = 'https://github.com/acme/shop';

let platform: ResolvedPlatform;
let team: ResolvedPlatform;
let hub: ReadonlyMap<string, string>;
let repositories: Repositories;
let applications: readonly GeneratedApplication[];
let placed: readonly Placed[];
let edges: readonly { readonly before: string; readonly after: string }[];

beforeAll(async () => {
  platform = resolveForTest(await platformOf(() => import('../../examples/two-repos/platform/main.ts')));
  team = resolveForTest(await platformOf(() => import('../../examples/two-repos/team/main.ts')));
  edges = JSON.parse(team.files().get('.roadbed/graph/shop.json') ?? '').applications[0].edges;
  hub = yamlFiles(platform);
  repositories = { [PLATFORM]: hub, [SHOP]: yamlFiles(team) };
  applications = generate(hub, clustersOf(hub));
  placed = deliveries(repositories, hub);
});

test('both programs resolve without a problem, each by itself', () => {
  expect(platform.problems).toEqual([]);
  expect(team.problems).toEqual([]);
});

test('the Applications are those that the platform decided, on the clusters that rules chose', () => {
  const decided = [
    ...['shop', 'shop-control', 'shop-link', 'hub-namespace-shop', 'namespace-shop'],
    ...['status', 'status-control', 'status-link', 'namespace-status'],
  ].flatMap((name) => platform.clustersOf(name).map((cluster) => `${name}-${cluster}`));
  expect(applications.map(({ name }) => name).sort()).toEqual(decided.sort());
  expect(platform.clustersOf('shop')).toEqual(['dev', 'eu', 'us']);
  expect(['shop', 'shop-control', 'shop-link'].map((name) => team.clustersOf(name))).toEqual([
    ['dev', 'eu', 'us'],
    ['dev', 'eu', 'us'],
    ['dev', 'eu', 'us'],
  ]);
});

test("each Application has a folder, and each folder of the team's output one Application", () => {
  const folders = applications
    .filter((one) => one.repositories.includes(SHOP))
    .flatMap((one) => filesOf(one, repositories).map(([file]) => file));
  expect(folders.sort()).toEqual([...(repositories[SHOP]?.keys() ?? [])].sort());
});

test('what the team delivers stays within what its AppProjects permit, at control planes too', () => {
  const merged = new Map([...hub, ...(repositories[SHOP] ?? [])]);
  expect(merged.size).toBe(hub.size + (repositories[SHOP]?.size ?? 0));
  expect(refusedByProjects(merged, applications)).toEqual([]);
  const control = applications.filter(({ name }) => name.startsWith('shop-control-'));
  expect(control.map(({ name, project, server, namespace }) => ({ name, project, server, namespace }))).toEqual(
    ['dev', 'eu', 'us'].map((cluster) => ({
      name: `shop-control-${cluster}`,
      project: 'team-shop-control',
      server: 'https://kubernetes.default.svc',
      namespace: `shop-${cluster}`,
    })),
  );
});

test('an object that no policy allows would be refused', () => {
  const file = 'prod/shop-control/eu/more.yaml';
  const refused = (text: string) =>
    refusedByProjects(new Map([...hub, ...(repositories[SHOP] ?? []), [file, text]]), applications);
  const object = (kind: string, namespace: string) =>
    `apiVersion: kubernetes.m.crossplane.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: more\n  namespace: ${namespace}\n`;
  expect(refused(object('Object', 'shop-eu'))).toEqual([
    'shop-control-eu: team-shop-control does not permit Object shop-eu/more',
  ]);
  const secret =
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: more\n  namespace: argocd\n';
  expect(refused(secret)).toEqual(['shop-control-eu: team-shop-control does not permit ExternalSecret argocd/more']);
  expect(refused('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: more\n')).toEqual([
    'shop-control-eu: team-shop-control does not permit Namespace more',
  ]);
});

test('no object is delivered to a cluster by two Applications, and no Application is made twice', () => {
  const owners = new Map<string, Set<string>>();
  for (const { cluster, application, object } of placed) {
    const { apiVersion, kind, metadata } = object;
    const id = [cluster, apiVersion.replace(/\/.*/, ''), kind, metadata.namespace, metadata.name].join(' ');
    owners.set(id, (owners.get(id) ?? new Set()).add(application));
  }
  expect([...owners].filter(([, by]) => by.size > 1)).toEqual([]);
  expect(new Set(applications.map(({ name }) => name)).size).toBe(applications.length);
});

test('every object stands in a namespace that the platform makes on that cluster', () => {
  const namespaces = new Set(
    placed
      .filter(({ object }) => object.kind === 'Namespace')
      .map(({ cluster, object }) => `${cluster} ${object.metadata.name}`),
  );
  const homeless = placed
    .filter(({ object }) => object.metadata.namespace !== undefined)
    .filter(({ cluster, object }) => !namespaces.has(`${cluster} ${object.metadata.namespace}`));
  expect(homeless.map(({ cluster, object }) => `${cluster} ${object.kind} ${object.metadata.namespace}`)).toEqual([]);
  expect([...namespaces].sort()).toEqual(
    expect.arrayContaining(['dev shop', 'eu shop', 'hub shop-dev', 'hub shop-eu', 'hub shop-us', 'us shop']),
  );
});

test('waves respect every edge of the team within each of its Applications', () => {
  expect(edges.length).toBeGreaterThan(0);
  const waveOf = ({ object }: Placed) =>
    Number(Object(object.metadata).annotations['argocd.argoproj.io/sync-wave'] ?? 0);
  const pathOf = ({ object }: Placed) => String(Object(object.metadata).annotations['roadbed.dev/path']);
  const broken = edges.flatMap(({ before, after }) =>
    applications.flatMap(({ name }) => {
      const own = placed.filter(({ application }) => application === name);
      const first = own.filter((one) => pathOf(one) === before).map(waveOf);
      const last = own.filter((one) => pathOf(one) === after).map(waveOf);
      const held = first.length === 0 || last.length === 0 || Math.max(...first) <= Math.min(...last);
      return held ? [] : [`${name}: ${before} before ${after}`];
    }),
  );
  expect(broken).toEqual([]);
});

describe('what the team takes is followed, hop by hop, through the outputs of both programs', () => {
  const api = (cluster: string) => [
    `${cluster}: Secret shop/orders-password`,
    `store: roadbed/prod/${cluster}/shop/orders-password`,
    `hub: Secret shop-${cluster}/orders-password`,
    `hub: Instance shop-${cluster}`,
    `${cluster}: Secret shop/orders-connection`,
    `store: roadbed/prod/${cluster}/shop/orders-connection`,
    `hub: Secret shop-${cluster}/orders-connection`,
    `hub: Instance shop-${cluster}`,
    `${cluster}: postgresql to the host that it takes, port 5432`,
  ];
  // The page is the platform's: its address is exported to the shop.
  const status = (cluster: string) => [`${cluster}: Service status/page`];
  const served = (cluster: string) => [`${cluster}: Service shop/api`];
  // The bucket is the platform's too, one for all of production: it is made for `eu`, and its key reaches each cluster.
  const texts = (cluster: string) => {
    const from = (secret: string, maker: string) => [
      expect.stringMatching(`^${cluster}: Secret shop/shop-status-${secret}-`),
      `store: roadbed/prod/eu/status/${secret}`,
      `hub: Secret status-eu/${secret}`,
      `hub: ${maker} status-eu`,
    ];
    return {
      BUCKET: from('texts-connection', 'Bucket'),
      S3_ENDPOINT: [`${cluster}: https to s3.eu-west-1.amazonaws.com`],
      S3_KEY: from('texts-key', 'AccessKey'),
      S3_KEY_ID: from('texts-key', 'AccessKey'),
    };
  };
  const textsOfDev = {
    BUCKET: [],
    S3_ENDPOINT: ['dev: Service status/texts'],
    S3_KEY: [
      expect.stringMatching(/^dev: Secret shop\/shop-status-texts-credentials-/),
      'store: roadbed/dev/dev/status/texts-credentials',
      'dev: Secret status/texts-credentials',
      'dev: generated by External Secrets',
    ],
    S3_KEY_ID: [],
  };
  const routes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    'dev shop/api': {
      DATABASE_URL: ['dev: Secret shop/orders-app', 'dev: Cluster shop', 'dev: Cluster shop/orders'],
    },
    'dev shop/mailer': { API_URL: served('dev'), ...textsOfDev },
    'dev shop/web': { API_URL: served('dev'), STATUS_URL: status('dev') },
    ...Object.fromEntries(
      ['eu', 'us'].flatMap((cluster) => [
        [`${cluster} shop/api`, { DATABASE_URL: api(cluster) }],
        [`${cluster} shop/mailer`, { API_URL: served(cluster), ...texts(cluster) }],
        [`${cluster} shop/web`, { API_URL: served(cluster), STATUS_URL: status(cluster) }],
      ]),
    ),
  };

  test.each(Object.entries(routes))('%s', (place, expected) => {
    const [cluster = '', deployment = ''] = place.split(' ');
    expect(new Journey(placed).of(cluster, deployment)).toEqual(expected);
  });

  test('every program of the team is among them', () => {
    const deployments = new Journey(placed).deployments().filter((one) => one.includes(' shop/'));
    expect(deployments).toEqual(Object.keys(routes).sort());
  });
});
