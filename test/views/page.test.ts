import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import type { Drawing } from '../../src/views/drawing.ts';
import { layoutInRows } from '../../src/views/pack.ts';
import { pageOf } from '../../src/views/page.ts';
import { PAGE_SCRIPT } from '../../src/views/page-script.ts';
import { drawn, graphviz, hostileDrawing } from './drawings.ts';
import { aShop, indexOf } from './support.ts';

const index = indexOf(aShop());

async function page(drawing: Drawing): Promise<string> {
  return pageOf(drawing, layoutInRows(drawing, await graphviz()), index, { 'shop/api': 'main.ts:7' });
}

/** The elements of a page that browsers read otherwise than as markup, by their kind. */
function contents(html: string, element: string): readonly string[] {
  return [...html.matchAll(new RegExp(`<${element}(?: [^>]*)?>([\\s\\S]*?)</${element}>`, 'g'))].map(
    ([, text = '']) => text,
  );
}

test('the page holds everything itself and lets nothing else be loaded or run', async () => {
  const html = await page(drawn(index));
  const [style = '', ...otherStyles] = contents(html, 'style');
  const [data = '', script = '', ...otherScripts] = contents(html, 'script');
  expect([otherStyles, otherScripts]).toEqual([[], []]);
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(html).toContain(
    `content="default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}; base-uri 'none'; form-action 'none'"`,
  );
  expect(html).not.toMatch(/(?:src|href)\s*=|url\(|@import| style=/);
  expect(JSON.parse(data)).toMatchObject({ kinds: { construct: 'construct' } });
});

test('the page tells of each thing what explain does', async () => {
  const [data = '{}'] = contents(await page(drawn(index)), 'script');
  const {
    things,
  }: {
    readonly things: readonly {
      readonly subject: string;
      readonly source?: string;
      readonly sections: readonly { readonly title: string; readonly rows: readonly string[][] }[];
    }[];
  } = JSON.parse(data);
  const orders = things.find(({ subject }) => subject === 'shop/orders');
  expect(orders?.sections.map(({ title }) => title)).toEqual([
    'About',
    'Where',
    'Objects',
    'Provisioned',
    'Gives',
    'Waits for',
    'Awaited by',
  ]);
  expect(orders?.sections.find(({ title }) => title === 'Provisioned')?.rows.map(([name]) => name)).toEqual([
    '✓ cnpg-postgres',
    '✗ azure-postgres',
    '✗ cloud-sql-postgres',
    '✗ rds-postgres',
    '✓ rds-postgres',
    '✗ azure-postgres',
    '✗ cloud-sql-postgres',
    '✗ cnpg-postgres',
  ]);
  expect(things.find(({ subject }) => subject === 'shop/api')?.source).toBe('main.ts:7');
});

test('hostile names are text in it', async () => {
  const html = await page(hostileDrawing());
  expect(contents(html, 'script').length).toBe(2);
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<img');
  const attributes = html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/"[^"]*"/g, '""');
  expect(/<[a-z]+[^>]*\son[a-z]+\s*=/.exec(attributes)?.[0]).toBeUndefined();
  const [data = ''] = contents(html, 'script');
  expect(data).not.toMatch(/[<>&\u2028\u2029]/);
  expect(JSON.parse(data).things.map(({ title }: { readonly title: string }) => title)).toContain(
    '</script><script>alert(1)</script>',
  );
});

test('the page has the same bytes each time', async () => {
  expect(await page(drawn(index))).toBe(await page(drawn(indexOf(aShop()))));
});

test('the script compiles, and makes no markup of text', () => {
  expect(() => new Script(PAGE_SCRIPT)).not.toThrow();
  expect(PAGE_SCRIPT).not.toMatch(
    /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|fetch|import\(|<\/script/,
  );
});
