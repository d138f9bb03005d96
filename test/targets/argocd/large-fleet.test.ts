import { argocd } from '../../../src/targets/argocd/argocd.ts';
import { aCluster, anApplication, aPlatform, aRule, configMap, Piece, resolved } from '../../support/platforms.ts';

/** How often one synthesis looks for the hub among so many clusters, of which none is it. */
function looks(clusters: number): number {
  const platform = aPlatform();
  for (let index = 0; index < clusters; index++) aCluster(platform, `c${index}`, 'prod', { tags: ['all'] });
  new Piece(anApplication(platform, 'shop', { tags: ['app'] }), 'web', { render: () => [configMap('web')] });
  aRule(platform);
  const graph = resolved(platform);
  let count = 0;
  const watched = graph.clusters.map((cluster) =>
    Object.defineProperty({ ...cluster }, 'hub', {
      get: () => {
        count += 1;
        return false;
      },
    }),
  );
  const { files, problems } = argocd.emit({ ...graph, clusters: watched });
  expect([problems, [...files].length > 0]).toEqual([[], true]);
  return count;
}

test('what is asked of each cluster does not grow with the number of clusters', () => {
  const [few, many] = [looks(20), looks(80)];
  expect(few).toBeGreaterThan(0);
  expect(many / few).toBe(4);
});
