import { type Drawing, type DrawnThing, EDGE_NAMES, EDGES, KIND_NAMES, KINDS } from './drawing.ts';
import { type Area, FONT, type Layout, type Point, shown } from './layout.ts';
import { markup } from './markup.ts';
import { DARK, LIGHT, pictureStyle, themeStyle } from './picture-style.ts';
import { boldWidth, textWidth } from './text-width.ts';

const MARGIN = 32;
const HEADER = 58;
const FOOTER = 100;

/** Draws a layout as an SVG that stands for itself: fonts, colours for light and dark, tooltips and a legend are in it. */
export function svgOf(drawing: Drawing, layout: Layout): string {
  const legend = legendOf(drawing);
  const width = Math.ceil(Math.max(layout.width, legend.width, 360) + 2 * MARGIN);
  const height = Math.ceil(layout.height + HEADER + FOOTER);
  const style = `:root{${themeStyle(LIGHT)}}@media (prefers-color-scheme:dark){:root{${themeStyle(DARK)}}}${pictureStyle()}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="picture-title">`,
    `<title id="picture-title">${markup(`${drawing.title}: ${drawing.subtitle}`)}</title>`,
    `<style>${style}</style>`,
    '<rect class="paper" width="100%" height="100%"/>',
    `<text class="heading" x="${MARGIN}" y="34">${markup(drawing.title)}</text>`,
    `<text class="subheading" x="${MARGIN}" y="52">${markup(drawing.subtitle)}</text>`,
    `<g transform="translate(${MARGIN} ${HEADER + 12})">${pictureOf(layout)}</g>`,
    `<g transform="translate(${MARGIN} ${HEADER + layout.height + 44})">${legend.content}</g>`,
    '</svg>\n',
  ].join('\n');
}

/** The picture alone, for a page that brings its own style. Things are numbered, boxes first, as names are no safe identifiers. */
export function pictureOf({ boxes, nodes, edges }: Layout): string {
  const parts = [
    ...boxes.map(({ thing, area }, index) => {
      const title = `${markup(shown(thing.title, FONT.box))}<tspan class="box-subtitle" dx="8">${markup(shown(thing.subtitle, FONT.subtitle))}</tspan>`;
      return [
        `<g class="box k-${thing.kind}" data-thing="${index}"><title>${tooltip(thing)}</title>`,
        `<rect x="${area.x}" y="${area.y}" width="${area.width}" height="${area.height}" rx="14"/>`,
        `<text class="box-title" x="${area.x + 14}" y="${area.y + 22}">${title}</text>${thing.box === undefined ? distantTitle(thing, area) : ''}</g>`,
      ].join('');
    }),
    ...edges.map(({ edge, points, label }, index) => {
      const lines = edge.label.map((line, at) => {
        const y = (label?.y ?? 0) + 10 + at * 12.5;
        const x = (label?.x ?? 0) + (label?.width ?? 0) / 2;
        return `<text class="${at === 0 ? 'label' : 'label way'}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${markup(shown(line, FONT.label))}</text>`;
      });
      return [
        `<g class="edge e-${edge.kind}" data-edge="${index}"><title>${markup(edge.why)}</title>`,
        `<path d="${curve(points)}"/>${arrow(points)}${label === undefined ? '' : lines.join('')}</g>`,
      ].join('');
    }),
    ...nodes.map(({ thing, area }, index) =>
      [
        `<g class="node k-${thing.kind}" data-thing="${boxes.length + index}"><title>${tooltip(thing)}</title>`,
        `<rect x="${area.x}" y="${area.y}" width="${area.width}" height="${area.height}" rx="9"/>`,
        `<rect class="bar" x="${area.x + 8}" y="${area.y + 10}" width="4" height="${area.height - 20}" rx="2"/>`,
        `<text class="title" x="${area.x + 21}" y="${area.y + 20}">${markup(shown(thing.title, FONT.title))}</text>`,
        `<text class="subtitle" x="${area.x + 21}" y="${area.y + 35}">${markup(shown(thing.subtitle, FONT.subtitle))}</text></g>`,
      ].join(''),
    ),
  ];
  return parts.join('\n');
}

/** A title that fills its box, for pages on which it is seen from afar. */
function distantTitle({ title }: DrawnThing, { x, y, width, height }: Area): string {
  const size = Math.min(height * 0.5, (width * 0.9) / boldWidth(title, 1));
  return `<text class="distant" x="${(x + width / 2).toFixed(1)}" y="${(y + height / 2 + size * 0.35).toFixed(1)}" font-size="${size.toFixed(1)}">${markup(title)}</text>`;
}

function tooltip({ kind, title, subtitle, subject, source, clusters }: DrawnThing): string {
  const lines = [
    `${title} (${KIND_NAMES[kind]})`,
    subtitle,
    ...(subject === title ? [] : [subject]),
    ...(source === undefined ? [] : [source]),
    ...(clusters.length === 0 ? [] : [`on ${clusters.slice(0, 12).join(', ')}${clusters.length > 12 ? ' …' : ''}`]),
  ];
  return markup(lines.join('\n'));
}

function curve(points: readonly Point[]): string {
  const [start, ...rest] = points;
  if (start === undefined) return '';
  return `M${start.x} ${start.y}C${rest.map(({ x, y }) => `${x} ${y}`).join(' ')}`;
}

/** A head in the direction in which the curve ends. */
function arrow(points: readonly Point[]): string {
  const end = points.at(-1);
  // The last control point may fall onto the end; then an earlier one tells the direction.
  const from = points.slice(0, -1).findLast(({ x, y }) => end !== undefined && Math.hypot(end.x - x, end.y - y) > 1);
  if (end === undefined || from === undefined) return '';
  const angle = Math.atan2(end.y - from.y, end.x - from.x);
  const at = (distance: number, aside: number) => {
    const x = end.x - distance * Math.cos(angle) - aside * Math.sin(angle);
    const y = end.y - distance * Math.sin(angle) + aside * Math.cos(angle);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  return `<path class="head" d="M${at(0, 0)}L${at(9, 4)}L${at(7, 0)}L${at(9, -4)}Z"/>`;
}

/** Kinds and edges that are in the drawing. */
function legendOf({ boxes, nodes, edges }: Drawing): {
  readonly content: string;
  readonly width: number;
} {
  const there = new Set([...boxes, ...nodes].map(({ kind }) => kind));
  const drawn = new Set(edges.map(({ kind }) => kind));
  const parts: string[] = [];
  let x = 0;
  for (const kind of KINDS.filter((one) => there.has(one))) {
    const name = KIND_NAMES[kind];
    parts.push(`<g class="node k-${kind}"><rect x="${x}" y="0" width="18" height="14" rx="4"/></g>`);
    parts.push(`<text class="legend" x="${x + 25}" y="11.5">${name}</text>`);
    x += 25 + Math.ceil(textWidth(name, FONT.subtitle)) + 20;
  }
  const kinds = x;
  x = 0;
  for (const kind of EDGES.filter((one) => drawn.has(one))) {
    const name = EDGE_NAMES[kind];
    const line = [
      { x, y: 33 },
      { x: x + 10, y: 33 },
      { x: x + 20, y: 33 },
      { x: x + 30, y: 33 },
    ];
    parts.push(`<g class="edge e-${kind}"><path d="${curve(line)}"/>${arrow(line)}</g>`);
    parts.push(`<text class="legend" x="${x + 38}" y="36.5">${name}</text>`);
    x += 38 + Math.ceil(textWidth(name, FONT.subtitle)) + 20;
  }
  return { content: parts.join(''), width: Math.max(kinds, x) };
}
