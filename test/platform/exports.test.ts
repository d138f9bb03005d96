import * as z from 'zod';
import {
  Application,
  Bucket,
  Cluster,
  configMapKey,
  Export,
  type ExportProps,
  GoldenPath,
  Network,
  need,
  Platform,
  type PlatformProps,
  Postgres,
  provisioner,
  resourceType,
  WebService,
  Worker,
} from '../../src/index.ts';
import { type ResolvedPlatform, resolveForTest } from '../../src/testing/resolve-for-test.ts';
import { deliveries } from '../examples/deliveries.ts';
import { yamlFiles } from '../examples/files.ts';
import { Journey } from '../examples/journey.ts';
import { CROSSING_KINDS, contracts, PLATFORM, SHOP } from '../support/two-programs.ts';

const image = 'ghcr.io/acme/api:1.4.2';
const SEARCH = 'https://github.com/acme/search';

const contract = contracts();

const toldProps = z.strictObject({ of: z.string() });

/** A platform that makes `data` itself, and on which other programs make `shop` and `search`. */
function platformOf({
  shopOn = 'west',
  exporting = ({ api, orders }) => ({ url: api.url, database: orders.url }),
  to = ['shop'],
  ...props
}: Partial<PlatformProps> & {
  readonly shopOn?: 'west' | 'east';
  readonly exporting?: (from: { api: WebService; orders: Postgres }) => ExportProps['values'];
  readonly to?: readonly string[];
} = {}): Platform {
  const platform = new Platform({ repository: { url: PLATFORM }, ...props });
  const hub = Cluster.existing(platform, 'hub', {
    environment: 'operations',
    server: 'https://kubernetes.default.svc',
  });
  const west = Cluster.existing(platform, 'west', { environment: 'dev', server: 'https://west.example:6443' });
  const east = Cluster.existing(platform, 'east', { environment: 'dev', server: 'https://east.example:6443' });
  new Network(platform, 'acme', { hub, edges: [west, east] });
  const data = new Application(platform, 'data', { owner: 'team-data', clusters: [west] });
  const orders = new Postgres(data, 'orders', {});
  const api = new WebService(data, 'api', { image, port: 8080 });
  for (const [name, url] of Object.entries({ shop: SHOP, search: SEARCH })) {
    const source = { git: { url, path: 'dist', program: true } };
    const clusters = [name === 'shop' && shopOn === 'east' ? east : west];
    new Application(platform, name, { owner: `team-${name}`, clusters, source });
  }
  new Export(platform, 'shared', { values: exporting({ api, orders }), to });
  return platform;
}

const owners = {
  'team-shop': { controlKinds: CROSSING_KINDS },
  'team-search': { controlKinds: CROSSING_KINDS },
  'team-data': {},
};

/** The shop's program, which takes what `data` exports. */
function shopOf(file: string, take = ['url', 'database'], imports: readonly string[] = []): Platform {
  const platform = Platform.fromContract(file, { repository: { url: SHOP }, imports });
  const shop = new Application(platform, 'shop', { owner: 'team-shop' });
  const data = platform.imported('shared');
  const env = Object.fromEntries(take.map((name) => [name.toUpperCase(), data.ref(name)]));
  new Worker(shop, 'mailer', { image, env });
  return platform;
}

/** A journey through what both programs deliver. */
function journey(platform: Platform, shop: Platform): Journey {
  const hub = yamlFiles(resolveForTest(platform));
  return new Journey(
    deliveries({ [PLATFORM]: hub, [SHOP]: yamlFiles(resolveForTest(shop)), [SEARCH]: searchFiles }, hub),
  );
}

/** What a program with nothing in it would have written. */
const searchFiles = new Map(
  ['search', 'search-control', 'search-link'].map((name) => [`dev/${name}/west/nothing.yaml`, '# nothing\n']),
);

test('what is exported on the same cluster is followed through both programs, its secrets through the store', () => {
  const platform = platformOf({ owners });
  const shop = shopOf(contract(platform));
  expect(journey(platform, shop).of('west', 'shop/mailer')).toEqual({
    URL: ['west: Service data/api'],
    DATABASE: [
      expect.stringMatching(/^west: Secret shop\/shop-data-orders-app-/),
      'store: roadbed/dev/west/data/orders-app',
      'west: Secret data/orders-app',
      'west: Cluster data',
      'west: Cluster data/orders',
    ],
  });
});

test('what is exported to another cluster goes through the network, each end made by its own program', () => {
  const platform = platformOf({ owners, shopOn: 'east' });
  const shop = shopOf(contract(platform));
  expect(journey(platform, shop).of('east', 'shop/mailer')).toEqual({
    URL: [
      'east: Listener shop--data--api',
      'network: dev.data.api.8080',
      'west: Connector data--api',
      'west: Service data/api',
    ],
    DATABASE: [
      expect.stringMatching(/^east: Secret shop\/shop-data-orders-app-/),
      'store: roadbed/dev/west/data/orders-app',
      'west: Secret data/orders-app',
      'west: Cluster data',
      'east: Listener shop--data--orders',
      'network: dev.data.orders.5432',
      'west: Connector data--orders',
      'west: Cluster data/orders',
    ],
  });
});

test('a team takes what another team exports, by the contract of its program', () => {
  const file = contract(platformOf({ owners, exporting: ({ api }) => ({ url: api.url }) }));
  const search = Platform.fromContract(file, { repository: { url: SEARCH } });
  const application = new Application(search, 'search', { owner: 'team-search' });
  const index = new WebService(application, 'index', { image, port: 9200 });
  new Export(search, 'found', { values: { url: index.url }, to: ['shop'] });
  const exports = contract(search, 'search.json');

  const shop = Platform.fromContract(file, { repository: { url: SHOP }, imports: [exports] });
  const env = { SEARCH: shop.imported('found').ref('url') };
  new Worker(new Application(shop, 'shop', { owner: 'team-shop' }), 'mailer', { image, env });
  const resolved = resolveForTest(shop);
  expect(JSON.stringify(resolved.object('west', 'Deployment', 'mailer'))).toContain('http://index.search.svc:9200');
  expect(JSON.stringify(resolved.object('west', 'NetworkPolicy', 'mailer'))).toContain('"port":9200');
  const policy = JSON.stringify(resolveForTest(search).object('west', 'NetworkPolicy', 'index'));
  expect(policy).toContain('{"kubernetes.io/metadata.name":"shop"}');
});

test('nothing of another program is delivered, and nothing is opened for applications that an export does not name', () => {
  const platform = platformOf({ owners });
  const shop = resolveForTest(shopOf(contract(platform)));
  expect([...shop.files().keys()].filter((path) => /\/(data|search)(-|\/)/.test(path))).toEqual([]);
  const policy = JSON.stringify(resolveForTest(platform).object('west', 'NetworkPolicy', 'api'));
  expect(policy).toContain('{"kubernetes.io/metadata.name":"shop"}');
  expect(policy).not.toContain('{"kubernetes.io/metadata.name":"search"}');
});

describe('what changed in the contract is named', () => {
  const says = (resolved: ResolvedPlatform) =>
    resolved.problems.map(({ code, prop, found }) => `${code} ${prop ?? ''}: ${found}`);

  test('an export that is gone', () => {
    const file = contract(platformOf({ owners }));
    const platform = Platform.fromContract(file, { repository: { url: SHOP } });
    const env = { URL: platform.imported('shard').ref('url') };
    new Worker(new Application(platform, 'shop', { owner: 'team-shop' }), 'mailer', { image, env });
    expect(says(resolveForTest(platform))).toEqual(['RB867 shard: the contract exports "shared"']);
  });

  test('a value that is gone', () => {
    const file = contract(platformOf({ owners, exporting: ({ api }) => ({ url: api.url }) }));
    expect(says(resolveForTest(shopOf(file)))).toEqual([
      'RB867 shared.database: the contract exports "url" under "shared"',
    ]);
  });

  test('a value that is of another kind', () => {
    const file = contract(platformOf({ owners, exporting: ({ orders }) => ({ port: orders.port }) }));
    const platform = Platform.fromContract(file, { repository: { url: SHOP } });
    platform.imported('shared').ref('port', 'host');
    new Worker(new Application(platform, 'shop', { owner: 'team-shop' }), 'mailer', { image });
    expect(says(resolveForTest(platform))).toEqual([
      'RB868 shared.port: the contract says it is a "port", and the program takes a "host"',
    ]);
  });

  test('an application that it is exported to no more', () => {
    const file = contract(platformOf({ owners, to: ['search'] }));
    expect(says(resolveForTest(shopOf(file, ['url'])))).toEqual([
      'RB869 : "data/api.url" is exported to "search", not to "shop"',
    ]);
  });

  test('a contract of another platform', () => {
    const other = contract(platformOf({ owners, name: 'other' }), 'other.json');
    const file = contract(platformOf({ owners }));
    expect(says(resolveForTest(shopOf(file, ['url'], [other])))).toEqual([
      'RB868 : it is of the platform "other", and this program of "roadbed"',
    ]);
  });

  test('kinds at control planes that the owner lost', () => {
    const file = contract(platformOf({ owners: { ...owners, 'team-shop': {} }, shopOn: 'east' }));
    expect(says(resolveForTest(shopOf(file, ['url'])))).toEqual([
      expect.stringMatching(
        /^RB864 : .*"Listener.skupper.io" between clusters, which the contract does not leave to "team-shop"/,
      ),
    ]);
  });
});

test('an export that several contracts have is a problem, as nobody knows which is meant', () => {
  const file = contract(platformOf({ owners }));
  const platform = Platform.fromContract(file, { repository: { url: SHOP }, imports: [file] });
  new Worker(new Application(platform, 'shop', { owner: 'team-shop' }), 'mailer', { image });
  platform.imported('shared');
  expect(resolveForTest(platform).problems.map(({ code, prop, found }) => `${code} ${prop}: ${found}`)).toEqual([
    'RB871 shared: contracts of several programs export "shared"',
  ]);
});

test('a contract with what this program makes itself is a problem', () => {
  const platform = platformOf({ owners });
  platform.importFrom(contract(platformOf({ owners }), 'other.json'));
  expect(resolveForTest(platform).problems.map(({ code, path, found }) => `${code} ${path}: ${found}`)).toEqual([
    'RB868 data: a contract has "data/api", and this program makes the application "data" itself',
    'RB868 data: a contract has "data/orders", and this program makes the application "data" itself',
  ]);
});

describe('what cannot be exported', () => {
  const problemsOf = (platform: Platform) =>
    resolveForTest(platform).problems.map(({ code, prop, found }) => `${code} ${prop}: ${found}`);

  test('to an application that no other program makes', () => {
    expect(problemsOf(platformOf({ owners, to: ['data', 'sop'] }))).toEqual([
      'RB870 to.0: no other program makes "data": they make "search" and "shop"',
      'RB870 to.1: no other program makes "sop": they make "search" and "shop"',
    ]);
  });

  test('to what is neither a name nor one with service accounts, or to an application twice', () => {
    const platform = platformOf({ owners });
    const url = new WebService(new Application(platform, 'more', { owner: 'team-data' }), 'api', { image, port: 80 })
      .url;
    const to = [
      'shop',
      { application: 'shop', serviceAccounts: ['api'] },
      { application: 'search', serviceAccounts: [] },
    ];
    new Export(platform, 'more-of-it', { values: { url }, to });
    expect(problemsOf(platform).filter((one) => one.startsWith('RB870'))).toEqual([
      'RB870 to.1: it names "shop" twice',
      expect.stringMatching(/^RB870 to\.2: neither the name of an application nor one with service accounts, got /),
    ]);
  });

  test('what is known to a ConfigMap that another makes, or made of another reference', () => {
    const told = resourceType('told', { inputs: toldProps, outputs: { late: 'string', made: 'string' } });
    class Told extends GoldenPath<typeof toldProps> {
      static override readonly schema = toldProps;
      readonly late = this.output('late');
      readonly made = this.output('made');
      protected override needs() {
        return [need(told, { of: this.props.of })];
      }
    }
    const teller = provisioner(told, {
      name: 'teller',
      provision: ({ params }) => ({
        manifests: [],
        outputs: { late: configMapKey('of-an-operator', 'key'), made: `of ${params.of}` },
      }),
    });
    const platform = platformOf({ owners, provisioners: [teller], exporting: ({ api }) => ({ url: api.url }) });
    const west = Cluster.existing(platform, 'more', { environment: 'dev', server: 'https://more.example:6443' });
    const more = new Application(platform, 'told', { owner: 'team-data', clusters: [west] });
    const api = new WebService(more, 'api', { image, port: 80 });
    const { late, made } = new Told(more, 'told', { of: `${api.url}` });
    new Export(platform, 'told-of-it', { values: { late, made }, to: ['shop'] });
    expect(problemsOf(platform)).toEqual([
      'RB870 values.late: "told/told.late" is in the ConfigMap "of-an-operator", which is not made by this program',
      'RB870 values.made: "told/told.made" is made of another reference',
    ]);
  });

  test('to nobody', () => {
    expect(problemsOf(platformOf({ owners, to: [] }))).toEqual(['RB870 to: it names no application']);
  });

  test('what gives rights to service accounts, of which it names none', () => {
    const platform = platformOf({ owners });
    const west = Cluster.existing(platform, 'aws', {
      environment: 'prod',
      server: 'https://aws.example:6443',
      cloud: 'aws',
      region: 'eu-west-1',
      labels: { 'aws.roadbed.dev/account': '123456789012', 'aws.roadbed.dev/pod-identity': 'true' },
    });
    const files = new Bucket(new Application(platform, 'files', { owner: 'team-data', clusters: [west] }), 'all', {});
    new Export(platform, 'pictures', { values: { name: files.bucketName }, to: ['shop'] });
    expect(problemsOf(platform)).toEqual([
      'RB870 values.name: "files/all.name" gives rights to service accounts, and the export names none of "shop"',
    ]);
  });

  test('what is no output of a construct in an application', () => {
    const platform = platformOf({ owners });
    Reflect.construct(Export, [platform, 'text', { values: { text: 'text' }, to: ['shop'] }]);
    expect(problemsOf(platform)).toEqual(['RB870 values.text: no output of a construct, got "text"']);
  });
});
