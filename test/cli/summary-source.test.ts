import { summaryOf } from '../../src/cli/summary.ts';
import { aCluster, anApplication, aPlatform, resolved } from '../support/platforms.ts';

test('an application that the engine renders from a chart is told by its source, not as one without objects', () => {
  const platform = aPlatform();
  const helm = { repository: 'https://charts.acme.example', chart: 'grafana', version: '1.0.0' };
  anApplication(platform, 'grafana', { clusters: [aCluster(platform, 'a', 'dev')], source: { helm } });
  const coverage = { objects: 0, withoutSchema: new Map<string, number>(), skippedRules: 0 };
  const { rows } = summaryOf(resolved(platform), coverage);
  expect(rows).toEqual([
    { application: 'grafana', variant: 'dev', clusters: ['a'], objects: 0, waves: 0, source: 'helm' },
  ]);
});
