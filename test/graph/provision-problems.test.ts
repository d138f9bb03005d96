import * as z from 'zod';
import { need, type Provision, type Provisioner, provisioner } from '../../src/model/need.ts';
import { resourceType } from '../../src/model/resource-type.ts';
import { configMapKey, secretKey, url } from '../../src/model/value.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  configMap,
  Piece,
  problemsOf,
  resolved,
  variantOf,
} from '../support/platforms.ts';

const store = resourceType('store', {
  inputs: z.strictObject({ size: z.int().max(10).default(3) }),
  outputs: {
    host: 'host',
    port: 'port',
    label: 'name',
    password: 'secret',
    url: { kind: 'url', secret: true },
    ca: { kind: 'string', optional: true },
  },
});

const key = secretKey('s', 'k');
const outputs: Provision['outputs'] = {
  host: 'h.example',
  port: 1,
  label: 'x',
  password: key,
  url: url({ scheme: 'x', host: 'h', password: key }),
};

/** What is wrong where a provisioner of the type gives this for a need that asks for this. */
function found(
  given: Partial<Provision>,
  asked: Readonly<Record<string, unknown>> = {},
  more: Partial<Provisioner> = {},
) {
  // Whoever writes JavaScript is not checked by the compiler.
  const made: Provisioner = {
    ...more,
    name: 'p',
    type: 'store',
    resource: store,
    provision: () => ({ manifests: [], outputs, ...given }),
  };
  const platform = aPlatform({ provisioners: [made] });
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  new Piece(shop, 'db', { needs: () => [need('store', asked)] });
  return problemsOf(platform);
}

const RB307 = 'let it give every output of the type, with a value of its kind, and no other';

test('what a provisioner makes passes where it keeps to its type', () => {
  expect(found({})).toEqual([]);
  expect(found({ outputs: { ...outputs, ca: 'pem', host: key, port: key, url: key } })).toEqual([]);
});

describe('is a problem', () => {
  test('an output that is missing, and one that the type does not have', () => {
    const { host: _, ...rest } = outputs;
    expect(found({ outputs: { ...rest, hots: 'h' } })).toEqual([
      `RB307 at shop/db.host: the provisioner "p" gives no value for "host" of the type "store"; ${RB307}`,
      `RB307 at shop/db.hots: the provisioner "p" gives "hots", which the type "store" does not have; ${RB307}`,
    ]);
  });

  test.each([
    ['host', 'https://h.example', '"https://h.example", which is no host,'],
    ['host', 5432, '"5432", which is no host,'],
    ['port', 'h.example', '"h.example", which is no port,'],
    ['port', 70000, '"70000", which is no port,'],
    ['label', '', '"", which is no name,'],
    ['host', url({ scheme: 'x', host: 'h' }), 'a URL, which is no host,'],
    ['url', 'https://x', 'a plain text, and no key of a Secret,'],
    ['password', 'hunter2', 'a plain text, and no key of a Secret,'],
    ['password', configMapKey('m', 'k'), 'a key of a ConfigMap, and no Secret,'],
  ])('a %s that is %j', (name, value, words) => {
    expect(found({ outputs: { ...outputs, [name]: value } })).toEqual([
      `RB307 at shop/db.${name}: the provisioner "p" gives ${words} for "${name}" of the type "store"; ${RB307}`,
    ]);
  });

  test('a need that the type refuses, also where it was made from the name alone', () => {
    expect(found({}, { size: 50, sise: 1 })).toEqual([
      'RB306 at shop/db.sise: the type "store" does not take it: there is no prop "sise"; see the inputs of the type',
      'RB306 at shop/db.size: the type "store" does not take it: must be at most 10, got "50"; see the inputs of the type',
    ]);
  });

  test('what a provisioner says itself, of what it makes or of the site, once for each', () => {
    expect(
      found(
        { outputs: {}, problems: [{ prop: 'size', found: 'no disk of "3"', hint: 'ask for 4' }] },
        {},
        {
          problems: (_, site) =>
            site.label('topology.kubernetes.io/region') ? [] : [{ found: `"${site.name}" has no region` }],
        },
      ),
    ).toEqual([
      'RB308 at shop/db: the provisioner "p" says: "eu" has no region; change what is asked, or use another provisioner',
      'RB308 at shop/db.size: the provisioner "p" says: no disk of "3"; ask for 4',
    ]);
  });
});

test('a provisioner sees what is asked with the defaults of the type, also where the need was made from the name alone', () => {
  const made = provisioner(store, {
    name: 'p',
    provision: ({ name, params }) => ({
      manifests: [configMap(name, { size: String(params.size) })],
      outputs: { host: 'h', port: 1, label: 'x', password: key, url: key },
    }),
  });
  const platform = aPlatform({ provisioners: [made] });
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  new Piece(shop, 'db', { needs: () => [need('store', {})] });
  new Piece(shop, 'typed', { needs: () => [need(store, {})] });
  const sizes = variantOf(resolved(platform), 'shop').objects.map(({ manifest }) => manifest.data);
  expect(sizes).toEqual([{ size: '3' }, { size: '3' }]);
});
