import { collect } from '../../src/graph/collect.ts';
import { byEnvironment } from '../../src/model/by-environment.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { aCluster, anApplication, aPlatform, aRule, problemsOf } from '../support/platforms.ts';

/** Problems of a program in JavaScript, of which nothing checks what it gives. */
function world(build: (platform: ReturnType<typeof aPlatform>) => void, props: unknown = {}): readonly string[] {
  const platform = aPlatform(props as never);
  build(platform);
  return collect(platform).problems.map(formatProblem);
}

const see = 'see the props of this construct in api-docs';

test.each([
  ['no owner', { owner: undefined }, 'shop.owner: it is required and missing; give it a value'],
  ['a text for tags', { tags: 'x' }, `shop.tags: must be an array, got "x"; ${see}`],
  ['a number for its namespace', { namespace: 5 }, `shop.namespace: must be a string, got "5"; ${see}`],
  [
    'another word for podSecurity',
    { podSecurity: 'x' },
    `shop.podSecurity: must be one of "restricted", "baseline", "privileged", got "x"; ${see}`,
  ],
  [
    'a step without environments',
    { rollout: [{}] },
    'shop.rollout[0].environments: it is required and missing; give it a value',
  ],
  ['a misspelt prop', { tgas: ['x'] }, 'shop.tgas: there is no prop "tgas"; did you mean "tags"?'],
])('an application with %s is a problem', (_, props, said) => {
  expect(world((platform) => anApplication(platform, 'shop', props as never))).toEqual([`RB101 at ${said}`]);
});

test.each([
  ['no server', { server: undefined }, 'eu.server: it is required and missing; give it a value'],
  ['a text for tags', { tags: 'edge' }, `eu.tags: must be an array, got "edge"; ${see}`],
  ['a number for a label', { labels: { x: 1 } }, `eu.labels.x: must be a string, got "1"; ${see}`],
  ['a text for its gateway', { gateway: 'g' }, `eu.gateway: must be an object, got "g"; ${see}`],
  ['a misspelt prop', { label: {} }, 'eu.label: there is no prop "label"; did you mean "labels"?'],
])('a cluster with %s is a problem', (_, props, said) => {
  expect(world((platform) => aCluster(platform, 'eu', 'prod', props as never))).toEqual([`RB101 at ${said}`]);
});

test.each([
  [
    'nothing for applications',
    { applications: undefined },
    'rule.applications: it is required and missing; give it a value',
  ],
  ['a text for clusters', { clusters: 'edge' }, `rule.clusters: must be an object, got "edge"; ${see}`],
  [
    'a prop that nobody knows',
    { weight: 1 },
    `rule.weight: there is no prop "weight"; remove it; its props are applications, clusters`,
  ],
])('a distribution rule with %s is a problem', (_, props, said) => {
  expect(world((platform) => aRule(platform, 'rule', props as never))).toEqual([`RB101 at ${said}`]);
});

test.each([
  ['no repository', { repository: undefined }, 'repository: it is required and missing; give it a value'],
  [
    'a number for the URL of its repository',
    { repository: { url: 5 } },
    `repository.url: must be a string, got "5"; ${see}`,
  ],
  ['a text for an environment', { environments: { dev: 'x' } }, `environments.dev: must be an object, got "x"; ${see}`],
  ['a number for an owner', { owners: { team: 5 } }, `owners.team: must be an object, got "5"; ${see}`],
  [
    'a misspelt prop',
    { secretsStore: { name: 'x' } },
    'secretsStore: there is no prop "secretsStore"; did you mean "secretStore"?',
  ],
])('a platform with %s is a problem', (_, props, said) => {
  expect(world(() => {}, props)).toEqual([`RB108 at ${said}`]);
});

test('what has the wrong shape does not hide what is wrong with the rest', () => {
  const platform = aPlatform();
  aCluster(platform, 'eu', 'prod', { tags: 5 as never });
  anApplication(platform, 'shop', { owner: 5 as never });
  anApplication(platform, 'bank', { clusters: [aCluster(platform, 'us', 'Prod')] });
  expect(problemsOf(platform).map((line) => line.split(':')[0])).toEqual([
    'RB101 at eu.tags',
    'RB101 at shop.owner',
    'RB201 at us.environment',
  ]);
});

test('the name of a cluster where a cluster belongs is a problem', () => {
  expect(world((platform) => anApplication(platform, 'shop', { clusters: ['eu'] as never }))).toEqual([
    'RB401 at shop.clusters: the cluster "eu" is not of this platform; refer to a construct of this platform',
  ]);
});

test.each([
  ['text for git', { git: 'https://x/y' }, `source.git: must be an object, got "https://x/y"; ${see}`],
  [
    'path out of its repository',
    { git: { url: 'https://x/y', path: '../../etc' } },
    `source.git.path: must be a folder within the repository, got "../../etc"; ${see}`,
  ],
  [
    'chart without a version in one environment',
    { helm: { repository: 'https://x', chart: 'c', version: byEnvironment({ dev: '1' }) } },
    'source.helm.version: it is required and missing; give it a value',
  ],
])('a source with a %s is a problem', (_, source, said) => {
  expect(
    world((platform) => {
      aCluster(platform, 'eu', 'prod');
      anApplication(platform, 'shop', { source: source as never });
    }),
  ).toEqual([`RB101 at shop.${said}`]);
});

test('a source of no kind or of two is a problem', () => {
  const two = { git: { url: 'https://x/y', path: 'a' }, kustomize: { url: 'https://x/y', path: 'a' } };
  for (const source of [{}, two]) {
    const [said, ...others] = world((platform) => {
      aCluster(platform, 'eu', 'prod');
      anApplication(platform, 'shop', { source: source as never });
    });
    expect(said).toMatch(/^RB101 at shop\.source: must be one of git, kustomize and helm, got /);
    expect(others).toEqual([]);
  }
});
