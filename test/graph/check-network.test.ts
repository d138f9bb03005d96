import type { Construct } from 'constructs';
import type { Manifest } from '../../src/model/manifest.ts';
import { Network } from '../../src/platform/network.ts';
import { aCluster, anApplication, aPlatform, lines, Piece, resolution } from '../support/platforms.ts';

const namespace = 'net';

function skupper(kind: string, name: string, spec: object): Manifest {
  return { apiVersion: 'skupper.io/v2alpha1', kind, metadata: { name, namespace }, spec };
}

/** What is wrong with objects on the hub and on an edge of a network. */
function problemsOf(onHub: readonly Manifest[], onEdge: readonly Manifest[]): readonly string[] {
  const platform = aPlatform();
  const hub = aCluster(platform, 'hub', 'prod', { hub: true });
  const edge = aCluster(platform, 'edge', 'prod');
  new Network(platform, 'acme', { hub, edges: [edge], namespace });
  const at = (scope: Construct, id: string, cluster: typeof hub, manifests: readonly Manifest[]) =>
    new Piece(anApplication(scope, id, { namespace, clusters: [cluster] }), 'it', { render: () => manifests });
  at(platform, 'a-hub', hub, onHub);
  at(platform, 'b-edge', edge, onEdge);
  return lines(resolution(platform).problems);
}

const listener = (name: string, routingKey: string, host = name) =>
  skupper('Listener', name, { routingKey, host, port: 80 });
const connector = (routingKey: string) => skupper('Connector', routingKey, { routingKey, host: 'api', port: 80 });

test('a listener with a connector on another site of the network is fine', () => {
  expect(problemsOf([listener('api', 'api')], [connector('api')])).toEqual([]);
});

test('a listener that nothing in its network answers is a problem', () => {
  expect(problemsOf([listener('api', 'apis')], [connector('api')])).toEqual([
    expect.stringContaining(
      'RB846 at a-hub/it: nothing in the network "acme" answers the routing key "apis" of the Listener "api"',
    ),
  ]);
});

test('two listeners on one port of one Service are a problem, and on two Services they are not', () => {
  expect(problemsOf([listener('a', 'api', 'same'), listener('b', 'api', 'same')], [connector('api')])).toEqual([
    expect.stringContaining('RB847 at a-hub/it: the Listeners "a" and "b" want port 80 of the Service "same" on "hub"'),
  ]);
  expect(problemsOf([listener('a', 'api'), listener('b', 'api')], [connector('api')])).toEqual([]);
});

test.each([
  ['a Site with link access', skupper('Site', 'edge', { edge: true, linkAccess: 'default' })],
  ['a RouterAccess', skupper('RouterAccess', 'in', { roles: [{ name: 'edge' }], tlsCredentials: 'tls' })],
  ['an AccessGrant', skupper('AccessGrant', 'in', {})],
])('an edge that accepts links by %s is a problem, and the hub is none', (_, manifest) => {
  expect(problemsOf([], [manifest])).toEqual([
    expect.stringContaining(
      `RB845 at b-edge/it: the edge "edge" would accept links by "${manifest.kind}/${manifest.metadata.name}"`,
    ),
  ]);
  expect(problemsOf([manifest], [])).toEqual([]);
});

test('an edge behind an edge is a problem: a cluster is in one network', () => {
  const platform = aPlatform();
  const [hub, edge, far] = ['hub', 'edge', 'far'].map((id) => aCluster(platform, id, 'prod', { hub: id === 'hub' }));
  if (hub === undefined || edge === undefined || far === undefined) throw new Error('no clusters');
  new Network(platform, 'near', { hub, edges: [edge] });
  new Network(platform, 'off', { hub: edge, edges: [far] });
  expect(lines(resolution(platform).problems)).toEqual([
    expect.stringContaining('RB843 at off.hub: "edge" is an edge of the network "near" and the hub of "off"'),
  ]);
});
