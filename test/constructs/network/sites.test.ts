import { EdgeSite, type EdgeSiteProps } from '../../../constructs/network/edge-site.ts';
import { HubSite, type HubSiteProps } from '../../../constructs/network/hub-site.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import { member } from '../../../src/model/member.ts';
import { kinds, ofKind, problems, render, shop, siteOf } from '../support.ts';

const store = { kind: 'ClusterSecretStore', name: 'platform' };
const host = 'van.acme.example';

function hub(props: Partial<HubSiteProps> = {}) {
  return new HubSite(shop(), 'hub', { network: 'acme', store, edges: ['eu', 'us'], ...props });
}

function edge(props: Partial<EdgeSiteProps> = {}) {
  return new EdgeSite(shop(), 'edge', { network: 'acme', store, ...props });
}

function named(manifests: readonly Manifest[], kind: string, name: string): Manifest | undefined {
  return manifests.find((one) => one.kind === kind && one.metadata.name === name);
}

describe('the hub, with a name', () => {
  const objects = render(hub({ host, managed: ['eu'] }));

  test('accepts links by an access of its own alone, with its own certificate', () => {
    expect(ofKind(objects, 'Site')).toMatchObject({ spec: { linkAccess: 'none' } });
    expect(ofKind(objects, 'RouterAccess')?.spec).toEqual({
      accessType: 'local',
      roles: [
        { name: 'inter-router', port: 55671 },
        { name: 'edge', port: 45671 },
      ],
      generateTlsCredentials: false,
      tlsCredentials: 'skupper-server',
      subjectAlternativeNames: [host],
    });
  });

  test('has an authority whose key stays, a certificate for its name, and one for each edge', () => {
    expect(named(objects, 'Certificate', 'skupper-ca')).toMatchObject({
      spec: { isCA: true, privateKey: { rotationPolicy: 'Never' } },
    });
    expect(named(objects, 'Certificate', 'skupper-server')).toMatchObject({
      spec: { dnsNames: [host], issuerRef: { name: 'skupper-ca' } },
    });
    for (const name of ['link-eu', 'link-us']) {
      expect(named(objects, 'Certificate', name)).toMatchObject({
        spec: { secretName: name, usages: expect.arrayContaining(['client auth']) },
      });
      expect(named(objects, 'PushSecret', name)).toMatchObject({ spec: { selector: { secret: { name } } } });
    }
  });

  test('no certificate has an address among its names: the router does not look at them', () => {
    expect(JSON.stringify(objects)).not.toContain('ipAddresses');
  });

  test('listens for the API servers that Argo CD reaches, and lets it learn their credentials and no other Secret', () => {
    expect(objects.filter(({ kind }) => kind === 'Listener').map(({ spec }) => spec)).toEqual([
      { routingKey: 'eu-api', host: 'api-eu', port: 443 },
    ]);
    expect(ofKind(objects, 'Role')).toMatchObject({
      rules: [{ resources: ['secrets'], resourceNames: ['credential-eu'], verbs: ['get'] }],
    });
  });

  test.each([
    ['loadBalancer', { type: 'LoadBalancer', ports: [{ port: 443, targetPort: 45671 }] }],
    ['ingress', { type: 'ClusterIP', ports: [{ port: 443, targetPort: 45671 }] }],
    ['nodePort', { type: 'NodePort', ports: [{ port: 443, targetPort: 45671, nodePort: 30671 }] }],
  ] as const)('is reached by %s, on the port of edges alone', (expose, spec) => {
    const exposed = render(hub({ host, expose }));
    expect(ofKind(exposed, 'Service')).toMatchObject({
      spec: { selector: { 'skupper.io/component': 'router' }, ...spec },
    });
    expect(kinds(exposed).includes('TLSRoute')).toBe(expose === 'ingress');
  });

  test('passes TLS on unopened through the Gateway of the cluster', () => {
    const site = siteOf('production', { 'roadbed.dev/gateway': 'edge', 'roadbed.dev/gateway-namespace': 'gateways' });
    expect(ofKind(render(hub({ host, expose: 'ingress' }), site), 'TLSRoute')).toMatchObject({
      spec: {
        parentRefs: [{ kind: 'Gateway', name: 'edge', namespace: 'gateways' }],
        hostnames: [host],
        rules: [{ backendRefs: [{ name: 'skupper-access-edge', port: 443 }] }],
      },
    });
  });
});

test('a hub without a name lets Skupper make its load balancer, for tokens', () => {
  const objects = render(hub());
  expect(kinds(objects)).toEqual(['Site']);
  expect(ofKind(objects, 'Site')).toMatchObject({ spec: { linkAccess: 'loadbalancer' } });
});

test('a hub has two routers where that is said', () => {
  expect(ofKind(render(hub({ host, highAvailability: true })), 'Site')?.spec).toEqual({ linkAccess: 'none', ha: true });
  expect(ofKind(render(hub({ host })), 'Site')?.spec).toEqual({ linkAccess: 'none' });
});

describe('an edge', () => {
  test('accepts no links', () => {
    expect(ofKind(render(edge({ host })), 'Site')).toMatchObject({
      metadata: { name: 'eu' },
      spec: { edge: true, linkAccess: 'none' },
    });
    expect(render(edge({ host })).some(({ kind }) => ['RouterAccess', 'AccessGrant'].includes(kind))).toBe(false);
  });

  test('is no site of high availability, which Skupper refuses of an edge', () => {
    expect(ofKind(render(edge({ host })), 'Site')?.spec).not.toHaveProperty('ha');
  });

  test('links to the endpoint that is named after its mode, and the port is a text', () => {
    expect(ofKind(render(edge({ host })), 'Link')?.spec).toEqual({
      endpoints: [{ name: 'edge', host, port: '443' }],
      tlsCredentials: 'skupper-link',
      cost: 1,
    });
    expect(ofKind(render(edge({ host, expose: 'nodePort', nodePort: 31000 })), 'Link')).toMatchObject({
      spec: { endpoints: [{ port: '31000' }] },
    });
  });

  test('takes renewed certificates from the store, in the layout that the router reads', () => {
    const secret = ofKind(render(edge({ host })), 'ExternalSecret');
    expect(secret).toMatchObject({
      spec: { target: { name: 'skupper-link', creationPolicy: 'Orphan', template: { type: 'kubernetes.io/tls' } } },
    });
    const data = member(secret?.spec, 'data');
    expect(JSON.stringify(data)).toContain('networks/acme/eu');
    const vault = { kind: 'ClusterSecretStore', name: 'vault', cloud: 'azure' } as const;
    const spelt = ofKind(render(edge({ host, store: vault })), 'ExternalSecret');
    expect(JSON.stringify(spelt)).toContain('"key":"networks-acme-eu"');
    expect(Array.isArray(data) ? data.map((one) => member(one, 'secretKey')) : []).toEqual([
      'tls.crt',
      'tls.key',
      'ca.crt',
    ]);
  });

  test('has no link in git where the hub has no name: the token is handed over at run time', () => {
    expect(kinds(render(edge()))).toEqual(['Site']);
  });

  test('connects its API server, where Argo CD manages it', () => {
    const objects = render(edge({ host, managed: ['eu'] }));
    expect(ofKind(objects, 'Connector')?.spec).toEqual({
      routingKey: 'eu-api',
      host: 'kubernetes.default.svc',
      port: 443,
    });
    expect(kinds(render(edge({ host, managed: ['us'] })))).not.toContain('Connector');
  });

  test('lets Argo CD deliver everything, and impersonate nobody', () => {
    const role = ofKind(render(edge({ host, managed: ['eu'] })), 'ClusterRole');
    expect(JSON.stringify(role?.rules)).not.toMatch(/impersonate|"\*"\],"verbs":\["\*"\]/);
  });

  test('what carries the network is never pruned', () => {
    const options = render(edge({ host, managed: ['eu'] })).map(
      ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-options'],
    );
    expect(new Set(options)).toEqual(new Set(['Prune=false,Delete=false']));
  });
});

test.each([
  ['an address for a name', { host: '10.0.0.1' }, 'host: must be a name, not an address'],
  ['a port of nodes without a name', { expose: 'nodePort' }, 'host: must be said, unless'],
  ['a port that no node has', { host, nodePort: 443 }, 'nodePort: '],
] as const)('%s is a problem', (_, props, said) => {
  expect(problems(edge(props))).toEqual([expect.stringContaining(`RB101 at shop/edge.${said}`)]);
});
