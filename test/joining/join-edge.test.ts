import { member } from '../../src/model/member.ts';
import { FakeClusters } from './fake-clusters.ts';
import { doneIn, join, planOf, problemsOf } from './support.ts';

let clusters: FakeClusters;

beforeEach(() => {
  clusters = new FakeClusters();
});

const ALL = [
  'clusters',
  'rights',
  'hub',
  'chart-skupper',
  'kinds',
  'certificate',
  'objects',
  'site',
  'link',
  'listener',
  'credential',
  'argocd',
];

function configOf(): unknown {
  const secret = clusters.hub.get('secrets', 'cluster-eu', 'argocd');
  return JSON.parse(Buffer.from(String(member(secret?.data, 'config')), 'base64').toString());
}

test('an edge joins step by step, and again with the same steps', async () => {
  for (const _ of [1, 2]) {
    const end = await join(clusters);
    expect(problemsOf(end)).toEqual([]);
    expect(doneIn(end)).toEqual(ALL);
  }
});

test('Argo CD is told the way through the network, the credential and the tags', async () => {
  await join(clusters);
  const secret = clusters.hub.get('secrets', 'cluster-eu', 'argocd');
  expect(member(secret?.metadata, 'labels')).toEqual({
    'app.kubernetes.io/managed-by': 'roadbed',
    'argocd.argoproj.io/secret-type': 'cluster',
    'roadbed.dev/cluster': 'eu',
    'roadbed.dev/tag.edge': 'true',
  });
  expect(configOf()).toEqual({
    bearerToken: 'canary-token-4f1c',
    tlsClientConfig: {
      insecure: false,
      serverName: 'kubernetes.default.svc',
      caData: Buffer.from('PEM').toString('base64'),
    },
  });
});

test.each(['certificate', 'token'] as const)(
  'no credential is among the arguments or in what is told, by %s',
  async (by) => {
    const told: string[] = [];
    const end = await join(clusters, { plan: planOf(by), onWait: (_, now) => told.push(now) });
    expect(problemsOf(end)).toEqual([]);
    const text = [...clusters.said, ...told, JSON.stringify(end)].join('\n');
    for (const secret of ['canary', Buffer.from('canary-t').toString('base64').slice(0, 8)])
      expect(text).not.toContain(secret);
  },
);

test('what is damaged is mended: the site, the certificate, the account', async () => {
  await join(clusters);
  for (const key of [
    'site/skupper-site/eu',
    'secret/skupper-site/skupper-link',
    'secret/skupper-site/argocd-manager-token',
  ])
    clusters.edge.objects.delete(key);
  expect(problemsOf(await join(clusters))).toEqual([]);
  expect(clusters.edge.get('sites', 'eu', 'skupper-site')).toBeDefined();
  expect(clusters.edge.get('secrets', 'skupper-link', 'skupper-site')).toMatchObject({ type: 'kubernetes.io/tls' });
});

describe('a token', () => {
  test('is handed over once: a link that is up is left alone', async () => {
    await join(clusters, { plan: planOf('token') });
    const link = clusters.edge.get('links', 'hub', 'skupper-site');
    const end = await join(clusters, { plan: planOf('token') });
    expect(end.steps.find(({ id }) => id === 'token')?.note).toBe('linked already');
    expect(clusters.edge.get('links', 'hub', 'skupper-site')).toBe(link);
  });

  test('that is used up makes place for a new one where the link is down, and its grant does not stay', async () => {
    await join(clusters, { plan: planOf('token') });
    clusters.edge.objects.delete('link/skupper-site/hub');
    const end = await join(clusters, { plan: planOf('token') });
    expect(end.steps.find(({ id }) => id === 'token')?.note).toBe('redeemed');
    expect(clusters.hub.get('accessgrants', 'eu', 'skupper-site')).toBeUndefined();
  });
});

describe('what is refused before anything is changed', () => {
  afterEach(() => expect(clusters.said).not.toContain('apply'));

  test('contexts that are swapped', async () => {
    const end = await join(clusters, { hub: 'eu', edge: 'hub' });
    expect(problemsOf(end)).toEqual([
      'RB991 at eu: the context "hub" is of the hub "hub"; the two contexts seem to be swapped',
    ]);
  });

  test('one cluster by two contexts', async () => {
    expect(problemsOf(await join(clusters, { edge: 'hub' }))).toEqual([
      expect.stringContaining('RB991 at eu: both contexts are of one cluster'),
    ]);
  });

  test('the context of another edge', async () => {
    clusters.edge.put({ kind: 'Site', metadata: { name: 'us', namespace: 'skupper-site' } });
    expect(problemsOf(await join(clusters))).toEqual([
      expect.stringContaining('RB991 at eu: the context "eu" is of the cluster "us"'),
    ]);
  });

  test('a hub that has not begun', async () => {
    clusters.hub.objects.delete('application/argocd/roadbed');
    expect(problemsOf(await join(clusters))).toEqual([
      expect.stringMatching(/^RB991 .*no Application "roadbed"; .*roadbed join hub --hub-context hub$/),
    ]);
  });

  test('a cluster that does not answer', async () => {
    clusters.edge.complaint = 'Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout';
    expect(problemsOf(await join(clusters))).toEqual([
      expect.stringMatching(/^RB992 at eu: the context "eu": Unable to connect/),
    ]);
  });

  test('a cluster that ends the connection, of which kubectl says a bare word', async () => {
    clusters.edge.complaint = 'EOF';
    expect(problemsOf(await join(clusters))).toEqual([
      expect.stringMatching(/^RB992 at eu: the context "eu": the server ended the connection \(EOF\)/),
    ]);
  });

  test('missing rights, all of them at once', async () => {
    for (const verb of ['*', 'escalate']) clusters.edge.forbidden.add(verb);
    expect(problemsOf(await join(clusters))).toEqual([
      expect.stringMatching(/^RB993 at eu: you may not escalate clusterroles.* \(context "eu"\); /),
    ]);
  });

  test('no kubectl', async () => {
    clusters.missing.add('kubectl');
    expect(problemsOf(await join(clusters))).toEqual([
      expect.stringMatching(/^RB996 at eu: there is no kubectl on the path/),
    ]);
  });

  test('no helm, unless the charts are there already', async () => {
    clusters.missing.add('helm');
    expect(problemsOf(await join(clusters))).toEqual([
      expect.stringMatching(/^RB996 at eu: there is no helm .*--no-charts$/),
    ]);
  });
});

test('charts that are there already are left alone where that is said', async () => {
  clusters.missing.add('helm');
  clusters.edge.put({
    kind: 'CustomResourceDefinition',
    metadata: { name: 'sites' },
    spec: { group: 'skupper.io', names: { kind: 'Site' } },
  });
  expect(problemsOf(await join(clusters, { charts: false }))).toEqual([]);
});

test('another cluster does not take the place of one that has joined', async () => {
  await join(clusters);
  clusters.edge.put({ kind: 'Namespace', metadata: { name: 'kube-system', uid: 'id-of-another' } });
  expect(problemsOf(await join(clusters))).toEqual([
    expect.stringMatching(/^RB991 .*another cluster than the one that joined as "eu"; .*roadbed leave eu/),
  ]);
});

test.each([
  ['Site', 'edge', 'site', 'look at the pods'],
  ['Link', 'edge', 'link', 'look whether its name resolves'],
  ['Listener', 'hub', 'listener', 'routing keys'],
  ['Application', 'hub', 'argocd', 'there is no Application for it'],
] as const)('a %s that does not come in time is named, with what to do', async (kind, where, step, said) => {
  clusters[where].stuck.add(kind);
  const end = await join(clusters);
  expect(end.steps.at(-1)).toMatchObject({ id: step, state: 'failed' });
  expect(problemsOf(end)).toEqual([
    expect.stringMatching(new RegExp(`^RB994 at eu: .* did not come within 60 s: .*${said}`)),
  ]);
});

test('what a cluster refuses is told in its words', async () => {
  clusters.edge.refuses.add('Site');
  expect(problemsOf(await join(clusters))).toEqual([
    expect.stringMatching(/^RB995 at eu: the context "eu": Site is not valid; /),
  ]);
});

test('a cluster that does not answer for a while is waited for', async () => {
  clusters.edge.stuck.add('Site');
  const waits: string[] = [];
  const end = await join(clusters, {
    onWait: (_, now) => {
      waits.push(now);
      clusters.edge.complaint = waits.length === 1 ? 'The connection to the server was refused' : undefined;
      if (waits.length === 2) clusters.edge.stuck.clear();
    },
  });
  expect(problemsOf(end)).toEqual([]);
  expect(waits).toEqual(['eu is pending: no pod is scheduled', 'The connection to the server was refused']);
});

test('what is stopped in the middle goes on when it is run again', async () => {
  clusters.edge.stuck.add('Site');
  const stop = new AbortController();
  const stopped = await join(clusters, { signal: stop.signal, onWait: () => stop.abort() });
  expect(stopped).toMatchObject({ isStopped: true, problems: [] });
  expect(stopped.steps.at(-1)).toMatchObject({ id: 'site', state: 'stopped' });
  clusters.edge.stuck.clear();
  expect(doneIn(await join(clusters))).toEqual(ALL);
});
