import { type Consumer, need, type Provisioner } from '../../src/model/need.ts';
import { secretKey } from '../../src/model/value.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  at,
  configMap,
  delivered,
  deployment,
  Piece,
  rawObject,
  resolved,
  variantOf,
} from '../support/platforms.ts';

const words = ({ paths, application, namespace, serviceAccount }: Consumer) =>
  `${paths.join(' and ')} of ${application} as ${namespace}/${serviceAccount}`;

/** Makes a list of those who take what it gives, at the site and at the control plane. */
const bucket: Provisioner = {
  name: 'p',
  type: 'bucket',
  provision: ({ name }) => ({
    manifests: [configMap(name)],
    outputs: { host: `${name}.example`, url: 'https://x', password: secretKey(name, 'password') },
  }),
  dependants: ({ name }, _, consumers) => [configMap(`${name}-users`, { users: consumers.map(words) })],
  dependantInfrastructure: ({ name }, site, consumers) =>
    consumers.map((consumer) =>
      configMap(`${name}-${site.name}-${consumer.serviceAccount}`, { user: words(consumer) }),
    ),
};

type Scope = ReturnType<typeof anApplication>;

function aBucket(scope: Scope, id = 'bucket', options: Parameters<typeof need>[2] = {}) {
  return new Piece(scope, id, { needs: () => [need('bucket', {}, options)] });
}

/** Pods of a service account that take a value. */
function user(scope: Scope, id: string, value: unknown, account = id) {
  return new Piece(scope, id, {
    render: () => {
      const made = deployment(id, [{ name: 'HOST', value: `${value}` }]);
      if (account !== '') Reflect.set(Object(at(made, 'spec.template.spec')), 'serviceAccountName', account);
      return [made];
    },
  });
}

function data(platform: ReturnType<typeof aPlatform>, name: string, application = 'shop', variant?: string) {
  const found = variantOf(resolved(platform), application, variant).objects.find(
    ({ manifest }) => manifest.metadata.name === name,
  );
  return found === undefined ? undefined : at(found.manifest, 'data');
}

function aShop() {
  const platform = aPlatform({ provisioners: [bucket] });
  const clusters = [aCluster(platform, 'eu', 'prod')];
  return { platform, clusters, shop: anApplication(platform, 'shop', { clusters }) };
}

test('a provisioner makes objects for each service account that takes what it gives, also of another application', () => {
  const { platform, clusters, shop } = aShop();
  const pictures = aBucket(shop);
  user(shop, 'web', pictures.host);
  user(shop, 'api', pictures.password);
  user(shop, 'nobody', 'nothing');
  user(anApplication(platform, 'bank', { clusters }), 'audit', pictures.host, '');
  expect(data(platform, 'bucket-users')).toEqual({
    users: ['bank/audit of bank as bank/default', 'shop/api of shop as shop/api', 'shop/web of shop as shop/web'],
  });
  expect(variantOf(resolved(platform), 'shop-control').objects.map(({ manifest }) => manifest.metadata.name)).toEqual([
    'bucket-eu-default',
    'bucket-eu-api',
    'bucket-eu-web',
  ]);
});

test('it makes nothing where nobody takes anything', () => {
  const { platform, shop } = aShop();
  aBucket(shop);
  user(shop, 'web', 'nothing');
  expect(data(platform, 'bucket-users')).toBeUndefined();
  expect(resolved(platform).applications.map(({ name }) => name)).not.toContain('shop-control');
});

test('pods count that read a ConfigMap of their construct, and pods of plain cdk8s', () => {
  const { platform, shop } = aShop();
  const { host } = aBucket(shop);
  new Piece(shop, 'reader', { render: () => [configMap('reader', { host: `${host}` }), deployment('reader')] });
  rawObject(shop, 'raw', { ...deployment('raw', [{ name: 'HOST', value: `${host}` }]) });
  expect(data(platform, 'bucket-users')).toEqual({
    users: ['shop/raw and shop/reader of shop as shop/default'],
  });
});

test('an output that the golden path gives itself is not the provisioner’s', () => {
  const { platform, shop } = aShop();
  const own = new Piece(shop, 'bucket', { needs: () => [need('bucket', {})], outputs: () => ({ host: 'own' }) });
  user(shop, 'web', own.host);
  expect(data(platform, 'bucket-users')).toBeUndefined();
});

test('who takes a shared resource by another name counts too', () => {
  const { platform, shop } = aShop();
  const [first, second] = ['a', 'b'].map((id) => aBucket(shop, id, { id: 'main' }));
  user(shop, 'web', first?.host);
  user(shop, 'api', second?.host);
  expect(data(platform, 'main-bucket-users')).toEqual({
    users: ['shop/api of shop as shop/api', 'shop/web of shop as shop/web'],
  });
});

test('on each cluster those count who are there, also where they are chosen in another way', () => {
  const platform = aPlatform({ provisioners: [bucket] });
  aCluster(platform, 'eu', 'prod', { tags: ['all', 'bank'] });
  aCluster(platform, 'us', 'prod', { tags: ['all'] });
  aRule(platform);
  aRule(platform, 'banks', { applications: ['bank'], clusters: ['bank'] });
  const pictures = aBucket(anApplication(platform, 'shop', { tags: ['app'] }));
  user(anApplication(platform, 'bank', { tags: ['bank'] }), 'audit', pictures.host);
  const variants = delivered(resolved(platform), 'shop').variants.map(({ clusters, objects }) => [
    clusters.map(({ name }) => name).join(),
    objects.map(({ manifest }) => manifest.metadata.name).join(),
  ]);
  expect(variants).toEqual([
    ['eu', 'bucket,bucket-users'],
    ['us', 'bucket'],
  ]);
});

describe('one for each who depends on it, where a provisioner brought the resource', () => {
  /** A store that keeps its copies in the bucket called `copies`. */
  const store: Provisioner = {
    name: 's',
    type: 'store',
    needs: () => [need('bucket', {}, { id: 'copies' })],
    provision: ({ name }) => ({ manifests: [], outputs: { host: `${name}.store` } }),
    dependants: ({ name }, _, consumers) => [configMap(`${name}-clients`, { users: consumers.map(words) })],
  };
  const world = () => {
    const platform = aPlatform({ provisioners: [bucket, store] });
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
    // The first by path brings the bucket and owns it; the second asks for it by name.
    const first = new Piece(shop, 'a', { needs: () => [need('store', {})] });
    const second = aBucket(shop, 'b', { id: 'copies' });
    user(shop, 'web', first.host);
    user(shop, 'api', second.host);
    return platform;
  };

  test('those count who take it from another golden path, and not those of what it was brought for', () => {
    expect(data(world(), 'copies-bucket-users')).toEqual({ users: ['shop/api of shop as shop/api'] });
  });

  test('and what it was brought for has its own alone', () => {
    expect(data(world(), 'a-clients')).toEqual({ users: ['shop/web of shop as shop/web'] });
  });

  test('which stays so when nothing is shared', () => {
    const platform = aPlatform({ provisioners: [bucket, store] });
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
    user(shop, 'web', new Piece(shop, 'a', { needs: () => [need('store', {})] }).host);
    expect([data(platform, 'copies-bucket-users'), data(platform, 'a-clients')]).toEqual([
      undefined,
      { users: ['shop/web of shop as shop/web'] },
    ]);
  });
});
