import { Size } from 'cdk8s';
import { claimedVolume } from '../../../constructs/provisioners/claimed-volume.ts';
import { gatewayRoute } from '../../../constructs/provisioners/gateway-route.ts';
import { noIdentity } from '../../../constructs/provisioners/no-identity.ts';
import { ownNamespace } from '../../../constructs/provisioners/own-namespace.ts';
import { storedSecret } from '../../../constructs/provisioners/stored-secret.ts';
import { needOf, ofKind, siteOf, yaml } from '../support.ts';

describe('a route', () => {
  const need = needOf('route', { host: 'www.acme.example', path: '/shop', service: 'web', port: 3000 });

  test('leads from the Gateway to the service, and opens its pods to the Gateway alone', () => {
    expect(yaml(gatewayRoute.provision(need, siteOf('production')).manifests)).toMatchSnapshot();
  });

  test('gives the host and the URL', () => {
    expect(gatewayRoute.provision(need, siteOf('production')).outputs).toEqual({
      host: 'www.acme.example',
      url: 'https://www.acme.example/shop',
    });
  });

  test('opens the pods to any address where no pods stand before them', () => {
    const site = siteOf('production', { 'roadbed.dev/gateway-proxies': 'outside' });
    expect(ofKind(gatewayRoute.provision(need, site).manifests, 'NetworkPolicy')).toMatchObject({
      spec: { ingress: [{}] },
    });
  });
});

describe('a volume', () => {
  const need = needOf('volume', { size: Size.gibibytes(5), access: 'ReadWriteOnce' } as const);

  test('is a claim of the storage that the cluster has', () => {
    expect(yaml(claimedVolume.provision(need, siteOf('production')).manifests)).toMatchSnapshot();
  });

  test('is of the StorageClass that the class names', () => {
    const { manifests } = claimedVolume.provision({ ...need, class: 'fast' }, siteOf('production'));
    expect(manifests).toMatchObject([{ spec: { storageClassName: 'fast' } }]);
  });

  test('may be lost in development', () => {
    expect(claimedVolume.provision(need, siteOf('development')).manifests).toMatchObject([
      { metadata: { annotations: { 'roadbed.dev/stateful': 'false' } } },
    ]);
  });
});

describe('a secret of the platform', () => {
  const need = needOf('secret', { key: 'shop/stripe', property: 'api-key' });

  test('is copied from the store', () => {
    const { manifests, outputs } = storedSecret.provision(need, siteOf('production'));
    expect(yaml(manifests)).toMatchSnapshot();
    expect(outputs).toEqual({ value: { from: 'secret', name: 'orders', key: 'value', urlSafe: false } });
  });

  test('comes from the store that the cluster names', () => {
    const site = siteOf('production', { 'secrets.roadbed.dev/store': 'vault' });
    expect(storedSecret.provision(need, site).manifests).toMatchObject([
      { spec: { secretStoreRef: { name: 'vault' } } },
    ]);
  });
});

test('the namespace of the application is made by the platform', () => {
  expect(ownNamespace.provision(needOf('namespace', {}), siteOf('production'))).toEqual({
    manifests: [],
    outputs: { name: 'shop' },
  });
});

test('where no cloud knows the cluster there is no identity', () => {
  const need = needOf('service-account', { serviceAccount: 'api' });
  expect(noIdentity.provision(need, siteOf('development')).outputs).toEqual({ identity: '' });
});
