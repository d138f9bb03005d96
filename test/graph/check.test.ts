import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Include } from 'cdk8s';
import type { SchemaChecker } from '../../src/model/schema-checker.ts';
import type { PlatformProps } from '../../src/platform/bare-platform.ts';
import { resolve } from '../../src/platform/resolve.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  configMap,
  deployment,
  lines,
  Piece,
  problemsOf,
  rawObject,
  resolved,
} from '../support/platforms.ts';

/** What is wrong with these objects of the application `shop` on the clusters of these environments. */
function found(
  objects: readonly object[],
  environments: readonly string[] = ['prod'],
  props: Partial<PlatformProps> = {},
) {
  const platform = aPlatform(props);
  const clusters = environments.map((environment) => aCluster(platform, environment, environment));
  const shop = anApplication(platform, 'shop', { clusters });
  new Piece(shop, 'x', { render: () => objects as never });
  return problemsOf(platform);
}

function pod(containers: readonly object[], rest: object = {}) {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers, ...rest } };
}

describe('names', () => {
  const named = (kind: string, name: string, namespace?: string, apiVersion = 'v1') => ({
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  });

  test.each(['Upper', 'under_score', '..', '../x', 'a/b', 'ünï', 'x'.repeat(254), '-a', 'a-', '', ' ', 'a\nb'])(
    '"%s" is refused',
    (name) => {
      const [line] = found([named('ConfigMap', name)]);
      expect(line).toMatch(
        /^RB711 at shop\/x\.metadata\.name: the ConfigMap has a name that Kubernetes refuses, got "/,
      );
    },
  );

  test.each([
    ['ConfigMap', 'a.b-c.0'],
    ['ConfigMap', 'x'.repeat(253)],
    ['Role', 'system:any Thing'],
  ])('a %s may be called "%s"', (kind, name) => {
    expect(found([named(kind, name)])).toEqual([]);
  });

  test.each([
    ['Service', 'a.b'],
    ['Service', 'x'.repeat(64)],
    ['Role', '..'],
    ['Role', 'a/b'],
  ])('a %s may not be called "%s"', (kind, name) => {
    expect(found([named(kind, name)])[0]).toMatch(/^RB711/);
  });

  test('a namespace that is no DNS label is refused', () => {
    expect(found([named('ConfigMap', 'a', '../kube-system')])).toEqual([
      'RB703 at shop/x.metadata.namespace: the ConfigMap "a" is in the namespace "../kube-system", which does not belong to "team"; put it into the namespace of its application',
      'RB711 at shop/x.metadata.namespace: the ConfigMap has a namespace that Kubernetes refuses, got "../kube-system"; give it a name that Kubernetes takes',
    ]);
  });
});

describe('an image in production', () => {
  const image = (name: string) => found([pod([{ name: 'c', image: name }])]);

  test.each(['acme/x', 'acme/x:latest', 'localhost:5000/x', 'acme/x@sha256:short', 'x:', ''])(
    '"%s" names no version',
    (name) => {
      expect(image(name)).toEqual([
        `RB706 at shop/x.image: the container "c" names no version, got "${name}"; name a version, such as ":1.4.2", or better a digest`,
      ]);
    },
  );

  test.each([
    'acme/x:1',
    'localhost:5000/x:v1.2-rc.1',
    `acme/x@sha256:${'0'.repeat(64)}`,
    `acme/x:1@sha256:${'0'.repeat(64)}`,
  ])('"%s" names one', (name) => {
    expect(image(name)).toEqual([]);
  });

  test('is checked in init containers and CronJobs too, and not in development', () => {
    const spec = { containers: [], initContainers: [{ name: 'i', image: 'x' }] };
    const job = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'j' },
      spec: { jobTemplate: { spec: { template: { spec } } } },
    };
    expect(found([job])).toHaveLength(1);
    expect(found([job], ['dev', 'qa'])).toEqual([]);
    expect(found([job], ['dev', 'prod'])).toHaveLength(1);
  });
});

describe('a secret in plain text', () => {
  test('is found in a Secret, whose values are not shown', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      stringData: { a: 'hunter2' },
      data: { b: 'aHVudGVyMg==' },
    };
    const problems = found([secret]);
    expect(problems).toEqual([
      'RB707 at shop/x.data: the Secret "s" holds values: "b"; refer to a Secret that is made elsewhere',
      'RB707 at shop/x.stringData: the Secret "s" holds values: "a"; refer to a Secret that is made elsewhere',
    ]);
    expect(found([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type: 'Opaque' }])).toEqual([]);
  });

  test.each(['PASSWORD', 'DB_PASSWORD', 'API_KEY', 'GITHUB_TOKEN', 'CLIENT_SECRET', 'aws_access_key'])(
    'is found in a variable called %s',
    (name) => {
      const problems = found([pod([{ name: 'c', image: 'x:1', env: [{ name, value: 'hunter2' }] }])]);
      expect(problems).toEqual([
        `RB707 at shop/x.env.${name}: the container "c" has a value for "${name}"; refer to a Secret that is made elsewhere`,
      ]);
    },
  );

  test.each([
    ['PASSWORD_FILE', '/run/secret'],
    ['TOKEN', '$(OTHER)'],
    ['USE_TOKEN', 'true'],
    ['MAX_TOKEN', '100'],
    ['PASSWORD', ''],
  ])('is not a variable %s of "%s"', (name, value) => {
    expect(found([pod([{ name: 'c', image: 'x:1', env: [{ name, value }] }])])).toEqual([]);
  });

  test.each([
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nx'],
    ['an AWS access key', `AKIA${'A'.repeat(16)}`],
    ['a GitHub token', `ghp_${'a'.repeat(36)}`],
    ['a Slack token', 'xoxb-1234567890-abc'],
    ['a URL with a password', 'postgres://app:hunter2@db/app'],
  ])('is found by its form: %s', (what, text) => {
    const problems = found([configMap('c', { 'app.conf': `key = ${text} # x` })]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      new RegExp(`^RB707 at shop/x\\.data\\.app\\.conf: the ConfigMap "c" holds ${what} at "data\\.app\\.conf"`),
    );
    expect(problems[0]).not.toContain('hunter2');
  });

  test('is found at every place of an object, in path order', () => {
    const [url, key] = ['postgres://app:hunter2@db/app', `AKIA${'A'.repeat(16)}`];
    expect(found([configMap('c', { z: url, a: key, b: key })])).toEqual([
      'RB707 at shop/x.data.a: the ConfigMap "c" holds an AWS access key at "data.a"; refer to a Secret that is made elsewhere',
      'RB707 at shop/x.data.b: the ConfigMap "c" holds an AWS access key at "data.b"; refer to a Secret that is made elsewhere',
      'RB707 at shop/x.data.z: the ConfigMap "c" holds a URL with a password at "data.z"; refer to a Secret that is made elsewhere',
    ]);
  });

  test('is found in a ConfigMap by the name of its key, as containers take all keys for variables', () => {
    expect(
      found([configMap('c', { DB_PASSWORD: 'hunter2', PASSWORD_FILE: '/run/x', TOKEN: '', USE_TOKEN: 'true' })]),
    ).toEqual([
      'RB707 at shop/x.data.DB_PASSWORD: the ConfigMap "c" has a value for "DB_PASSWORD"; refer to a Secret that is made elsewhere',
    ]);
  });

  test('is looked for in a text of a megabyte in a moment', () => {
    const text = `${'a.'.repeat(500_000)}://x`;
    expect(found([configMap('c', { text })])).toEqual([]);
  });
});

describe('an owner', () => {
  const clusterRole = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r' } };

  test('makes every kind within its namespaces and none outside, unless the platform says otherwise', () => {
    expect(found([configMap('c'), clusterRole])).toEqual([
      'RB702 at shop/x.kind: the policy of "team" does not allow the kind "ClusterRole.rbac.authorization.k8s.io", which "r" is; allow the kind in the policy of the owner, or remove the object',
    ]);
    expect(
      found([clusterRole], ['dev'], { owners: { team: { clusterKinds: ['ClusterRole.rbac.authorization.k8s.io'] } } }),
    ).toEqual([]);
  });

  test('makes only the kinds of its policy, and never what limits it', () => {
    const owners = { team: { namespacedKinds: ['ConfigMap', '*'] }, strict: { namespacedKinds: ['Service'] } };
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' } };
    expect(found([configMap('c'), quota], ['dev'], { owners })[0]).toContain('does not allow the kind "ResourceQuota"');
    expect(found([configMap('c')], ['dev'], { owners: { team: owners.strict } })[0]).toContain(
      'does not allow the kind "ConfigMap"',
    );
  });

  test.each(['taem', 'constructor', 'tostring'])(
    'called "%s" that the platform does not know is a problem',
    (owner) => {
      const platform = aPlatform({ owners: { team: {} } });
      anApplication(platform, 'shop', { owner, clusters: [aCluster(platform, 'a', 'dev')] });
      const hint =
        owner === 'taem' ? 'did you mean "team"?' : 'add the owner to the owners of the platform, or correct the name';
      expect(problemsOf(platform)).toEqual([`RB710 at shop.owner: the platform has no owner "${owner}"; ${hint}`]);
    },
  );

  test('puts objects into its own namespaces alone', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev')];
    anApplication(platform, 'mine', { clusters });
    anApplication(platform, 'theirs', { clusters, owner: 'others' });
    const shop = anApplication(platform, 'shop', { clusters });
    for (const namespace of ['mine', 'theirs', 'kube-system']) {
      rawObject(shop, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace } });
    }
    expect(problemsOf(platform)).toEqual([
      'RB703 at shop/kube-system.metadata.namespace: the ConfigMap "c" is in the namespace "kube-system", which does not belong to "team"; put it into the namespace of its application',
      'RB703 at shop/theirs.metadata.namespace: the ConfigMap "c" is in the namespace "theirs", which does not belong to "team"; put it into the namespace of its application',
    ]);
  });
});

describe('what is claimed twice', () => {
  test('an object by two constructs of one application', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'dev'), aCluster(platform, 'c', 'prod')];
    const shop = anApplication(platform, 'shop', { clusters });
    for (const id of ['one', 'two', 'three']) new Piece(shop, id, { render: () => [configMap('same')] });
    expect(problemsOf(platform)).toEqual([
      'RB705 at shop/three: the ConfigMap "same" in the namespace "shop" is made by "shop/one" too; give one of them another name',
      'RB705 at shop/two: the ConfigMap "same" in the namespace "shop" is made by "shop/one" too; give one of them another name',
    ]);
  });

  test('an object by two constructs whose paths make one name', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    new Piece(new Piece(shop, 'a', {}), 'b', { render: (_, self) => [configMap(self.name)] });
    new Piece(shop, 'a-b', { render: (_, self) => [configMap(self.name)] });
    expect(problemsOf(platform)).toEqual([
      'RB705 at shop/a-b: the ConfigMap "a-b" in the namespace "shop" is made by "shop/a/b" too; give one of them another name',
    ]);
  });

  test('an object by two applications where they meet, and nowhere else', () => {
    const build = (meet: boolean) => {
      const platform = aPlatform();
      const [a, b] = ['a', 'b'].map((name) => aCluster(platform, name, 'dev'));
      if (a === undefined || b === undefined) throw new Error('no clusters');
      const one = anApplication(platform, 'one', { clusters: [a], namespace: 'same' });
      const two = anApplication(platform, 'two', { clusters: meet ? [a, b] : [b], namespace: 'same' });
      for (const application of [one, two]) new Piece(application, 'x', { render: () => [configMap('same')] });
      return problemsOf(platform);
    };
    expect(build(false)).toEqual([]);
    expect(build(true)).toEqual([
      'RB705 at two/x: the ConfigMap "same" in the namespace "same" is made by "one/x" too; give one of them another name',
    ]);
  });

  const route = (host: string, path?: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `r${path?.length ?? ''}` },
    spec: {
      hostnames: [host],
      rules: [path === undefined ? {} : { matches: [{ path: { type: 'PathPrefix', value: path } }] }],
    },
  });

  test('a host by clusters, of which the first are named, unless the platform shares it', () => {
    expect(found([route('x.example')], ['a', 'b', 'c'])).toEqual([
      'RB708 at shop/x.host: "x.example" is claimed by the clusters "a", "b" and "c"; give each its own host by byEnvironment, or name it in the sharedHosts of the platform',
    ]);
    expect(found([route('x.example')], ['a', 'b', 'c'], { sharedHosts: ['x.example'] })).toEqual([]);
  });

  test('a host and path by two routes of one cluster', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev')];
    for (const [id, path] of [
      ['one', '/'],
      ['two', undefined],
      ['three', '/api'],
      ['four', '/api'],
    ] as const) {
      new Piece(anApplication(platform, id, { clusters }), 'x', { render: () => [route('x.example', path)] });
    }
    expect(problemsOf(platform)).toEqual([
      'RB709 at three/x.host: "x.example/api" on "a" is claimed by "four/x" too; give each its own host or path',
      'RB709 at two/x.host: "x.example/" on "a" is claimed by "one/x" too; give each its own host or path',
    ]);
  });

  test('an Ingress counts as a route', () => {
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'i' },
      spec: { rules: [{ host: 'x.example', http: { paths: [{ path: '/' }] } }, {}] },
    };
    expect(found([ingress], ['a', 'b'])[0]).toContain('RB708');
  });

  test('is found among ten thousand clusters in a moment, and said once', () => {
    const platform = aPlatform();
    const clusters = Array.from({ length: 4000 }, (_, i) => aCluster(platform, `c${i}`, i % 2 === 0 ? 'dev' : 'prod'));
    for (const id of ['one', 'two']) {
      const shop = anApplication(platform, id, { clusters, namespace: 'same' });
      for (let i = 0; i < 20; i++) {
        new Piece(shop, `x${i}`, {
          render: (site) => [
            configMap(`same-${i}`, { environment: site.environment }),
            { ...route('x.example', `/${i}`), metadata: { name: `${id}-${i}` } },
          ],
        });
      }
    }
    const started = Date.now();
    const problems = problemsOf(platform);
    expect(problems.filter((line) => line.startsWith('RB705'))).toHaveLength(20);
    expect(problems.filter((line) => line.startsWith('RB708'))).toHaveLength(40);
    expect(problems.filter((line) => line.startsWith('RB709'))).toHaveLength(20);
    expect(problems.join('').length).toBeLessThan(30_000);
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

describe('schemas', () => {
  const strict = () => new StoreChecker(new SchemaStore());

  function schemaProblems(yaml: string): readonly string[] {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', {
      clusters: [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'prod')],
    });
    const file = join(mkdtempSync(join(tmpdir(), 'roadbed-')), 'x.yaml');
    writeFileSync(file, yaml);
    new Include(shop, 'yaml', { url: file });
    return lines(resolve(platform, { schemas: strict() }).problems);
  }

  test('a violation in an included YAML is a problem of the construct that includes it, once for all clusters', () => {
    const yaml = 'apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { ports: [{ port: http, potr: 1 }] }\n';
    expect(schemaProblems(yaml)).toEqual([
      'RB601 at shop/yaml/s-service.Service "s" spec.ports[0].port: must be an integer, got "http"; give an integer',
      expect.stringMatching(
        /^RB602 at shop\/yaml\/s-service\.Service "s" spec\.ports\[0\]\.potr: unknown field "potr"; did you mean "port"/,
      ),
    ]);
  });

  test('a rule that does not hold is a problem too, with the object and the field', () => {
    const schemas: SchemaChecker = {
      check: () => ({
        known: true,
        violations: [{ code: 'RB603', path: 'spec.a', found: 'it is "b"', hint: 'make it "c"' }],
        skippedRules: 2,
      }),
    };
    const platform = aPlatform();
    new Piece(anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] }), 'x', {
      render: () => [configMap('c')],
    });
    expect(lines(resolve(platform, { schemas }).problems)).toContain(
      'RB603 at shop/x.ConfigMap "c" spec.a: it is "b"; make it "c"',
    );
  });

  test('a kind without a schema is counted and named, and objects that variants share are checked once', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'prod')];
    const shop = anApplication(platform, 'shop', { clusters });
    new Piece(shop, 'x', { render: () => [{ ...configMap('t'), apiVersion: 'x.io/v1', kind: 'Thing' }] });
    new Piece(shop, 'y', { render: (site) => [configMap(site.environment)] });
    const { coverage } = resolve(platform, { schemas: strict() });
    expect([...(coverage?.withoutSchema ?? [])]).toEqual([['x.io/v1 Thing', 1]]);
    expect(coverage?.objects).toBe(4);
  });
});

test('no check changes what it checks', () => {
  const platform = aPlatform();
  new Piece(anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'prod')] }), 'x', {
    render: () => [deployment('d'), configMap('c')],
  });
  const graph = resolved(platform);
  expect(JSON.stringify(resolved(platform).applications)).toBe(JSON.stringify(graph.applications));
});
