import fc from 'fast-check';
import type { Weight } from '../../src/graph/edge-list.ts';
import { OrderGraph } from '../../src/graph/order-graph.ts';

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly weight: Weight;
  readonly reason: number;
}

const weight = fc.constantFrom<Weight>(0, 1);

/** Any edges between `nodes` nodes, cycles and edges to itself included. */
function anyEdges(nodes: number, maxLength = 3 * nodes) {
  const node = fc.nat(nodes - 1);
  return fc.array(fc.record({ from: node, to: node, weight, reason: fc.nat(9) }), { maxLength });
}

/** Edges without a cycle: all of them go up in a shuffled line of the nodes. */
function acyclicEdges(nodes: number, maxLength = 3 * nodes) {
  const line = fc.shuffledSubarray([...Array(nodes).keys()], { minLength: nodes });
  return fc
    .tuple(line, anyEdges(nodes, maxLength))
    .map(([place, edges]) =>
      edges
        .filter(({ from, to }) => from !== to)
        .map((edge) =>
          (place[edge.from] ?? 0) < (place[edge.to] ?? 0) ? edge : { ...edge, from: edge.to, to: edge.from },
        ),
    );
}

function resolved(nodes: number, edges: readonly Edge[]) {
  const graph = new OrderGraph(nodes);
  for (const { from, to, weight, reason } of edges) graph.before(from, to, weight, reason);
  return graph.resolve();
}

/** The specification of the order, without any cleverness: always the lowest node whose predecessors are all placed. */
function naiveOrder(nodes: number, edges: readonly Edge[]): number[] {
  const order: number[] = [];
  while (order.length < nodes) {
    for (let node = 0; node < nodes; node++) {
      const free = edges.every((edge) => edge.to !== node || order.includes(edge.from));
      if (!order.includes(node) && free) {
        order.push(node);
        break;
      }
    }
  }
  return order;
}

/** Pairs of nodes of which the first reaches the second over one edge or more. */
function closure(edges: readonly Edge[]): Set<string> {
  const pairs = new Set(edges.map(({ from, to }) => `${from} ${to}`));
  for (let size = -1; size < pairs.size; ) {
    size = pairs.size;
    for (const pair of pairs) {
      const [first, middle] = pair.split(' ');
      for (const { from, to } of edges) if (String(from) === middle) pairs.add(`${first} ${to}`);
    }
  }
  return pairs;
}

/** All ways to give each of `nodes` nodes a wave below `waves`. */
function* assignments(nodes: number, waves: number): Generator<number[]> {
  for (let code = 0; code < waves ** nodes; code++) {
    yield Array.from({ length: nodes }, (_, node) => Math.floor(code / waves ** node) % waves);
  }
}

describe('waves', () => {
  test('nodes without edges are all in the first wave, in their own order', () => {
    const { wave, order, cycles } = resolved(3, []);
    expect([...wave]).toEqual([0, 0, 0]);
    expect([...order]).toEqual([0, 1, 2]);
    expect(cycles).toEqual([]);
  });

  test('a graph without nodes resolves', () => {
    expect(resolved(0, [])).toEqual({ wave: new Int32Array(0), order: new Int32Array(0), cycles: [] });
  });

  test('they keep every edge apart that has a weight, and no edge points to an earlier wave', () => {
    fc.assert(
      fc.property(acyclicEdges(30), (edges) => {
        const { wave } = resolved(30, edges);
        for (const { from, to, weight } of edges)
          expect((wave[to] ?? 0) - (wave[from] ?? 0)).toBeGreaterThanOrEqual(weight);
      }),
    );
  });

  test('there are as few as any assignment could have, and each node is in the earliest one', () => {
    fc.assert(
      fc.property(acyclicEdges(4), (edges) => {
        const { wave } = resolved(4, edges);
        for (const other of assignments(4, 4)) {
          const valid = edges.every(({ from, to, weight }) => (other[to] ?? 0) - (other[from] ?? 0) >= weight);
          if (valid) for (const [node, value] of other.entries()) expect(wave[node]).toBeLessThanOrEqual(value);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a chain of a million nodes resolves', () => {
    const graph = new OrderGraph(1_000_000);
    for (let node = 1; node < 1_000_000; node++) graph.before(node, node - 1, 1, 0);
    const { wave, order } = graph.resolve();
    expect([wave[0], wave[999_999], order[0]]).toEqual([999_999, 0, 999_999]);
  });

  test('a ladder of forty layers has forty waves, though it has 2^40 paths', () => {
    const graph = new OrderGraph(80);
    for (let node = 2; node < 80; node++) {
      const below = node - 2 - (node % 2);
      graph.before(below, node, 1, 0);
      graph.before(below + 1, node, 1, 0);
    }
    expect([...graph.resolve().wave]).toEqual(Array.from({ length: 80 }, (_, node) => node >> 1));
  });
});

describe('order', () => {
  test('it respects every edge and otherwise takes the lowest node first', () => {
    fc.assert(
      fc.property(acyclicEdges(10), (edges) => {
        expect([...resolved(10, edges).order]).toEqual(naiveOrder(10, edges));
      }),
    );
  });

  test('resolving again what was resolved changes nothing', () => {
    fc.assert(
      fc.property(acyclicEdges(20), (edges) => {
        const once = resolved(20, edges);
        const place = new Map([...once.order].map((node, position) => [node, position]));
        const moved = edges.map((edge) => ({
          ...edge,
          from: place.get(edge.from) ?? -1,
          to: place.get(edge.to) ?? -1,
        }));
        const twice = resolved(20, moved);
        expect([...twice.order]).toEqual([...twice.order.keys()]);
        expect([...twice.wave]).toEqual([...once.order].map((node) => once.wave[node]));
      }),
    );
  });

  test('one graph gives one answer, however often it is asked', () => {
    fc.assert(
      fc.property(anyEdges(12), (edges) => {
        const graph = new OrderGraph(12);
        for (const { from, to, weight, reason } of edges) graph.before(from, to, weight, reason);
        expect(graph.resolve()).toEqual(graph.resolve());
      }),
    );
  });

  test('the order in which edges were added does not matter, nor that some were added twice', () => {
    const shuffled = anyEdges(12).chain((edges) =>
      fc.tuple(
        fc.constant(edges),
        fc.shuffledSubarray([...edges, ...edges.slice(0, 5)], { minLength: edges.length + Math.min(5, edges.length) }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([edges, others]) => {
        expect(resolved(12, others)).toEqual(resolved(12, edges));
      }),
    );
  });

  test('an unknown node is a fault', () => {
    const graph = new OrderGraph(2);
    expect(() => graph.before(0, 2, 1, 0)).toThrow('no node or group 2');
    expect(() => graph.before(-1, 0, 1, 0)).toThrow('no node or group -1');
    const group = graph.group([0]);
    expect(() => graph.before(group + 1, 0, 1, 0)).toThrow('no node or group 3');
  });
});

describe('groups', () => {
  /** A group of nodes and of groups that come before it in the list. */
  interface Members {
    readonly nodes: readonly number[];
    readonly groups: readonly number[];
  }

  /** Groups, and edges between them by their places in the list. */
  const grouped = (members: fc.Arbitrary<Members[]>) =>
    members.chain((groups) => {
      const index = fc.nat(groups.length - 1);
      const between = fc.array(fc.record({ from: index, to: index, weight, reason: fc.nat(9) }), { maxLength: 4 });
      return fc.record({ groups: fc.constant(groups), between, edges: anyEdges(9, 6) });
    });
  const overlapping = grouped(
    fc
      .array(fc.tuple(fc.uniqueArray(fc.nat(8), { maxLength: 4 }), fc.nat(12)), { minLength: 1, maxLength: 4 })
      .map((groups) => groups.map(([nodes, inner], i) => ({ nodes, groups: inner < i ? [inner] : [] }))),
  );
  const disjoint = grouped(
    fc
      .array(fc.nat(3), { minLength: 9, maxLength: 9 })
      .map((owner) =>
        [0, 1, 2].map((group) => ({ nodes: [...owner.keys()].filter((node) => owner[node] === group), groups: [] })),
      ),
  );

  type Grouped = typeof overlapping extends fc.Arbitrary<infer T> ? T : never;

  function withGroups({ groups, between, edges }: Grouped) {
    const graph = new OrderGraph(9);
    const ids: number[] = [];
    for (const { nodes, groups: inner } of groups)
      ids.push(graph.group([...nodes, ...inner.map((group) => ids[group] ?? -1)]));
    for (const { from, to, weight, reason } of edges) graph.before(from, to, weight, reason);
    for (const { from, to, weight, reason } of between) graph.before(ids[from] ?? -1, ids[to] ?? -1, weight, reason);
    return graph.resolve();
  }

  function crossProduct({ groups, between, edges }: Grouped): Edge[] {
    const flat: (readonly number[])[] = [];
    for (const { nodes, groups: inner } of groups)
      flat.push([...nodes, ...inner.flatMap((group) => flat[group] ?? [])]);
    const product = between.flatMap(({ from, to, weight, reason }) =>
      (flat[from] ?? []).flatMap((a) => (flat[to] ?? []).map((b) => ({ from: a, to: b, weight, reason }))),
    );
    return [...edges, ...product];
  }

  test('an edge between groups is worth the cross product of their members', () => {
    fc.assert(
      fc.property(overlapping, (input) => {
        const product = resolved(9, crossProduct(input));
        const result = withGroups(input);
        expect(result.cycles.length > 0).toBe(product.cycles.length > 0);
        if (product.cycles.length === 0) expect(result).toEqual(product);
      }),
      { numRuns: 1000 },
    );
  });

  test('members that are on no cycle keep their order, though others are on one', () => {
    fc.assert(
      fc.property(overlapping, (input) => {
        const edges = crossProduct(input);
        const reaches = closure(edges);
        const { order, wave } = withGroups(input);
        for (const { from, to } of edges) {
          if (reaches.has(`${to} ${from}`)) expect(wave[from]).toBe(wave[to]);
          else expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('cycles through groups without common members are those of the cross product', () => {
    fc.assert(
      fc.property(disjoint, (input) => {
        const between = input.between.filter(({ from, to }) => from !== to);
        expect(withGroups({ ...input, between }).cycles).toEqual(
          resolved(9, crossProduct({ ...input, between })).cycles,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('the reasons in a cycle are those of the edges between the groups, not of membership', () => {
    const graph = new OrderGraph(4);
    const left = graph.group([0, 1]);
    const right = graph.group([2, 3]);
    graph.before(left, right, 1, 7);
    graph.before(3, 1, 0, 8);
    expect(graph.resolve().cycles).toEqual([
      [
        { from: 1, to: 3, reason: 7 },
        { from: 3, to: 1, reason: 8 },
      ],
    ]);
  });

  test('an empty group holds nobody back', () => {
    const graph = new OrderGraph(2);
    const empty = graph.group([]);
    graph.before(0, empty, 1, 0);
    graph.before(empty, 1, 1, 0);
    expect([...graph.resolve().wave]).toEqual([0, 0]);
  });

  test('a group may hold groups', () => {
    const graph = new OrderGraph(5);
    const inner = graph.group([1, 2]);
    const outer = graph.group([inner, 0]);
    graph.before(3, outer, 1, 0);
    graph.before(outer, 4, 1, 0);
    expect([...graph.resolve().wave]).toEqual([1, 1, 1, 0, 2]);
    expect([...graph.resolve().order]).toEqual([3, 0, 1, 2, 4]);
  });

  test('a group that waits for itself, or for a group with a common member, is a cycle', () => {
    const alone = new OrderGraph(2);
    const group = alone.group([0, 1]);
    alone.before(group, group, 1, 5);
    expect(alone.resolve().cycles).toEqual([[{ from: 0, to: 0, reason: 5 }]]);

    const shared = new OrderGraph(3);
    shared.before(shared.group([0, 1]), shared.group([1, 2]), 1, 6);
    expect(shared.resolve().cycles).toEqual([[{ from: 1, to: 1, reason: 6 }]]);
  });
});
