import { instance } from '@viz-js/viz';
import { draw } from '../../src/views/draw.ts';
import type { DrawOptions } from '../../src/views/draw-choice.ts';
import type { Drawing } from '../../src/views/drawing.ts';
import type { GraphIndex } from '../../src/views/graph-index.ts';
import type { Engine } from '../../src/views/layout.ts';

/** Names that would be markup, code or words of a language if they were not written as text. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  '<![CDATA[ ]]> <!-- -->',
  'end',
  'a"]:::b --> c',
  '\\N \\" \\',
  '#quot; &lt; %%{init}%%',
  'click n0 call alert()',
  'style.css\u2028\u2029\u0000\ud800',
  '日本語 🚀 ñ',
] as const;

/** A drawing whose every text is hostile. */
export function hostileDrawing(): Drawing {
  const things = HOSTILE.map((text, index) => ({
    id: `${text}:${index}`,
    kind: 'construct' as const,
    title: text,
    subtitle: text,
    subject: text,
    source: text,
    applications: [text],
    clusters: [text],
    box: `box:${HOSTILE[0]}`,
  }));
  const [first] = things;
  if (first === undefined) throw new Error('there are no hostile names');
  const box = { ...first, id: `box:${HOSTILE[0]}`, kind: 'application' as const, box: undefined };
  const edges = things.slice(1).map((thing) => ({
    from: first.id,
    to: thing.id,
    kind: 'takes' as const,
    label: [thing.title, thing.title],
    why: thing.title,
  }));
  return { title: HOSTILE[0], subtitle: HOSTILE[1], boxes: [box], nodes: things, edges };
}

/** Graphviz. */
export async function graphviz(): Promise<Engine> {
  const viz = await instance();
  return (dot) => JSON.parse(viz.renderString(dot, { format: 'json0' }));
}

/** The drawing of a graph. */
export function drawn(index: GraphIndex, options: Partial<DrawOptions> = {}): Drawing {
  return draw(index, { 'shop/api': 'main.ts:7' }, { detail: 'constructs', ...options });
}

/** The edges of a drawing as words. */
export function edgeWords({ edges }: Drawing): readonly string[] {
  return edges.map(
    ({ from, to, kind, label }) => `${from} ${kind} ${to}${label.length === 0 ? '' : ` (${label.join('; ')})`}`,
  );
}

/** The elements of a text of XML, in order; throws where it is not well formed. */
export function elementsOf(
  xml: string,
): readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const elements: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
  const open: string[] = [];
  let at = 0;
  for (const tag of xml.matchAll(/<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    const [whole, closing, name = '', attributes = '', alone] = tag;
    checkText(xml.slice(at, tag.index));
    at = tag.index + whole.length;
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    if (alone !== '/') open.push(name);
    const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      checkText(value),
    ]);
    elements.push({ name, attributes: Object.fromEntries(pairs) });
  }
  checkText(xml.slice(at));
  if (open.length > 0) throw new Error(`<${open.join('>, <')}> is not closed`);
  return elements;
}

function checkText(text: string): string {
  if (/<|\]\]>|&(?!(amp|lt|gt|quot|#39);)|[^\P{Cc}\n\t]|\p{Surrogate}/u.test(text))
    throw new Error(`no text of XML: ${text.slice(0, 60)}`);
  return text;
}
