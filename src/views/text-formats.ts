import { type Drawing, type DrawnEdge, type DrawnThing, KINDS } from './drawing.ts';
import { LIGHT } from './picture-style.ts';

/** A line of a text format, at the depth of the boxes around it. */
type Say = (depth: number, line: string) => void;

/** How a format writes what is drawn; names are numbers, so that no name of the user's can be a word of the format. */
interface Format {
  begin(drawing: Drawing, say: Say): void;
  node(name: string, thing: DrawnThing, depth: number, say: Say): void;
  open(name: string, thing: DrawnThing, depth: number, say: Say): void;
  close(depth: number, say: Say): void;
  edge(from: string, to: string, edge: DrawnEdge, say: Say): void;
  end(drawing: Drawing, say: Say): void;
}

function write(drawing: Drawing, format: Format): string {
  const lines: string[] = [];
  const say: Say = (depth, line) => lines.push('  '.repeat(depth) + line);
  const inside = new Map<string | undefined, DrawnThing[]>();
  for (const thing of [...drawing.boxes, ...drawing.nodes]) {
    const members = inside.get(thing.box);
    if (members === undefined) inside.set(thing.box, [thing]);
    else members.push(thing);
  }
  const boxes = new Map(drawing.boxes.map(({ id }, index) => [id, `b${index}`]));
  const names = new Map([...boxes, ...drawing.nodes.map(({ id }, index) => [id, `n${index}`] as const)]);
  format.begin(drawing, say);
  const draw = (box: string | undefined, depth: number) => {
    for (const thing of inside.get(box) ?? []) {
      const name = names.get(thing.id) ?? '';
      if (!boxes.has(thing.id)) format.node(name, thing, depth, say);
      else if (inside.has(thing.id)) {
        format.open(name, thing, depth, say);
        draw(thing.id, depth + 1);
        format.close(depth, say);
      }
    }
  };
  draw(undefined, 1);
  for (const edge of drawing.edges) {
    const from = names.get(edge.from);
    const to = names.get(edge.to);
    const isThere = (id: string) => !boxes.has(id) || inside.has(id);
    if (from !== undefined && to !== undefined && isThere(edge.from) && isThere(edge.to))
      format.edge(from, to, edge, say);
  }
  format.end(drawing, say);
  return `${lines.join('\n')}\n`;
}

/** A drawing in the language of Mermaid, as GitHub and GitLab show it. */
export function mermaidOf(drawing: Drawing): string {
  return write(drawing, MERMAID);
}

const MERMAID: Format = {
  begin: (_, say) => say(0, 'flowchart LR'),
  node: (name, { kind, title, subtitle }, depth, say) => {
    const shape =
      kind === 'rule'
        ? ['([', '])']
        : kind === 'cluster'
          ? ['[[', ']]']
          : kind === 'provisioner'
            ? ['{{', '}}']
            : ['[', ']'];
    const label = subtitle === '' ? quotedMermaid(title) : `"${mermaidText(title)}<br/>${mermaidText(subtitle)}"`;
    say(depth, `${name}${shape[0]}${label}${shape[1]}:::${kind}`);
  },
  open: (name, { title }, depth, say) => say(depth, `subgraph ${name}[${quotedMermaid(title)}]`),
  close: (depth, say) => say(depth, 'end'),
  edge: (from, to, { kind, label }, say) => {
    const arrow = kind === 'waits' || kind === 'uses' || kind === 'handed' ? '-.->' : kind === 'takes' ? '==>' : '-->';
    const words = label.length === 0 ? '' : `|"${label.map(mermaidText).join('<br/>')}"|`;
    say(1, `${from} ${arrow}${words} ${to}`);
  },
  end: (drawing, say) => {
    for (const kind of KINDS.filter((one) => drawing.nodes.some((node) => node.kind === one))) {
      say(1, `classDef ${kind} stroke:${LIGHT.kinds[kind]},stroke-width:1.5px`);
    }
  },
};

function quotedMermaid(value: string): string {
  return `"${mermaidText(value)}"`;
}

/** A text within the quotes of Mermaid: what could end them, or be read as markup, is written as an entity. */
function mermaidText(value: string): string {
  return value
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\s+/g, ' ')
    .replace(/[^\w\s.,:/()+=*@!?'-]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return code > 0x9f && code < 0xd800
        ? character
        : code < 0x20 || (code >= 0x7f && code < 0xa0)
          ? ' '
          : `#${code};`;
    });
}

/** A drawing in the language of Graphviz. */
export function dotOf(drawing: Drawing): string {
  return write(drawing, DOT);
}

const DOT: Format = {
  begin: ({ title, subtitle }, say) => {
    say(0, 'digraph platform {');
    say(1, `graph [rankdir=LR compound=true fontname="Helvetica" labelloc=t label=${quoted(title, subtitle)}]`);
    say(1, 'node [shape=box style="rounded,filled" fillcolor=white fontname="Helvetica" fontsize=11]');
    say(1, 'edge [fontname="Helvetica" fontsize=9 arrowsize=0.7]');
  },
  node: (name, thing, depth, say) => {
    const { kind, title, subtitle } = thing;
    say(
      depth,
      `${name} [label=${quoted(title, subtitle)} color="${LIGHT.kinds[kind]}" tooltip=${quoted(tooltip(thing))}]`,
    );
  },
  open: (name, thing, depth, say) => {
    const { kind, title, subtitle } = thing;
    say(depth, `subgraph cluster_${name} {`);
    say(
      depth + 1,
      `graph [style=rounded color="${LIGHT.kinds[kind]}" label=${quoted(title, subtitle)} tooltip=${quoted(tooltip(thing))}]`,
    );
    // Graphviz draws no edge to a box, but one to a node in it that ends at the border.
    say(depth + 1, `${name} [shape=point style=invis width=0 height=0 label=""]`);
  },
  close: (depth, say) => say(depth, '}'),
  edge: (from, to, { kind, label, why }, say) => {
    const style =
      kind === 'waits' || kind === 'uses' || kind === 'handed' ? 'dashed' : kind === 'provisioned' ? 'dotted' : 'solid';
    const ends = [
      from.startsWith('b') ? ` ltail=cluster_${from}` : '',
      to.startsWith('b') ? ` lhead=cluster_${to}` : '',
    ];
    const words = label.length === 0 ? '' : ` label=${quoted(...label)}`;
    say(
      1,
      `${from} -> ${to} [style=${style} color="${LIGHT.edges[kind]}"${words} tooltip=${quoted(why)}${ends.join('')}]`,
    );
  },
  end: (_, say) => say(0, '}'),
};

function tooltip({ subject, source, clusters }: DrawnThing): string {
  return [
    subject,
    ...(source === undefined ? [] : [source]),
    ...(clusters.length === 0 ? [] : [`on ${clusters.join(', ')}`]),
  ].join('\n');
}

/** A text of Graphviz in lines. A backslash would begin an escape such as `\N`, so it is doubled. */
function quoted(...lines: readonly string[]): string {
  const text = lines
    .filter((line) => line !== '')
    .map((line) =>
      line
        .replace(/[^\P{Cc}\n]/gu, ' ')
        .replace(/\p{Surrogate}/gu, '\ufffd')
        .replace(/[\\"]/g, '\\$&')
        .replaceAll('\n', '\\n'),
    )
    .join('\\n');
  return `"${text}"`;
}
