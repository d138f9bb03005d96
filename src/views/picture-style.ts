import { EDGES, type EdgeKind, KINDS, type NodeKind } from './drawing.ts';
import { FONT } from './layout.ts';

/** Colours of a picture: of paper and text, and of each kind. Texts stand out from their ground by 4.5 to 1 or more. */
export interface Theme {
  readonly paper: string;
  readonly panel: string;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly accent: string;
  readonly kinds: Readonly<Record<NodeKind, string>>;
  readonly edges: Readonly<Record<EdgeKind, string>>;
  /** How much of a kind's colour its ground has, in percent. */
  readonly tint: number;
}

export const LIGHT: Theme = {
  paper: '#ffffff',
  panel: '#f6f8fa',
  text: '#1b2330',
  faint: '#57606f',
  line: '#d5dbe3',
  accent: '#1f5fd6',
  tint: 8,
  kinds: {
    application: '#5b6b82',
    construct: '#1f5fd6',
    object: '#4c5a70',
    control: '#b3261e',
    link: '#00688b',
    namespace: '#6b7280',
    provisioner: '#7b3fbf',
    rule: '#9a5b00',
    cluster: '#0a7a5c',
  },
  edges: {
    takes: '#1f5fd6',
    handed: '#9a5b00',
    waits: '#57606f',
    provisioned: '#7b3fbf',
    shared: '#00688b',
    placed: '#0a7a5c',
    uses: '#b3261e',
  },
};

export const DARK: Theme = {
  paper: '#0f141b',
  panel: '#171e28',
  text: '#e8edf4',
  faint: '#a3afbf',
  line: '#2c3746',
  accent: '#7fb0ff',
  tint: 16,
  kinds: {
    application: '#8fa1bb',
    construct: '#7fb0ff',
    object: '#9fb0c6',
    control: '#ff8f85',
    link: '#5cc8e8',
    namespace: '#9aa4b2',
    provisioner: '#c79bff',
    rule: '#f0b45c',
    cluster: '#4fd1a5',
  },
  edges: {
    takes: '#7fb0ff',
    handed: '#f0b45c',
    waits: '#a3afbf',
    provisioned: '#c79bff',
    shared: '#5cc8e8',
    placed: '#4fd1a5',
    uses: '#ff9b94',
  },
};

/** The colours of a theme as custom properties. */
export function themeStyle({ paper, panel, text, faint, line, accent, kinds, edges, tint }: Theme): string {
  const all = {
    ...{ paper, panel, text, faint, line, accent, tint: `${tint}%` },
    ...Object.fromEntries(Object.entries(kinds).map(([kind, colour]) => [`k-${kind}`, colour])),
    ...Object.fromEntries(Object.entries(kinds).map(([kind, colour]) => [`g-${kind}`, mixed(colour, paper, tint)])),
    ...Object.fromEntries(Object.entries(edges).map(([kind, colour]) => [`e-${kind}`, colour])),
  };
  return Object.entries(all)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** Two colours mixed here rather than by the viewer, as not all of them can. */
function mixed(colour: string, ground: string, percent: number): string {
  const channel = (from: number) => {
    const one = Number.parseInt(colour.slice(from, from + 2), 16);
    const other = Number.parseInt(ground.slice(from, from + 2), 16);
    return Math.round((one * percent + other * (100 - percent)) / 100)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Fonts whose widths are near to those that the layout reckons with. */
export const SANS = "Inter,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',sans-serif";

/** How a picture looks, whatever its colours. */
export function pictureStyle(): string {
  const kinds = KINDS.map(
    (kind) =>
      `.k-${kind}>rect{stroke:var(--k-${kind})}.node.k-${kind}>rect{fill:var(--g-${kind})}.k-${kind}>rect.bar{fill:var(--k-${kind});stroke:none}.box.k-${kind}>.box-title{fill:var(--k-${kind})}`,
  );
  const edges = EDGES.map(
    (kind) => `.e-${kind}>path{stroke:var(--e-${kind})}.e-${kind}>path.head{fill:var(--e-${kind})}`,
  );
  return [
    `text{font-family:${SANS};fill:var(--text)}`,
    '.paper{fill:var(--paper)}',
    `.heading{font-size:20px;font-weight:650}.subheading{font-size:13px;fill:var(--faint)}`,
    `.title{font-size:${FONT.title}px;font-weight:600}.subtitle,.box-title>.box-subtitle,.legend{font-size:${FONT.subtitle}px;font-weight:400;fill:var(--faint)}`,
    `.box-title{font-size:${FONT.box}px;font-weight:650}`,
    `.label{font-size:${FONT.label}px;text-anchor:middle;paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}.label.way{fill:var(--faint)}`,
    '.distant{display:none}',
    '.node>rect{stroke-width:1.25}.box>rect{fill:var(--panel);fill-opacity:.55;stroke-width:1.25;stroke-opacity:.45}',
    '.box.k-control>rect,.box.k-link>rect,.box.k-cluster>rect{stroke-dasharray:5 4}',
    '.edge>path{fill:none;stroke-width:1.6}.edge>path.head{stroke-width:1;stroke-linejoin:round}',
    '.e-waits>path:not(.head){stroke-dasharray:5 4}.e-handed>path:not(.head){stroke-dasharray:9 4}.e-provisioned>path:not(.head){stroke-dasharray:2 3.5;stroke-linecap:round}',
    ...kinds,
    ...edges,
  ].join('');
}
