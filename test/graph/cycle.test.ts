import fc from 'fast-check';
import type { Cycle } from '../../src/graph/cycle.ts';
import { OrderGraph } from '../../src/graph/order-graph.ts';

type Edge = readonly [from: number, to: number, reason: number];

const NODES = 6;
const edges = fc.array(fc.tuple(fc.nat(NODES - 1), fc.nat(NODES - 1), fc.nat(20)), { maxLength: 12 });

function cyclesOf(nodes: number, edges: readonly Edge[]): readonly Cycle[] {
  const graph = new OrderGraph(nodes);
  for (const [from, to, reason] of edges) graph.before(from, to, 1, reason);
  return graph.resolve().cycles;
}

/** Every simple cycle of at least two nodes as its nodes from the lowest on, by trying all paths. */
function simpleCycles(edges: readonly Edge[]): number[][] {
  const cycles: number[][] = [];
  const extend = (path: readonly number[]): void => {
    for (let next = 0; next < NODES; next++) {
      if (!edges.some(([from, to]) => from === path.at(-1) && to === next)) continue;
      if (next === path[0] && path.length > 1) cycles.push([...path]);
      else if (next > (path[0] ?? 0) && !path.includes(next)) extend([...path, next]);
    }
  };
  for (let node = 0; node < NODES; node++) extend([node]);
  return cycles;
}

/** Cycles that touch, directly or through others, belong together: the nodes of one component. */
function componentsOf(cycles: readonly number[][]): number[][][] {
  let groups: number[][][] = [];
  for (const cycle of cycles) {
    const touched = groups.filter((group) => group.some((other) => other.some((node) => cycle.includes(node))));
    groups = [...groups.filter((group) => !touched.includes(group)), [...touched.flat(), cycle]];
  }
  return groups;
}

function firstOfShortest(cycles: readonly number[][]): number[] | undefined {
  const byNodes = (a: readonly number[], b: readonly number[]): number =>
    a.map((node, i) => node - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
  return [...cycles].sort((a, b) => a.length - b.length || byNodes(a, b))[0];
}

describe('cycles', () => {
  test('each component gives the first of its shortest cycles, and each edge to itself is one more', () => {
    fc.assert(
      fc.property(edges, (edges) => {
        const expected = [
          ...componentsOf(simpleCycles(edges)).map(firstOfShortest),
          ...[...Array(NODES).keys()].filter((n) => edges.some(([from, to]) => from === n && to === n)).map((n) => [n]),
        ];
        const found = cyclesOf(NODES, edges).map((cycle) => cycle.map(({ from }) => from));
        const text = (cycle: readonly number[] | undefined): string => String(cycle);
        expect(found.map(text).sort()).toEqual(expected.map(text).sort());
      }),
      { numRuns: 2000 },
    );
  });

  test('each is a closed path of real edges, and gives the lowest reason of each', () => {
    fc.assert(
      fc.property(edges, (edges) => {
        for (const cycle of cyclesOf(NODES, edges)) {
          for (const [i, edge] of cycle.entries()) {
            expect(edge.to).toBe(cycle[(i + 1) % cycle.length]?.from);
            const reasons = edges.filter(([from, to]) => from === edge.from && to === edge.to).map(([, , why]) => why);
            expect(edge.reason).toBe(Math.min(...reasons));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('they come in the order of their lowest nodes, edges to itself first', () => {
    const cycles = cyclesOf(5, [
      [3, 4, 0],
      [4, 3, 1],
      [4, 4, 2],
      [0, 0, 3],
      [0, 1, 4],
      [1, 0, 5],
    ]);
    expect(cycles.map((cycle) => cycle.map(({ from }) => from))).toEqual([[0], [0, 1], [3, 4], [4]]);
  });

  test('nodes on a cycle share a wave, and what waits for them still comes after them', () => {
    const graph = new OrderGraph(5);
    for (const [from, to] of [
      [4, 3],
      [3, 1],
      [1, 3],
      [1, 0],
      [0, 2],
    ] as const)
      graph.before(from, to, 1, 0);
    const { wave, order } = graph.resolve();
    expect([...wave]).toEqual([2, 1, 3, 1, 0]);
    expect([...order]).toEqual([4, 1, 3, 0, 2]);
  });

  test('a ring of a hundred thousand nodes is one cycle', () => {
    const ring = Array.from({ length: 100_000 }, (_, node): Edge => [node, (node + 1) % 100_000, node]);
    const [cycle, ...others] = cyclesOf(100_000, ring);
    expect(others).toEqual([]);
    expect(cycle?.length).toBe(100_000);
    expect(cycle?.every(({ from, reason }) => from === reason)).toBe(true);
  });

  test('a dense component of thousands of nodes costs no more than its budget', () => {
    const edges: Edge[] = [];
    const nodes = 30_000;
    for (let node = 0; node < nodes; node++)
      for (let step = 1; step <= 3; step++) edges.push([node, (node + step) % nodes, 0]);
    expect(cyclesOf(nodes, edges)[0]?.length).toBe(nodes / 3);
  });
});
