import { count, factWords, list, rotationWords, ruleWords, selectorWords, sourceWords } from '../../src/views/words.ts';

test('a rule reads as a sentence', () => {
  const clusters = { any: ['edge', 'far'], none: ['lab'], environments: ['prod', 'qa'] };
  expect(ruleWords({ path: 'r', applications: { all: ['shop', 'web'] }, clusters })).toBe(
    'applications tagged "shop" and "web" go to clusters tagged any of "edge" or "far" and not tagged "lab" in "prod" or "qa"',
  );
  expect(ruleWords({ path: 'r', applications: { any: ['shop'] }, clusters: { environments: ['dev'] } })).toBe(
    'applications tagged "shop" go to clusters with any tags in "dev"',
  );
});

test('a fact is said with or without its label', () => {
  expect(factWords({ label: 'roadbed.dev/environment', value: 'dev' })).toBe('environment "dev"');
  expect(factWords({ label: 'roadbed.dev/tag.edge', value: 'true' })).toBe('tag edge');
  expect(factWords({ label: 'roadbed.dev/provides.Cluster.x', value: undefined })).toBe('no kind Cluster.x');
  expect(factWords({ label: 'team/label', value: 'true' })).toBe('team/label "true"');
});

test('a selector is said condition by condition', () => {
  const matchExpressions = [
    { key: 'a', operator: 'In', values: ['1', '2'] },
    { key: 'b', operator: 'NotIn', values: ['3'] },
    { key: 'c', operator: 'Exists' },
    { key: 'd', operator: 'DoesNotExist' },
  ] as const;
  expect(selectorWords({ matchLabels: { e: 'f' }, matchExpressions })).toBe(
    'e "f", a "1" or "2", b not "3", any c, no d',
  );
  expect(selectorWords({})).toBe('every cluster');
});

test('it is said what a rotation does to a value, by the way it travels', () => {
  expect(rotationWords('literal')).toContain('next synthesis');
  expect(rotationWords('key of a Secret')).toContain('until it restarts');
  expect(rotationWords('copied by External Secrets')).toContain('1 hour');
});

test('counts and lists read as people say them', () => {
  expect([count(1, 'cluster'), count(1200, 'cluster'), count(2, 'copy', 'copies')]).toEqual([
    '1 cluster',
    '1,200 clusters',
    '2 copies',
  ]);
  expect([list([], 'and'), list(['a'], 'or'), list(['a', 'b', 'c'], 'or')]).toEqual(['', '"a"', '"a", "b" or "c"']);
});

test('a source is named with its version', () => {
  const repository = 'https://github.com/acme/deploy';
  expect(
    sourceWords({ type: 'helm', repository: 'https://charts.acme.example', name: 'redis', version: '19.0.0' }),
  ).toBe('the chart redis 19.0.0 of https://charts.acme.example');
  expect(sourceWords({ type: 'git', repository, name: 'k8s', version: 'main' })).toBe(
    `the folder k8s of ${repository} at main`,
  );
  expect(sourceWords({ type: 'kustomize', repository, name: 'k8s', version: 'v1' })).toBe(
    `the Kustomize folder k8s of ${repository} at v1`,
  );
});
