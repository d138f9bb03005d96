import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn, root } from '../../scripts/source-files.ts';

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...['docs', 'examples', 'bench', 'api-docs'].flatMap((folder) => filesIn(folder, '.md')),
].filter((page) => existsSync(join(root, page)));

/** Targets of links to files of the repository, without what stands in blocks of code. */
function linksOf(markdown: string): readonly string[] {
  const prose = markdown.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

test('every link of every page leads to a file', () => {
  const broken = pages.flatMap((page) =>
    linksOf(readFileSync(join(root, page), 'utf8'))
      .filter((target) => !existsSync(join(root, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
  expect(pages.length).toBeGreaterThan(20);
});

test('what looks like a link in code is none', () => {
  expect(linksOf('[a](b.md) `[c](d.md)`\n```ts\n[e](f.md)\n```\n[g](https://h.example) [i](j.md#k)')).toEqual([
    'b.md',
    'j.md',
  ]);
});
