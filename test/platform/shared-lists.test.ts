import { parseAllDocuments } from 'yaml';
import { documentsOf } from '../../src/graph/document.ts';
import { secretKey } from '../../src/model/value.ts';
import { documentsFrom } from '../../src/platform/read-documents.ts';
import { filesOf } from '../../src/platform/synthesize.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  configMap,
  deployment,
  Piece,
  resolved,
} from '../support/platforms.ts';

/** Applications on a fleet in two environments. */
function fleetOf(clusters: number) {
  const platform = aPlatform();
  for (let index = 0; index < clusters; index++) {
    aCluster(platform, `c${index}`, index % 2 === 0 ? 'dev' : 'prod', { tags: ['all'] });
  }
  for (const name of ['shop', 'billing']) {
    const application = anApplication(platform, name, { tags: ['app'] });
    const piece = new Piece(application, 'piece', {
      render: (site) => [configMap('settings', { in: site.environment })],
      outputs: (site) => ({ host: site.environment === 'dev' ? 'dev.example' : secretKey('settings', 'host') }),
    });
    new Piece(application, 'taker', {
      render: () => [deployment('taker', [{ name: 'HOST', value: `${piece.host}` }])],
    });
  }
  aRule(platform);
  return resolved(platform);
}

function written(clusters: number): ReadonlyMap<string, string> {
  const graph = fleetOf(clusters);
  const files = filesOf(argocd.emit(graph), documentsOf(graph), graph);
  return new Map(
    [...files].map(({ path, content }) => [path, typeof content === 'string' ? content : [...content].join('')]),
  );
}

test('clusters stand in the file of an application where they are few', () => {
  const files = written(6);
  expect(files.get('.roadbed/graph/shop.json')).toContain('"c5"');
  expect(files.get('.roadbed/platform.json')).not.toContain('"lists"');
  expect([...files.keys()].filter((path) => path.startsWith('hub/clusters/'))).toHaveLength(6);
});

test('a long list of clusters is written once, and whoever reads the graph gets it whole', () => {
  const files = written(200);
  const [shop, platform] = ['.roadbed/graph/shop.json', '.roadbed/platform.json'].map((path) => files.get(path) ?? '');
  expect(shop).not.toContain('"c5"');
  // Placements of all, and the clusters of each environment.
  expect(Object.keys(JSON.parse(platform ?? '').lists)).toHaveLength(3);
  const graph = fleetOf(200);
  const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
  const read = [...(documentsFrom((path) => files.get(path))?.applications ?? [])].sort(byName);
  const made = [...documentsOf(graph).applications].sort(byName);
  expect(read).toEqual(JSON.parse(JSON.stringify(made)));
  // A value that is known in one environment and late in the other says where it is which.
  expect(read.find(({ name }) => name === 'shop')?.references.map(({ clusters }) => clusters?.length)).toEqual([
    100, 100,
  ]);
});

test('of a large fleet sixteen files for each environment hold the clusters, and a cluster stays in its own', () => {
  const files = (clusters: number) => [...written(clusters)].filter(([path]) => path.startsWith('hub/clusters/'));
  const homes = (clusters: number) =>
    new Map(
      files(clusters).flatMap(([path, text]) =>
        parseAllDocuments(text).map((document) => [String(document.toJS().metadata.name), path] as const),
      ),
    );
  const [before, after] = [homes(501), homes(510)];
  expect(before.size).toBe(501);
  expect(new Set(before.values()).size).toBeLessThanOrEqual(32);
  for (const [name, path] of before) expect([name, after.get(name)]).toEqual([name, path]);
});
