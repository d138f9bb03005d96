import { secretKey } from '../../src/model/value.ts';
import { resolve } from '../../src/platform/resolve.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import { aCluster, anApplication, aPlatform, deployment, lines, Piece } from '../support/platforms.ts';

const properties = {
  public: { type: 'boolean' },
  subnetId: { type: 'string' },
  subnetIdRef: { type: 'object' },
  password: { type: 'string' },
  passwordSecretRef: { type: 'object' },
  port: { 'x-kubernetes-int-or-string': true },
  sizes: { type: 'object', additionalProperties: { type: 'number' } },
};
const server = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'servers.acme.example' },
  spec: {
    group: 'acme.example',
    names: { kind: 'Server', plural: 'servers' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } } },
      },
    ],
  },
};

/** What is wrong where late values stand in the fields of a Server, or in those of a Deployment. */
function problemsWith(fields: (host: string, password: string) => object, kind = 'Server') {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  const db = new Piece(shop, 'db', {
    outputs: () => ({ host: secretKey('db', 'host'), password: secretKey('db', 'password') }),
  });
  new Piece(shop, 'x', {
    render: () => {
      const spec = fields(`${db.host}`, `${db.password}`);
      if (kind === 'Server') return [{ apiVersion: 'acme.example/v1', kind, metadata: { name: 'x' }, spec }];
      const made = deployment('x');
      return [{ ...made, spec: { ...Object(made.spec), ...spec } }];
    },
  });
  const store = new SchemaStore({});
  store.addCrd(server, 'server.yaml');
  const checker = new StoreChecker(store);
  return lines(resolve(platform, { schemas: checker }).problems);
}

const ways =
  'write the value itself, take an output that is known, or let the program read it from an environment variable';
const late = 'is known only when the engine has run';

describe('a late value in a field', () => {
  test('that takes a number, or true or false, by its schema is a problem which says so', () => {
    expect(problemsWith((host) => ({ replicas: host }), 'Deployment')).toEqual([
      `RB408 at shop/x.spec.replicas: "shop/db.host" ${late}, and this field takes a whole number; ${ways}`,
    ]);
    expect(problemsWith((host) => ({ public: host, sizes: { big: host } }))).toEqual([
      `RB408 at shop/x.spec.public: "shop/db.host" ${late}, and this field takes true or false; ${ways}`,
      `RB408 at shop/x.spec.sizes.big: "shop/db.host" ${late}, and this field takes a number; ${ways}`,
    ]);
  });

  test('beside which another refers to what it is names that one', () => {
    expect(problemsWith((host, password) => ({ subnetId: host, password }))).toEqual([
      'RB403 at shop/x.spec.password: the secret "shop/db.password" would stand in plain text; give the field "passwordSecretRef" beside it, which refers to where it is',
      `RB405 at shop/x.spec.subnetId: "shop/db.host" ${late}; give the field "subnetIdRef" beside it, which refers to where it is`,
    ]);
  });

  test('of which the schema says nothing more is a problem as any', () => {
    expect(problemsWith((host) => ({ port: host, other: host }))).toEqual([
      expect.stringMatching(/^RB405 at shop\/x.spec.other: /),
      expect.stringMatching(/^RB405 at shop\/x.spec.port: /),
    ]);
  });
});
