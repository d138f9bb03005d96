import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readJoinPlan } from '../../src/cli/join-plan.ts';
import { StepLines } from '../../src/cli/step-lines.ts';
import { Cluster } from '../../src/cluster.ts';
import { ComponentSet, Network, Platform, standardComponents } from '../../src/index.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { resolveForTest } from '../../src/testing/resolve-for-test.ts';
import { UserFolder } from './support.ts';

let folder: string;

beforeAll(() => {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
  const existing = (name: string) =>
    Cluster.existing(platform, name, { environment: 'prod', server: `https://${name}.example`, tags: ['edge'] });
  const [eu] = [existing('eu'), existing('apart')];
  if (eu === undefined) throw new Error('no cluster');
  new Network(platform, 'acme', { hub, edges: [eu], host: 'van.acme.example' });
  const { argoCd, certManager, externalSecrets, skupper } = standardComponents;
  new ComponentSet(platform, 'components', { argoCd, certManager, externalSecrets, skupper }, { edges: ['edge'] });
  const resolved = resolveForTest(platform);
  expect(resolved.problems).toEqual([]);
  folder = mkdtempSync(join(tmpdir(), 'roadbed-join-'));
  for (const [path, text] of resolved.files()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refusal(cluster: string, out = folder): string {
  const found = readJoinPlan(out, cluster);
  return 'problems' in found ? found.problems.map(formatProblem).join('\n') : '';
}

test('the plan of an edge is what the output says: the chart with its files, the objects, the way through the network', () => {
  expect(readJoinPlan(folder, 'eu')).toMatchObject({
    siteNamespace: 'skupper-site',
    plan: {
      labels: { 'roadbed.dev/tag.edge': 'true' },
      charts: [
        { chart: 'skupper', version: '2.2.1', valuesFile: join(folder, 'bootstrap/eu/charts/skupper/values.yaml') },
      ],
      manifest: expect.stringContaining('kind: Connector'),
      settings: [],
      document: { network: { hub: 'hub', link: { by: 'certificate', from: 'link-eu' } } },
    },
  });
});

test('the plan of the hub is Argo CD with what it is told, and the root Application', () => {
  expect(readJoinPlan(folder, 'hub')).toMatchObject({
    siteNamespace: 'skupper-site',
    plan: {
      charts: [{ chart: 'argo-cd', release: 'argocd' }],
      manifest: expect.stringContaining('path: dist/hub'),
      settings: [{ name: 'argocd-cm' }, { name: 'argocd-cmd-params-cm' }],
    },
  });
});

test('what joins nothing is refused, and where no output is', () => {
  expect(refusal('apart')).toMatch(
    /^RB990 at apart: the cluster "apart" joins nothing; Argo CD reaches it at its own address/,
  );
  expect(refusal('apat')).toBe('RB990 at apat: the output has no cluster "apat"; did you mean "apart"?');
  expect(refusal('eu', join(folder, 'nowhere'))).toMatch(/^RB990 at eu: there is no output in .*; run roadbed synth/);
});

describe('the command', () => {
  let user: UserFolder;

  beforeEach(() => {
    user = new UserFolder({});
  });
  afterEach(() => user.remove());

  test.each([
    ['an edge without its context', ['join', 'eu', '--hub-context', 'h'], "required option '--edge-context <name>'"],
    [
      'the hub with the context of an edge',
      ['join', 'hub', '--hub-context', 'h', '--edge-context', 'e'],
      'leave out --edge-context',
    ],
    ['a time that is none', ['join', 'hub', '--hub-context', 'h', '--timeout', '5'], 'say a time such as 90s'],
    ['the hub that leaves', ['leave', 'hub', '--hub-context', 'h'], 'which nothing leaves'],
  ] as const)('is used wrongly by %s', (_, args, said) => {
    const run = user.roadbed([...args, '--out', folder]);
    expect(run).toMatchObject({ status: 2, stderr: expect.stringContaining(said) });
  });

  test('says as JSON that there is no kubectl', () => {
    const run = user.roadbed(['join', 'hub', '--hub-context', 'h', '--out', folder, '--json'], {
      env: { PATH: user.path },
    });
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      done: false,
      stopped: false,
      steps: [],
      problems: [{ code: 'RB996' }],
    });
  });
});

describe('the lines of the steps', () => {
  const step = { id: 'site', title: 'wait for the site', run: () => Promise.reject(new Error('unused')) };
  const report = { id: 'site', title: 'wait for the site', state: 'done', note: 'ready', seconds: 4.2 } as const;

  function lines(moves: boolean): string {
    let text = '';
    const shown = new StepLines(
      {
        isTTY: false,
        write: (part) => {
          text += part;
        },
      },
      moves,
    );
    shown.begins(step);
    for (const now of ['eu is pending', 'eu is pending']) shown.says(step, now);
    shown.ends(report);
    shown.ends({ ...report, state: 'failed', note: 'no pod' });
    return text;
  }

  test('are one for each thing that happens where nothing can be drawn over', () => {
    expect(lines(false)).toBe(
      'wait  wait for the site: eu is pending\ndone  wait for the site: ready  4 s\nfail  wait for the site  4 s\n',
    );
  });

  test('are one that moves on a terminal, and stay when the step is over', () => {
    expect(lines(true).split('\r\u001b[2K')).toEqual([
      '',
      '|     wait for the site',
      'done  wait for the site: ready  4 s\n',
      'fail  wait for the site  4 s\n',
    ]);
  });
});

test('a file that somebody took out of the output is named', () => {
  const path = join(folder, 'bootstrap/eu/charts/skupper/namespace.yaml');
  rmSync(path);
  expect(refusal('eu')).toMatch(
    /^RB990 at eu: the file bootstrap\/eu\/charts\/skupper\/namespace.yaml of the output cannot be read/,
  );
});
