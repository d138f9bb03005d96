import { FakeClusters } from './fake-clusters.ts';
import { doneIn, join, leave, problemsOf } from './support.ts';

let clusters: FakeClusters;

beforeEach(async () => {
  clusters = new FakeClusters();
  await join(clusters);
  clusters.said.length = 0;
});

const ALL = ['clusters', 'credential', 'labels', 'applications', 'registration', 'objects'];

test('nothing of the network is left on the edge, and Argo CD does not know the cluster', async () => {
  const end = await leave(clusters);
  expect(problemsOf(end)).toEqual([]);
  expect(doneIn(end)).toEqual(ALL);
  expect(clusters.hub.get('secrets', 'cluster-eu', 'argocd')).toBeUndefined();
  expect(clusters.hub.get('secrets', 'credential-eu', 'skupper-site')).toBeUndefined();
  expect([...clusters.edge.objects.keys()].filter((key) => key.includes('skupper-site'))).toEqual([
    'secret/skupper-site/skupper-link',
  ]);
});

test('Skupper itself stays: others on the cluster may use it', async () => {
  await leave(clusters);
  expect(clusters.edge.get('deployments', 'skupper-controller', 'skupper')).toBeDefined();
});

test('leaving twice, or what never joined, is fine', async () => {
  await leave(clusters);
  expect(problemsOf(await leave(clusters))).toEqual([]);
  expect(problemsOf(await leave(new FakeClusters()))).toEqual([]);
});

test('Argo CD lets go of the cluster while it still reaches it', async () => {
  clusters.hub.stuck.add('Application');
  await leave(clusters);
  const words = clusters.said.join(' ');
  const places = [
    'credential-eu',
    'roadbed.dev/tag.edge-',
    'applications.argoproj.io --namespace=argocd --selector',
    'delete secrets cluster-eu',
    'Namespace skupper-site',
  ];
  const order = places.map((place) => words.indexOf(place));
  expect(order).not.toContain(-1);
  expect([...order].sort((a, b) => a - b)).toEqual(order);
});

test('a cluster that is gone leaves at the hub alone, and may then come again as another', async () => {
  expect(doneIn(await leave(clusters, { gone: true }))).toEqual(ALL.slice(0, -1));
  clusters.edge.put({ kind: 'Namespace', metadata: { name: 'kube-system', uid: 'id-of-another' } });
  expect(problemsOf(await join(clusters))).toEqual([]);
});

test('the wrong cluster is not taken apart', async () => {
  expect(problemsOf(await leave(clusters, { hub: 'eu', edge: 'hub' }))).toEqual([expect.stringContaining('RB991')]);
  clusters.edge.put({ kind: 'Namespace', metadata: { name: 'kube-system', uid: 'id-of-another' } });
  expect(problemsOf(await leave(clusters))).toEqual([expect.stringContaining('RB991')]);
  expect(clusters.said).not.toContain('delete');
});
