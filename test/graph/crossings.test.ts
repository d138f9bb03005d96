import { need } from '../../src/model/need.ts';
import { configMapKey, secretKey, url } from '../../src/model/value.ts';
import type { PlatformProps } from '../../src/platform/bare-platform.ts';
import type { ExistingClusterProps } from '../../src/platform/cluster.ts';
import { Network } from '../../src/platform/network.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  at,
  closed,
  configMap,
  deployment,
  environmentOf,
  objectOf,
  Piece,
  problemsOf,
  resolved,
  variantOf,
} from '../support/platforms.ts';

/** A hub and three edges of one network; `front` is on the west and `back` on the east, both by name. */
function world(props: Partial<PlatformProps> = {}, east: Partial<ExistingClusterProps> = {}) {
  const platform = aPlatform(props);
  const hub = aCluster(platform, 'hub', 'ops', { hub: true });
  const west = aCluster(platform, 'west', 'prod');
  const eastern = aCluster(platform, 'east', 'prod', east);
  const south = aCluster(platform, 'south', 'prod');
  new Network(platform, 'net', { hub, edges: [west, eastern, south] });
  const front = anApplication(platform, 'front', { clusters: [west] });
  const back = anApplication(platform, 'back', { clusters: [eastern] });
  return { platform, hub, west, east: eastern, south, front, back };
}

type App = ReturnType<typeof anApplication>;

function service(scope: App, id = 'api', scheme = 'http', host = `${id}.back.svc`): Piece {
  return new Piece(scope, id, {
    render: () => [closed(id)],
    outputs: () => ({ host, port: 8080, url: `${scheme}://${host}:8080/${host}x` }),
    endpoint: () => ({ pods: { app: id }, ports: [9090] }),
  });
}

function client(scope: App, id: string, env: Parameters<typeof deployment>[1]): Piece {
  return new Piece(scope, id, { render: () => [deployment(id, env), closed(id)] });
}

/** A server of a cloud, made at the control plane. */
function managed(field = 'status.atProvider.address', scheme = 'postgresql') {
  const host = secretKey('db-connection', 'host', { urlSafe: true, ...(field === '' ? {} : { field }) });
  const password = secretKey('db-password', 'password', { urlSafe: true });
  return {
    name: 'cloud',
    type: 'store',
    provision: () => ({
      manifests: [],
      outputs: { host, port: 5432, password, secretUrl: url({ scheme, user: 'app', password, host, port: 5432 }) },
      endpoint: { outside: true as const, ports: [5432] },
    }),
    infrastructure: () => [
      {
        apiVersion: 'acme.example/v1',
        kind: 'Server',
        metadata: { name: 'db', namespace: 'back', annotations: { 'roadbed.dev/stateful': 'true' } },
        spec: {
          writeConnectionSecretToRef: { name: 'db-connection', namespace: 'back' },
          network: { namespace: 'crossplane-system' },
        },
      },
    ],
  };
}

function database(scope: App, id = 'db'): Piece {
  return new Piece(scope, id, { needs: () => [need('store', {})] });
}

describe('a service on another cluster of the network', () => {
  test('is reached through a listener on the cluster of the consumer, whose name takes the place of the host', () => {
    const { platform, front, back } = world();
    client(front, 'web', [{ name: 'API', value: `${service(back).url}` }]);
    const graph = resolved(platform);
    expect(environmentOf(variantOf(graph, 'front'), 'web')).toEqual([
      { name: 'API', value: 'http://front--back--api.skupper-site.svc:8080/api.back.svcx' },
    ]);
    expect(objectOf(variantOf(graph, 'front-link'), 'Listener', 'front--back--api')).toMatchObject({
      metadata: { namespace: 'skupper-site' },
      spec: { routingKey: 'prod.back.api.8080', host: 'front--back--api', port: 8080 },
    });
    expect(objectOf(variantOf(graph, 'back-link'), 'Connector', 'back--api')).toMatchObject({
      metadata: { namespace: 'skupper-site' },
      spec: { routingKey: 'prod.back.api.8080', host: 'api.back.svc', port: 8080 },
    });
    expect(graph.references).toMatchObject([
      {
        consumer: 'front/web',
        producer: 'back/api',
        output: 'url',
        way: 'connector on "east", network "net", listener "front--back--api", literal',
        late: false,
      },
    ]);
  });

  test('opens the NetworkPolicies on both sides for the routers, and for nothing else', () => {
    const { platform, front, back } = world();
    client(front, 'web', [{ name: 'API', value: `${service(back).url}` }]);
    const graph = resolved(platform);
    const router = {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'skupper-site' } },
      podSelector: { matchLabels: { 'skupper.io/component': 'router' } },
    };
    expect(at(objectOf(variantOf(graph, 'front'), 'NetworkPolicy', 'web'), 'spec.egress')).toEqual([
      { to: [router], ports: [{ protocol: 'TCP', port: 1024, endPort: 65535 }] },
    ]);
    expect(at(objectOf(variantOf(graph, 'back'), 'NetworkPolicy', 'api'), 'spec.ingress')).toEqual([
      { from: [router], ports: [{ protocol: 'TCP', port: 9090 }] },
    ]);
  });

  test('is taken from the same cluster where it is there too', () => {
    const { platform, west, east, front } = world();
    const both = anApplication(platform, 'both', { namespace: 'back', clusters: [west, east] });
    client(front, 'web', [{ name: 'API', value: `${service(both).url}` }]);
    expect(environmentOf(variantOf(resolved(platform), 'front'), 'web')).toEqual([
      { name: 'API', value: 'http://api.back.svc:8080/api.back.svcx' },
    ]);
  });

  test('shares one key with its like on the clusters of its environment, so that the network balances between them', () => {
    const { platform, hub, east, south, front } = world();
    const far = aCluster(platform, 'far', 'prod');
    new Network(platform, 'other', { hub: far, edges: [aCluster(platform, 'farther', 'prod')] });
    const many = anApplication(platform, 'many', { clusters: [hub, east, far, south] });
    client(front, 'web', [{ name: 'API', value: `${service(many).url}` }]);
    const graph = resolved(platform);
    // The hub is of another environment, and the far cluster is in another network.
    const link = variantOf(graph, 'many-link');
    expect(link.clusters.map(({ name }) => name)).toEqual(['east', 'south']);
    expect(at(objectOf(link, 'Connector', 'many--api'), 'spec.routingKey')).toBe('prod.many.api.8080');
    expect(at(objectOf(variantOf(graph, 'front-link'), 'Listener', 'front--many--api'), 'spec.routingKey')).toBe(
      'prod.many.api.8080',
    );
  });

  test('is a problem that says so where nothing connects to it, so that what it is there has no meaning elsewhere', () => {
    const { platform, front, back } = world();
    const name = new Piece(back, 'name', { outputs: () => ({ host: 'name-of-east' }) });
    client(front, 'web', [{ name: 'NAME', value: `${name.host}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB404 at front/web.spec.template.spec.containers[0].env[0].value: "back/name.host" is not on "west", where this is, and nothing connects to it on "east", so what it is there may mean nothing elsewhere; place both on the same clusters',
    ]);
  });

  test('is a problem where no network leads there, or only to another environment', () => {
    const { platform, front } = world();
    const lone = anApplication(platform, 'lone', { clusters: [aCluster(platform, 'lone-prod', 'prod')] });
    const dev = anApplication(platform, 'dev', { clusters: [aCluster(platform, 'lone-dev', 'dev')] });
    client(front, 'web', [
      { name: 'A', value: `${service(lone).url}` },
      { name: 'B', value: `${service(dev).url}` },
    ]);
    expect(problemsOf(platform)).toEqual([
      'RB514 at front/web.spec.template.spec.containers[0].env[0].value: "lone/api.url" is not on "west", where this is, but on "lone-prod", and no network joins them; place the producer on the same cluster, or make a Network of both clusters',
      'RB514 at front/web.spec.template.spec.containers[0].env[1].value: "dev/api.url" is not on "west", where this is, but on "lone-dev", which is of another environment; place the producer on the same cluster, or make a Network of both clusters',
    ]);
  });

  test('is a problem where its client would hold the name of the listener against a certificate', () => {
    const { platform, front, back } = world();
    client(front, 'web', [{ name: 'API', value: `${service(back, 'api', 'https').url}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB511 at front/web.spec.template.spec.containers[0].env[0].value: "back/api.url" would name the listener "front--back--api", and the server\'s certificate has another name; give the name in the certificate as the output "serverName", which the client takes beside "host" and "port", let "certificate" of the endpoint say where names are added to it, or place the server where it is reached directly',
    ]);
  });

  test('has the name of each listener in its certificate, where its endpoint says where names are added', () => {
    const { platform, front, back, south } = world();
    const certificate = { kind: 'Certificate', name: 'api', field: 'spec.dnsNames' };
    const host = 'api.back.svc';
    const api = new Piece(back, 'api', {
      render: () => [
        closed('api'),
        {
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          metadata: { name: 'api' },
          spec: { dnsNames: [host] },
        },
      ],
      outputs: () => ({ host, port: 8443, serverName: host, url: `https://${host}:8443` }),
      endpoint: () => ({ pods: { app: 'api' }, ports: [8443], certificate }),
    });
    const env = [
      { name: 'URL', value: `${api.url}` },
      { name: 'NAME', value: `${api.serverName}` },
    ];
    client(front, 'web', env);
    client(anApplication(platform, 'side', { clusters: [south] }), 'web', env);
    client(back, 'near', env);
    const graph = resolved(platform);
    expect(environmentOf(variantOf(graph, 'front'), 'web')).toEqual([
      { name: 'URL', value: 'https://front--back--api.skupper-site.svc:8443' },
      { name: 'NAME', value: 'front--back--api.skupper-site.svc' },
    ]);
    expect(environmentOf(variantOf(graph, 'back'), 'near')).toEqual([
      { name: 'URL', value: 'https://api.back.svc:8443' },
      { name: 'NAME', value: 'api.back.svc' },
    ]);
    expect(objectOf(variantOf(graph, 'back'), 'Certificate', 'api').spec).toEqual({
      dnsNames: [host, 'front--back--api.skupper-site.svc', 'side--back--api.skupper-site.svc'],
    });
    expect(graph.references.find(({ consumer, output }) => consumer === 'front/web' && output === 'url')?.way).toBe(
      'connector on "east", network "net", listener "front--back--api", TLS name "front--back--api.skupper-site.svc", literal',
    );
  });

  test('is a problem where names are to be added to what it does not make', () => {
    const { platform, front, back } = world();
    const certificate = { kind: 'Certificate', name: 'api', field: 'spec.dnsNames' };
    const api = new Piece(back, 'api', {
      outputs: () => ({ host: 'api.back.svc', port: 8443 }),
      endpoint: () => ({ pods: { app: 'api' }, ports: [8443], certificate }),
    });
    client(front, 'web', [{ name: 'HOST', value: `${api.host}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB511 at back/api: names are added to the Certificate "api", which it does not make; name an object that it makes in "certificate" of its endpoint',
    ]);
  });

  test('tells the name in its certificate, where that is another one, and its client is told it beside the host', () => {
    const { platform, front, back } = world();
    const host = 'api.back.svc';
    const api = new Piece(back, 'api', {
      render: () => [closed('api')],
      outputs: () => ({ host, port: 8443, serverName: host, url: `https://${host}:8443` }),
      endpoint: () => ({ pods: { app: 'api' }, ports: [8443] }),
    });
    client(front, 'web', [
      { name: 'HOST', value: `${api.host}` },
      { name: 'NAME', value: `${api.serverName}` },
    ]);
    const graph = resolved(platform);
    expect(environmentOf(variantOf(graph, 'front'), 'web')).toEqual([
      { name: 'HOST', value: 'front--back--api.skupper-site.svc' },
      { name: 'NAME', value: 'api.back.svc' },
    ]);
    expect(graph.references.map(({ output, way }) => `${output}: ${way}`)).toEqual([
      'host: connector on "east", network "net", listener "front--back--api", TLS name "api.back.svc", literal',
      'serverName: as on "east", literal',
    ]);
    client(front, 'other', [{ name: 'URL', value: `${api.url}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB511 at front/other.spec.template.spec.containers[0].env[0].value: "back/api.url" would name the listener "front--back--api", and the server\'s certificate has another name; take "host", "port" and "serverName" apart, and have the client check the certificate by that name, or place the server where it is reached directly',
    ]);
  });

  test('is a problem where it gives no host and port for a listener', () => {
    const { platform, front, back } = world();
    const api = new Piece(back, 'api', {
      outputs: () => ({ url: 'api.back.svc' }),
      endpoint: () => ({ pods: { app: 'api' }, ports: [80] }),
    });
    client(front, 'web', [{ name: 'API', value: `${api.url}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB512 at front/web.spec.template.spec.containers[0].env[0].value: "back/api.url" is on "east", and has no known "host" and "port" to lead there; give the outputs "host", a name in the cluster, and "port", a number, or place the producer on the cluster of the consumer',
    ]);
  });

  test('is a problem where it keeps data on each of several clusters', () => {
    const { platform, east, south, front } = world();
    const data = anApplication(platform, 'data', { clusters: [east, south] });
    const db = new Piece(data, 'db', {
      render: () => [{ ...configMap('db'), metadata: { name: 'db', annotations: { 'roadbed.dev/stateful': 'true' } } }],
      outputs: () => ({ host: 'db.data.svc', port: 5432 }),
      endpoint: () => ({ pods: { app: 'db' }, ports: [5432] }),
    });
    client(front, 'web', [{ name: 'HOST', value: `${db.host}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB510 at front/web.spec.template.spec.containers[0].env[0].value: "data/db.host" is on "east" and "south", and keeps data of its own on each of them; place the producer on one of them, or on the cluster of the consumer too',
    ]);
  });
});

/** The links of a graph by application and cluster: kinds and names. */
function links(graph: ReturnType<typeof resolved>, name: string): unknown {
  const variants = graph.applications.find((one) => one.name === name)?.variants ?? [];
  return variants.map(({ clusters, hubNamespace, objects }) => [
    clusters.map((cluster) => cluster.name).join(),
    hubNamespace,
    ...objects.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
  ]);
}

describe('a late value of a producer on another cluster', () => {
  const secret = secretKey('keys', 'token', { urlSafe: true });
  const token = (scope: App) => new Piece(scope, 'keys', { outputs: () => ({ password: secret }) });

  test.each([
    [undefined, /^roadbed\/prod\/east\/back\/keys$/],
    ['aws', /^roadbed\/prod\/east\/back\/keys$/],
    ['gcp', /^roadbed_prod_east_back_keys$/],
    ['azure', /^roadbed-prod-east-back-keys$/],
  ] as const)('has a name in the store that the store takes: %s', (cloud, name) => {
    const { platform, front, back } = world({ secretStore: { name: 'vault', ...(cloud && { cloud }) } });
    client(front, 'web', [{ name: 'HEADER', value: `Bearer ${token(back).password}` }]);
    const { spec } = objectOf(variantOf(resolved(platform), 'back-link'), 'PushSecret', 'keys');
    const remoteKey = expect.stringMatching(name);
    expect(spec).toMatchObject({
      secretStoreRefs: [{ kind: 'ClusterSecretStore', name: 'vault' }],
      data: [{ match: { remoteRef: { remoteKey } } }],
    });
  });

  test('is put into the store where it is, taken from it where it is used, and composed there', () => {
    const { platform, front, back } = world();
    client(front, 'web', [{ name: 'HEADER', value: `Bearer ${token(back).password}` }]);
    const graph = resolved(platform);
    const { name } = variantOf(graph, 'front-link').objects[0]?.manifest.metadata ?? { name: '' };
    expect(name).toMatch(/^front-back-keys-[0-9a-v]{8}$/);
    expect(environmentOf(variantOf(graph, 'front'), 'web')).toEqual([
      { name: expect.any(String), valueFrom: { secretKeyRef: { name, key: 'token' } } },
      { name: 'HEADER', value: expect.stringMatching(/^Bearer \$\(HEADER__[A-Z0-9_]+\)$/) },
    ]);
    expect(objectOf(variantOf(graph, 'back-link'), 'PushSecret', 'keys')).toMatchObject({
      metadata: { namespace: 'back' },
      spec: {
        secretStoreRefs: [{ kind: 'ClusterSecretStore', name: 'platform' }],
        selector: { secret: { name: 'keys' } },
        data: [
          { match: { secretKey: 'token', remoteRef: { remoteKey: 'roadbed/prod/east/back/keys', property: 'token' } } },
        ],
      },
    });
    expect(objectOf(variantOf(graph, 'front-link'), 'ExternalSecret', name)).toMatchObject({
      metadata: { namespace: 'front' },
      spec: {
        secretStoreRef: { kind: 'ClusterSecretStore', name: 'platform' },
        target: { name },
        data: [{ secretKey: 'token', remoteRef: { key: 'roadbed/prod/east/back/keys', property: 'token' } }],
      },
    });
    expect(graph.references.map(({ way }) => way)).toEqual([
      'from "east" through the store "platform", composed by the kubelet',
    ]);
  });

  test('is read and written by the hub where the platform chooses provider-kubernetes', () => {
    const { platform, front, back } = world({ transport: 'provider-kubernetes', controlPlane: 'hub' });
    client(front, 'web', [{ name: 'TOKEN', value: `${token(back).password}` }]);
    const graph = resolved(platform);
    const name = 'front-back-keys-';
    expect(links(graph, 'back-control')).toEqual([
      [
        'east',
        'back-east',
        'Namespace /back-east',
        expect.stringContaining(`Object back-east/${name}`),
        'Object back-east/keys-seen',
      ],
    ]);
    const { spec } = objectOf(variantOf(graph, 'back-control'), 'Object', 'keys-seen');
    expect(spec).toEqual({
      managementPolicies: ['Observe'],
      providerConfigRef: { kind: 'ClusterProviderConfig', name: 'east' },
      forProvider: { manifest: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys', namespace: 'back' } } },
      connectionDetails: [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          name: 'keys',
          namespace: 'back',
          fieldPath: 'data.token',
          toConnectionSecretKey: 'token',
        },
      ],
      writeConnectionSecretToRef: { name: 'keys-seen' },
    });
    const copy = variantOf(graph, 'back-control').objects.find(({ manifest }) =>
      manifest.metadata.name.startsWith(name),
    );
    expect(copy?.manifest.spec).toMatchObject({
      providerConfigRef: { name: 'west' },
      references: [
        {
          patchesFrom: { kind: 'Secret', name: 'keys-seen', namespace: 'back-east', fieldPath: 'data.token' },
          toFieldPath: 'data.token',
        },
      ],
      forProvider: { manifest: { kind: 'Secret', metadata: { namespace: 'front' } } },
    });
    expect(links(graph, 'front-link')).toEqual([]);
  });

  test('is a problem where provider-kubernetes would have to read a cluster that has a control plane of its own', () => {
    const { platform, front, back } = world({ transport: 'provider-kubernetes' });
    client(front, 'web', [{ name: 'TOKEN', value: `${token(back).password}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB519 at back/keys: the Secret "keys" is on "east", which has a control plane of its own; set the control plane of the producer\'s cluster to "hub", or the transport to "store"',
    ]);
  });

  test('is a problem where the store is for one namespace, and where the value is in a ConfigMap', () => {
    const { platform, front, back } = world({ secretStore: { name: 'vault', kind: 'SecretStore' } });
    client(front, 'web', [{ name: 'TOKEN', value: `${token(back).password}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB518 at secretStore: values travel through "vault", a SecretStore; give the platform a ClusterSecretStore, or the transport "provider-kubernetes"',
    ]);
    const other = world();
    const plain = new Piece(other.back, 'ca', { outputs: () => ({ password: configMapKey('ca', 'ca.crt') }) });
    client(other.front, 'web', [{ name: 'CA', value: `${plain.password}` }]);
    expect(problemsOf(other.platform)).toEqual([
      'RB513 at front/web.spec.template.spec.containers[0].env[0].value: the ConfigMap "ca" of "back/ca" is on another cluster, and nothing carries it; let the provisioner give a key of a Secret, or say that the ConfigMap is at the site: at: "site"',
    ]);
  });

  test('is made again where it is used where it stands in a ConfigMap that the platform itself makes', () => {
    const { platform, front, back } = world();
    const facts = new Piece(back, 'facts', {
      render: () => [configMap('facts', { name: 'bucket-1' })],
      outputs: () => ({ password: configMapKey('facts', 'name', { urlSafe: true }) }),
    });
    client(front, 'web', [{ name: 'BUCKET', value: `${facts.password}` }]);
    const graph = resolved(platform);
    const [made] = variantOf(graph, 'front-link').objects.map(({ manifest }) => manifest);
    expect(made).toMatchObject({ kind: 'ConfigMap', metadata: { namespace: 'front' }, data: { name: 'bucket-1' } });
    expect(environmentOf(variantOf(graph, 'front'), 'web')).toEqual([
      { name: 'BUCKET', valueFrom: { configMapKeyRef: { name: made?.metadata.name, key: 'name' } } },
    ]);
  });

  test('keeps its taint: as a plain text it stays a problem', () => {
    const { platform, front, back } = world();
    const { password } = token(back);
    new Piece(front, 'web', { render: () => [configMap('web', { token: `${password}` })] });
    expect(problemsOf(platform)).toMatchObject([expect.stringMatching(/^RB403 at front\/web\.data\.token: /)]);
  });
});

describe('a control plane at the hub', () => {
  test('makes infrastructure in a namespace of its own for each application and cluster, and carries what it gives', () => {
    const platform = aPlatform({ controlPlane: 'hub', provisioners: [managed()] });
    aCluster(platform, 'hub', 'ops', { hub: true });
    const [a, b] = ['a', 'b'].map((name) => aCluster(platform, name, 'prod'));
    if (a === undefined || b === undefined) throw new Error('no clusters');
    const shop = anApplication(platform, 'shop', { namespace: 'back', clusters: [a, b] });
    const db = database(shop);
    client(shop, 'web', [{ name: 'URL', value: `${db.secretUrl}` }]);
    const graph = resolved(platform);
    expect(links(graph, 'shop-control')).toEqual(
      ['a', 'b'].map((name) => [
        name,
        `shop-${name}`,
        `Namespace /shop-${name}`,
        `Server shop-${name}/db`,
        `PushSecret shop-${name}/db-connection`,
        `PushSecret shop-${name}/db-password`,
      ]),
    );
    expect(links(graph, 'shop-link')).toEqual(
      ['a', 'b'].map((name) => [
        name,
        undefined,
        'ExternalSecret back/db-connection',
        'ExternalSecret back/db-password',
      ]),
    );
    // What runs is the same on both clusters, and shares one rendering.
    expect(variantOf(graph, 'shop').clusters.map(({ name }) => name)).toEqual(['a', 'b']);
    const server = objectOf(variantOf(graph, 'shop-control', 'prod-a'), 'Server', 'db');
    expect(server.spec).toEqual({
      writeConnectionSecretToRef: { name: 'db-connection', namespace: 'shop-a' },
      network: { namespace: 'crossplane-system' },
    });
  });

  test('is left to a cluster that says so, and clusters that join later are told apart by the label of that', () => {
    const platform = aPlatform({ controlPlane: 'hub', provisioners: [managed()] });
    const hub = aCluster(platform, 'hub', 'prod', { hub: true, tags: ['all'] });
    expect(hub.name).toBe('hub');
    aCluster(platform, 'own', 'prod', { infrastructure: 'cluster', tags: ['all'] });
    aCluster(platform, 'served', 'prod', { tags: ['all'] });
    const shop = anApplication(platform, 'shop', { namespace: 'back', tags: ['app'] });
    aRule(platform);
    const db = database(shop);
    client(shop, 'web', [{ name: 'HOST', value: `${db.password}` }]);
    const graph = resolved(platform);
    expect(links(graph, 'shop-control')).toEqual([
      ['own', undefined, 'Server back/db'],
      ['hub', undefined, 'Server back/db'],
      [
        'served',
        'shop-served',
        'Namespace /shop-served',
        'Server shop-served/db',
        'PushSecret shop-served/db-password',
      ],
    ]);
    expect(variantOf(graph, 'shop-control', 'prod-control-plane-cluster').selectors).toEqual([
      {
        matchLabels: {
          'roadbed.dev/control-plane': 'cluster',
          'roadbed.dev/environment': 'prod',
          'roadbed.dev/tag.all': 'true',
        },
      },
    ]);
  });

  test('needs a hub', () => {
    const platform = aPlatform({ controlPlane: 'hub', transport: 'provider-kubernetes' });
    const cluster = aCluster(platform, 'a', 'prod', { infrastructure: 'hub' });
    anApplication(platform, 'shop', { clusters: [cluster] });
    expect(problemsOf(platform).map((line) => line.split(';')[0])).toEqual([
      'RB516 at controlPlane: no cluster is the hub, got "hub"',
      'RB516 at transport: no cluster is the hub, got "provider-kubernetes"',
      'RB516 at a.infrastructure: no cluster is the hub, got "hub"',
    ]);
  });
});

describe('a managed server in the private network of the hub', () => {
  const behind = { behindHub: true } as const;

  test('is met at a listener on the cluster, and connected to from the hub by the field of its resource', () => {
    const { platform, back } = world({ controlPlane: 'hub', provisioners: [managed()] }, behind);
    const db = database(back);
    client(back, 'web', [{ name: 'URL', value: `${db.secretUrl}` }]);
    const graph = resolved(platform);
    expect(environmentOf(variantOf(graph, 'back'), 'web')).toEqual([
      { name: 'URL__DB_PASSWORD_PASSWORD', valueFrom: { secretKeyRef: { name: 'db-password', key: 'password' } } },
      { name: 'URL', value: 'postgresql://app:$(URL__DB_PASSWORD_PASSWORD)@back--db.skupper-site.svc:5432' },
    ]);
    expect(objectOf(variantOf(graph, 'back-link'), 'Listener', 'back--db').spec).toEqual({
      routingKey: 'prod.east.back.db.5432',
      host: 'back--db',
      port: 5432,
    });
    expect(objectOf(variantOf(graph, 'back-control'), 'Object', 'back--db--east').spec).toMatchObject({
      providerConfigRef: { kind: 'ClusterProviderConfig', name: 'hub' },
      references: [
        {
          patchesFrom: {
            apiVersion: 'acme.example/v1',
            kind: 'Server',
            name: 'db',
            namespace: 'back-east',
            fieldPath: 'status.atProvider.address',
          },
          toFieldPath: 'spec.host',
        },
      ],
      forProvider: {
        manifest: {
          kind: 'Connector',
          metadata: { name: 'back--db--east', namespace: 'skupper-site' },
          spec: { routingKey: 'prod.east.back.db.5432', port: 5432 },
        },
      },
    });
    expect(at(objectOf(variantOf(graph, 'back'), 'NetworkPolicy', 'web'), 'spec.egress.0.ports')).toEqual([
      { protocol: 'TCP', port: 1024, endPort: 65535 },
    ]);
  });

  test('is reached from another cluster of the network too, by the same connector', () => {
    const { platform, front, back } = world({ controlPlane: 'hub', provisioners: [managed()] }, behind);
    client(front, 'web', [{ name: 'URL', value: `${database(back).secretUrl}` }]);
    const graph = resolved(platform);
    expect(links(graph, 'front-link')).toEqual([
      [
        'west',
        undefined,
        expect.stringMatching(/^ExternalSecret front\/front-back-db-password-/),
        'Listener skupper-site/front--back--db',
      ],
    ]);
    expect(links(graph, 'back-control')).toEqual([
      [
        'east',
        'back-east',
        'Namespace /back-east',
        'Server back-east/db',
        'Object back-east/back--db--east',
        'PushSecret back-east/db-password',
      ],
    ]);
  });

  test('is a problem where its client would hold the name of the listener against a certificate', () => {
    const provisioners = [managed('status.atProvider.address', 'rediss')];
    const { platform, back } = world({ controlPlane: 'hub', provisioners }, behind);
    client(back, 'web', [{ name: 'URL', value: `${database(back).secretUrl}` }]);
    expect(problemsOf(platform)).toMatchObject([expect.stringMatching(/^RB511 at back\/web\..* "back--db"/)]);
  });

  test('gives the name in its certificate by the Secret in which its address is, which travels for that', () => {
    const cloud = managed('status.atProvider.address', 'rediss');
    const provision = () => {
      const made = cloud.provision();
      return { ...made, outputs: { ...made.outputs, serverName: made.outputs.host } };
    };
    const { platform, back } = world({ controlPlane: 'hub', provisioners: [{ ...cloud, provision }] }, behind);
    const db = database(back);
    client(back, 'web', [
      { name: 'HOST', value: `${db.host}` },
      { name: 'NAME', value: `${db.serverName}` },
    ]);
    const graph = resolved(platform);
    expect(environmentOf(variantOf(graph, 'back'), 'web')).toEqual([
      { name: 'HOST', value: 'back--db.skupper-site.svc' },
      { name: 'NAME', valueFrom: { secretKeyRef: { name: 'db-connection', key: 'host' } } },
    ]);
    expect(objectOf(variantOf(graph, 'back-link'), 'ExternalSecret', 'db-connection').spec).toMatchObject({
      data: [{ secretKey: 'host' }],
    });
    expect(graph.references.find(({ output }) => output === 'host')?.way).toBe(
      'connector on the hub, network "net", listener "back--db", TLS name in the key "host" of "db-connection", literal',
    );
  });

  test('tells clusters behind the hub from others only where something may stand there', () => {
    const bucket = { ...managed(), provision: () => ({ manifests: [], outputs: { host: 'bucket.example' } }) };
    const { platform, west, east } = world({ controlPlane: 'hub', provisioners: [bucket] }, behind);
    const both = anApplication(platform, 'both', { namespace: 'back', clusters: [west, east] });
    client(both, 'web', [{ name: 'HOST', value: `${database(both).host}` }]);
    expect(variantOf(resolved(platform), 'both').clusters.map(({ name }) => name)).toEqual(['east', 'west']);
  });

  test('is read from another namespace by one right, which lets the variants of its client read what either takes', () => {
    const { platform, west, east } = world({ controlPlane: 'hub', provisioners: [managed()] }, behind);
    const clusters = [west, east];
    const data = anApplication(platform, 'data', { namespace: 'back', clusters });
    client(anApplication(platform, 'both', { clusters }), 'web', [
      { name: 'URL', value: `${database(data).secretUrl}` },
    ]);
    const roles = variantOf(resolved(platform), 'data').objects.filter(({ manifest }) => manifest.kind === 'Role');
    expect(roles.map(({ manifest }) => at(manifest, 'rules.0.resourceNames'))).toEqual([
      ['db-connection', 'db-password'],
    ]);
  });

  test('is a problem where no managed resource is known to say its host', () => {
    const silent = { ...managed(), infrastructure: () => [configMap('nothing')] };
    const { platform, back } = world({ controlPlane: 'hub', provisioners: [silent] }, behind);
    client(back, 'web', [{ name: 'URL', value: `${database(back).secretUrl}` }]);
    expect(problemsOf(platform)).toEqual([
      'RB515 at back/db: no managed resource of "back/db" writes the Secret "db-connection"; let the provisioner name the field of its managed resource that holds the host: secretKey(name, key, { field })',
    ]);
  });

  test('is a problem where its host is known late and no field says it', () => {
    const { platform, back } = world({ controlPlane: 'hub', provisioners: [managed('')] }, behind);
    client(back, 'web', [{ name: 'URL', value: `${database(back).secretUrl}` }]);
    expect(problemsOf(platform)).toMatchObject([expect.stringMatching(/^RB515 at back\/web\./)]);
  });

  test('needs the hub, its control plane, and a network with it', () => {
    const platform = aPlatform({ controlPlane: 'hub' });
    const hub = aCluster(platform, 'hub', 'prod', { hub: true, behindHub: true });
    const own = aCluster(platform, 'own', 'prod', { behindHub: true, infrastructure: 'cluster' });
    const lone = aCluster(platform, 'lone', 'prod', { behindHub: true });
    anApplication(platform, 'shop', { clusters: [hub, own, lone] });
    expect(problemsOf(platform)).toEqual([
      'RB517 at hub.behindHub: "hub" is the hub itself; leave behindHub out',
      'RB517 at lone.behindHub: no network joins it to "hub"; make a Network with both clusters in it',
      'RB517 at own.behindHub: its control plane is its own, not that of "hub"; set infrastructure to "hub"',
    ]);
  });
});

describe('clusters that join later', () => {
  test('are chosen by the labels that say whether the producer is there, and in which network they are', () => {
    const platform = aPlatform();
    const hub = aCluster(platform, 'hub', 'ops', { hub: true });
    const both = aCluster(platform, 'both', 'prod', { tags: ['front', 'back'] });
    const half = aCluster(platform, 'half', 'prod', { tags: ['front'] });
    new Network(platform, 'net', { hub, edges: [both, half] });
    const front = anApplication(platform, 'front', { tags: ['front'] });
    const back = anApplication(platform, 'back', { tags: ['back'] });
    aRule(platform, 'front-rule', { applications: ['front'], clusters: ['front'] });
    aRule(platform, 'back-rule', { applications: ['back'], clusters: ['back'] });
    client(front, 'web', [{ name: 'API', value: `${service(back).url}` }]);
    const graph = resolved(platform);
    const selectors = graph.applications
      .find(({ name }) => name === 'front')
      ?.variants.map((variant) => [variant.clusters.map(({ name }) => name).join(), variant.selectors]);
    const tagged = { 'roadbed.dev/environment': 'prod', 'roadbed.dev/tag.front': 'true' };
    expect(selectors).toEqual([
      ['both', [{ matchLabels: { ...tagged, 'roadbed.dev/tag.back': 'true' } }]],
      [
        'half',
        [
          {
            matchLabels: { ...tagged, 'roadbed.dev/network': 'net' },
            matchExpressions: [{ key: 'roadbed.dev/tag.back', operator: 'DoesNotExist' }],
          },
        ],
      ],
    ]);
    expect(links(graph, 'front-link')).toEqual([['half', undefined, 'Listener skupper-site/front--back--api']]);
  });
});

test('each output says its own hops, and what does not go through a listener names none', () => {
  const { platform, front, back } = world();
  const api = new Piece(back, 'api', {
    outputs: () => ({ host: 'api.back.svc', port: 80, url: 'v1', password: secretKey('api', 'key') }),
    endpoint: () => ({ pods: { app: 'api' }, ports: [80] }),
  });
  client(front, 'web', [
    { name: 'HOST', value: `${api.host}` },
    { name: 'VERSION', value: `${api.url}` },
    { name: 'KEY', value: `${api.password}` },
  ]);
  expect(resolved(platform).references.map(({ output, way }) => `${output}: ${way}`)).toEqual([
    'host: connector on "east", network "net", listener "front--back--api", literal',
    'password: from "east" through the store "platform", key of a Secret',
    'url: as on "east", literal',
  ]);
});
