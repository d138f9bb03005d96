import { App, Chart, JsonPatch } from 'cdk8s';
import { applyPatches } from '../../src/model/apply-patches.ts';
import type { Change, Manifest, ManifestSelector, Patch } from '../../src/model/manifest.ts';
import { Ref } from '../../src/model/ref.ts';

const deployment: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', labels: { team: 'shop' } },
  spec: { replicas: 2, paused: true },
};

function patched(change: Change, selector: ManifestSelector = {}) {
  const patch: Patch = { selector, change, by: 'shop' };
  return applyPatches(deployment, [patch], new Set());
}

test('a merge sets members, and takes away those that are null', () => {
  expect(patched({ merge: { spec: { replicas: 3, paused: null } } })).toMatchObject({
    object: { spec: { replicas: 3 } },
    by: ['shop'],
    problems: [],
  });
  expect(patched({ merge: { spec: { paused: null } } }).object).not.toHaveProperty('spec.paused');
});

test('a merge takes a reference as a value, not as members', () => {
  const ref = new Ref(new Chart(new App(), 'orders'), 'host');
  expect(patched({ merge: { spec: { database: ref } } }).object).toHaveProperty('spec.database', ref.toString());
});

test('a merge refuses a construct', () => {
  const { object, problems } = patched({ merge: { spec: { database: new Chart(new App(), 'orders') } } });
  expect(object).toBe(deployment);
  expect(problems).toMatchObject([
    { code: 'RB106', found: expect.stringContaining('an instance of Chart is no value') },
  ]);
});

test('operations give plain data, and leave what was rendered as it is', () => {
  const { object } = patched([JsonPatch.replace('/spec/replicas', 4), JsonPatch.add('/metadata/labels/zone', 'eu')]);
  expect(object).toMatchObject({ spec: { replicas: 4 }, metadata: { labels: { zone: 'eu' } } });
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  expect(deployment.spec).toEqual({ replicas: 2, paused: true });
});

test.each([
  ['takes away what is not there', JsonPatch.remove('/spec/template')],
  ['replaces what is not there', JsonPatch.replace('/metadata/annotations/a~1b', 'c')],
  ['moves what is not there', JsonPatch.move('/spec/template', '/spec/pod')],
  ['adds to what is not there', JsonPatch.add('/spec/template/spec', {})],
  ['tests in vain', JsonPatch.test('/spec/replicas', 3)],
])('an operation that %s is RB106 and changes nothing', (_, operation) => {
  const { object, problems } = patched([operation]);
  expect(object).toBe(deployment);
  expect(problems).toMatchObject([{ code: 'RB106', path: 'shop' }]);
});

test('the identity of an object and the labels of Roadbed are guarded', () => {
  const guarded = [
    { merge: { metadata: { name: 'web' } } },
    { merge: { kind: 'StatefulSet' } },
    { merge: { metadata: { annotations: { 'roadbed.dev/path': 'x' } } } },
  ];
  for (const change of guarded) expect(patched(change).problems).toMatchObject([{ code: 'RB701', path: 'shop' }]);
});

test('each member of the selector that is given must match', () => {
  const change = { merge: { spec: { replicas: 3 } } };
  expect(patched(change, { kind: 'Deployment', name: 'api' }).by).toEqual(['shop']);
  expect(patched(change, { kind: 'Deployment', name: 'web' }).by).toEqual([]);
  expect(patched(change, { apiVersion: 'v1' }).by).toEqual([]);
});
