import { Secret } from '../../constructs/secret.ts';
import { WebService } from '../../constructs/web-service.ts';
import { byEnvironment } from '../../src/model/by-environment.ts';
import { SealedFolder, sealingCertificate } from '../sealing/sealed-folder.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  delivered,
  objectOf,
  problemsOf,
  resolved,
  variantOf,
} from '../support/platforms.ts';
import { kinds, render, shop, siteOf } from './support.ts';

const image = 'ghcr.io/acme/api:1.4.2';
const folder = new SealedFolder();
const stripe = folder.seal('stripe.yaml', { values: { 'api-key': 'hunter2', webhook: 'x' } });

afterAll(() => folder.remove());

test('a sealed secret is the SealedSecret of its file, in the namespace of the application', () => {
  const [manifest, ...others] = render(Secret.sealed(shop(), 'stripe', { files: [stripe] }));
  expect(others).toEqual([]);
  expect(manifest).toEqual({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: {
      name: 'stripe',
      labels: { 'app.kubernetes.io/name': 'stripe', 'app.kubernetes.io/part-of': 'shop' },
      annotations: undefined,
    },
    spec: {
      encryptedData: { 'api-key': expect.any(String), webhook: expect.any(String) },
      template: {
        metadata: {
          name: 'stripe',
          namespace: 'shop',
          labels: { 'app.kubernetes.io/name': 'stripe', 'app.kubernetes.io/part-of': 'shop' },
          annotations: undefined,
        },
        type: undefined,
        immutable: undefined,
        data: undefined,
      },
    },
  });
});

test.each(['namespace-wide', 'cluster-wide'] as const)(
  'a file that is sealed %s says so on the object and on its template',
  (scope) => {
    const file = folder.seal(`${scope}.yaml`, { values: { a: 'b' }, scope });
    const annotations = { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
    expect(render(Secret.sealed(shop(), 'stripe', { files: [file] }))[0]).toMatchObject({
      metadata: { annotations },
      spec: { template: { metadata: { annotations } } },
    });
  },
);

test('what a file of kubeseal says of the Secret is kept, and the props are over it', () => {
  const file = folder.write(
    'kubeseal.json',
    JSON.stringify({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { creationTimestamp: null, name: 'stripe', namespace: 'shop' },
      spec: {
        encryptedData: {},
        template: {
          metadata: { creationTimestamp: null, labels: { team: 'shop', a: 'file' }, annotations: { note: 'kept' } },
          type: 'Opaque',
          immutable: true,
          data: { url: 'https://{{ .a }}' },
        },
      },
    }),
  );
  const props = { files: [file], labels: { a: 'prop' }, template: { b: 'text' }, type: 'kubernetes.io/basic-auth' };
  expect(render(Secret.sealed(shop(), 'stripe', props))[0]).toMatchObject({
    spec: {
      template: {
        metadata: { labels: { team: 'shop', a: 'prop' }, annotations: { note: 'kept' } },
        type: 'kubernetes.io/basic-auth',
        immutable: true,
        data: { url: 'https://{{ .a }}', b: 'text' },
      },
    },
  });
});

/** A platform with the application `shop` on clusters, of which each has a label as given. */
function platformOf(labels: Readonly<Record<string, string | undefined>>, environment = 'prod') {
  const platform = aPlatform();
  const clusters = Object.entries(labels).map(([name, id]) =>
    aCluster(
      platform,
      name,
      environment,
      id === undefined ? {} : { labels: { 'sealing.roadbed.dev/certificate': id } },
    ),
  );
  return { platform, shop: anApplication(platform, 'shop', { clusters }) };
}

test('a key that a service takes becomes a secretKeyRef, and what makes the Secret comes first', () => {
  const { platform, shop } = platformOf({ eu: undefined });
  const secret = Secret.sealed(shop, 'stripe', { files: [stripe] });
  new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: secret.key('api-key') } });
  const variant = variantOf(resolved(platform), 'shop');
  expect(JSON.stringify(objectOf(variant, 'Deployment', 'api'))).toContain(
    '{"name":"STRIPE_KEY","valueFrom":{"secretKeyRef":{"name":"stripe","key":"api-key"}}}',
  );
  const waves = new Map(variant.objects.map(({ manifest, wave }) => [manifest.kind, wave]));
  expect(waves.get('SealedSecret')).toBeLessThan(waves.get('Deployment') ?? 0);
  expect(JSON.stringify(variant)).not.toContain('hunter2');
});

test('a key that the file does not hold is a problem', () => {
  const { platform, shop } = platformOf({ eu: undefined });
  const secret = Secret.sealed(shop, 'stripe', { files: [stripe] });
  new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: secret.key('apikey') } });
  expect(problemsOf(platform)).toEqual([expect.stringContaining('RB406')]);
});

test('each environment has its own file', () => {
  const platform = aPlatform();
  const clusters = ['dev', 'prod'].map((name) => aCluster(platform, name, name));
  const app = anApplication(platform, 'shop', { clusters });
  const dev = folder.seal('dev.yaml', { values: { 'api-key': 'of dev' } });
  Secret.sealed(app, 'stripe', { files: byEnvironment({ dev: [dev], prod: [stripe] }) });
  const variants = delivered(resolved(platform), 'shop').variants;
  expect(
    variants.map(({ name, objects }) => [name, Object.keys(Object(Object(objects[0]?.manifest.spec).encryptedData))]),
  ).toEqual([
    ['dev', ['api-key']],
    ['prod', ['api-key', 'webhook']],
  ]);
});

describe('of several files', () => {
  const [a, b] = [sealingCertificate(), sealingCertificate()];
  const ofA = folder.seal('a.yaml', { values: { k: 'a' }, certificate: a });
  const ofB = folder.seal('b.yaml', { values: { k: 'b' }, certificate: b });

  test('a cluster gets the one for its certificate, and clusters that share a certificate share a variant', () => {
    const { platform, shop } = platformOf({ one: a.id, two: b.id, three: a.id, four: `${b.id}.${a.id}` });
    Secret.sealed(shop, 'stripe', { files: [ofA, ofB] });
    const { variants } = delivered(resolved(platform), 'shop');
    const placed = variants.map(({ clusters }) =>
      clusters.map((cluster) => (typeof cluster === 'string' ? cluster : cluster.name)),
    );
    expect(placed.flat().sort()).toEqual(['four', 'one', 'three', 'two']);
    expect(placed).toContainEqual(expect.arrayContaining(['one', 'three']));
  });

  test('a cluster that does not say its certificate, or has another, is a problem', () => {
    const { platform, shop } = platformOf({ one: undefined, two: '0123456789abcdef' });
    Secret.sealed(shop, 'stripe', { files: [ofA, ofB] });
    expect(problemsOf(platform)).toEqual([
      expect.stringContaining('RB949 at shop/stripe.files: none of '),
      expect.stringContaining(
        'RB949 at shop/stripe.files: the cluster "one" has no label "sealing.roadbed.dev/certificate"',
      ),
    ]);
  });

  test('a single file for another certificate is a problem too: the controller could not open it', () => {
    const { platform, shop } = platformOf({ one: b.id });
    Secret.sealed(shop, 'stripe', { files: [ofA] });
    expect(problemsOf(platform)).toEqual([expect.stringContaining('RB949 at shop/stripe.files: none of ')]);
  });
});

describe('a file', () => {
  const refusals = (file: string, id = 'stripe') => {
    const { platform, shop } = platformOf({ eu: undefined });
    Secret.sealed(shop, id, { files: [file] });
    return problemsOf(platform);
  };

  test('that is not there is a problem with its path', () => {
    expect(refusals('secrets/none.yaml')).toEqual([
      'RB947 at shop/stripe.files: there is no such file, got "secrets/none.yaml"; make it with roadbed seal; a path is looked up beside the program, then in the current folder',
    ]);
  });

  test.each([
    ['a folder', '', 'cannot be read'],
    ['no YAML', '{ hunter2', 'is no SealedSecret'],
    [
      'a Secret in plain text',
      'apiVersion: v1\nkind: Secret\nstringData:\n  a: hunter2\n',
      'is no SealedSecret: apiVersion is not as it should be',
    ],
    [
      'a value that nobody sealed',
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: stripe, namespace: shop}\nspec:\n  encryptedData:\n    a: hunter2\n',
      'spec.encryptedData.a is no sealed value',
    ],
  ])('that holds %s is a problem, and nothing of it is shown', (name, text, says) => {
    const file = text === '' ? folder.path : folder.write(`${name}.yaml`, text);
    const [problem, ...others] = refusals(file);
    expect(others).toEqual([]);
    expect(problem).toContain('RB947');
    expect(problem).toContain(says);
    expect(problem).not.toContain('hunter2');
  });

  test('that is sealed for another name or namespace is a problem', () => {
    expect(refusals(stripe, 'paypal')).toEqual([
      expect.stringMatching(
        /^RB948 at shop\/paypal\.files: ".*stripe\.yaml" is sealed for the name "stripe", and here it is "paypal"; seal it again/,
      ),
    ]);
    const elsewhere = folder.seal('elsewhere.yaml', { values: { a: 'b' }, namespace: 'pay', scope: 'namespace-wide' });
    expect(refusals(elsewhere)).toEqual([
      expect.stringContaining('sealed for the namespace "pay", and here it is "shop"'),
    ]);
    expect(
      refusals(folder.seal('any.yaml', { values: { a: 'b' }, name: 'x', namespace: 'y', scope: 'cluster-wide' })),
    ).toEqual([]);
  });
});

test('what a developer can do wrong', () => {
  const platform = aPlatform();
  const app = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  Secret.sealed(app, 'none', { files: [] });
  Secret.sealed(app, 'wrong', { files: [stripe], labels: { 'a b': '' }, template: { 'a b': '' } });
  Secret.sealed(app, 'text', { files: [stripe], template: { 'db-password': 'hunter2', url: 'x' } });
  expect(problemsOf(platform)).toEqual([
    expect.stringContaining('RB101 at shop/none.files: must be at least 1 item long'),
    'RB101 at shop/text.template.db-password: must be composed of other keys, such as {{ .password }}: a text would stand in git; see the props of this construct in api-docs',
    expect.stringContaining('RB101 at shop/wrong.labels["a b"]: its name must be a key of a label'),
    expect.stringContaining('RB101 at shop/wrong.template["a b"]: its name must be letters'),
  ]);
});

test('at a cluster without a word on certificates a file for one is used', () => {
  expect(kinds(render(Secret.sealed(shop(), 'stripe', { files: [stripe] }), siteOf('production')))).toEqual([
    'SealedSecret',
  ]);
});
