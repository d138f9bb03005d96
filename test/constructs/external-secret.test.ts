import { Duration } from 'cdk8s';
import { ClusterSecretStore } from '../../constructs/cluster-secret-store.ts';
import { Secret } from '../../constructs/secret.ts';
import { SecretStore } from '../../constructs/secret-store.ts';
import { WebService } from '../../constructs/web-service.ts';
import { fromSecret } from '../../src/model/secret-ref.ts';
import { aCluster, anApplication, aPlatform, objectOf, problemsOf, resolved, variantOf } from '../support/platforms.ts';
import { problems, render, shop, yaml } from './support.ts';

const image = 'ghcr.io/acme/api:1.4.2';
const data = { 'api-key': { key: 'prod/stripe', property: 'apiKey' } };

test('an external secret with the required props only takes from the store of the platform', () => {
  expect(yaml(render(Secret.external(shop(), 'stripe', { data })))).toMatchSnapshot();
});

test('an external secret with all props', () => {
  const stripe = Secret.external(shop(), 'stripe', {
    store: { kind: 'SecretStore', name: 'vault' },
    data: { 'api-key': { key: 'prod/stripe', property: 'apiKey', version: '2' } },
    extract: ['prod/common'],
    refreshInterval: Duration.minutes(5),
    type: 'Opaque',
    labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    annotations: { note: 'x' },
    template: { url: 'https://app:{{ .password }}@acme.example' },
  });
  expect(yaml(render(stripe))).toMatchSnapshot();
});

function platformWithShop() {
  const platform = aPlatform({
    secretStore: { name: 'aws', kind: 'SecretStore' },
    owners: { team: { clusterKinds: ['ClusterSecretStore.external-secrets.io'] } },
  });
  const eu = aCluster(platform, 'eu', 'prod');
  return { platform, eu, shop: anApplication(platform, 'shop', { clusters: [eu] }) };
}

test('a key that a service takes becomes a secretKeyRef, and what makes the Secret comes first', () => {
  const { platform, shop } = platformWithShop();
  const stripe = Secret.external(shop, 'stripe', { data });
  new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: stripe.key('api-key') } });
  const variant = variantOf(resolved(platform), 'shop');
  expect(JSON.stringify(objectOf(variant, 'Deployment', 'api'))).toContain(
    '"secretKeyRef":{"name":"stripe","key":"api-key"}',
  );
  expect(objectOf(variant, 'ExternalSecret', 'stripe')).toMatchObject({
    spec: { secretStoreRef: { kind: 'SecretStore', name: 'aws' } },
  });
  const waves = new Map(variant.objects.map(({ manifest, wave }) => [manifest.kind, wave]));
  expect(waves.get('ExternalSecret')).toBeLessThan(waves.get('Deployment') ?? 0);
});

test('a key that it does not name is a problem, unless it takes all members of a secret', () => {
  const { platform, shop } = platformWithShop();
  const named = Secret.external(shop, 'named', { data });
  const all = Secret.external(shop, 'all', { extract: ['prod/stripe'] });
  new WebService(shop, 'api', { image, port: 8080, env: { A: named.key('other'), B: all.key('other') } });
  expect(problemsOf(platform)).toEqual([expect.stringMatching(/^RB406 .*named\.other/)]);
});

test('a store of the platform comes before what takes from it, and must be on the same clusters', () => {
  const { platform, shop } = platformWithShop();
  const store = new SecretStore(shop, 'vault', { vault: { server: 'https://vault.acme.example:8200', role: 'shop' } });
  Secret.external(shop, 'stripe', { store, data });
  const variant = variantOf(resolved(platform), 'shop');
  expect(objectOf(variant, 'ExternalSecret', 'stripe')).toMatchObject({
    spec: { secretStoreRef: { kind: 'SecretStore', name: 'vault' } },
  });
  const waves = new Map(variant.objects.map(({ manifest, wave }) => [manifest.kind, wave]));
  expect(waves.get('SecretStore')).toBeLessThan(waves.get('ExternalSecret') ?? 0);

  const us = aCluster(platform, 'us', 'prod');
  const other = anApplication(platform, 'secrets', { clusters: [us] });
  const far = new ClusterSecretStore(other, 'far', { aws: { region: 'us-east-1' } });
  Secret.external(shop, 'far', { store: far, data });
  expect(problemsOf(platform)).toEqual([expect.stringContaining('RB404')]);
});

test('a store for a namespace serves no other one', () => {
  const { platform, eu, shop } = platformWithShop();
  const other = anApplication(platform, 'pay', { clusters: [eu] });
  const store = new SecretStore(other, 'aws', { aws: { region: 'eu-west-1' } });
  Secret.external(shop, 'stripe', { store, data });
  expect(problemsOf(platform)).toEqual([
    'RB951 at shop/stripe.store: the store is in the namespace "pay", and here it is "shop"; make a store in this namespace, or a ClusterSecretStore for both',
  ]);
});

const credential = fromSecret('credential', 'key');
const providers = {
  'aws, by the identity of External Secrets': { aws: { region: 'eu-west-1' } },
  'aws, by a ServiceAccount and a role': {
    aws: {
      region: 'eu-west-1',
      service: 'ParameterStore',
      role: 'arn:aws:iam::123456789012:role/reader',
      serviceAccount: 'reader',
    },
  },
  'aws, by an access key': { aws: { region: 'eu-west-1', accessKeyId: credential, secretAccessKey: credential } },
  'gcp, by the identity of External Secrets': { gcp: { project: 'acme' } },
  'gcp, by a workload identity': {
    gcp: { project: 'acme', serviceAccount: 'reader', clusterName: 'eu', clusterLocation: 'europe-west1' },
  },
  'gcp, by a key': { gcp: { project: 'acme', credentials: credential } },
  'azure, by the identity of External Secrets': { azure: { vaultUrl: 'https://acme.vault.azure.net' } },
  'azure, by a ServiceAccount': {
    azure: { vaultUrl: 'https://acme.vault.azure.net', tenantId: 't', serviceAccount: 'reader' },
  },
  'azure, by a managed identity': { azure: { vaultUrl: 'https://acme.vault.azure.net', managedIdentity: 'id' } },
  'azure, by a service principal': {
    azure: { vaultUrl: 'https://acme.vault.azure.net', tenantId: 't', clientId: credential, clientSecret: credential },
  },
  'vault, by a Kubernetes role': {
    vault: {
      server: 'https://vault.acme.example:8200',
      role: 'shop',
      serviceAccount: 'reader',
      caConfigMap: 'vault-ca',
    },
  },
  'vault, by an AppRole': {
    vault: { server: 'https://vault', appRoleId: 'id', appRoleSecret: credential, namespace: 'acme' },
  },
  'vault, by a token': { vault: { server: 'https://vault', token: credential, path: 'kv', version: 'v1' } },
} as const;

test.each(Object.entries(providers))('a store of %s', (_, props) => {
  expect(yaml(render(new SecretStore(shop(), 'store', props)))).toMatchSnapshot();
});

test('a store for the cluster says of each reference which namespace it is in, and whom it serves', () => {
  const store = new ClusterSecretStore(shop(), 'store', {
    ...providers['aws, by an access key'],
    namespaces: ['shop'],
  });
  expect(yaml(render(store))).toMatchSnapshot();
});

test('what a developer can do wrong', () => {
  const wrong = [
    Secret.external(shop(), 'nothing', {}),
    Secret.external(shop(), 'both', Object({ store: 3, data: { 'a b': { key: '' } } })),
    new SecretStore(shop(), 'none', {}),
    new SecretStore(shop(), 'two', { ...providers['gcp, by a key'], ...providers['vault, by a token'] }),
    new SecretStore(shop(), 'half', { aws: { region: 'x', accessKeyId: credential, serviceAccount: 'a', role: 'b' } }),
    new SecretStore(shop(), 'gcp', { gcp: { project: 'x', serviceAccount: 'a', credentials: credential } }),
    new SecretStore(shop(), 'azure', { azure: { vaultUrl: 'http://x', clientId: credential, managedIdentity: 'a' } }),
    new SecretStore(shop(), 'vault', {
      vault: { server: 'x', appRoleId: 'a', token: credential, serviceAccount: 'b' },
    }),
    new SecretStore(shop(), 'text', {
      aws: Object({ region: 'x', accessKeyId: credential, secretAccessKey: 'hunter2' }),
    }),
  ];
  expect(
    wrong.flatMap(problems).map((one) => one.replace('; see the props of this construct in api-docs', '')),
  ).toMatchSnapshot();
});
