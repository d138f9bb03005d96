import { joinHub } from '../../src/joining/join-hub.ts';
import { KubeCluster } from '../../src/joining/kube-cluster.ts';
import type { StepsEnd } from '../../src/joining/steps.ts';
import { FakeClusters } from './fake-clusters.ts';
import { doneIn, planOf, problemsOf, take } from './support.ts';

const root = { kind: 'Application', metadata: { name: 'roadbed', namespace: 'argocd' } };

function begin(clusters: FakeClusters, context = 'hub'): Promise<StepsEnd> {
  const { document, charts } = planOf();
  const { network: _, ...own } = document;
  const plan = {
    ...planOf(),
    cluster: 'hub',
    document: { ...own, kinds: ['ApplicationSet.argoproj.io'] },
    charts: charts.map((chart) => ({ ...chart, application: 'argo-cd', chart: 'argo-cd', namespace: 'argocd' })),
    manifest: JSON.stringify(root),
    settings: [{ name: 'argocd-cm', file: 'bootstrap/argocd-cm.yaml' }],
  };
  const hub = new KubeCluster(context, clusters.run);
  return take(joinHub({ plan, hub, run: clusters.run, charts: true, siteNamespace: 'skupper-site' }));
}

function emptyHub(): FakeClusters {
  const clusters = new FakeClusters();
  for (const key of [...clusters.hub.objects.keys()])
    if (!key.startsWith('namespace')) clusters.hub.objects.delete(key);
  clusters.chart = `kind: CustomResourceDefinition
metadata: {name: applicationsets.argoproj.io}
spec: {group: argoproj.io, names: {kind: ApplicationSet}}
---
kind: Deployment
metadata: {name: argocd-server}
---
kind: Job
metadata: {name: redis-secret-init, annotations: {helm.sh/hook: pre-install}}
`;
  return clusters;
}

test('the hub begins: Argo CD, its settings, and the one Application that brings all else', async () => {
  const clusters = emptyHub();
  clusters.hub.synced = true;
  const end = await begin(clusters);
  expect(problemsOf(end)).toEqual([]);
  expect(doneIn(end)).toEqual(['clusters', 'rights', 'chart-argo-cd', 'kinds', 'settings', 'root', 'argocd']);
  expect(clusters.hub.get('applications', 'roadbed', 'argocd')).toBeDefined();
  expect(clusters.said).toContain('--patch-file=bootstrap/argocd-cm.yaml');
});

test('a Job of the chart is made anew: nobody can change one', async () => {
  const clusters = emptyHub();
  clusters.hub.synced = true;
  await begin(clusters);
  const [deleted, applied] = ['jobs.batch redis-secret-init', 'apply'].map((words) =>
    clusters.said.join(' ').lastIndexOf(words),
  );
  expect(deleted).toBeGreaterThan(0);
  expect(deleted).toBeLessThan(applied ?? 0);
});

test('a repository that Argo CD cannot read is told, with what to do', async () => {
  const clusters = emptyHub();
  const message = 'authentication required';
  clusters.hub.put({ ...root, status: { conditions: [{ type: 'ComparisonError', message }] } });
  expect(problemsOf(await begin(clusters))).toEqual([
    expect.stringMatching(/^RB994 at hub: .*: authentication required; give Argo CD the credential/),
  ]);
});

test('the context of an edge is refused', async () => {
  const clusters = new FakeClusters();
  clusters.edge.put({ kind: 'Site', metadata: { name: 'eu', namespace: 'skupper-site' } });
  expect(problemsOf(await begin(clusters, 'eu'))).toEqual([
    expect.stringMatching(/^RB991 at hub: the context "eu" is of the cluster "eu"/),
  ]);
});
