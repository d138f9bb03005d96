import { need, type Provisioner } from '../../src/model/need.ts';
import { secretKey, url } from '../../src/model/value.ts';
import type { BarePlatform, PlatformProps } from '../../src/platform/bare-platform.ts';
import { Network } from '../../src/platform/network.ts';
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

/** A bucket that is reached from anywhere, with its name known and its key late. */
const bucket: Provisioner = {
  name: 'p',
  type: 'store',
  provision: ({ name }, site) => ({
    manifests: [configMap(`${name}-${site.name}`)],
    outputs: { host: `${name}.${site.name}.example`, password: secretKey(`${name}-key`, 'secret') },
    endpoint: { outside: true, ports: [443] },
  }),
};

/** A server in the cluster. */
const server: Provisioner = {
  name: 'p',
  type: 'store',
  provision: ({ name, namespace }) => ({
    manifests: [configMap(name), closed(name, { db: name })],
    outputs: {
      host: `${name}.${namespace}.svc`,
      port: 5432,
      password: secretKey(name, 'password', { urlSafe: true }),
      secretUrl: url({
        scheme: 'postgresql',
        password: secretKey(name, 'password', { urlSafe: true }),
        host: `${name}.${namespace}.svc`,
        port: 5432,
      }),
    },
    endpoint: { pods: { db: name }, ports: [5432] },
  }),
};

type Scope = ReturnType<typeof anApplication>;
type Shared = Parameters<typeof need>[2];

function asking(scope: Scope, id: string, options: Shared, output: 'password' | 'secretUrl' = 'password') {
  const db = new Piece(scope, id, { needs: () => [need('store', {}, options)] });
  new Piece(scope, `${id}-user`, {
    render: () => [
      deployment(`${id}-user`, [
        { name: 'HOST', value: `${db.host}` },
        { name: 'VALUE', value: `${db[output]}` },
      ]),
      closed(`${id}-user`),
    ],
  });
  return db;
}

/** An application on three clusters of production, of which the second is the home, and on one of staging. */
function world(props: Partial<PlatformProps> = {}, options: Shared = { shared: 'environment' }, output?: 'secretUrl') {
  const platform = aPlatform({ provisioners: [bucket], ...props });
  const tags = ['all'];
  const hub = aCluster(platform, 'hub', 'ops', { hub: true });
  const edges = [
    aCluster(platform, 'ap', 'prod', { tags }),
    aCluster(platform, 'eu', 'prod', { tags, home: 'once' }),
    aCluster(platform, 'us', 'prod', { tags }),
    aCluster(platform, 'test', 'staging', { tags }),
  ];
  aRule(platform);
  const shop = anApplication(platform, 'shop', { tags: ['app'] });
  const db = asking(shop, 'db', options, output);
  return { platform, hub, edges, shop, db };
}

/** What is delivered under a name: the clusters of each variant, and the names of its objects of a kind. */
function made(platform: BarePlatform, name: string, kind = 'ConfigMap') {
  const variants = delivered(resolved(platform), name).variants.map(({ clusters, objects }) => [
    clusters.map((cluster) => cluster.name).join(' '),
    ...objects.flatMap(({ manifest }) => (manifest.kind === kind ? [manifest.metadata.name] : [])),
  ]);
  return variants.sort();
}

/** The variant of what is delivered under a name that is on a cluster. */
function on(platform: BarePlatform, name: string, cluster: string) {
  const { variants } = delivered(resolved(platform), name);
  return variantOf(
    resolved(platform),
    name,
    variants.find(({ clusters }) => clusters.some((one) => one.name === cluster))?.name,
  );
}

describe('what is shared in an environment', () => {
  test('is made on its home alone, and on the only cluster where there is one', () => {
    expect(made(world().platform, 'shop')).toEqual([['ap us'], ['eu', 'db-eu'], ['test', 'db-test']]);
  });

  test('gives its outputs to all clusters: what is known as it is, what is late through the store', () => {
    const { platform } = world();
    expect(environmentOf(on(platform, 'shop', 'us'), 'db-user')).toEqual([
      { name: 'HOST', value: 'db.eu.example' },
      { name: 'VALUE', valueFrom: { secretKeyRef: { name: 'db-key', key: 'secret' } } },
    ]);
    const link = delivered(resolved(platform), 'shop-link').variants.map(({ clusters, objects }) => [
      clusters.map(({ name }) => name).join(' '),
      ...objects.map(({ manifest: { kind, metadata, spec } }) => [
        `${kind} ${metadata.namespace}/${metadata.name}`,
        at(spec, 'data.0.remoteRef.key') ?? at(spec, 'data.0.match.remoteRef.remoteKey'),
      ]),
    ]);
    const key = 'roadbed/prod/eu/shop/db-key';
    expect(link).toEqual([
      ['ap', ['ExternalSecret shop/db-key', key]],
      ['eu', ['PushSecret shop/db-key', key]],
      ['us', ['ExternalSecret shop/db-key', key]],
    ]);
  });

  test('says how each value travels, and where it is made', () => {
    const { references, matches } = resolved(world().platform);
    expect(references.map(({ output, way }) => `${output}: ${way}`)).toEqual([
      'host: as on "eu", literal',
      'host: literal',
      'password: from "eu" through the store "platform", key of a Secret',
      'password: key of a Secret',
    ]);
    expect(
      matches.map(({ clusters, owner, home, candidates }) => [clusters, owner?.unit, home?.name, candidates[0]?.why]),
    ).toEqual([
      [['ap', 'us'], 'shop/db', 'eu', 'it is made on "eu", once for "prod"'],
      [['eu'], undefined, undefined, expect.stringContaining('the most specific')],
      [['test'], undefined, undefined, expect.stringContaining('the most specific')],
    ]);
  });

  test('chooses clusters that join later by the label of the home, so that they make none of their own', () => {
    const selectors = delivered(resolved(world().platform), 'shop').variants.map((variant) => [
      variant.clusters.map(({ name }) => name).join(' '),
      JSON.stringify(variant.selectors),
    ]);
    expect(Object.fromEntries(selectors)).toEqual({
      eu: expect.stringMatching(/"roadbed.dev\/home":"once"/),
      'ap us': expect.stringMatching(/"roadbed.dev\/home","operator":"DoesNotExist"/),
      test: expect.stringMatching(/"roadbed.dev\/cluster":"test"/),
    });
  });

  test('travels by Objects of the hub where the platform chose that', () => {
    const { platform } = world({ transport: 'provider-kubernetes', controlPlane: 'hub' });
    expect(made(platform, 'shop-control', 'Object')).toEqual([['eu', 'db-key-seen', 'db-key-to-ap', 'db-key-to-us']]);
    const copy = objectOf(variantOf(resolved(platform), 'shop-control'), 'Object', 'db-key-to-us');
    expect(at(copy, 'spec.providerConfigRef.name')).toBe('us');
    expect(at(copy, 'spec.forProvider.manifest.metadata')).toMatchObject({ name: 'db-key', namespace: 'shop' });
  });

  test('is owned by the first by path of those who ask on the home, and others take it wherever they are', () => {
    const { platform, edges } = world({}, { shared: 'environment', id: 'main' });
    const [ap, eu] = edges;
    // It is the first by path, and not on the home.
    asking(anApplication(platform, 'bank', { clusters: ap === undefined ? [] : [ap] }), 'db', {
      shared: 'environment',
      id: 'main',
    });
    asking(anApplication(platform, 'cafe', { clusters: eu === undefined ? [] : [eu] }), 'db', {
      shared: 'environment',
      id: 'main',
    });
    const owners = resolved(platform).matches.map(({ unit, clusters, owner, home }) => [
      unit,
      clusters.join(' '),
      owner?.unit,
      home?.name,
    ]);
    expect(owners).toEqual([
      ['bank/db', 'ap', 'cafe/db', 'eu'],
      ['cafe/db', 'eu', undefined, undefined],
      ['shop/db', 'ap us', 'cafe/db', 'eu'],
      ['shop/db', 'eu', 'cafe/db', undefined],
      ['shop/db', 'test', undefined, undefined],
    ]);
    expect(environmentOf(on(platform, 'bank', 'ap'), 'db-user')).toEqual([
      { name: 'HOST', value: 'main-store.eu.example' },
      {
        name: 'VALUE',
        valueFrom: { secretKeyRef: { name: expect.stringMatching(/^bank-cafe-main-store-key-/), key: 'secret' } },
      },
    ]);
  });

  test('is what who refers to it from elsewhere gets too', () => {
    const { platform, edges, db } = world();
    const far = aCluster(platform, 'far', 'prod');
    expect(edges).toHaveLength(4);
    const bank = anApplication(platform, 'bank', { clusters: [far] });
    new Piece(bank, 'user', { render: () => [deployment('user', [{ name: 'HOST', value: `${db.host}` }])] });
    expect(environmentOf(on(platform, 'bank', 'far'), 'user')).toEqual([{ name: 'HOST', value: 'db.eu.example' }]);
  });
});

describe('a server in the cluster that is shared', () => {
  const inside = (joined: readonly string[]) => {
    const made = world({ provisioners: [server] }, { shared: 'environment' }, 'secretUrl');
    const edges = made.edges.filter((edge) => joined.includes(edge.name));
    if (edges.length > 0) new Network(made.platform, 'net', { hub: made.hub, edges });
    return made.platform;
  };

  test('is reached through the network that joins the clusters to its home', () => {
    const platform = inside(['ap', 'eu', 'us', 'test']);
    const host = 'shop--shop--db.skupper-site.svc';
    const [known, , composed] = Object(environmentOf(on(platform, 'shop', 'us'), 'db-user'));
    expect([known.value, composed.value]).toEqual([host, expect.stringContaining(`@${host}:5432`)]);
    expect(made(platform, 'shop-link', 'Listener')).toEqual([
      ['ap', 'shop--shop--db'],
      ['eu'],
      ['us', 'shop--shop--db'],
    ]);
    expect(made(platform, 'shop-link', 'Connector')).toEqual([['ap'], ['eu', 'shop--db'], ['us']]);
    const ingress = at(objectOf(on(platform, 'shop', 'eu'), 'NetworkPolicy', 'db'), 'spec.ingress');
    expect(JSON.stringify(ingress)).toContain('skupper-site');
  });

  test('is a problem where no network leads there', () => {
    const hint = 'make a Network that joins them, or share it for each cluster';
    expect(problemsOf(inside(['ap', 'eu']))).toEqual(
      ['host', 'secretUrl'].map((output, index) => {
        const place = `shop/db-user.spec.template.spec.containers[0].env[${index}].value`;
        return `RB303 at ${place}: "shop/db.${output}" is made once, on "eu", and no network leads there from "us"; ${hint}`;
      }),
    );
  });
});

test('who refers to a shared server from elsewhere is told its home, and not the clusters that share it', () => {
  const { platform, hub, edges, db } = world({ provisioners: [server] });
  const far = aCluster(platform, 'far', 'prod');
  const joined = edges.filter(({ name }) => name !== 'eu' && name !== 'test');
  new Network(platform, 'net', { hub, edges: [...joined, far] });
  const bank = anApplication(platform, 'bank', { clusters: [far] });
  new Piece(bank, 'user', { render: () => [deployment('user', [{ name: 'HOST', value: `${db.host}` }])] });
  const [first] = problemsOf(platform).filter((one) => one.includes('bank/user'));
  expect(first).toContain('"shop/db.host" is made once, on "eu", and no network leads there from "far"');
});

describe('what there is once for all', () => {
  test('is made on the home of all, and serves other environments too', () => {
    const { platform } = world({}, { shared: 'once' });
    expect(made(platform, 'shop')).toEqual([['ap us'], ['eu', 'db-eu'], ['test']]);
    expect(environmentOf(on(platform, 'shop', 'test'), 'db-user')).toMatchObject([{ value: 'db.eu.example' }, {}]);
  });

  test('is made as its home asks for it, where a golden path asks otherwise elsewhere', () => {
    const { platform, shop } = world();
    new Piece(shop, 'tiered', { needs: (site) => [need('store', { tier: site.tier }, { shared: 'once' })] });
    expect(problemsOf(platform)).toEqual([]);
  });
});

describe('nobody knows where to make it', () => {
  const clusters = (...homes: readonly ('environment' | 'once' | undefined)[]) => {
    const platform = aPlatform({ provisioners: [bucket] });
    const all = homes.map((home, index) => aCluster(platform, `c${index}`, 'prod', home === undefined ? {} : { home }));
    return { platform, shop: anApplication(platform, 'shop', { clusters: all }) };
  };

  test.each([
    ['none is a home', 'environment', [undefined, undefined], 'none of them is its home', ''],
    ['several are', 'environment', ['environment', 'once'], '"c0" and "c1" are homes', ''],
    ['none is the home of all', 'once', ['environment', undefined], 'none of them is its home', ' to "once"'],
  ] as const)('where %s', (_, shared, homes, why, how) => {
    const { platform, shop } = clusters(...homes);
    asking(shop, 'db', { shared });
    expect(problemsOf(platform)).toEqual([
      `RB303 at shop/db.shared: one "store" is shared by "c0" and "c1", and ${why}, got "${shared}"; ` +
        `set home${how} on one of these clusters, share it for each cluster, or place the application on one cluster`,
    ]);
  });

  test('but one home of all serves its environment too', () => {
    const { platform, shop } = clusters('once', undefined);
    asking(shop, 'db', { shared: 'environment' });
    expect(problemsOf(platform)).toEqual([]);
  });
});

describe('what a provisioner brings may be shared more widely than what it is for', () => {
  const zone = (host: string | ReturnType<typeof secretKey>): readonly Provisioner[] => [
    {
      name: 'p',
      type: 'store',
      needs: () => [need('zone', {}, { shared: 'environment', id: 'main' })],
      provision: ({ name }, site, [brought] = []) => ({
        manifests: [configMap(`${name}-${site.name}`, { zone: brought?.outputs.host })],
        outputs: { host: name, password: secretKey(name, 'key') },
        endpoint: { outside: true, ports: [443] },
      }),
    },
    { name: 'z', type: 'zone', provision: ({ name }) => ({ manifests: [configMap(name)], outputs: { host } }) },
  ];

  test('and is known to it everywhere', () => {
    const { platform } = world({ provisioners: zone('zone.example') }, {});
    expect(made(platform, 'shop')).toEqual([
      ['ap', 'db-ap'],
      ['eu', 'db-eu', 'main-zone'],
      ['test', 'db-test', 'main-zone'],
      ['us', 'db-us'],
    ]);
    expect(at(objectOf(on(platform, 'shop', 'us'), 'ConfigMap', 'db-us'), 'data.zone')).toBe('zone.example');
  });

  test('but not what is late, which is on its home', () => {
    const { platform } = world({ provisioners: zone(secretKey('zone', 'host')) }, {});
    expect(problemsOf(platform)).toEqual([
      'RB311 at shop/db: the provisioner "p" builds on it, and "host" of the "zone" of "shop/db" is on the cluster "eu"; ' +
        'share it for each cluster, or share what builds on it as widely',
    ]);
  });
});

test('a provisioner learns of those who take it on other clusters, and where they are', () => {
  const audited: Provisioner = {
    ...bucket,
    dependantInfrastructure: ({ name }, _, consumers) => [
      configMap(`${name}-users`, {
        users: consumers.map((one) => `${one.serviceAccount} of ${one.paths} on ${one.site?.name ?? 'home'}`),
      }),
    ],
  };
  const { platform, db } = world({ provisioners: [audited] });
  const far = anApplication(platform, 'bank', { clusters: [aCluster(platform, 'far', 'prod')] });
  new Piece(far, 'user', { render: () => [deployment('user', [{ name: 'HOST', value: `${db.host}` }])] });
  expect(at(objectOf(on(platform, 'shop-control', 'eu'), 'ConfigMap', 'db-users'), 'data.users')).toEqual([
    'default of shop/db-user on home',
    'default of shop/db-user on ap',
    'default of bank/user on far',
    'default of shop/db-user on us',
  ]);
  expect(made(platform, 'shop-control')).toEqual([
    ['eu', 'db-users'],
    ['test', 'db-users'],
  ]);
});
