import {
  Application,
  Bucket,
  CloudIdentity,
  Cluster,
  Export,
  type ExportProps,
  Platform,
  type PlatformProps,
  Postgres,
  WebService,
  Worker,
} from '../../src/index.ts';
import { resolveForTest } from '../../src/testing/resolve-for-test.ts';
import { CROSSING_KINDS, contracts, journeyOf, PLATFORM, SHOP } from '../support/two-programs.ts';

const image = 'ghcr.io/acme/api:1.4.2';
const contract = contracts();
const owners = {
  'team-shop': {
    controlKinds: [
      ...CROSSING_KINDS,
      'ConfigMap',
      'Role.iam.aws.m.upbound.io',
      'PodIdentityAssociation.eks.aws.m.upbound.io',
    ],
  },
  'team-media': {},
};
const aws = { 'aws.roadbed.dev/account': '111122223333' };
const byIdentity = { ...aws, 'aws.roadbed.dev/pod-identity': 'true' };
const gcp = { 'gcp.roadbed.dev/project': 'acme', 'gcp.roadbed.dev/project-number': '42' };

interface Made {
  readonly platform: Platform;
  readonly media: Application;
  readonly clusters: readonly Cluster[];
}

/** A platform with clusters in production, `media` on the first of them, and `shop` of another program. */
function platformOf({
  cloud = 'aws',
  labels = aws,
  shopOn = ['eu'],
  mediaOn = ['eu'],
  ...props
}: Partial<PlatformProps> & {
  readonly cloud?: 'aws' | 'gcp';
  readonly labels?: Readonly<Record<string, string>>;
  readonly shopOn?: readonly string[];
  readonly mediaOn?: readonly string[];
} = {}): Made {
  const platform = new Platform({ repository: { url: PLATFORM }, owners, ...props });
  Cluster.existing(platform, 'hub', { environment: 'operations', server: 'https://kubernetes.default.svc' });
  const on = (names: readonly string[]) => clusters.filter(({ node }) => names.includes(node.id));
  const clusters = ['eu', 'us'].map((name) =>
    Cluster.existing(platform, name, {
      environment: 'prod',
      server: `https://${name}.example:6443`,
      cloud,
      region: 'eu-west-1',
      labels,
      ...(name === 'eu' ? { home: 'environment' as const } : {}),
    }),
  );
  const media = new Application(platform, 'media', { owner: 'team-media', clusters: on(mediaOn) });
  const source = { git: { url: SHOP, path: 'dist', program: true } };
  new Application(platform, 'shop', { owner: 'team-shop', clusters: on(shopOn), source });
  return { platform, media, clusters };
}

/** Exports of `media`, and the contract with them. */
function exporting({ platform }: Pick<Made, 'platform'>, values: ExportProps['values'], to: ExportProps['to']): string {
  new Export(platform, 'shared', { values, to });
  return contract(platform);
}

/** The shop's program: the pods of `mailer` take values of the platform's export. */
function shopOf(file: string, take: readonly string[], identity = false): Platform {
  const platform = Platform.fromContract(file, { repository: { url: SHOP } });
  const shop = new Application(platform, 'shop', { owner: 'team-shop' });
  const media = platform.imported('shared');
  const env = Object.fromEntries(take.map((name) => [name.toUpperCase(), media.ref(name)]));
  new Worker(shop, 'mailer', { image, env });
  if (identity) new CloudIdentity(shop, 'identity', { serviceAccount: 'mailer' });
  return platform;
}

const says = (platform: Platform) =>
  resolveForTest(platform).problems.map(({ code, path, prop, found }) => `${code} ${path} ${prop ?? ''}: ${found}`);

describe('a resource that clusters share', () => {
  test.each(['cluster', 'hub'] as const)('is followed to its home, by control plane at the %s', (controlPlane) => {
    const made = platformOf({ controlPlane, mediaOn: ['eu', 'us'], shopOn: ['eu', 'us'] });
    const pictures = new Bucket(made.media, 'pictures', { shared: 'environment' });
    const { bucketName: name, secretAccessKey: key, endpointUrl: endpoint } = pictures;
    const shop = shopOf(exporting(made, { name, key, endpoint }, ['shop']), ['name', 'key', 'endpoint']);
    const journey = journeyOf(made.platform, { [SHOP]: shop });
    const [where, namespace] = controlPlane === 'hub' ? ['hub', 'media-eu'] : ['eu', 'media'];
    for (const cluster of ['eu', 'us']) {
      expect(journey.of(cluster, 'shop/mailer')).toEqual({
        NAME: [
          expect.stringMatching(`^${cluster}: Secret shop/shop-media-pictures-connection-`),
          'store: roadbed/prod/eu/media/pictures-connection',
          `${where}: Secret ${namespace}/pictures-connection`,
          `${where}: Bucket ${namespace}`,
        ],
        KEY: [
          expect.stringMatching(`^${cluster}: Secret shop/shop-media-pictures-key-`),
          'store: roadbed/prod/eu/media/pictures-key',
          `${where}: Secret ${namespace}/pictures-key`,
          `${where}: AccessKey ${namespace}`,
        ],
        ENDPOINT: [`${cluster}: https to s3.eu-west-1.amazonaws.com`],
      });
    }
  });

  test('is taken of its owner, where what is exported shares it with another application', () => {
    const { platform, media, clusters } = platformOf({ environments: { prod: { tier: 'staging' } } });
    new Postgres(media, 'main', { id: 'main' });
    const reports = new Application(platform, 'reports', { owner: 'team-media', clusters: clusters.slice(0, 1) });
    const { url } = new Postgres(reports, 'orders', { id: 'main' });
    const shop = shopOf(exporting({ platform }, { url }, ['shop']), ['url']);
    expect(journeyOf(platform, { [SHOP]: shop }).of('eu', 'shop/mailer')).toEqual({
      URL: [
        expect.stringMatching(/^eu: Secret shop\/shop-media-main-postgres-app-/),
        'store: roadbed/prod/eu/media/main-postgres-app',
        'eu: Secret media/main-postgres-app',
        'eu: Cluster media',
        'eu: Cluster media/main-postgres',
      ],
    });
  });
});

describe('a resource that gives rights by identity', () => {
  const to = [{ application: 'shop', serviceAccounts: ['mailer'] }];

  test.each(['cluster', 'hub'] as const)(
    'lets the role of a team use it, by control plane at the %s',
    (controlPlane) => {
      const made = platformOf({ labels: byIdentity, controlPlane });
      const { bucketName: name } = new Bucket(made.media, 'pictures', {});
      const shop = shopOf(exporting(made, { name }, to), ['name'], true);
      expect(says(shop)).toEqual([]);
      const where = controlPlane === 'hub' ? 'hub' : 'eu';
      const role = resolveForTest(shop)
        .objects(where, 'shop-control')
        .find(({ kind }) => kind === 'Role');
      const policy = resolveForTest(made.platform)
        .objects(where, 'media-control')
        .find(({ kind }) => kind === 'RolePolicy');
      expect(policy).toMatchObject({
        spec: {
          forProvider: {
            roleSelector: {
              namespace: role?.metadata.namespace,
              matchLabels: {
                'identity.roadbed.dev/namespace': 'shop',
                'identity.roadbed.dev/service-account': 'mailer',
              },
            },
          },
        },
      });
      expect(role?.metadata.labels).toMatchObject(Object(policy).spec.forProvider.roleSelector.matchLabels);
      expect(role?.metadata.namespace).toBe(controlPlane === 'hub' ? 'shop-eu' : 'shop');
    },
  );

  test('names the principal of a team on Google Cloud, which needs no object of the team', () => {
    const made = platformOf({ cloud: 'gcp', labels: gcp });
    const { bucketName: name } = new Bucket(made.media, 'pictures', {});
    const shop = shopOf(exporting(made, { name }, to), ['name']);
    expect(says(shop)).toEqual([]);
    const [member] = resolveForTest(made.platform)
      .objects('eu', 'media-control')
      .filter(({ kind }) => kind === 'BucketIAMMember');
    expect(Object(member).spec.forProvider.member).toMatch(/\/ns\/shop\/sa\/mailer$|subject\/ns\/shop\/sa\/mailer/);
    expect(resolveForTest(shop).object('eu', 'Deployment', 'mailer').spec).toMatchObject({
      template: {
        spec: { containers: [{ env: [{ name: 'NAME', value: expect.stringMatching(/^media-pictures-/) }] }] },
      },
    });
  });

  test('is refused to pods that run as another service account than the export names', () => {
    const made = platformOf({ labels: byIdentity });
    const { bucketName: name } = new Bucket(made.media, 'pictures', {});
    const file = exporting(made, { name }, [{ application: 'shop', serviceAccounts: ['web'] }]);
    expect(says(shopOf(file, ['name']))).toEqual([
      'RB869 shop/mailer : "media/pictures.name" is exported to pods of "shop" that run as "web", and these run as "mailer"',
    ]);
  });

  test('is refused on another cluster, where the rights do not reach, within one program too', () => {
    const made = platformOf({ labels: byIdentity, shopOn: ['us'] });
    const pictures = new Bucket(made.media, 'pictures', {});
    const found =
      '"media/pictures.name" is on "eu", and its resource gives rights to service accounts of that cluster alone';
    expect(says(shopOf(exporting(made, { name: pictures.bucketName }, to), ['name']))).toEqual([
      `RB521 shop/mailer spec.template.spec.containers[0].env[0].value: ${found}`,
    ]);
    const site = new Application(made.platform, 'site', { owner: 'team-media', clusters: made.clusters.slice(1) });
    new WebService(site, 'web', { image, port: 80, env: { NAME: pictures.bucketName } });
    expect(says(made.platform)).toEqual([expect.stringMatching(/^RB521 site\/web .*that cluster alone$/)]);
  });
});

test("a platform's own application takes what a team exports, each through its own program", () => {
  const made = platformOf({ environments: { prod: { tier: 'staging' } }, shopOn: ['eu'], mediaOn: ['us'] });
  const { platform, media } = made;
  const eu = new Application(platform, 'status', { owner: 'team-media', clusters: made.clusters.slice(0, 1) });
  // The platform's contract comes first, then that of the team, and then what the platform takes.
  const shop = Platform.fromContract(contract(platform), { repository: { url: SHOP } });
  const application = new Application(shop, 'shop', { owner: 'team-shop' });
  const orders = new Postgres(application, 'orders', {});
  const api = new WebService(application, 'api', { image, port: 8080 });
  new Export(shop, 'orders', { values: { url: api.url, database: orders.url }, to: ['status', 'media'] });
  platform.importFrom(contract(shop, 'shop.json'));
  const { url, database } = {
    url: platform.imported('orders').ref('url'),
    database: platform.imported('orders').ref('database'),
  };
  new Worker(eu, 'watcher', { image, env: { URL: url, DATABASE: database } });
  const journey = journeyOf(platform, { [SHOP]: shop });
  expect(journey.of('eu', 'status/watcher')).toEqual({
    URL: ['eu: Service shop/api'],
    DATABASE: [
      expect.stringMatching(/^eu: Secret status\/status-shop-orders-app-/),
      'store: roadbed/prod/eu/shop/orders-app',
      'eu: Secret shop/orders-app',
      'eu: Cluster shop',
      'eu: Cluster shop/orders',
    ],
  });
  // No network leads to the other cluster.
  new Worker(media, 'watcher', { image, env: { URL: url } });
  expect(says(platform)).toEqual([expect.stringMatching(/^RB404 media\/watcher .*"shop\/api.url" is not on "us"/)]);
});

describe('what stands in a ConfigMap of the program, such as the name of a role', () => {
  test.each([['eu'], ['us']])('is told as it is, to an application on %s too', (cluster) => {
    const made = platformOf({ labels: byIdentity, shopOn: [cluster] });
    const { identity } = new CloudIdentity(made.media, 'reader', { serviceAccount: 'reader' });
    const shop = shopOf(exporting(made, { identity }, ['shop']), ['identity']);
    expect(says(shop)).toEqual([]);
    expect(resolveForTest(shop).object(cluster, 'Deployment', 'mailer').spec).toMatchObject({
      template: {
        spec: {
          containers: [
            {
              env: [
                { name: 'IDENTITY', value: expect.stringMatching(/^arn:aws:iam::111122223333:role\/media-reader-eu-/) },
              ],
            },
          ],
        },
      },
    });
  });
});
