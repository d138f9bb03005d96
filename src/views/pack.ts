import type { Drawing } from './drawing.ts';
import { type Area, type Engine, type Layout, layout } from './layout.ts';

/** Space between the parts of a picture. */
const GAP = 36;
/** A picture is about this much wider than it is high, as screens are. */
const SHAPE = 1.6;

/**
 * Lays a drawing out part by part, where a part is what edges bind together, and puts the parts into rows in the order in which
 * they were drawn. So a large platform reads like a page, and its layout costs the sum of its parts.
 */
export function layoutInRows(drawing: Drawing, engine: Engine): Layout {
  const laid = partsOf(drawing).map((part) => layout(part, engine));
  const surface = laid.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const room = Math.max(Math.sqrt(surface * SHAPE), ...laid.map(({ width }) => width));
  const rows: Layout[] = [];
  let [x, y, rowHeight, width] = [0, 0, 0, 0];
  for (const part of laid) {
    if (x > 0 && x + part.width > room) {
      y += rowHeight + GAP;
      [x, rowHeight] = [0, 0];
    }
    rows.push(moved(part, x, y));
    x += part.width + GAP;
    rowHeight = Math.max(rowHeight, part.height);
    width = Math.max(width, x - GAP);
  }
  return {
    width,
    height: y + rowHeight,
    boxes: rows.flatMap(({ boxes }) => boxes),
    nodes: rows.flatMap(({ nodes }) => nodes),
    edges: rows.flatMap(({ edges }) => edges),
  };
}

/** The drawings that no edge binds to each other. */
function partsOf(drawing: Drawing): readonly Drawing[] {
  const things = [...drawing.boxes, ...drawing.nodes];
  const numbers = new Map(things.map(({ id }, index) => [id, index]));
  const leader = things.map((_, index) => index);
  const find = (of: number): number => {
    let at = of;
    while (leader[at] !== at) {
      leader[at] = leader[leader[at] ?? at] ?? at;
      at = leader[at] ?? at;
    }
    return at;
  };
  const join = (a: string | undefined, b: string | undefined) => {
    const [first, second] = [a, b].map((id) => (id === undefined ? undefined : numbers.get(id)));
    if (first === undefined || second === undefined) return;
    const [low, high] = [find(first), find(second)].sort((left, right) => left - right);
    if (low !== undefined && high !== undefined) leader[high] = low;
  };
  for (const { id, box } of things) join(id, box);
  for (const { from, to } of drawing.edges) join(from, to);
  const parts = new Map<number, Mutable>();
  const partOf = (id: string): Mutable => {
    const number = find(numbers.get(id) ?? 0);
    const part = parts.get(number) ?? { boxes: [], nodes: [], edges: [] };
    parts.set(number, part);
    return part;
  };
  for (const box of drawing.boxes) partOf(box.id).boxes.push(box);
  for (const node of drawing.nodes) partOf(node.id).nodes.push(node);
  for (const edge of drawing.edges)
    if (numbers.has(edge.from) && numbers.has(edge.to)) partOf(edge.from).edges.push(edge);
  return [...parts]
    .sort(([a], [b]) => a - b)
    .map(([, part]) => ({ ...drawing, ...part }))
    .filter(({ nodes }) => nodes.length > 0);
}

interface Mutable {
  readonly boxes: Drawing['boxes'][number][];
  readonly nodes: Drawing['nodes'][number][];
  readonly edges: Drawing['edges'][number][];
}

function moved(part: Layout, x: number, y: number): Layout {
  if (x === 0 && y === 0) return part;
  const round = (number: number) => Math.round(number * 10) / 10;
  const point = <P extends { readonly x: number; readonly y: number }>(one: P): P => ({
    ...one,
    x: round(one.x + x),
    y: round(one.y + y),
  });
  const area = (one: Area) => point(one);
  return {
    ...part,
    boxes: part.boxes.map((box) => ({ ...box, area: area(box.area) })),
    nodes: part.nodes.map((node) => ({ ...node, area: area(node.area) })),
    edges: part.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(point),
      label: edge.label === undefined ? undefined : area(edge.label),
    })),
  };
}
