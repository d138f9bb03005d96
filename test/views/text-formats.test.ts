import { instance } from '@viz-js/viz';
import { dotOf, mermaidOf } from '../../src/views/text-formats.ts';
import { drawn, HOSTILE, hostileDrawing } from './drawings.ts';
import { aShop, indexOf } from './support.ts';

/** The lines of Mermaid that we write, as its grammar takes them: a quoted text holds neither quotes nor what Mermaid reads as markup. */
const TEXT = '"[^"<>\\[\\]{}|\\\\`]*(?:<br/>[^"<>\\[\\]{}|\\\\`]*)?"';
const MERMAID = [
  /^flowchart LR$/,
  new RegExp(`^\\s+n\\d+(?:\\[${TEXT}\\]|\\[\\[${TEXT}\\]\\]|\\(\\[${TEXT}\\]\\)|\\{\\{${TEXT}\\}\\}):::[a-z]+$`),
  new RegExp(`^\\s+subgraph b\\d+\\[${TEXT}\\]$`),
  /^\s+end$/,
  new RegExp(`^\\s+[nb]\\d+ (?:-->|==>|-\\.->)(?:\\|${TEXT}\\|)? [nb]\\d+$`),
  /^\s+classDef [a-z]+ stroke:#[0-9a-f]{6},stroke-width:1\.5px$/,
];

function strange(mermaid: string): readonly string[] {
  return mermaid
    .trimEnd()
    .split('\n')
    .filter((line) => !MERMAID.some((rule) => rule.test(line)));
}

describe('Mermaid', () => {
  test('is a flow chart with a subgraph for each application', () => {
    const mermaid = mermaidOf(drawn(indexOf(aShop())));
    expect(strange(mermaid)).toEqual([]);
    expect(mermaid).toContain('subgraph b0["shop"]');
    expect(mermaid).toContain('n0 ==>|"url<br/>composed by the kubelet"| n1');
    expect(mermaid.match(/subgraph/g)?.length).toBe(mermaid.match(/^\s*end$/gm)?.length);
  });

  test('holds hostile names as text: quotes, brackets and reserved words are no syntax in it', () => {
    const mermaid = mermaidOf(hostileDrawing());
    expect(strange(mermaid)).toEqual([]);
    expect(mermaid).toContain('"end<br/>end"');
    expect(mermaid).not.toMatch(/<script|#55296;/);
  });
});

describe('DOT', () => {
  test('is read by Graphviz, with its labels and its boxes', async () => {
    const viz = await instance();
    const answer: {
      readonly objects: readonly { readonly name: string; readonly label: string }[];
      readonly edges: readonly unknown[];
    } = JSON.parse(viz.renderString(dotOf(drawn(indexOf(aShop()))), { format: 'dot_json' }));
    expect(answer.objects.find(({ name }) => name === 'cluster_b0')?.label).toBe('shop\\nteam-shop · dev, prod');
    expect(answer.edges.length).toBe(7);
    expect(viz.renderString(dotOf(drawn(indexOf(aShop()))), { format: 'svg' })).toContain('composed by the kubelet');
  });

  test('holds hostile names as text: backslashes and quotes are no escapes in it', async () => {
    const viz = await instance();
    const svg = viz.renderString(dotOf(hostileDrawing()), { format: 'svg' });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(svg).toContain('\\N &quot; \\'.replace('&quot;', '\\&quot;'));
    expect(HOSTILE).toContain('end');
  });
});
