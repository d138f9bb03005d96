import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenEngines, notRunOf, statusOf } from '../../scripts/conformance-engines.ts';
import { absentEngines, engines } from '../conformance/harness/engine-list.ts';
import { appendLeftOut, readLeftOut } from '../conformance/harness/run-state.ts';

const { signal } = new AbortController();

function names(choice: { readonly all?: boolean; readonly names?: readonly string[] }): readonly string[] {
  return [...chosenEngines({ all: false, names: [], cluster: false, ...choice }, signal).keys()];
}

describe('the engines of a run', () => {
  const groupB = engines.filter(({ group }) => group === 'B').map(({ name }) => name);

  test('are those of group A, which CI runs, unless all are asked for', () => {
    expect(names({})).toEqual(expect.arrayContaining(['etcd', 'kube-apiserver', 'helm', 'promtool', 'cdk8s']));
    for (const name of groupB) expect(names({})).not.toContain(name);
    expect(names({ all: true })).toEqual(expect.arrayContaining([...names({}), ...groupB]));
  });

  test('are those alone that are named, of whichever group', () => {
    expect(names({ names: ['pulumi-language-yaml', 'helm'] }).toSorted()).toEqual(['helm', 'pulumi-language-yaml']);
  });

  test('are refused where one is called by no name of theirs', () => {
    expect(() => names({ names: ['helmet'] })).toThrow('no engine is called "helmet", but etcd, ');
  });

  test('say why one that cannot be had is not there', async () => {
    const [absent] = absentEngines;
    const name = absent?.name ?? '';
    const fetch = chosenEngines({ all: false, names: [name], cluster: false }, signal).get(name);
    expect(await fetch?.()).toEqual({ missing: absent?.reason, version: absent?.version });
  });

  test('leave a cluster that is given its own controllers and nodes', async () => {
    const given = chosenEngines({ all: true, names: [], cluster: true }, signal);
    for (const { name } of engines.filter(({ ownServer }) => ownServer)) {
      expect(await given.get(name)?.()).toMatchObject({ missing: expect.stringContaining('of its own') });
    }
  });
});

test('a run that leaves an engine out fails in CI, and nowhere else', () => {
  const there = { path: '/engines/helm', version: 'v4', seconds: 0 };
  const notRun = notRunOf({ helm: there, gator: { missing: 'no Go', version: 'v3' } });
  expect(notRun).toEqual([{ engine: 'gator', version: 'v3', why: 'no Go' }]);
  expect(statusOf(true, notRun, { CI: 'true' })).toBe(1);
  expect(statusOf(true, notRun, {})).toBe(0);
  expect(statusOf(true, notRunOf({ helm: there }), { CI: 'true' })).toBe(0);
  expect(statusOf(false, [], {})).toBe(1);
});

test('what a test leaves out although its engine is there reaches the run, and fails it in CI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadbed-run-'));
  try {
    expect(readLeftOut(folder)).toEqual([]);
    const left = { engine: 'argocd', version: 'v3', why: 'syncs: the cluster has controllers' };
    appendLeftOut(left, folder);
    appendLeftOut({ ...left, why: 'another' }, folder);
    expect(readLeftOut(folder)).toEqual([left, { ...left, why: 'another' }]);
    expect(statusOf(true, readLeftOut(folder), { CI: 'true' })).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
