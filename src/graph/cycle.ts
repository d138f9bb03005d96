import type { Adjacency } from './adjacency.ts';
import { MEMBERSHIP } from './edge-list.ts';
import { at } from './ints.ts';

/** One step of a cycle: `from` must come before `to`, because of `reason`. */
export interface CycleEdge {
  readonly from: number;
  readonly to: number;
  /** The number that the caller gave the edge; of parallel edges, the lowest. */
  readonly reason: number;
}

/** A closed path: each edge begins where the one before it ends, and the first where the last ends. */
export type Cycle = readonly CycleEdge[];

/**
 * Edges that may be looked at in search of ever shorter cycles, about a tenth of a second. The shortest cycle of a component
 * costs the product of its nodes and edges: a thousand nodes with ten thousand edges are within the budget, and of larger
 * ones the shortest cycle through their lowest nodes is found.
 */
const SEARCH_BUDGET = 10_000_000;

/**
 * Finds one shortest cycle in each strongly connected component that has one, in the order of their lowest nodes.
 * Of equally short cycles it is the one that begins with the lowest nodes, so the order of edges does not matter.
 */
export function shortestCycles(nodes: number, graph: Adjacency, component: Int32Array): Cycle[] {
  const search = new CycleSearch(nodes, graph, component);
  const shortest = new Map<number, Cycle>();
  for (let node = 0; node < nodes; node++) {
    const known = shortest.get(at(component, node));
    if (known !== undefined && search.spent > SEARCH_BUDGET) continue;
    const cycle = search.from(node, known?.length);
    if (cycle !== undefined) shortest.set(at(component, node), cycle);
  }
  return [...shortest.values()].sort((a, b) => (a[0]?.from ?? 0) - (b[0]?.from ?? 0));
}

/** Breadth-first search in which each level is sorted by path, so that the first cycle found is the first of the shortest. */
class CycleSearch {
  /** Edges looked at so far. */
  spent = 0;
  readonly #nodes: number;
  readonly #graph: Adjacency;
  readonly #component: Int32Array;
  /** The search that reached a vertex last; it saves clearing the marks between searches. */
  readonly #reached: Int32Array;
  readonly #parent: Int32Array;
  readonly #reason: Int32Array;
  #search = 0;
  #start = 0;

  constructor(nodes: number, graph: Adjacency, component: Int32Array) {
    this.#nodes = nodes;
    this.#graph = graph;
    this.#component = component;
    this.#reached = new Int32Array(component.length);
    this.#parent = new Int32Array(nodes);
    this.#reason = new Int32Array(nodes);
  }

  /** The shortest cycle of fewer than `limit` edges through `start` and otherwise only higher nodes of its component. */
  from(start: number, limit = Number.POSITIVE_INFINITY): Cycle | undefined {
    this.#start = start;
    this.#search++;
    let level = [start];
    for (let length = 1; length < limit && level.length > 0; length++) {
      const deeper: number[] = [];
      for (const node of level) {
        const found: number[] = [];
        const closing = this.#expand(node, found);
        if (closing !== undefined) return this.#path(node, closing);
        for (const next of found.sort((a, b) => a - b)) deeper.push(next);
      }
      level = deeper;
    }
    return undefined;
  }

  /** Collects the nodes that an edge from `node` reaches first; returns the reason of an edge back to the start. */
  #expand(node: number, found: number[]): number | undefined {
    const ways = this.#ways(node).sort((a, b) => at(this.#graph.reason, a) - at(this.#graph.reason, b));
    for (const slot of ways) {
      const reason = at(this.#graph.reason, slot);
      const pending = [at(this.#graph.link, slot) >> 1];
      for (let vertex = pending.pop(); vertex !== undefined; vertex = pending.pop()) {
        if (vertex === this.#start) return reason;
        if (vertex < this.#start || !this.#reach(vertex)) continue;
        if (vertex >= this.#nodes) {
          this.#eachEdge(vertex, (member) => pending.push(at(this.#graph.link, member) >> 1));
          continue;
        }
        this.#parent[vertex] = node;
        this.#reason[vertex] = reason;
        found.push(vertex);
      }
    }
    return undefined;
  }

  /** The edges with a reason that leave a node or a group that it ends. */
  #ways(node: number): number[] {
    const ways: number[] = [];
    const pending = [node];
    for (let vertex = pending.pop(); vertex !== undefined; vertex = pending.pop()) {
      this.#eachEdge(vertex, (slot) => {
        if (at(this.#graph.reason, slot) !== MEMBERSHIP) ways.push(slot);
        else if (this.#reach(at(this.#graph.link, slot) >> 1)) pending.push(at(this.#graph.link, slot) >> 1);
      });
    }
    return ways;
  }

  #eachEdge(vertex: number, visit: (slot: number) => void): void {
    const end = at(this.#graph.start, vertex + 1);
    const own = at(this.#component, vertex);
    for (let slot = at(this.#graph.start, vertex); slot < end; slot++) {
      this.spent++;
      if (at(this.#component, at(this.#graph.link, slot) >> 1) === own) visit(slot);
    }
  }

  #reach(vertex: number): boolean {
    if (at(this.#reached, vertex) === this.#search) return false;
    this.#reached[vertex] = this.#search;
    return true;
  }

  #path(last: number, closing: number): Cycle {
    const edges: CycleEdge[] = [{ from: last, to: this.#start, reason: closing }];
    for (let node = last; node !== this.#start; node = at(this.#parent, node)) {
      edges.push({ from: at(this.#parent, node), to: node, reason: at(this.#reason, node) });
    }
    return edges.reverse();
  }
}
