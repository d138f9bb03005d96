import type { Adjacency } from './adjacency.ts';
import { EdgeList } from './edge-list.ts';
import { at } from './ints.ts';
import { type Layers, layers } from './layers.ts';

/**
 * Layers a graph that has cycles: the nodes that wait for each other share a wave and stand together, in number order.
 * So the passes after this one can go on and find their problems too.
 */
export function layersOfComponents(nodes: number, graph: Adjacency, component: Int32Array): Layers {
  const { number, withNodes, size } = renumbered(nodes, component);
  const edges = new EdgeList();
  for (let vertex = 0; vertex < component.length; vertex++) {
    const from = at(number, at(component, vertex));
    for (let slot = at(graph.start, vertex); slot < at(graph.start, vertex + 1); slot++) {
      const link = at(graph.link, slot);
      const to = at(number, at(component, link >> 1));
      if (from !== to) edges.add(from, to, (link & 1) === 1 ? 1 : 0, at(graph.reason, slot));
    }
  }
  const { wave, order, complete } = layers(withNodes, size, edges);
  const place = Int32Array.from(order);
  for (let position = 0; position < order.length; position++) place[at(order, position)] = position;
  const own = Int32Array.from({ length: nodes }, (_, node) => at(number, at(component, node)));
  return {
    wave: own.map((vertex) => at(wave, vertex)),
    order: Int32Array.from(own.keys()).sort((a, b) => at(place, at(own, a)) - at(place, at(own, b)) || a - b),
    complete,
  };
}

/** Numbers the components that hold nodes by their lowest node, and the others, which only pass groups on, after them. */
function renumbered(nodes: number, component: Int32Array): { number: Int32Array; withNodes: number; size: number } {
  const number = new Int32Array(component.length).fill(-1);
  let size = 0;
  let withNodes = 0;
  for (let vertex = 0; vertex < component.length; vertex++) {
    if (at(number, at(component, vertex)) < 0) number[at(component, vertex)] = size++;
    if (vertex === nodes - 1) withNodes = size;
  }
  return { number, withNodes, size };
}
