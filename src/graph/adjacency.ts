import type { EdgeList } from './edge-list.ts';
import { at } from './ints.ts';

/** The edges of a graph by the vertex that they leave: those of `v` stand from `start[v]` up to `start[v + 1]`. */
export interface Adjacency {
  /** Where the edges of each vertex begin; one longer than there are vertices. */
  readonly start: Int32Array;
  /** Vertex entered, times two, plus the weight of the edge. */
  readonly link: Int32Array;
  /** Reason of the edge. */
  readonly reason: Int32Array;
}

/** Sorts edges by the vertex that they leave: a counting sort, linear and stable. */
export function adjacency(size: number, edges: EdgeList): Adjacency {
  const { from, link, reason } = edges;
  const start = new Int32Array(size + 1);
  for (let edge = 0; edge < from.length; edge++) {
    const slot = at(from, edge) + 1;
    start[slot] = at(start, slot) + 1;
  }
  for (let vertex = 0; vertex < size; vertex++) start[vertex + 1] = at(start, vertex + 1) + at(start, vertex);
  const next = start.slice(0, size);
  const sorted = { start, link: new Int32Array(from.length), reason: new Int32Array(from.length) };
  for (let edge = 0; edge < from.length; edge++) {
    const vertex = at(from, edge);
    const slot = at(next, vertex);
    next[vertex] = slot + 1;
    sorted.link[slot] = at(link, edge);
    sorted.reason[slot] = at(reason, edge);
  }
  return sorted;
}
