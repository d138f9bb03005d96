import { documentsOf } from '../../src/graph/document.ts';
import { removalProblems } from '../../src/platform/removals.ts';
import { aCluster, anApplication, aPlatform, configMap, lines, Piece, resolved } from '../support/platforms.ts';

interface Spec {
  readonly clusters?: readonly (readonly [name: string, environment: string])[];
  readonly applications: Readonly<Record<string, readonly string[]>>;
}

const DEFAULT = [
  ['a', 'dev'],
  ['b', 'prod'],
] as const;

/** A platform of applications that each hold StatefulSets of these names; one called `c-` is a ConfigMap. */
function documents({ clusters: places = DEFAULT, applications }: Spec) {
  const platform = aPlatform();
  const clusters = places.map(([name, environment]) => aCluster(platform, name, environment));
  for (const [id, names] of Object.entries(applications)) {
    const made = names.map((name) =>
      name.startsWith('c-') ? configMap(name) : { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name } },
    );
    new Piece(anApplication(platform, id, { clusters, namespace: 'same' }), 'x', { render: () => made });
  }
  return documentsOf(resolved(platform));
}

function removed(before: Spec, after: Spec, accept: readonly string[] = [], environment?: string) {
  return lines(removalProblems(documents(before), documents(after), { accept, environment }));
}

const two = { applications: { one: ['db', 'c-x'], two: ['cache'] } };

test('nothing is refused where there is no former output, or nothing goes', () => {
  expect(lines(removalProblems(undefined, documents(two), { accept: [], environment: undefined }))).toEqual([]);
  expect(removed(two, two)).toEqual([]);
});

test('what loses no data may go', () => {
  expect(removed(two, { applications: { one: ['db'], two: ['cache'] } })).toEqual([]);
});

test('something stateful that would vanish is refused, with its name and clusters', () => {
  expect(removed(two, { applications: { one: ['c-x'], two: ['cache'] } })).toEqual([
    'RB820 at one/x: "StatefulSet.apps/same/db" would vanish from "a" and "b", and its data with it; put it back, or accept its removal with --accept StatefulSet.apps/same/db',
  ]);
});

test('and so is something that vanishes from one of its clusters', () => {
  const clusters = [
    ['a', 'dev'],
    ['b', 'prod'],
    ['c', 'prod'],
    ['d', 'prod'],
    ['e', 'prod'],
    ['f', 'prod'],
  ] as const;
  expect(
    removed({ ...two, clusters }, { ...two, clusters: clusters.slice(0, 5) }).map((line) => line.split(',')[0]),
  ).toEqual([
    'RB820 at one/x: "StatefulSet.apps/same/db" would vanish from "f"',
    'RB820 at two/x: "StatefulSet.apps/same/cache" would vanish from "f"',
    'RB820 at one: "Namespace/same" would vanish from "f"',
  ]);
});

test('what is accepted by name may go, and nothing else', () => {
  const after = { applications: { one: ['c-x'], two: ['c-y'] } };
  expect(removed(two, after, ['StatefulSet.apps/same/db'])).toHaveLength(1);
  expect(removed(two, after, ['StatefulSet.apps/same/db', 'StatefulSet.apps/same/cache'])).toEqual([]);
  expect(removed(two, after, ['db', 'StatefulSet'])).toHaveLength(2);
});

test('what moves to another construct or application stays', () => {
  expect(removed(two, { applications: { one: ['c-x'], two: ['cache', 'db'] } })).toEqual([]);
});

describe('more than a fifth of the Applications', () => {
  const many = (n: number) => ({
    clusters: [['a', 'dev']] as const,
    applications: Object.fromEntries(
      Array.from({ length: n }, (_, i) => [`app${i}`, ['c-x'].map((name) => `${name}${i}`)]),
    ),
  });

  test('may not go without being accepted by name', () => {
    expect(removed(many(9), many(7))).toEqual([]);
    expect(removed(many(9), many(6))).toEqual([
      'RB821: 3 of 10 Applications would be removed: "app6-a", "app7-a" and "app8-a"; put them back, or accept the removal of each with --accept NAME',
    ]);
    expect(removed(many(9), many(6), ['app7-a'])).toEqual([]);
    expect(removed(many(29), many(9))[0]).toContain('"app19-a" and 10 more; put them back');
  });

  test('is counted within the environment that is written', () => {
    const before = { applications: { one: ['c-a'], two: ['c-b'], three: ['c-c'] } };
    const after = { clusters: [['a', 'dev']] as const, applications: before.applications };
    expect(removed(before, after, [], 'dev')).toEqual([]);
    expect(removed(before, after, [], 'prod').map((line) => line.slice(0, 5))).toEqual(['RB820', 'RB821']);
  });
});

test('a variant that splits removes no Application', () => {
  const build = (split: boolean) => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'prod', { tags: ['edge'] }), aCluster(platform, 'b', 'prod')];
    new Piece(anApplication(platform, 'shop', { clusters }), 'x', {
      render: (site) => [configMap('x', { edge: String(split && site.hasTag('edge')) })],
    });
    return documentsOf(resolved(platform));
  };
  const [before, after] = [build(false), build(true)];
  expect(after.applications[0]?.variants).toHaveLength(2);
  expect(removalProblems(before, after, { accept: [], environment: undefined })).toEqual([]);
});
