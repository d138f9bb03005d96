import { documentsOf } from '../../src/graph/document.ts';
import { departures } from '../../src/platform/departures.ts';
import { aCluster, anApplication, aPlatform, configMap, Piece, resolved } from '../support/platforms.ts';

/** A platform of two careful clusters and one for development, with applications on some of them. */
function documents(applications: Readonly<Record<string, readonly string[]>>, left: readonly string[] = []) {
  const platform = aPlatform();
  const names = ['dev', 'eu', 'us'].filter((name) => !left.includes(name));
  const clusters = new Map(names.map((name) => [name, aCluster(platform, name, name === 'dev' ? 'dev' : 'prod')]));
  for (const [id, on] of Object.entries(applications)) {
    const chosen = on.flatMap((name) => clusters.get(name) ?? []);
    new Piece(anApplication(platform, id, { clusters: chosen }), 'x', { render: () => [configMap(id)] });
  }
  return documentsOf(resolved(platform));
}

test('an application that leaves a cluster outside development runs on there', () => {
  const after = documents({ shop: ['eu'] });
  expect(departures(documents({ shop: ['dev', 'eu', 'us'] }), after, undefined)).toEqual([
    { application: 'shop', clusters: ['us'] },
  ]);
});

test('and so does one that goes altogether', () => {
  const before = documents({ shop: ['eu'], blog: ['dev', 'us', 'eu'] });
  expect(departures(before, documents({ shop: ['eu'] }), undefined)).toEqual([
    { application: 'blog', clusters: ['eu', 'us'] },
  ]);
});

test('of another environment than the one that is written, nothing is said', () => {
  const before = documents({ shop: ['eu', 'us'] });
  expect(departures(before, documents({ shop: ['eu'] }), 'dev')).toEqual([]);
});

test('nothing is said of a first synthesis, of what stays, and of a cluster that is no more', () => {
  const both = documents({ shop: ['eu', 'us'] });
  expect(departures(undefined, both, undefined)).toEqual([]);
  expect(departures(both, both, undefined)).toEqual([]);
  expect(departures(both, documents({ shop: ['eu'] }, ['us']), undefined)).toEqual([]);
});
