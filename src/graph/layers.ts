import { type Adjacency, adjacency } from './adjacency.ts';
import type { EdgeList } from './edge-list.ts';
import { at } from './ints.ts';
import { ReadySet } from './ready-set.ts';

/** Vertices laid in waves and in line. */
export interface Layers {
  /** Wave of each node, as early as its edges allow. */
  readonly wave: Int32Array;
  /** Nodes so that every edge points forward; where several could come next, the lowest. Nodes on or behind a cycle are missing. */
  readonly order: Int32Array;
  /** Whether every vertex found its place, that is, there is no cycle. */
  readonly complete: boolean;
}

/**
 * Layers a graph by longest paths, which gives the fewest waves that its weights allow.
 * Vertices below `nodes` are nodes. Those from `nodes` up to `size` stand for the ends of groups: they are passed as
 * soon as they are ready, so that a group never holds a node back longer than the edges between members would.
 */
export function layers(nodes: number, size: number, edges: EdgeList): Layers {
  const graph = adjacency(size, edges);
  const waiting = predecessors(size, edges);
  // A group's end that nobody reaches, because the group is empty, stands before the first wave: an edge from it costs nothing.
  const wave = new Int32Array(size).fill(-1, nodes);
  const order = new Int32Array(nodes);
  const ready = new ReadySet(nodes);
  const passing: number[] = [];
  const release = (vertex: number): void => {
    if (vertex < nodes) ready.add(vertex);
    else passing.push(vertex);
  };
  for (let vertex = 0; vertex < size; vertex++) if (waiting[vertex] === 0) release(vertex);

  let placed = 0;
  let passed = 0;
  for (;;) {
    const vertex = passing.pop() ?? ready.take();
    if (vertex < 0) break;
    if (vertex < nodes) order[placed++] = vertex;
    else passed++;
    settle(graph, vertex, wave, waiting, release);
  }
  return { wave: wave.slice(0, nodes), order: order.slice(0, placed), complete: placed + passed === size };
}

function predecessors(size: number, edges: EdgeList): Int32Array {
  const count = new Int32Array(size);
  const { link } = edges;
  for (let edge = 0; edge < link.length; edge++) {
    const to = at(link, edge) >> 1;
    count[to] = at(count, to) + 1;
  }
  return count;
}

function settle(
  graph: Adjacency,
  vertex: number,
  wave: Int32Array,
  waiting: Int32Array,
  release: (vertex: number) => void,
): void {
  const own = at(wave, vertex);
  const end = at(graph.start, vertex + 1);
  for (let slot = at(graph.start, vertex); slot < end; slot++) {
    const link = at(graph.link, slot);
    const to = link >> 1;
    const earliest = own + (link & 1);
    if (earliest > at(wave, to)) wave[to] = earliest;
    const left = at(waiting, to) - 1;
    waiting[to] = left;
    if (left === 0) release(to);
  }
}
