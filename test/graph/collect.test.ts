import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, Include } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { collect } from '../../src/graph/collect.ts';
import { byEnvironment } from '../../src/model/by-environment.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  configMap,
  lines,
  Piece,
  problemsOf,
} from '../support/platforms.ts';

test('everything stands in path order, by segments, whatever the order in which it was made', () => {
  const paths = (ids: readonly string[]) => {
    const platform = aPlatform();
    for (const id of ids) aCluster(platform, `c-${id}`, 'dev');
    for (const id of ids) aRule(platform, `r-${id}`);
    for (const id of ids) {
      const application = anApplication(platform, id);
      for (const inner of [...ids].reverse()) new Piece(new Construct(application, inner), 'x', {});
    }
    const { graph } = collect(platform);
    return JSON.stringify([
      graph.clusters.map(({ name, index }) => [name, index]),
      graph.rules.map(({ path }) => path),
      graph.applications.map(({ path, index, items }) => [path, index, items.map((item) => item.path)]),
    ]);
  };
  const expected = paths(['a', 'a-b', 'b', '1', '02', '10']);
  expect(paths(['10', 'b', '02', 'a-b', '1', 'a'])).toBe(expected);
  expect(expected).toContain('["1/02/x","1/1/x","1/10/x","1/a/x","1/a-b/x","1/b/x"]');
});

test('objects of cdk8s, of charts within and of included YAML are items of their application', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop');
  const file = join(tmpdir(), `roadbed-include-${process.pid}.yaml`);
  writeFileSync(
    file,
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: one }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: two }\n',
  );
  new Include(shop, 'yaml', { url: file });
  new ApiObject(new Chart(shop, 'inner'), 'raw', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'raw' } });
  const [application] = collect(platform).graph.applications;
  expect(application?.items.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'object shop/inner/raw',
    expect.stringMatching(/^object shop\/yaml\/one/),
    expect.stringMatching(/^object shop\/yaml\/two/),
  ]);
});

test('the tree is walked once and not changed', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop');
  let calls = 0;
  new Piece(shop, 'api', { render: () => [configMap(`x${calls++}`)] });
  const before = platform.node.findAll().map(({ node }) => node.path);
  collect(platform);
  expect(platform.node.findAll().map(({ node }) => node.path)).toEqual(before);
  expect(calls).toBe(0);
});

test('a tree thousands of levels deep is walked', () => {
  const platform = aPlatform();
  let scope: Construct = anApplication(platform, 'shop');
  for (let i = 0; i < 3000; i++) scope = new Construct(scope, 'x');
  expect(collect(platform).problems).toEqual([]);
});

describe('is a problem', () => {
  const found = (build: (platform: ReturnType<typeof aPlatform>) => void) => {
    const platform = aPlatform();
    build(platform);
    return lines(collect(platform).problems);
  };

  test('what stands outside any application', () => {
    expect(
      found((platform) => {
        new Piece(platform, 'api', {});
        new ApiObject(new Chart(platform, 'chart'), 'raw', { apiVersion: 'v1', kind: 'Service' });
      }),
    ).toEqual([
      'RB104 at api: a golden path stands outside any application; put it in an Application: that is what is delivered',
      'RB104 at chart/raw: an object stands outside any application; put it in an Application: that is what is delivered',
    ]);
  });

  test('what a construct says of itself', () => {
    expect(
      found((platform) => {
        anApplication(platform, 'shop').node.addValidation({ validate: () => ['it is Tuesday'] });
      }),
    ).toEqual(['RB103 at shop: it is Tuesday; see what the construct says of itself']);
  });

  test.each(['Shop', 'shop_api', '..', 'ünïcode', '1shop', '-x', 'x'.repeat(51), '../../etc', 'a b'])(
    'a name of an application or golden path that is no DNS label: "%s"',
    (id) => {
      const hint = 'use at most 50 lower-case letters, digits and hyphens, beginning with a letter';
      const shown = id.replaceAll('/', '--');
      expect(found((platform) => anApplication(platform, id))).toEqual([
        `RB102 at ${shown}: not a DNS label, got "${id}"; ${hint}`,
      ]);
      expect(found((platform) => new Piece(anApplication(platform, 'shop'), id, {}))).toEqual([
        `RB102 at shop/${shown}: not a DNS label, got "${shown}"; ${hint}`,
      ]);
    },
  );

  test('a name of 300 characters is shown short', () => {
    const [line] = found((platform) => anApplication(platform, 'x'.repeat(300)));
    expect(line).toContain(`got "${'x'.repeat(77)}..."`);
  });

  test('an owner, a namespace or a tag that Kubernetes refuses', () => {
    expect(
      found((platform) => {
        anApplication(platform, 'shop', {
          owner: '../Team',
          namespace: 'Shop/..',
          tags: ['ok', 'not ok', 'x'.repeat(60)],
        });
      }),
    ).toEqual([
      'RB101 at shop.namespace: not a DNS label, got "Shop/.."; use at most 63 lower-case letters, digits and hyphens',
      'RB101 at shop.owner: not a DNS label, got "../Team"; use at most 63 lower-case letters, digits and hyphens',
      'RB101 at shop.tags: not a tag, got "not ok"; use letters, digits, "-", "_" and ".", at most 59',
      `RB101 at shop.tags: not a tag, got "${'x'.repeat(60)}"; use letters, digits, "-", "_" and ".", at most 59`,
    ]);
  });

  test('a source beside constructs, for only the source would be delivered', () => {
    expect(
      found((platform) => {
        const source = { git: { url: 'https://github.com/acme/x', path: 'x' } };
        new Piece(anApplication(platform, 'shop', { source }), 'api', {});
      }),
    ).toEqual([
      'RB109 at shop.source: it has a source, and holds "shop/api" too; put the constructs into an application of their own',
    ]);
  });

  test('a reference in the values of a source, for nobody binds it there, and what no file can hold', () => {
    expect(
      found((platform) => {
        aCluster(platform, 'a', 'dev');
        aCluster(platform, 'b', 'prod');
        const api = new Piece(anApplication(platform, 'shop'), 'api', {});
        const chart = (values: Record<string, unknown>) => ({
          helm: { repository: 'https://x.example', chart: 'x', version: '1', values },
        });
        const values = { url: api.host, list: [`http://${api.host}`, byEnvironment({ dev: 'x', prod: api.port })] };
        anApplication(platform, 'chart', { source: chart(values) });
        anApplication(platform, 'other', { source: chart({ since: byEnvironment({ prod: new Date(0) }) }) });
      }),
    ).toEqual([
      expect.stringMatching(
        /^RB405 at chart\.source\.helm\.values\.list\[0\]: "http:\/\/shop\/api\.host" stands in a source, /,
      ),
      expect.stringMatching(/^RB405 at chart\.source\.helm\.values\.list\[1\]: "shop\/api\.port" stands in a source, /),
      expect.stringMatching(/^RB405 at chart\.source\.helm\.values\.url: "shop\/api\.host" stands in a source, /),
      expect.stringMatching(/^RB822 at other\.source: holds an instance of Date at helm\.values\.since, /),
    ]);
  });
});

test('a dependency on a group of constructs is a dependency on each of them', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop');
  const [a, b, c] = ['a', 'b', 'c'].map((id) => new Piece(shop, id, {}));
  if (a === undefined || b === undefined || c === undefined) throw new Error('no pieces');
  const both = new (class {})();
  Dependable.implement(both, { dependencyRoots: [b, a] });
  c.node.addDependency(both);
  const { dependencies } = collect(platform).graph;
  expect(dependencies.map(({ before, after }) => `${before} before ${after}`).sort()).toEqual([
    'shop/a before shop/c',
    'shop/b before shop/c',
  ]);
});

test('two applications of one name in different scopes are a problem that names both', () => {
  const platform = aPlatform();
  const cluster = aCluster(platform, 'c', 'dev');
  anApplication(new Construct(platform, 'a'), 'shop', { clusters: [cluster] });
  anApplication(new Construct(platform, 'b'), 'shop', { clusters: [cluster], namespace: 'other' });
  expect(problemsOf(platform)).toEqual([
    'RB105 at b/shop: "shop" is delivered by "a/shop" (site) too; give each application a name of its own: it names what is delivered',
  ]);
});

test('the order in which tags are listed does not show, nor that one is listed twice', () => {
  const listed = (tags: readonly string[]) => {
    const platform = aPlatform();
    aCluster(platform, 'a', 'dev', { tags });
    anApplication(platform, 'shop', { tags });
    aRule(platform, 'rule', { applications: { any: tags }, clusters: { any: tags, environments: ['dev', ...tags] } });
    const { applications, clusters, rules } = collect(platform).graph;
    return {
      tags: applications[0]?.tags,
      cluster: clusters[0]?.tags,
      rule: rules[0]?.clusters,
      any: rules[0]?.applications,
    };
  };
  expect(listed(['b', 'a', 'b'])).toEqual(listed(['a', 'b']));
});
