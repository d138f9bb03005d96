import * as kplus from 'cdk8s-plus-33';
import { secretKey } from '../../src/model/value.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  at,
  closed,
  objectOf,
  Piece,
  problemsOf,
  resolved,
  variantOf,
} from '../support/platforms.ts';

/** A database in the application `shop`, and whatever cdk8s-plus constructs a test adds. */
function world() {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'qa')] });
  const db = new Piece(shop, 'db', {
    outputs: () => ({ host: 'db.shop.svc', password: secretKey('db', 'password', { urlSafe: true }) }),
    endpoint: () => ({ pods: { app: 'db' }, ports: [5432] }),
    render: () => [closed('db')],
  });
  return { platform, shop, db };
}

test('references in the variables of cdk8s-plus become literals and references to Secrets', () => {
  const { platform, shop, db } = world();
  const deployment = new kplus.Deployment(shop, 'api', {
    metadata: { name: 'api' },
    containers: [{ image: 'acme/api:1' }],
  });
  const [container] = deployment.containers;
  container?.env.addVariable('HOST', kplus.EnvValue.fromValue(`${db.host}`));
  container?.env.addVariable('URL', kplus.EnvValue.fromValue(`x://${db.password}@${db.host}`));
  const made = objectOf(variantOf(resolved(platform), 'shop'), 'Deployment', 'api');
  expect(at(made, 'spec.template.spec.containers.0.env')).toEqual([
    { name: 'HOST', value: 'db.shop.svc' },
    { name: 'URL__DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
    { name: 'URL', value: 'x://$(URL__DB_PASSWORD)@db.shop.svc' },
  ]);
});

test('the policy of the golden path opens for the pods of cdk8s-plus that refer to it', () => {
  const { platform, shop, db } = world();
  const deployment = new kplus.Deployment(shop, 'api', {
    metadata: { name: 'api' },
    containers: [{ image: 'acme/api:1' }],
  });
  deployment.containers[0]?.env.addVariable('HOST', kplus.EnvValue.fromValue(`${db.host}`));
  const variant = variantOf(resolved(platform), 'shop');
  const labels = at(objectOf(variant, 'Deployment', 'api'), 'spec.template.metadata.labels');
  expect(at(objectOf(variant, 'NetworkPolicy', 'db'), 'spec.ingress')).toEqual([
    { from: [{ podSelector: { matchLabels: labels } }], ports: [{ protocol: 'TCP', port: 5432 }] },
  ]);
});

test('a secret in a ConfigMap of cdk8s-plus is a problem of that construct', () => {
  const { platform, shop, db } = world();
  new kplus.ConfigMap(shop, 'config', {
    metadata: { name: 'config' },
    data: { password: `${db.password}`, host: `${db.host}` },
  });
  expect(problemsOf(platform)).toEqual([
    expect.stringMatching(
      /^RB403 at shop\/config\/\S+\.data\.password: the secret "shop\/db\.password" would stand in plain text/,
    ),
  ]);
});

test('dependencies between cdk8s-plus constructs and golden paths make waves', () => {
  const { platform, shop, db } = world();
  const config = new kplus.ConfigMap(shop, 'config', { metadata: { name: 'config' }, data: {} });
  config.node.addDependency(db);
  const { objects, waves } = variantOf(resolved(platform), 'shop');
  expect(waves).toBe(2);
  expect(objects.map(({ manifest, wave }) => [manifest.kind, wave])).toEqual([
    ['ConfigMap', 1],
    ['NetworkPolicy', 0],
  ]);
});
