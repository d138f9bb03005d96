import * as fc from 'fast-check';
import { matches } from '../../src/graph/selector.ts';
import type { Site } from '../../src/model/site.ts';
import { checkPlacement } from '../../src/platform/check-placement.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  aRule,
  configMap,
  delivered,
  deployment,
  needing,
  objectOf,
  Piece,
  problemsOf,
  rawObject,
  resolved,
  variantOf,
} from '../support/platforms.ts';

type ClusterSpec = readonly [
  name: string,
  environment: string,
  labels?: Readonly<Record<string, string>>,
  tags?: readonly string[],
];

/** Names of the variants of a golden path that asks these questions, on these clusters. */
function names(ask: (site: Site) => unknown, ...clusters: readonly ClusterSpec[]): readonly string[] {
  const platform = aPlatform();
  for (const [name, environment, labels = {}, tags = []] of clusters) {
    aCluster(platform, name, environment, {
      labels,
      tags: ['all', ...tags],
      ...(labels.cloud === 'aws' ? { cloud: 'aws' } : {}),
    });
  }
  aRule(platform);
  new Piece(anApplication(platform, 'shop', { tags: ['app'] }), 'x', {
    render: (site) => [configMap('x', { asked: String(ask(site)) })],
  });
  const graph = resolved(platform);
  return delivered(graph, 'shop').variants.map((variant) => variant.name);
}

describe('a variant is named', () => {
  test('after its environment alone where it is the only one there', () => {
    expect(names((site) => site.cloud, ['a', 'dev'], ['b', 'prod', { cloud: 'aws' }])).toEqual(['dev', 'prod']);
  });

  test('after the facts in which those of its environment differ, in readable words', () => {
    expect(names((site) => site.cloud, ['a', 'prod'], ['b', 'prod', { cloud: 'aws' }])).toEqual([
      'prod-aws',
      'prod-no-cloud',
    ]);
    expect(names((site) => site.hasTag('edge'), ['a', 'prod'], ['b', 'prod', {}, ['edge']])).toEqual([
      'prod-edge',
      'prod-no-edge',
    ]);
    expect(
      names((site) => site.label('acme.example/zone'), ['a', 'prod', { 'acme.example/zone': 'Z_1' }], ['b', 'prod']),
    ).toEqual(['prod-no-zone', 'prod-zone-z-1']);
  });

  test('after the cluster alone where it asked for its name', () => {
    expect(names((site) => [site.name, site.hasTag('edge')], ['a', 'prod'], ['b', 'prod', {}, ['edge']])).toEqual([
      'prod-a',
      'prod-b',
    ]);
  });

  test('uniquely, also where two values look alike in words', () => {
    const made = names(
      (site) => site.label('x'),
      ['a', 'prod', { x: 'A_b' }],
      ['b', 'prod', { x: 'a-b' }],
      ['c', 'prod', { x: 'a.b' }],
    );
    expect(new Set(made).size).toBe(3);
    for (const name of made) expect(name).toMatch(/^prod-x-a[-.]b(-2)?$/);
  });

  test('uniquely, also where a number would make the name of another', () => {
    const made = names(
      (site) => site.label('x'),
      ['a', 'prod', { x: 'A' }],
      ['b', 'prod', { x: 'a' }],
      ['c', 'prod', { x: 'a-2' }],
    );
    expect([...made].sort()).toEqual(['prod-x-a', 'prod-x-a-2', 'prod-x-a-3']);
  });

  test('never with a way out of its folder, and never too long for a file system', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [`l${i}`, `${'x'.repeat(60)}..`.slice(0, 62) + i]),
    );
    const ask = (site: Site) => Object.keys(labels).map((key) => site.label(key));
    for (const name of names(ask, ['a', 'prod', labels], ['b', 'prod'])) {
      expect(name).not.toContain('/');
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      expect(['.', '..']).not.toContain(name);
    }
  });
});

test('two thousand variants of one environment are named in a moment', () => {
  const platform = aPlatform();
  for (let i = 0; i < 2000; i++) aCluster(platform, `c${i}`, 'prod', { tags: ['all'] });
  aRule(platform);
  new Piece(anApplication(platform, 'shop', { tags: ['app'] }), 'x', {
    render: (site) => [configMap('x', { name: site.name })],
  });
  const graph = resolved(platform);
  expect(delivered(graph, 'shop').variants).toHaveLength(2000);
});

describe('selectors', () => {
  const tags = ['all', 't1', 't2', 't3'];
  const clusterArb = fc.record({
    environment: fc.constantFrom('dev', 'qa', 'prod'),
    tags: fc.subarray(tags),
    cloud: fc.constantFrom('aws' as const, 'gcp' as const, 'none' as const),
    region: fc.constantFrom('eu', 'us', ''),
  });
  const ruleArb = fc.record({
    all: fc.subarray(tags, { maxLength: 1 }),
    any: fc.subarray(tags, { maxLength: 2 }),
    none: fc.subarray(tags, { maxLength: 1 }),
    environments: fc.subarray(['dev', 'qa', 'prod'], { maxLength: 2 }),
  });
  const questions: readonly ((site: Site) => unknown)[] = [
    (site) => site.cloud,
    (site) => site.hasTag('t1'),
    (site) => (site.tier === 'production' ? site.label('region') : site.hasTag('t2')),
    (site) => site.environment,
  ];

  test('choose offline what was decided, each cluster once, for random fleets and rules', () => {
    let decided = 0;
    fc.assert(
      fc.property(
        fc.array(clusterArb, { minLength: 1, maxLength: 8 }),
        fc.array(ruleArb, { minLength: 1, maxLength: 3 }),
        fc.subarray([0, 1, 2, 3]),
        fc.array(clusterArb, { maxLength: 6 }),
        (clusters, rules, asked, later) => {
          const platform = aPlatform();
          for (const [i, { region, ...props }] of clusters.entries()) {
            aCluster(platform, `c${i}`, props.environment, { ...props, labels: { region } });
          }
          // Tags and environments that every rule may name are there.
          for (const environment of ['dev', 'qa', 'prod'])
            aCluster(platform, `every-${environment}`, environment, { tags });
          for (const [i, clusters] of rules.entries()) aRule(platform, `r${i}`, { clusters });
          const shop = anApplication(platform, 'shop', { tags: ['app'] });
          new Piece(shop, 'x', {
            render: (site) => asked.map((i) => configMap(`x${i}`, { a: String(questions[i]?.(site)) })),
          });
          const problems = problemsOf(platform);
          if (problems.length > 0) {
            for (const line of problems) expect(line).toMatch(/^RB20[456] /);
            return;
          }
          decided += 1;
          const graph = resolved(platform);
          checkPlacement(graph);
          // What joins later is chosen by at most one selector: overlapping ones would make the controller refuse.
          const selectors = delivered(graph, 'shop').variants.flatMap((variant) => variant.selectors);
          for (const { environment, tags: own, cloud, region } of later) {
            const labels = {
              'roadbed.dev/environment': environment,
              'roadbed.dev/cloud': cloud,
              region,
              ...Object.fromEntries(own.map((tag) => [`roadbed.dev/tag.${tag}`, 'true'])),
            };
            expect(selectors.filter((selector) => matches(labels, selector)).length).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(decided).toBeGreaterThan(50);
  });

  test('take a cluster that joins later with the right tags, where its variant is rendered', () => {
    const platform = aPlatform();
    aCluster(platform, 'a', 'prod', { tags: ['all'] });
    aRule(platform);
    new Piece(anApplication(platform, 'shop', { tags: ['app'] }), 'x', {
      render: (site) => [configMap('x', { e: site.environment })],
    });
    const { selectors } = variantOf(resolved(platform), 'shop');
    const later = (environment: string) => ({ 'roadbed.dev/environment': environment, 'roadbed.dev/tag.all': 'true' });
    expect(selectors.map((selector) => matches(later('prod'), selector))).toEqual([true]);
    expect(selectors.map((selector) => matches(later('qa'), selector))).toEqual([false]);
  });

  test('of too many ways are a problem', () => {
    const platform = aPlatform();
    const many = Array.from({ length: 24 }, (_, i) => `t${i}`);
    aCluster(platform, 'a', 'prod', { tags: many });
    for (let i = 0; i < 24; i += 2) aRule(platform, `r${i}`, { clusters: many.slice(i, i + 2) });
    anApplication(platform, 'shop', { tags: ['app'] });
    expect(problemsOf(platform)).toEqual([
      'RB207 at shop: the rules choose its clusters in more than 256 ways; use fewer rules, or fewer tags in them, for one application',
    ]);
  });
});

describe('a namespace', () => {
  test('is made by the platform wherever one of its applications is, with the least strict standard asked for', () => {
    const platform = aPlatform();
    const [a, b] = ['a', 'b'].map((name) => aCluster(platform, name, 'prod'));
    if (a === undefined || b === undefined) throw new Error('no clusters');
    anApplication(platform, 'one', { namespace: 'same', clusters: [a], podSecurity: 'restricted' });
    anApplication(platform, 'two', { namespace: 'same', clusters: [b], podSecurity: 'baseline' });
    const graph = resolved(platform);
    const made = delivered(graph, 'namespace-same');
    expect(made).toMatchObject({ owner: 'platform', part: 'namespace', namespace: 'same' });
    expect(made.placements.map(({ cluster, by }) => [cluster.name, by])).toEqual([
      ['a', ['one']],
      ['b', ['two']],
    ]);
    expect(objectOf(variantOf(graph, 'namespace-same'), 'Namespace', 'same').metadata).toMatchObject({
      labels: { 'pod-security.kubernetes.io/enforce': 'baseline', 'roadbed.dev/owner': 'team' },
    });
  });

  test('says of each cluster which of its applications are there, and by what', () => {
    const platform = aPlatform();
    aCluster(platform, 'a', 'prod', { tags: ['all'] });
    aRule(platform);
    for (const id of ['one', 'two']) anApplication(platform, id, { namespace: 'same', tags: ['app'] });
    anApplication(platform, 'three', {
      namespace: 'same',
      clusters: [aCluster(platform, 'b', 'prod', { tags: ['all'] })],
    });
    const { placements } = delivered(resolved(platform), 'namespace-same');
    expect(placements.map(({ cluster, by }) => [cluster.name, by])).toEqual([
      ['a', ['rule']],
      ['b', ['rule', 'three']],
    ]);
  });

  test('of two owners is a problem that names both', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'prod')];
    anApplication(platform, 'one', { namespace: 'same', clusters });
    anApplication(platform, 'two', { namespace: 'same', clusters, owner: 'others' });
    expect(problemsOf(platform)).toEqual([
      'RB704 at two.namespace: the namespace "same" belongs to "team" by "one", and "others" asks for it too; give each owner a namespace of its own',
    ]);
  });

  test('is a problem where an application has its name already', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'prod')];
    anApplication(platform, 'namespace-shop', { clusters, namespace: 'x' });
    anApplication(platform, 'shop', { clusters });
    expect(problemsOf(platform)).toEqual([
      'RB105 at shop: "namespace-shop" is delivered by "namespace-shop" (site) too; give each application a name of its own: it names what is delivered',
    ]);
  });
});

describe('an object', () => {
  test('is told to be stateful by its kind, and by its annotation where it has one', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'prod')];
    const shop = anApplication(platform, 'shop', { clusters });
    const set = (name: string, annotations = {}) => ({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name, annotations },
    });
    rawObject(shop, 'a', set('a'));
    rawObject(shop, 'b', set('b', { 'roadbed.dev/stateful': 'false' }));
    rawObject(shop, 'c', {
      ...configMap('c'),
      metadata: { name: 'c', annotations: { 'roadbed.dev/stateful': 'true' } },
    });
    rawObject(shop, 'd', deployment('d') as never);
    expect(variantOf(resolved(platform), 'shop').objects.map(({ stateful }) => stateful)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test('is of a kind that arrives only where another application of the cluster brings the kind', () => {
    const platform = aPlatform({ owners: { team: { clusterKinds: ['*'] } } });
    const [a, b] = ['a', 'b'].map((name) => aCluster(platform, name, name === 'a' ? 'dev' : 'prod'));
    if (a === undefined || b === undefined) throw new Error('no clusters');
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'things.x.io' },
      spec: { group: 'x.io', names: { kind: 'Thing' } },
    };
    const thing = { apiVersion: 'x.io/v1', kind: 'Thing', metadata: { name: 't' } };
    const operator = anApplication(platform, 'operator', { clusters: [a] });
    rawObject(operator, 'crd', crd);
    rawObject(operator, 'own', thing);
    rawObject(anApplication(platform, 'user', { clusters: [a, b] }), 't', thing);
    new Piece(anApplication(platform, 'split', { clusters: [a, b] }), 't', {
      render: (site) => [{ ...thing, spec: site.environment }],
    });
    const graph = resolved(platform);
    const arrives = (name: string, variant?: string) =>
      variantOf(graph, name, variant).objects.map(({ kindArrives }) => kindArrives);
    // Within one sync Argo CD skips the dry run by itself.
    expect(arrives('operator')).toEqual([false, false]);
    expect([arrives('split', 'dev'), arrives('split', 'prod')]).toEqual([[true], [false]]);
  });
});

test('what stands at control planes is only where there is something for a cluster', () => {
  const platform = aPlatform();
  const clusters = ['dev', 'prod'].map((name) => aCluster(platform, name, name));
  const annotations = { 'roadbed.dev/at': 'control' };
  new Piece(anApplication(platform, 'shop', { clusters }), 'x', {
    render: (site) => (site.tier === 'production' ? [{ ...configMap('c'), metadata: { name: 'c', annotations } }] : []),
  });
  const control = delivered(resolved(platform), 'shop-control');
  expect(control.variants.map(({ name }) => name)).toEqual(['prod']);
  expect(control.placements.map(({ cluster }) => cluster.name)).toEqual(['prod']);
});

test('what infrastructure needs and what it makes never wait for each other', () => {
  const platform = aPlatform({ owners: { team: { clusterKinds: ['*'] } } });
  const clusters = [aCluster(platform, 'a', 'prod')];
  const shop = anApplication(platform, 'shop', { clusters, provides: ['Thing.x.io'] });
  const annotations = { 'roadbed.dev/at': 'control' };
  new Piece(shop, 'x', {
    render: () => [{ apiVersion: 'x.io/v1', kind: 'Thing', metadata: { name: 't', annotations } }, configMap('c')],
  });
  const graph = resolved(platform);
  expect(delivered(graph, 'shop').waitsFor.map(({ name }) => name)).toContain('shop-control');
  expect(delivered(graph, 'shop-control').waitsFor.map(({ name }) => name)).toEqual(['namespace-shop']);
  expect(delivered(graph, 'shop-control').owner).toBe('platform');
});

test('infrastructure is delivered only where a provisioner makes some', () => {
  const cloud = {
    ...aProvisioner('cloud', { tier: 'production' }),
    infrastructure: () => [configMap('infrastructure')],
  };
  const local = aProvisioner('local', { tier: 'development' });
  const platform = aPlatform({ provisioners: [cloud, local] });
  const clusters = [aCluster(platform, 'dev', 'dev'), aCluster(platform, 'eu', 'prod')];
  needing(anApplication(platform, 'shop', { clusters }), 'orders');
  const placed = (name: string) => delivered(resolved(platform), name).placements.map(({ cluster }) => cluster.name);
  expect(placed('shop')).toEqual(['dev', 'eu']);
  expect(placed('shop-control')).toEqual(['eu']);
});

test('what constructs make at control planes on some clusters alone makes variants of its own', () => {
  const platform = aPlatform();
  for (const [name, tags] of [
    ['a', ['one']],
    ['b', ['two']],
    ['c', []],
    ['d', ['one', 'two']],
  ] as const) {
    aCluster(platform, name, 'prod', { tags: ['all', ...tags] });
  }
  aRule(platform);
  const shop = anApplication(platform, 'shop', { tags: ['app'] });
  const annotations = { 'roadbed.dev/at': 'control' };
  const control = (name: string) => ({ ...configMap(name), metadata: { name, annotations } });
  for (const tag of ['one', 'two']) {
    new Piece(shop, tag, { render: (site) => (site.hasTag(tag) ? [control(tag)] : []) });
  }
  new Piece(shop, 'always', { render: () => [control('always')] });
  const made = delivered(resolved(platform), 'shop-control').variants.map(({ clusters, objects }) => [
    clusters.map(({ name }) => name).join(),
    objects.map(({ manifest }) => manifest.metadata.name).join(),
  ]);
  expect(made.sort()).toEqual([
    ['a', 'always,one'],
    ['b', 'always,two'],
    ['c', 'always'],
    ['d', 'always,one,two'],
  ]);
});
