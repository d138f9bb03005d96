import { adjacency } from './adjacency.ts';
import { components } from './components.ts';
import { layersOfComponents } from './condensation.ts';
import { type Cycle, shortestCycles } from './cycle.ts';
import { EdgeList, MEMBERSHIP, type Weight } from './edge-list.ts';
import { layers } from './layers.ts';

/** What an order graph resolves to. Where there are cycles, the nodes that wait for each other share a wave and stand together. */
export interface Ordering {
  /** Wave of each node, from 0: the earliest that its edges allow, so there are as few waves as possible. */
  readonly wave: Int32Array;
  /** All nodes, so that each comes after what it waits for; where several could come next, the lowest does. */
  readonly order: Int32Array;
  /** A node's edge to itself, and one shortest cycle of each set of nodes that wait for each other; in node order. */
  readonly cycles: readonly Cycle[];
}

/**
 * A graph of what comes before what, between nodes that are numbered from 0.
 *
 * Number the nodes in path order: ties go to the lower number, and the order in which edges were added never shows.
 * A group stands for all of its members, so that an edge between groups of S and T members costs S + T and not S x T.
 *
 * @example
 * const graph = new OrderGraph(3);
 * graph.before(2, graph.group([0, 1]), 1, 0);
 * graph.resolve().order; // 2, 0, 1
 */
export class OrderGraph {
  readonly #nodes: number;
  readonly #edges = new EdgeList();
  /** Lowest reason of each node's edges to itself, which would only hide the other cycles. */
  readonly #selfEdges = new Map<number, number>();
  #size: number;

  constructor(nodes: number) {
    this.#nodes = nodes;
    this.#size = nodes;
  }

  /**
   * Says that a node, or every member of a group, comes before another: in an earlier wave if the weight is 1, not in
   * a later one if it is 0. The reason is any number from 0 that tells the caller why; a cycle gives it back.
   */
  before(first: number, second: number, weight: Weight, reason: number): void {
    this.#check(first);
    this.#check(second);
    if (first === second && first < this.#nodes) {
      this.#selfEdges.set(first, Math.min(reason, this.#selfEdges.get(first) ?? reason));
    } else {
      this.#edges.add(this.#exit(first), second, weight, reason);
    }
  }

  /** Makes a group of nodes and of groups made before, and returns its number, to be used like that of a node. */
  group(members: Iterable<number>): number {
    const entry = this.#size;
    for (const member of members) {
      this.#check(member);
      this.#edges.add(entry, member, 0, MEMBERSHIP);
      this.#edges.add(this.#exit(member), entry + 1, 0, MEMBERSHIP);
    }
    this.#size += 2;
    return entry;
  }

  /** Lays the nodes in waves and in line, in time linear in nodes and edges, and finds the cycles. */
  resolve(): Ordering {
    const direct = layers(this.#nodes, this.#size, this.#edges);
    if (direct.complete) return { wave: direct.wave, order: direct.order, cycles: this.#selfCycles() };
    const graph = adjacency(this.#size, this.#edges);
    const component = components(this.#size, graph);
    const { wave, order } = layersOfComponents(this.#nodes, graph, component);
    const cycles = [...this.#selfCycles(), ...shortestCycles(this.#nodes, graph, component)];
    return { wave, order, cycles: cycles.sort((a, b) => (a[0]?.from ?? 0) - (b[0]?.from ?? 0)) };
  }

  #selfCycles(): Cycle[] {
    const edges = [...this.#selfEdges].sort(([a], [b]) => a - b);
    return edges.map(([node, reason]) => [{ from: node, to: node, reason }]);
  }

  /** A group is entered at its own number and left at the next; a node is both at once. */
  #exit(vertex: number): number {
    return vertex < this.#nodes ? vertex : vertex + 1;
  }

  #check(vertex: number): void {
    const known = vertex >= 0 && vertex < this.#size && (vertex < this.#nodes || (vertex - this.#nodes) % 2 === 0);
    if (!known) throw new Error(`no node or group ${vertex} in this graph`);
  }
}
