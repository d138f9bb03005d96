import { collect } from '../../src/graph/collect.ts';
import { place } from '../../src/graph/place.ts';
import { compareProblems } from '../../src/model/problem.ts';
import type { DistributionRuleProps } from '../../src/platform/distribution-rule.ts';
import { aCluster, anApplication, aPlatform, aRule, lines, problemsOf } from '../support/platforms.ts';

const CLUSTERS: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  a: ['dev', ['edge', 'eu']],
  b: ['prod', ['edge']],
  c: ['prod', ['eu', 'gpu']],
  d: ['qa', []],
};

function world(tags: readonly string[] = ['shop'], cluster: readonly string[] = []) {
  const platform = aPlatform();
  const made = Object.entries(CLUSTERS).map(([name, [environment, tags]]) =>
    aCluster(platform, name, environment, { tags }),
  );
  const clusters = made.filter(({ name }) => cluster.includes(name));
  anApplication(platform, 'shop', { tags, clusters });
  return platform;
}

function placed(platform: ReturnType<typeof world>) {
  const { graph, problems } = place(collect(platform).graph);
  const sorted = [...problems].sort(compareProblems);
  const [shop] = graph.applications;
  return {
    on: shop?.placements.map(({ cluster }) => cluster.name).join('') ?? '',
    by: shop?.placements.map(({ cluster, by }) => `${cluster.name}: ${by.join(', ')}`),
    problems: lines(sorted),
  };
}

function by(
  clusters: DistributionRuleProps['clusters'],
  applications: DistributionRuleProps['applications'] = ['shop'],
) {
  const platform = world(['shop', 'web']);
  aRule(platform, 'rule', { applications, clusters });
  return placed(platform);
}

describe('a distribution rule', () => {
  test.each([
    ['a list means all of the tags', ['edge', 'eu'], 'a'],
    ['all', { all: ['edge'] }, 'ab'],
    ['any', { any: ['gpu', 'edge'] }, 'abc'],
    ['none', { none: ['eu'] }, 'bd'],
    ['environments', { environments: ['prod', 'qa'] }, 'bcd'],
    ['all of them together', { all: ['eu'], any: ['edge', 'gpu'], none: ['gpu'], environments: ['dev'] }, 'a'],
    ['an empty "any" beside others asks for nothing', { all: ['eu'], any: [] }, 'ac'],
  ] as const)('chooses clusters: %s', (_, clusters, on) => {
    expect(by(clusters)).toMatchObject({ on, problems: [] });
  });

  test.each([
    ['a list means all of the tags', ['shop', 'web'], 'ab'],
    ['any', { any: ['shop'] }, 'ab'],
    ['none', { all: ['shop'], none: ['web'] }, ''],
  ] as const)('chooses applications: %s', (_, applications, on) => {
    expect(by(['edge'], applications).on).toBe(on);
  });

  test('is named as the reason, and so is the application itself where it names a cluster', () => {
    const platform = world(['shop'], ['b', 'd']);
    aRule(platform, 'z', { applications: ['shop'], clusters: ['edge'] });
    aRule(platform, 'm', { applications: ['shop'], clusters: { environments: ['prod'] } });
    expect(placed(platform).by).toEqual(['a: z', 'b: m, z, shop', 'c: m', 'd: shop']);
  });

  test('with an unknown tag is a problem with what was meant', () => {
    expect(by({ all: ['egde'], none: ['nowhere'] }, { any: ['shpo', 'web'] }).problems).toEqual([
      'RB203 at rule.applications: no application has the tag "shpo"; did you mean "shop"?',
      'RB203 at rule.clusters: no cluster has the tag "egde"; did you mean "edge"?',
      'RB203 at rule.clusters: no cluster has the tag "nowhere"; give the tag to a cluster, or remove it',
      'RB206 at shop: chosen by "rule", which chooses no cluster; give it a tag that a distribution rule is for, or name its clusters',
    ]);
  });

  test('with an unknown environment is a problem with those that there are', () => {
    expect(by({ environments: ['prdo'] }).problems).toContain(
      'RB203 at rule.clusters.environments: no cluster is of the environment "prdo"; use one of "dev", "prod", "qa"',
    );
  });

  test.each(['constructor', '__proto__', 'toString'])('may name a tag like %s, which is a word as any other', (tag) => {
    const platform = world([tag]);
    aCluster(platform, 'e', 'prod', { tags: [tag] });
    aRule(platform, 'rule', { applications: [tag], clusters: [tag] });
    expect(placed(platform)).toMatchObject({ on: 'e', problems: [] });
    expect(by([tag]).problems[0]).toContain(`no cluster has the tag "${tag}"`);
  });

  test('that matches no application, or no cluster, is a problem', () => {
    const platform = world(['shop'], ['a']);
    aRule(platform, 'apps', { applications: { any: ['shop'], none: ['shop'] }, clusters: ['edge'] });
    aRule(platform, 'clusters', { applications: ['shop'], clusters: { all: ['gpu'], none: ['eu'] } });
    expect(placed(platform).problems).toEqual([
      'RB204 at apps.applications: no application has one of "shop" and none of "shop"; change the tags of the rule, or remove it',
      'RB204 at clusters.clusters: no cluster has all of "gpu" and none of "eu"; change the tags of the rule, or remove it',
    ]);
  });

  test('that chooses by nothing is a problem, for it would choose everything', () => {
    expect(by({}, []).problems).toEqual([
      'RB205 at rule.applications: it chooses by nothing, so it would choose every application, "{}"; name at least one tag',
      'RB205 at rule.clusters: it chooses by nothing, so it would choose every cluster, "{}"; name at least one tag',
    ]);
  });
});

describe('an application that is placed nowhere is a problem', () => {
  test('where no rule is for its tags', () => {
    const platform = world(['shop', 'web']);
    anApplication(platform, 'bank', { tags: ['bank'] });
    aRule(platform, 'rule', { applications: ['bank'], clusters: ['eu'] });
    expect(placed(platform).problems).toEqual([
      'RB206 at shop.tags: no rule is for its tags "shop, web"; give it a tag that a distribution rule is for, or name its clusters',
    ]);
  });

  test('where it has no tags, and where there are no rules', () => {
    expect(placed(world([])).problems).toEqual([
      'RB206 at shop.tags: it has no tags; make a DistributionRule for its tags, or name its clusters',
    ]);
  });

  test('where the cluster that it names is of another platform', () => {
    const platform = world([], ['a']);
    const foreign = aCluster(aPlatform(), 'foreign', 'prod');
    anApplication(platform, 'x', { clusters: [foreign] });
    anApplication(platform, 'y', { clusters: [aCluster(aPlatform(), 'a', 'prod')] });
    aRule(platform);
    anApplication(platform, 'z', { tags: ['app'] });
    expect(problemsOf(platform)).toEqual([
      'RB203 at rule.clusters: no cluster has the tag "all"; give the tag to a cluster, or remove it',
      'RB401 at x.clusters: the cluster "foreign" is not of this platform; refer to a construct of this platform',
      'RB401 at y.clusters: the cluster "a" is not of this platform; refer to a construct of this platform',
      'RB206 at z: chosen by "rule", which chooses no cluster; give it a tag that a distribution rule is for, or name its clusters',
    ]);
  });
});
