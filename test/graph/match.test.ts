import * as z from 'zod';
import { compareSpecificity, criteriaWords } from '../../src/model/criteria.ts';
import { type Criteria, need, type Provisioner } from '../../src/model/need.ts';
import { resourceType } from '../../src/model/resource-type.ts';
import type { PlatformProps } from '../../src/platform/bare-platform.ts';
import { BarePlatform } from '../../src/platform/bare-platform.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  at,
  configMap,
  deployment,
  needing,
  Piece,
  problemsOf,
  resolution,
  resolved,
} from '../support/platforms.ts';

const ALWAYS: Criteria = {};

/** Who provisions the need of a golden path on an AWS production cluster tagged `edge` and `eu`. */
function winner(...provisioners: readonly Provisioner[]): string {
  const platform = aPlatform({ provisioners });
  world(platform);
  return String(at(objectOf2(platform), 'data.by'));
}

function world(platform: BarePlatform, props: Parameters<typeof needing>[3] = { class: 'large', id: 'the-one' }) {
  const cluster = aCluster(platform, 'eu', 'prod', { cloud: 'aws', tags: ['edge', 'eu'] });
  const shop = anApplication(platform, 'shop', { clusters: [cluster] });
  return needing(shop, 'db', 'store', props);
}

function objectOf2(platform: BarePlatform) {
  const graph = resolved(platform);
  const variant = graph.applications.find(({ name }) => name === 'shop')?.variants[0];
  if (variant === undefined) throw new Error('no variant');
  const [made] = variant.objects.filter(({ manifest }) => manifest.kind === 'ConfigMap');
  if (made === undefined) throw new Error('nothing is made');
  return made.manifest;
}

describe('the most specific provisioner wins', () => {
  const ranked: readonly (readonly [string, Criteria])[] = [
    ['an id', { id: 'the-one' }],
    ['a class', { class: 'large' }],
    ['an application', { application: 'shop' }],
    ['two tags', { tags: ['edge', 'eu'] }],
    ['one tag', { tags: ['edge'] }],
    ['a cloud', { cloud: 'aws' }],
    ['an environment', { environment: 'prod' }],
    ['a tier', { tier: 'production' }],
    ['nothing', ALWAYS],
  ];

  test.each(
    ranked
      .slice(0, -1)
      .map(([name, when], i) => [name, ranked[i + 1]?.[0] ?? '', when, ranked[i + 1]?.[1] ?? {}] as const),
  )('%s before %s, in whatever order they are given', (_first, _second, when, less) => {
    expect(winner(aProvisioner('more', when), aProvisioner('less', less))).toBe('more');
    expect(winner(aProvisioner('less', less), aProvisioner('more', when))).toBe('more');
  });

  test('one criterion of a higher rank beats all of lower ranks together', () => {
    const many: Criteria = {
      application: 'shop',
      tags: ['edge', 'eu'],
      cloud: 'aws',
      environment: 'prod',
      tier: 'production',
    };
    expect(winner(aProvisioner('many', many), aProvisioner('one', { class: 'large' }))).toBe('one');
  });

  test('a list means any of its members, and says no more than a single one', () => {
    expect(compareSpecificity({ environment: ['a', 'b'] }, { environment: 'a' })).toBe(0);
    expect(winner(aProvisioner('p', { environment: ['qa', 'prod'], cloud: ['gcp', 'aws'] }))).toBe('p');
  });

  test('the platform’s own wins over Roadbed’s where both are as specific, and loses where it is less so', () => {
    const by = (own: Criteria, standard: Criteria) => {
      const props: PlatformProps = {
        repository: { url: 'https://github.com/x' },
        provisioners: [aProvisioner('own', own)],
      };
      const platform = new BarePlatform(props, [aProvisioner('standard', standard)]);
      world(platform);
      return at(objectOf2(platform), 'data.by');
    };
    expect(by(ALWAYS, ALWAYS)).toBe('own');
    expect(by(ALWAYS, { tier: 'production' })).toBe('standard');
  });

  test('criteria are told in words', () => {
    expect(criteriaWords({ tier: ['staging', 'production'], tags: ['a', 'b'], id: 'x' })).toBe(
      'id "x", tags "a" and "b", tier "staging" or "production"',
    );
    expect(criteriaWords({})).toBe('always');
  });
});

describe('is a problem', () => {
  const found = (provisioners: readonly Provisioner[]) => {
    const platform = aPlatform({ provisioners });
    world(platform);
    return problemsOf(platform);
  };

  test('a tie, which names all that are tied', () => {
    expect(
      found([aProvisioner('a', { cloud: 'aws' }), aProvisioner('b', { cloud: ['aws'] }), aProvisioner('c')]),
    ).toEqual([
      'RB302 at shop/db: "a" and "b" are equally specific for a "store" in "prod"; make the criteria of one of them more specific',
    ]);
  });

  test('a need that nobody provisions, with the reason why each one lost', () => {
    expect(
      found([
        aProvisioner('by-id', { id: 'other' }),
        aProvisioner('by-class', { class: ['a', 'b'] }),
        aProvisioner('by-application', { application: 'bank' }),
        aProvisioner('by-tags', { tags: ['edge', 'gpu'] }),
        aProvisioner('by-cloud', { cloud: 'gcp' }),
        aProvisioner('by-environment', { environment: 'dev' }),
        aProvisioner('by-tier', { tier: 'staging' }),
      ]),
    ).toEqual([
      'RB301 at shop/db: nobody provisions a "store" of class "large" in "prod"; none of these fits: "by-id": it is for the id "other", and this is "the-one"; ' +
        '"by-class": it is for the class "a" or "b", and this is "large"; "by-application": it is for the application "bank", and this is "shop"; ' +
        '"by-tags": it is for clusters tagged "gpu"; "by-cloud": it is for the cloud "gcp", and this is "aws"; ' +
        '"by-environment": it is for the environment "dev", and this is "prod"; "by-tier": it is for the tier "staging", and this is "production"',
    ]);
  });

  test('a need of a type that no provisioner has, with those that there are', () => {
    const platform = aPlatform({ provisioners: [aProvisioner('p')] });
    const cluster = aCluster(platform, 'eu', 'prod');
    needing(anApplication(platform, 'shop', { clusters: [cluster] }), 'db', 'stoer');
    expect(problemsOf(platform)).toEqual([
      'RB301 at shop/db: nobody provisions a "stoer" of class "default" in "prod"; did you mean "store"?',
    ]);
  });

  test('but no resource that is shared in each environment, and each has one cluster', () => {
    const platform = aPlatform({ provisioners: [aProvisioner('p')] });
    const clusters = [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'prod')];
    needing(anApplication(platform, 'shop', { clusters }), 'db', 'store', { shared: 'environment' });
    expect(problemsOf(platform)).toEqual([]);
  });

  test('an output that the provisioner does not give, where something takes it', () => {
    const platform = aPlatform({ provisioners: [aProvisioner('tiny')] });
    const cluster = aCluster(platform, 'eu', 'prod');
    const shop = anApplication(platform, 'shop', { clusters: [cluster] });
    const db = needing(shop, 'db');
    new Piece(shop, 'api', { render: () => [configMap('api', { host: db.host, url: db.url })] });
    expect(problemsOf(platform)).toEqual([
      'RB304 at shop/api.data.url: the provisioner "tiny" gives no "url", which "shop/db.url" is, on "eu"; use another output, or another provisioner',
    ]);
  });
});

test('a golden path that needs nothing is asked nothing of the market', () => {
  const platform = aPlatform({ provisioners: [aProvisioner('p')] });
  const cluster = aCluster(platform, 'eu', 'prod');
  new Piece(anApplication(platform, 'shop', { clusters: [cluster] }), 'api', { render: () => [deployment('api')] });
  expect(resolved(platform).matches).toEqual([]);
});

test('each need of a construct has a name of its own', () => {
  const names: string[] = [];
  const spy: Provisioner = {
    ...aProvisioner('p'),
    provision: (asked) => ({ manifests: [configMap(asked.name)], outputs: { host: names.push(asked.name) && 'h' } }),
  };
  const platform = aPlatform({ provisioners: [spy, { ...spy, name: 'q', type: 'queue' }] });
  const cluster = aCluster(platform, 'eu', 'prod');
  const shop = anApplication(platform, 'shop', { clusters: [cluster] });
  new Piece(shop, 'x'.repeat(50), { needs: () => ['store', 'store', 'queue', 'store'].map((type) => need(type, {})) });
  resolved(platform);
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,49}$/);
});

test('why each one whose criteria hold won or lost is kept, with the clusters where it was so', () => {
  const platform = aPlatform({ provisioners: [aProvisioner('dev', { environment: 'dev' }), aProvisioner('any')] });
  const clusters = [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'prod'), aCluster(platform, 'c', 'prod')];
  needing(anApplication(platform, 'shop', { clusters }), 'db');
  expect(resolved(platform).matches.map(({ clusters: names, candidates }) => [names, candidates])).toEqual([
    [
      ['a'],
      [
        { provisioner: 'dev', won: true, why: 'it fits: environment "dev", the most specific' },
        { provisioner: 'any', won: false, why: 'it fits: always, and "dev" is more specific' },
      ],
    ],
    [['b', 'c'], [{ provisioner: 'any', won: true, why: 'it fits: always, the most specific' }]],
  ]);
});

test('two provisioners of one name are a problem, also where one of them is Roadbed’s', () => {
  const platform = new BarePlatform(
    { repository: { url: 'https://github.com/x' }, provisioners: [aProvisioner('p')] },
    [aProvisioner('p')],
  );
  world(platform);
  expect(problemsOf(platform)).toEqual([
    'RB108 at provisioners: two provisioners bear the name "p"; give each a name of its own',
  ]);
});

describe('a provisioner may bring needs of its own', () => {
  const store = (name: string, when: Criteria = {}, bring: readonly string[] = []): Provisioner => ({
    ...aProvisioner(name, when),
    needs: () => bring.map((type) => need(type, {}, { class: 'inner' })),
    provision: (asked, _, brought = []) => ({
      manifests: [configMap(asked.name, { by: name, brought: brought.map(({ outputs }) => outputs.host).join() })],
      outputs: { host: `${asked.name}.${name}` },
    }),
  });
  const queue = (bring: readonly string[] = []): Provisioner => ({ ...store('queue', {}, bring), type: 'queue' });

  function made(...provisioners: readonly Provisioner[]) {
    const platform = aPlatform({ provisioners });
    world(platform, {});
    const { graph } = resolution(platform);
    if (graph === undefined) return problemsOf(platform);
    const { objects } = graph.applications.find(({ name }) => name === 'shop')?.variants[0] ?? { objects: [] };
    return objects.map(
      ({ manifest, provisioner }) => `${provisioner}: ${manifest.metadata.name} ${at(manifest, 'data.brought')}`,
    );
  }

  test('which are matched and made in turn, until no need is left; what was made comes in their order', () => {
    expect(
      made(store('a', {}, ['queue', 'bucket', 'queue']), queue(['bucket']), { ...store('bucket'), type: 'bucket' }),
    ).toEqual([
      'a: db db-queue.queue,db-bucket.bucket,db-queue-2.queue',
      'queue: db-queue db-queue-bucket.bucket',
      'bucket: db-queue-bucket ',
      'bucket: db-bucket ',
      'queue: db-queue-2 db-queue-2-bucket.bucket',
      'bucket: db-queue-2-bucket ',
    ]);
  });

  test('never answered by one that is at work on it already, so that one may stand before another of its type', () => {
    expect(made(store('proxy', { tier: 'production' }, ['store']), store('plain'))).toEqual([
      'proxy: db db-store.plain',
      'plain: db-store ',
    ]);
  });

  test('and two that need each other are a problem that says so', () => {
    expect(made(store('a', {}, ['queue']), queue(['store']))).toEqual([
      'RB305 at shop/db: nobody provisions a "store" of class "default" in "prod": "a" needs a "queue", "queue" needs a "store", which "a" would make; ' +
        'let one of them make what it needs itself, or add a provisioner that needs nothing',
    ]);
  });

  test('which may be provisioned by nobody, or by two', () => {
    expect(made(store('a', {}, ['queue']))).toEqual([
      'RB301 at shop/db: nobody provisions a "store" of class "default" in "prod"; none of these fits: ' +
        '"a": it fits: always, but its own need "queue" of class "inner" found nobody: no provisioner makes it',
    ]);
    expect(made(store('a', {}, ['queue']), queue(), { ...queue(), name: 'other' })).toEqual([
      'RB302 at shop/db: "other" and "queue" are equally specific for a "queue" in "prod"; make the criteria of one of them more specific',
    ]);
  });

  test('and why each candidate won is kept for them too', () => {
    const platform = aPlatform({ provisioners: [store('a', {}, ['queue']), queue()] });
    world(platform, {});
    expect(
      resolved(platform).matches.map(({ need: { type, name }, candidates }) => [type, name, candidates.length]),
    ).toEqual([
      ['store', 'db', 1],
      ['queue', 'db-queue', 1],
    ]);
  });
});

describe('two types of one name are a problem', () => {
  const typed = (output: string) =>
    resourceType('store', { inputs: z.strictObject({ size: z.number().default(1) }), outputs: { [output]: 'host' } });
  const of = (name: string, resource: ReturnType<typeof typed>) => ({
    ...aProvisioner(name, { class: name }),
    resource,
  });
  const world = (...provisioners: readonly Provisioner[]) => {
    const platform = aPlatform({ provisioners });
    return { platform, shop: anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] }) };
  };

  test('where two provisioners are of them', () => {
    const { platform } = world(of('a', typed('host')), of('b', typed('url')));
    expect(problemsOf(platform)).toEqual([
      'RB312 at provisioners: "b" is of a type "store", and the provisioner "a" of another that bears this name; give one of them another name, or make all of one type',
    ]);
  });

  test('where a need is of another than its provisioner, or than another need', () => {
    const { platform, shop } = world(of('default', typed('host')));
    new Piece(shop, 'x', { needs: () => [need(typed('url'), {})] });
    expect(problemsOf(platform)).toEqual([
      expect.stringMatching(/^RB312 at shop\/x: it needs a type "store", and the provisioner "default" of another/),
    ]);
    const other = world(aProvisioner('p'));
    for (const [id, type] of [
      ['a', typed('host')],
      ['b', typed('url')],
    ] as const)
      new Piece(other.shop, id, { needs: () => [need(type, {})] });
    expect(problemsOf(other.platform)).toEqual([
      expect.stringMatching(/^RB312 at shop\/b: .*, and "shop\/a" of another/),
    ]);
  });

  test('but two copies that describe the same are one', () => {
    const { platform, shop } = world(of('default', typed('host')));
    new Piece(shop, 'x', { needs: () => [need(typed('host'), {})] });
    expect(problemsOf(platform)).toEqual([]);
  });
});
