import type { Drawing, DrawnEdge, DrawnThing } from './drawing.ts';
import { boldWidth, fitted, textWidth } from './text-width.ts';

/** A point of the picture, in pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of the picture. */
export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** A drawing with a place for everything. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly { readonly thing: DrawnThing; readonly area: Area }[];
  readonly nodes: readonly { readonly thing: DrawnThing; readonly area: Area }[];
  readonly edges: readonly {
    readonly edge: DrawnEdge;
    /** A start and, for each cubic curve, two control points and an end. */
    readonly points: readonly Point[];
    readonly label?: Area | undefined;
  }[];
}

/** Sizes of the fonts, in pixels. */
export const FONT = { title: 14, subtitle: 11, box: 13, label: 10.5 } as const;

/** Widest text in a node; longer ones are cut. */
const TEXT_WIDTH = 230;
const NODE_HEIGHT = 46;
const NODE_PADDING = 32;
const LINE_HEIGHT = 13;

/** A picture with more nodes is laid out with less patience for crossings. */
const LARGE = 400;

/** Asks Graphviz, given its language, for its JSON without drawing. */
export type Engine = (dot: string) => unknown;

/** The text of a node or box as it fits. */
export function shown(text: string, size: number): string {
  return fitted(text, size, TEXT_WIDTH);
}

/** Lays a drawing out. Graphviz gets sizes and numbers alone, never a name of the user's. */
export function layout(drawing: Drawing, engine: Engine): Layout {
  const { dot, parts } = layoutQuestion(drawing);
  return readAnswer(engine(dot), drawing, parts);
}

/** Which thing each number in the question stands for. */
interface Parts {
  readonly boxes: ReadonlyMap<string, DrawnThing>;
  readonly nodes: ReadonlyMap<string, DrawnThing>;
  readonly edges: readonly DrawnEdge[];
}

function layoutQuestion(drawing: Drawing): { readonly dot: string; readonly parts: Parts } {
  const nodeNames = new Map(drawing.nodes.map((node, index) => [node.id, `n${index}`]));
  const boxNames = new Map(drawing.boxes.map((box, index) => [box.id, `cluster_${index}`]));
  const inside = new Map<string | undefined, DrawnThing[]>();
  for (const thing of [...drawing.boxes, ...drawing.nodes]) {
    const members = inside.get(thing.box);
    if (members === undefined) inside.set(thing.box, [thing]);
    else members.push(thing);
  }
  const lines = ['digraph g {', graphAttributes(drawing)];
  const open = (box: string | undefined, depth: number) => {
    // From left to right, Graphviz stacks from the bottom.
    for (const thing of (inside.get(box) ?? []).toReversed()) {
      const name = nodeNames.get(thing.id);
      if (name !== undefined) {
        lines.push(`${name} [width=${inches(nodeWidth(thing))}]`);
        continue;
      }
      lines.push(
        `subgraph ${boxNames.get(thing.id)} { margin=${depth === 0 ? 18 : 12} label=${space(boxTitleWidth(thing), 24)}`,
      );
      open(thing.id, depth + 1);
      lines.push('}');
    }
  };
  open(undefined, 0);
  const edges: DrawnEdge[] = [];
  for (const edge of drawing.edges) {
    const line = edgeLine(edge, edges.length, { nodes: nodeNames, boxes: boxNames, inside });
    if (line === undefined) continue;
    lines.push(line);
    edges.push(edge);
  }
  lines.push('}');
  const boxes = new Map(drawing.boxes.map((box) => [boxNames.get(box.id) ?? '', box]));
  const nodes = new Map(drawing.nodes.map((node) => [nodeNames.get(node.id) ?? '', node]));
  return { dot: lines.join('\n'), parts: { boxes, nodes, edges } };
}

function graphAttributes({ nodes }: Drawing): string {
  const quick = nodes.length > LARGE ? ' nslimit=2 nslimit1=2 mclimit=0.3' : '';
  return [
    `graph [rankdir=LR compound=true nodesep=0.28 ranksep=0.7 labeljust=l${quick}]`,
    `node [shape=box fixedsize=true height=${inches(NODE_HEIGHT)} label=""]`,
    'edge [arrowhead=none]',
  ].join('\n');
}

/** The names that things have in the question. */
interface Names {
  readonly nodes: ReadonlyMap<string, string>;
  readonly boxes: ReadonlyMap<string, string>;
  readonly inside: ReadonlyMap<string | undefined, readonly DrawnThing[]>;
}

function edgeLine(
  { from, to, kind, label }: DrawnEdge,
  number: number,
  { nodes, boxes, inside }: Names,
): string | undefined {
  const tail = nodes.get(from) ?? nodes.get(firstNodeIn(from, inside) ?? '');
  const head = nodes.get(to) ?? nodes.get(firstNodeIn(to, inside) ?? '');
  if (tail === undefined || head === undefined || tail === head) return undefined;
  const attributes = [
    `id=${number}`,
    ...(boxes.has(from) ? [`ltail=${boxes.get(from)}`] : []),
    ...(boxes.has(to) ? [`lhead=${boxes.get(to)}`] : []),
    ...(label.length === 0 ? [] : [`label=${space(labelWidth(label), label.length * LINE_HEIGHT + 4)}`]),
    ...(kind === 'takes' ? ['weight=3'] : []),
  ];
  return `${tail} -> ${head} [${attributes.join(' ')}]`;
}

/** The node that stands for a box at the end of an edge. */
function firstNodeIn(box: string, inside: ReadonlyMap<string | undefined, readonly DrawnThing[]>): string | undefined {
  const waiting = [...(inside.get(box) ?? [])];
  for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) {
    const members = inside.get(thing.id);
    if (members === undefined) return thing.id;
    waiting.push(...members);
  }
  return undefined;
}

function nodeWidth({ title, subtitle }: DrawnThing): number {
  const text = Math.max(
    textWidth(shown(title, FONT.title), FONT.title),
    textWidth(shown(subtitle, FONT.subtitle), FONT.subtitle),
  );
  return Math.max(96, text + NODE_PADDING);
}

function boxTitleWidth({ title, subtitle }: DrawnThing): number {
  return boldWidth(shown(title, FONT.box), FONT.box) + textWidth(shown(subtitle, FONT.subtitle), FONT.subtitle) + 30;
}

/** Width of the widest line of a label. */
function labelWidth(label: readonly string[]): number {
  return Math.max(...label.map((line) => textWidth(shown(line, FONT.label), FONT.label))) + 8;
}

/** Empty space of a size, in Graphviz' HTML-like labels; 1 point is 1 pixel here. */
function space(width: number, height: number): string {
  return `<<TABLE BORDER="0" CELLBORDER="0" FIXEDSIZE="TRUE" WIDTH="${Math.ceil(width)}" HEIGHT="${Math.ceil(height)}"><TR><TD></TD></TR></TABLE>>`;
}

function inches(points: number): string {
  return (points / 72).toFixed(3);
}

function readAnswer(answer: unknown, drawing: Drawing, parts: Parts): Layout {
  const [, , width = 0, height = 0] = numbersOf(member(answer, 'bb'));
  const objects = listOf(member(answer, 'objects'));
  const flip = (y: number) => round(height - y);
  const boxes: Layout['boxes'][number][] = [];
  const nodes: Layout['nodes'][number][] = [];
  for (const object of objects) {
    const name = String(member(object, 'name'));
    const box = parts.boxes.get(name);
    const node = parts.nodes.get(name);
    if (box !== undefined) {
      const [left = 0, bottom = 0, right = 0, top = 0] = numbersOf(member(object, 'bb'));
      const area = { x: round(left), y: flip(top), width: round(right - left), height: round(top - bottom) };
      boxes.push({ thing: box, area });
    } else if (node !== undefined) {
      const [x = 0, y = 0] = numbersOf(member(object, 'pos'));
      const own = Number(member(object, 'width')) * 72;
      const area = { x: round(x - own / 2), y: flip(y + NODE_HEIGHT / 2), width: round(own), height: NODE_HEIGHT };
      nodes.push({ thing: node, area });
    }
  }
  const edges = listOf(member(answer, 'edges')).flatMap((found): Layout['edges'][number][] => {
    const edge = parts.edges[Number(member(found, 'id'))];
    const points = pointsOf(member(found, 'pos')).map(({ x, y }) => ({ x: round(x), y: flip(y) }));
    if (edge === undefined || points.length === 0) return [];
    return [{ edge, points, label: labelArea(edge, numbersOf(member(found, 'lp')), flip) }];
  });
  if (nodes.length !== drawing.nodes.length) throw new Error('Graphviz has lost nodes of the drawing');
  // In the order of the drawing, which is that in which a keyboard goes through them.
  const order = new Map([...drawing.boxes, ...drawing.nodes].map(({ id }, index) => [id, index]));
  const rank = ({ thing }: { readonly thing: DrawnThing }) => order.get(thing.id) ?? 0;
  boxes.sort((a, b) => rank(a) - rank(b));
  nodes.sort((a, b) => rank(a) - rank(b));
  return { width: round(width), height: round(height), boxes, nodes, edges };
}

function labelArea({ label }: DrawnEdge, [x, y]: readonly number[], flip: (y: number) => number): Area | undefined {
  if (label.length === 0 || x === undefined || y === undefined) return undefined;
  const width = round(labelWidth(label));
  const height = label.length * LINE_HEIGHT + 4;
  return { x: round(x - width / 2), y: round(flip(y) - height / 2), width, height };
}

/** The points of a spline: `x,y` each; `s,` and `e,` say where arrows would end, which we draw otherwise. */
function pointsOf(text: unknown): readonly Point[] {
  return String(text ?? '')
    .split(' ')
    .filter((part) => /^-?[\d.]/.test(part))
    .map((part) => {
      const [x = 0, y = 0] = part.split(',').map(Number);
      return { x, y };
    });
}

function numbersOf(text: unknown): readonly number[] {
  return text === undefined ? [] : String(text).split(',').map(Number);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
