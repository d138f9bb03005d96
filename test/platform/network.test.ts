import { Construct } from 'constructs';
import { Network, type NetworkProps } from '../../src/platform/network.ts';
import { aCluster, anApplication, aPlatform, delivered, Piece, problemsOf, resolved } from '../support/platforms.ts';

function world() {
  const platform = aPlatform();
  const [hub, a, b] = ['hub', 'a', 'b'].map((name) => aCluster(platform, name, 'prod', { hub: name === 'hub' }));
  if (hub === undefined || a === undefined || b === undefined) throw new Error('no clusters');
  new Piece(anApplication(platform, 'shop', { clusters: [a] }), 'piece', {});
  return { platform, hub, a, b };
}

test('the network of a cluster is a label of it', () => {
  const { platform, hub, a } = world();
  new Network(platform, 'acme', { hub, edges: [a] });
  const labels = resolved(platform).clusters.map((cluster) => [cluster.name, cluster.labels['roadbed.dev/network']]);
  expect(labels).toEqual([
    ['a', 'acme'],
    ['b', undefined],
    ['hub', 'acme'],
  ]);
});

test('a network that crosses nothing delivers nothing', () => {
  const { platform, hub, a } = world();
  new Network(platform, 'acme', { hub, edges: [a] });
  const graph = resolved(platform);
  expect(graph.applications.map(({ name }) => name)).toEqual(['shop', 'namespace-shop']);
  expect(delivered(graph, 'shop').variants).toHaveLength(1);
});

/** Props as a program that nobody type-checked may give them. */
function loose(props: object): NetworkProps {
  return Object.assign({ hub: undefined, edges: undefined }, props) as never;
}

describe('what is wrong with a network is told', () => {
  test('without a hub, and without an edge', () => {
    const { platform, hub, a } = world();
    new Network(platform, 'headless', loose({ edges: [a] }));
    new Network(platform, 'alone', { hub, edges: [] });
    expect(problemsOf(platform)).toEqual([
      'RB844 at alone.edges: it has no edge, got "[]"; name the clusters that link to the hub',
      'RB841 at headless.hub: it has no hub, got "undefined"; name the cluster that all edges can reach as its hub',
    ]);
  });

  test('with its hub as an edge, a cluster twice, or in two networks', () => {
    const { platform, hub, a, b } = world();
    new Network(platform, 'first', { hub, edges: [hub, a, a] });
    new Network(platform, 'second', { hub: b, edges: [a] });
    expect(problemsOf(platform)).toEqual([
      'RB842 at first.edges: the hub "hub" is an edge too; take the hub out of the edges: it is in the network as the hub',
      'RB843 at first.edges: "a" is named twice; name each cluster once, in one network',
      'RB843 at second.edges: "a" is in the network "first" too; name each cluster once, in one network',
    ]);
  });

  test('with several hubs, and with a hub that is an edge of another network', () => {
    const { platform, hub, a, b } = world();
    new Network(platform, 'heads', loose({ hub: [a, b], edges: [hub] }));
    expect(problemsOf(platform)).toEqual([
      'RB840 at heads.hub: it has 2 hubs, got "a" and "b"; name the one that all others can reach as the hub; the others are edges',
    ]);
    for (const [outer, inner] of [
      ['one', 'two'],
      ['two', 'one'],
    ] as const) {
      const { platform, hub, a, b } = world();
      new Network(platform, outer, { hub, edges: [a] });
      new Network(platform, inner, { hub: a, edges: [b] });
      expect(problemsOf(platform)).toEqual([
        `RB843 at two.${inner === 'two' ? 'hub' : 'edges'}: "a" is an edge of the network "${outer}" and the hub of "${inner}", whose edges would be behind an edge; make all of them edges of one network`,
      ]);
    }
    const shared = world();
    new Network(shared.platform, 'one', { hub: shared.hub, edges: [shared.a] });
    new Network(shared.platform, 'two', { hub: shared.hub, edges: [shared.b] });
    expect(problemsOf(shared.platform)).toEqual([
      'RB843 at two.hub: "hub" is the hub of the network "one" too; make all of them edges of one network',
    ]);
  });

  test('with what is no cluster of the platform, an unknown prop, or names that are none', () => {
    const { platform, hub, a } = world();
    const other = aCluster(aPlatform(), 'other', 'prod');
    new Network(platform, 'strange', { hub: other, edges: [a] });
    new Network(platform, 'text', loose({ hub, edges: ['a', new Construct(platform, 'thing')] }));
    new Network(platform, 'Big', loose({ hub, edges: [a], namespace: 'No Name', expose: 'ingress' }));
    const lines = problemsOf(platform).map((line) => line.split(';')[0]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'RB840 at strange.hub: not a cluster of this platform, got "other"',
        'RB840 at text.edges[0]: not a cluster of this platform, got "a"',
        'RB840 at text.edges[1]: not a cluster of this platform, got "thing"',
        'RB102 at Big: not a DNS label, got "Big"',
        'RB840 at Big.namespace: not a namespace, got "No Name"',
      ]),
    );
    expect(lines.some((line) => line?.includes('expose'))).toBe(true);
  });
});
