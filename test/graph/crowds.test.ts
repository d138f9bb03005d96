import { collect } from '../../src/graph/collect.ts';
import { Crowds, visitCrowds } from '../../src/graph/crowds.ts';
import { SiteMemo } from '../../src/graph/site-memo.ts';
import type { Site } from '../../src/model/site.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  configMap,
  delivered,
  Piece,
  resolved,
} from '../support/platforms.ts';

function clusters() {
  const platform = aPlatform();
  aCluster(platform, 'a', 'prod', { tags: ['x', 'y'] });
  aCluster(platform, 'b', 'dev');
  aCluster(platform, 'c', 'prod', { tags: ['y', 'x'] });
  aCluster(platform, 'd', 'prod', { tags: ['x'] });
  aCluster(platform, 'e', 'dev');
  return collect(platform).graph.clusters;
}

test('clusters that differ in nothing but their names are a crowd, in the order of the first', () => {
  const all = clusters();
  const crowds = new Crowds(all).of(all);
  expect(crowds.map((crowd) => crowd.map(({ name }) => name).join())).toEqual(['a,c', 'b,e', 'd']);
});

test.each([
  ['the environment', (site: Site) => site.environment, 'abd'],
  ['the name', (site: Site) => site.name, 'abcde'],
  ['the name, on some of them', (site: Site) => (site.hasTag('y') ? site.name : ''), 'abcd'],
])('of a crowd one is visited, and all where the name was asked for: %s', (_, ask, visited) => {
  const all = clusters();
  const memo = new SiteMemo(ask);
  let seen = '';
  visitCrowds(new Crowds(all).of(all), (cluster) => {
    seen += cluster.name;
    return [memo.at(cluster)];
  });
  expect([...seen].sort().join('')).toBe(visited);
});

test('the clusters of a variant stand in name order, whatever crowds they are of', () => {
  const platform = aPlatform();
  for (const [i, name] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
    aCluster(platform, name, 'prod', { tags: i % 2 === 0 ? ['all'] : ['all', 'edge'] });
  }
  aRule(platform);
  new Piece(anApplication(platform, 'shop', { tags: ['app'] }), 'x', { render: () => [configMap('x')] });
  const [variant] = delivered(resolved(platform), 'shop').variants;
  expect(variant?.clusters.map(({ name }) => name).join('')).toBe('abcdef');
});
