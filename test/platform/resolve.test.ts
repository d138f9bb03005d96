import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { documentsOf } from '../../src/graph/document.ts';
import { byEnvironment } from '../../src/model/by-environment.ts';
import { need } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey, url } from '../../src/model/value.ts';
import { checkPlacement } from '../../src/platform/check-placement.ts';
import { resolve, type Stage } from '../../src/platform/resolve.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import { yamlChunks } from '../../src/write/yaml.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  aRule,
  closed,
  configMap,
  deployment,
  lines,
  noSchemas,
  Piece,
  problemsOf,
  resolution,
} from '../support/platforms.ts';

const ENVIRONMENTS = ['dev', 'qa', 'prod'];
const TAGS = ['all', 'edge', 'gpu'];

/** A random platform, as data: what it is made of, whatever the order in which it is made. */
const world = fc.record({
  clusters: fc.array(
    fc.record({
      environment: fc.constantFrom(...ENVIRONMENTS),
      tags: fc.subarray(TAGS),
      cloud: fc.constantFrom('aws' as const, 'none' as const),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  rules: fc.array(fc.record({ any: fc.subarray(TAGS, { minLength: 1 }), none: fc.subarray(TAGS, { maxLength: 1 }) }), {
    minLength: 1,
    maxLength: 2,
  }),
  applications: fc.array(
    fc.array(
      fc.record({
        asks: fc.nat(4),
        needs: fc.boolean(),
        control: fc.boolean(),
        refs: fc.array(fc.nat(11), { maxLength: 3 }),
        depends: fc.option(fc.nat(11)),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    { minLength: 1, maxLength: 3 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const questions: readonly ((site: Site) => unknown)[] = [
  () => '',
  (site) => site.environment,
  (site) => site.cloud,
  (site) => site.hasTag('edge'),
  (site) => site.name,
];

/** Makes a world; the order says which of its parts comes first. */
function build(spec: World, order: <T>(items: readonly T[]) => readonly T[]) {
  const provisioners = [
    aProvisioner('any', {}, (name) => ({ outputs: { host: name, password: secretKey(name, 'k') } })),
    {
      ...aProvisioner('aws', { cloud: 'aws' }),
      infrastructure: (asked: { name: string }, site: Site) => [configMap(`${asked.name}-${site.name}`)],
    },
  ];
  const platform = aPlatform({ provisioners });
  const tag = { tags: ['app'] };
  const steps = [
    () =>
      order([...spec.clusters.entries()]).map(([i, { environment, ...props }]) =>
        aCluster(platform, `c${i}`, environment, props),
      ),
    () => ENVIRONMENTS.map((name) => aCluster(platform, `every-${name}`, name, { tags: TAGS })),
    () => order([...spec.rules.entries()]).map(([i, clusters]) => aRule(platform, `r${i}`, { clusters })),
  ];
  for (const step of order(steps)) step();
  const scopes = new Map(
    order([...spec.applications.keys()]).map((i) => [
      i,
      anApplication(platform, `a${i}`, { ...tag, namespace: i === 2 ? 'a1' : `a${i}` }),
    ]),
  );
  const all = spec.applications.flatMap((pieces, i) => pieces.map((piece, j) => ({ ...piece, i, j })));
  const made = new Map<string, Piece>();
  const refs = (numbers: readonly number[]) =>
    numbers
      .map((n) => all[n % all.length])
      .flatMap((one) => (one === undefined ? [] : (made.get(`${one.i}/${one.j}`) ?? [])));
  for (const { i, j, asks, needs, control, refs: numbers } of order(all)) {
    const scope = scopes.get(i);
    if (scope === undefined) throw new Error('no application');
    const name = `p${i}-${j}`;
    made.set(
      `${i}/${j}`,
      new Piece(j % 2 === 0 ? scope : new Construct(scope, `g${j}`), name, {
        ...(needs ? { needs: () => [need('store', {})] } : {}),
        outputs: () => ({
          host: `${name}.svc`,
          port: 80,
          secretUrl: url({ scheme: 'x', password: secretKey(name, 'k', { urlSafe: j % 2 === 0 }), host: name }),
        }),
        endpoint: () => ({ pods: { app: name }, ports: [80] }),
        render: (site) => {
          const env = refs(numbers).flatMap((ref, k) => [
            { name: `H${k}`, value: `${ref.host}:${ref.port}` },
            ...(k === 0 && asks === 0 && ref.node.path !== `a${i}/${name}` && j > 0
              ? [{ name: 'S', value: ref.secretUrl }]
              : []),
          ]);
          const annotations = { 'roadbed.dev/at': 'control' };
          return [
            ...(control && site.hasTag(TAGS[j % 3] ?? '')
              ? [{ ...configMap('x'), metadata: { name: `${name}-at`, annotations } }]
              : []),
            configMap(`${name}-c`, { asked: String(questions[asks]?.(site)) }),
            deployment(name, env),
            closed(name),
          ];
        },
        text: 'x',
      }),
    );
  }
  for (const { i, j, depends } of order(all)) {
    const other = depends === null ? undefined : all[depends % all.length];
    const [one, two] = [made.get(`${i}/${j}`), other === undefined ? undefined : made.get(`${other.i}/${other.j}`)];
    // Only backwards, so that there is no cycle of declared ones.
    if (
      one !== undefined &&
      two !== undefined &&
      other !== undefined &&
      (other.i < i || (other.i === i && other.j < j))
    )
      one.node.addDependency(two);
  }
  return platform;
}

/** All bytes of the output, or the problems. */
function output(platform: ReturnType<typeof build>): string {
  const { graph, problems } = resolution(platform);
  if (graph === undefined) return lines(problems).join('\n');
  checkPlacement(graph);
  const files = [...argocd.emit(graph).files].map(
    ({ path, comment, documents }) => `${path}\n${[...yamlChunks(documents, comment.join('\n'))].join('')}`,
  );
  return `${files.join('\n')}\n${JSON.stringify(documentsOf(graph), undefined, 1)}`;
}

describe('the same platform gives the same bytes', () => {
  test('whatever the order in which its constructs were made, and resolved twice as once', () => {
    let good = 0;
    fc.assert(
      fc.property(world, (spec) => {
        const platform = build(spec, (items) => items);
        const forwards = output(platform);
        if (!forwards.startsWith('RB')) good += 1;
        expect(output(build(spec, (items) => [...items].reverse()))).toBe(forwards);
        expect(output(platform)).toBe(forwards);
      }),
      { numRuns: 30 },
    );
    expect(good).toBeGreaterThan(10);
  });

  test('and no marker is left in it', () => {
    fc.assert(
      fc.property(world, (spec) => {
        expect(output(build(spec, (items) => items))).not.toMatch(/roadbedref|roadbedend/i);
      }),
      { numRuns: 20 },
    );
  });
});

test('the tree is the same after it was resolved', () => {
  const [spec] = fc.sample(world, { numRuns: 1, seed: 7 });
  if (spec === undefined) throw new Error('no world');
  const platform = build(spec, (items) => items);
  const tree = () =>
    platform.node.findAll().map(({ node }) => [node.path, node.children.length, node.dependencies.length]);
  const before = tree();
  output(platform);
  expect(tree()).toEqual(before);
});

test('problems of several passes come together, in path order', () => {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'Z', 'dev')];
  new Piece(anApplication(platform, 'shop', { clusters }), 'x', { needs: () => [need('nothing', {})] });
  anApplication(platform, 'lost');
  new Piece(platform, 'homeless', {});
  expect(problemsOf(platform).map((line) => line.split(':')[0])).toEqual([
    'RB102 at Z',
    'RB104 at homeless',
    'RB206 at lost.tags',
    'RB301 at shop/x',
  ]);
});

test('each step is told when it begins, up to the one that finds problems', () => {
  const stages: Stage[] = [];
  const platform = aPlatform();
  aCluster(platform, 'a', 'dev');
  resolve(platform, { schemas: noSchemas, onStage: (stage) => stages.push(stage) });
  expect(stages).toEqual(['collect', 'place', 'match', 'render', 'link', 'order', 'check']);
});

test('what a golden path throws comes through with its own stack', () => {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'a', 'dev')];
  new Piece(anApplication(platform, 'shop', { clusters }), 'x', {
    render: () => {
      throw new TypeError('of the user');
    },
  });
  expect(() => resolution(platform)).toThrow(new TypeError('of the user'));
});

describe('input that means harm', () => {
  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'a word like %s is a word as any other, everywhere',
    (word) => {
      const platform = aPlatform({
        owners: JSON.parse(`{"team":{},"${word}":{}}`),
        environments: JSON.parse(`{"${word}":{"tier":"production"}}`),
      });
      const lower = word.toLowerCase().replaceAll('_', '');
      // A label may not end in an underscore, so that one is no tag.
      const tag = word === '__proto__' ? 'proto' : word;
      const clusters = [aCluster(platform, `${lower}-1`, 'dev', { tags: [tag], labels: JSON.parse(`{"${tag}":"x"}`) })];
      const shop = anApplication(platform, `${lower}-2`, { clusters, tags: [tag] });
      aRule(platform, `${word}-3`, { applications: [tag], clusters: [tag] });
      new Piece(shop, 'x', {
        render: (site) => [configMap('x', JSON.parse(`{"${word}":"${site.hasTag(tag)} ${site.label(tag)}"}`))],
        outputs: () => ({}),
      });
      expect(problemsOf(platform)).toEqual([]);
      expect(output(platform)).toContain(`\n  ${word}: true x\n`);
      expect(Reflect.get({}, 'tier')).toBeUndefined();
    },
  );

  test('a huge environment of a container is bound in a moment', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    const db = new Piece(shop, 'db', { outputs: () => ({ password: secretKey('s', 'k', { urlSafe: true }) }) });
    const env = Array.from({ length: 5000 }, (_, i) => ({
      name: `V${i}`,
      value: i % 2 === 0 ? `x${db.password}` : 'plain',
    }));
    new Piece(shop, 'x', { render: () => [deployment('x', env)] });
    const started = Date.now();
    expect(problemsOf(platform)).toEqual([]);
    expect(Date.now() - started).toBeLessThan(3000);
  });

  test('a construct with a thousand references opens its policies in a moment', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    const makers = Array.from({ length: 1000 }, (_, i) => {
      return new Piece(shop, `m${i}`, {
        outputs: () => ({ host: 'h' }),
        endpoint: () => ({ pods: { app: `m${i}` }, ports: [80] }),
        render: () => [closed(`m${i}`)],
      });
    });
    new Piece(shop, 'x', {
      render: () => [
        deployment(
          'x',
          makers.map((maker, i) => ({ name: `H${i}`, value: maker.host })),
        ),
        closed('x'),
      ],
    });
    const started = Date.now();
    expect(problemsOf(platform)).toEqual([]);
    expect(Date.now() - started).toBeLessThan(3000);
  });

  test('props that say another thing in each environment are checked in each', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'prod')];
    new Piece(anApplication(platform, 'shop', { clusters }), 'x', {
      text: byEnvironment({ dev: 'x', prod: JSON.parse('3') }),
    });
    expect(problemsOf(platform)).toEqual([
      'RB101 at shop/x.text: must be a string, got "3" in "prod"; see the props of this construct in api-docs',
    ]);
  });
});
