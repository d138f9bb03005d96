import { problemsPage } from '../../scripts/problems-page.ts';
import { problemTable } from '../../src/model/problem-table.ts';

test('every code has one place on the page, by which a link finds it', () => {
  const anchors = [...problemsPage().matchAll(/<a id="(\w+)">/g)].map(([, id]) => id);
  expect(anchors).toEqual(Object.keys(problemTable).map((code) => code.toLowerCase()));
});

test('every area has a heading of its own', () => {
  const headings = problemsPage().match(/^## .*$/gm) ?? [];
  expect(headings).not.toContain('## undefined');
  expect(new Set(headings).size).toBe(headings.length);
});
