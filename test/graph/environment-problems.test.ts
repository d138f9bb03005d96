import { byEnvironment } from '../../src/model/by-environment.ts';
import type { PlatformProps } from '../../src/platform/bare-platform.ts';
import { aCluster, anApplication, aPlatform, Piece, problemsOf } from '../support/platforms.ts';

function world(text: Readonly<Record<string, string>>, props: Partial<PlatformProps> = {}) {
  const platform = aPlatform(props);
  const clusters = [aCluster(platform, 'd', 'dev'), aCluster(platform, 'p', 'prod')];
  new Piece(anApplication(platform, 'shop', { clusters }), 'web', { text: byEnvironment(text) });
  return platform;
}

describe('a value for an environment', () => {
  test('that no cluster is of is a problem, as the default would stand in its place', () => {
    expect(problemsOf(world({ dev: 'x', prodd: 'y' }))).toEqual([
      'RB520 at shop/web.text: a value for "prodd", and no cluster is of that environment; use "prod" if that is meant; one that is still to come is named in the environments of the platform',
    ]);
    expect(problemsOf(world({ production: 'y' }))).toEqual([
      expect.stringContaining('use one of "dev" and "prod"; one that is still to come'),
    ]);
  });

  test('is none where the platform knows the environment, or a cluster is of it', () => {
    expect(problemsOf(world({ dev: 'x', prod: 'y' }))).toEqual([]);
    expect(problemsOf(world({ qa: 'y' }, { environments: { qa: { tier: 'staging' } } }))).toEqual([]);
  });

  test('of a source is held against the clusters too', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'd', 'dev')];
    const values = { replicas: byEnvironment({ dve: 3 }) };
    const helm = { repository: 'https://charts.acme.example', chart: 'c', version: '1.0.0', values };
    anApplication(platform, 'chart', { clusters, source: { helm } });
    expect(problemsOf(platform)).toEqual([
      expect.stringMatching(/^RB520 at chart.source: .*use "dev" if that is meant/),
    ]);
  });
});
