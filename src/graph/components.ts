import type { Adjacency } from './adjacency.ts';
import { at } from './ints.ts';

/**
 * Numbers the strongly connected components of a graph: two vertices have one number where each reaches the other.
 * Tarjan's algorithm with a stack of its own, since a chain may be longer than the call stack is deep.
 */
export function components(size: number, graph: Adjacency): Int32Array {
  return new Tarjan(size, graph).run();
}

class Tarjan {
  readonly #graph: Adjacency;
  readonly #component: Int32Array;
  /** Order of discovery from 1; 0 is not found yet. */
  readonly #found: Int32Array;
  /** Earliest vertex still open that is reached from this one. */
  readonly #low: Int32Array;
  /** The next edge to follow. */
  readonly #next: Int32Array;
  readonly #open: number[] = [];
  #discoveries = 0;
  #closed = 0;

  constructor(size: number, graph: Adjacency) {
    this.#graph = graph;
    this.#component = new Int32Array(size).fill(-1);
    this.#found = new Int32Array(size);
    this.#low = new Int32Array(size);
    this.#next = graph.start.slice(0, size);
  }

  run(): Int32Array {
    for (let root = 0; root < this.#found.length; root++) if (this.#found[root] === 0) this.#explore(root);
    return this.#component;
  }

  #explore(root: number): void {
    const path = [this.#discover(root)];
    for (let vertex = path.at(-1); vertex !== undefined; vertex = path.at(-1)) {
      const deeper = this.#follow(vertex);
      if (deeper !== undefined) {
        path.push(this.#discover(deeper));
        continue;
      }
      path.pop();
      if (at(this.#low, vertex) === at(this.#found, vertex)) this.#close(vertex);
      const parent = path.at(-1);
      if (parent !== undefined) this.#reach(parent, at(this.#low, vertex));
    }
  }

  #discover(vertex: number): number {
    this.#discoveries++;
    this.#found[vertex] = this.#discoveries;
    this.#low[vertex] = this.#discoveries;
    this.#open.push(vertex);
    return vertex;
  }

  /** Follows edges up to one that leads to a vertex not found yet. */
  #follow(vertex: number): number | undefined {
    const end = at(this.#graph.start, vertex + 1);
    for (let slot = at(this.#next, vertex); slot < end; slot++) {
      const to = at(this.#graph.link, slot) >> 1;
      if (at(this.#found, to) === 0) {
        this.#next[vertex] = slot + 1;
        return to;
      }
      if (at(this.#component, to) < 0) this.#reach(vertex, at(this.#found, to));
    }
    this.#next[vertex] = end;
    return undefined;
  }

  #reach(vertex: number, low: number): void {
    if (low < at(this.#low, vertex)) this.#low[vertex] = low;
  }

  #close(root: number): void {
    for (let vertex = this.#open.pop(); vertex !== undefined; vertex = this.#open.pop()) {
      this.#component[vertex] = this.#closed;
      if (vertex === root) break;
    }
    this.#closed++;
  }
}
