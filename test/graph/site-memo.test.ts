import * as fc from 'fast-check';
import { SiteMemo } from '../../src/graph/site-memo.ts';
import type { Site, SiteFacts } from '../../src/model/site.ts';

/** A function of a site, as data: it asks for a label and goes on by the answer. */
type Tree = string | { readonly ask: string; readonly yes: Tree; readonly no: Tree };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('x', 'y'),
    fc.record({ ask: fc.constantFrom('a', 'b', 'c', 'constructor'), yes: tie('tree'), no: tie('tree') }),
  ),
}));

const facts = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'constructor'), fc.constantFrom('1', '2', ''))
  .map((labels): SiteFacts => ({ labels: { ...labels }, tier: 'staging' }));

function run(tree: Tree, site: Site): string {
  let at = tree;
  let trace = '';
  while (typeof at !== 'string') {
    const value = site.label(at.ask);
    trace += `${at.ask}=${value};`;
    at = value === '1' ? at.yes : at.no;
  }
  return trace + at;
}

test('a result is what the function gives, and the function runs once for each distinct set of facts that it reads', () => {
  fc.assert(
    fc.property(tree, fc.array(facts, { maxLength: 12 }), (tree, clusters) => {
      let runs = 0;
      const memo = new SiteMemo((site) => {
        runs += 1;
        return run(tree, site);
      });
      const fresh = clusters.map((cluster) => new SiteMemo((site) => run(tree, site)).at(cluster).value);
      expect(clusters.map((cluster) => memo.at(cluster).value)).toEqual(fresh);
      const leaves = new Set(clusters.map((cluster) => memo.at(cluster)));
      expect(runs).toBe(leaves.size);
      expect(runs).toBe(
        new Set([...leaves].map((leaf) => JSON.stringify(leaf.facts.map(({ label, value }) => [label, value ?? null]))))
          .size,
      );
    }),
    { numRuns: 300 },
  );
});

test('a label that is absent and one that is empty are two answers', () => {
  const memo = new SiteMemo((site) => String(site.label('a')));
  const at = (labels: Readonly<Record<string, string>>) => memo.at({ labels, tier: 'staging' }).value;
  expect([at({}), at({ a: '' }), at({ a: 'undefined' })]).toEqual(['undefined', '', 'undefined']);
});

test('a function that asks nothing runs once', () => {
  let runs = 0;
  const memo = new SiteMemo(() => ++runs);
  for (let i = 0; i < 5; i++) memo.at({ labels: { i: String(i) }, tier: 'staging' });
  expect(runs).toBe(1);
});
