import { secretKey, url } from '../../src/model/value.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import { aCluster, anApplication, aPlatform, closed, deployment, Piece, resolved } from '../support/platforms.ts';
import { Upstream } from './upstream.ts';

/** A platform in which values travel every way that there is. */
function everyWay() {
  const platform = aPlatform({ repository: { url: 'https://github.com/acme/platform', revision: 'main' } });
  const clusters = [
    aCluster(platform, 'hub', 'prod', { server: 'https://kubernetes.default.svc' }),
    aCluster(platform, 'eks', 'dev', { credential: { eks: { clusterName: 'x', certificateAuthority: 'Q0E=' } } }),
    aCluster(platform, 'other', 'qa'),
  ];
  const shop = anApplication(platform, 'shop', { clusters });
  const bank = anApplication(platform, 'bank', { clusters });
  const password = secretKey('db', 'password');
  const db = new Piece(shop, 'db', {
    outputs: () => ({
      host: 'db.shop.svc',
      password,
      secretUrl: url({ scheme: 'postgres', user: 'app', password, host: 'db.shop.svc', port: 5432, path: 'app' }),
    }),
    endpoint: () => ({ pods: { app: 'db' }, ports: [5432] }),
    render: () => [closed('db')],
  });
  for (const application of [shop, bank]) {
    const env = [
      { name: 'HOST', value: db.host },
      { name: 'PASSWORD', value: db.password },
      { name: 'URL', value: db.secretUrl },
      { name: 'BOTH', value: `x${db.password}y${db.host}` },
    ];
    new Piece(application, 'api', { render: () => [deployment('api', env), closed('api')] });
  }
  anApplication(platform, 'chart', {
    clusters,
    source: { helm: { repository: 'https://charts.example', chart: 'c', version: '1.0.0', values: { a: 1 } } },
  });
  return resolved(platform);
}

test('what linking makes and opens, and what Argo CD reads, passes the upstream schemas', () => {
  const upstream = new Upstream();
  const graph = everyWay();
  const files = [...argocd.emit(graph).files].filter(({ path }) => !path.endsWith('/values.yaml'));
  const faults = files.flatMap(({ path, documents }) =>
    documents.flatMap((object) => (upstream.faults(object) ?? ['no schema']).map((fault) => `${path}: ${fault}`)),
  );
  expect(faults).toEqual([]);
  const kinds = new Set(
    graph.applications.flatMap(({ variants }) =>
      variants.flatMap(({ objects }) => objects.map(({ manifest }) => manifest.kind)),
    ),
  );
  expect([...kinds].sort()).toEqual([
    'Deployment',
    'ExternalSecret',
    'Namespace',
    'NetworkPolicy',
    'Role',
    'RoleBinding',
    'SecretStore',
    'ServiceAccount',
  ]);
});
