import { ApiObject } from 'cdk8s';
import * as z from 'zod';
import { byEnvironment } from '../../src/model/by-environment.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { need } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  aRule,
  configMap,
  delivered,
  objectOf,
  Piece,
  problemsOf,
  rawObject,
  resolved,
  variantOf,
} from '../support/platforms.ts';

/** A platform with an application on every cluster, and how often its golden path was rendered. */
function counted(clusters: number, render: (site: Site) => string) {
  const platform = aPlatform();
  const environments = ['dev', 'qa', 'staging', 'prod'];
  for (let i = 0; i < clusters; i++) {
    aCluster(platform, `c${i}`, environments[i % 4] ?? 'dev', {
      tags: ['all', `t${i % 3}`],
      cloud: i % 2 === 0 ? 'aws' : 'gcp',
    });
  }
  aRule(platform);
  const shop = anApplication(platform, 'shop', { tags: ['app'] });
  const count = { calls: 0 };
  new Piece(shop, 'api', {
    render: (site) => {
      count.calls += 1;
      return [configMap('api', { text: render(site) })];
    },
  });
  return { platform, count };
}

describe('render runs once for each distinct set of facts that it reads', () => {
  test.each([
    ['nothing', () => 'x', 1],
    ['the environment', (site: Site) => site.environment, 4],
    ['the tier', (site: Site) => site.tier, 4],
    ['the cloud', (site: Site) => site.cloud, 2],
    ['a tag', (site: Site) => String(site.hasTag('t0')), 2],
    ['a label', (site: Site) => String(site.label('nobody')), 1],
    ['what is provided', (site: Site) => String(site.provides('A.b')), 1],
    ['a tag, and the cloud only where the tag is', (site: Site) => (site.hasTag('t0') ? site.cloud : '-'), 3],
    ['the name', (site: Site) => site.name, 24],
  ])('%s', (_, render, calls) => {
    const { platform, count } = counted(24, render);
    resolved(platform);
    expect(count.calls).toBe(calls);
  });

  test('ten thousand clusters in four environments are four renderings', () => {
    const { platform, count } = counted(10_000, (site) => site.environment);
    const graph = resolved(platform);
    expect(count.calls).toBe(4);
    expect(delivered(graph, 'shop').variants.map(({ name, clusters }) => [name, clusters.length])).toEqual([
      ['dev', 2500],
      ['prod', 2500],
      ['qa', 2500],
      ['staging', 2500],
    ]);
  });

  test('and a second resolution of the same tree comes out the same', () => {
    const { platform } = counted(24, (site) => `${site.environment}${site.cloud}${site.hasTag('t1')}`);
    expect(JSON.stringify(resolved(platform))).toBe(JSON.stringify(resolved(platform)));
  });
});

test('byEnvironment counts as reading the environment', () => {
  let calls = 0;
  const text = z.strictObject({ text: z.string().optional() });
  class Text extends GoldenPath<typeof text> {
    static override readonly schema = text;
    protected override render() {
      calls += 1;
      return [configMap('x', { text: this.props.text ?? 'none' })];
    }
  }
  const build = (value: string | ReturnType<typeof byEnvironment<string>>) => {
    calls = 0;
    const platform = aPlatform();
    const clusters = ['dev', 'qa', 'prod'].map((name) => aCluster(platform, name, name));
    new Text(anApplication(platform, 'shop', { clusters }), 'x', { text: value });
    return delivered(resolved(platform), 'shop').variants.map((variant) => [
      variant.environment,
      Reflect.get(Object(objectOf(variant, 'ConfigMap', 'x').data), 'text'),
    ]);
  };
  expect(build(byEnvironment({ dev: 'D', prod: 'P' }))).toEqual([
    ['dev', 'D'],
    ['prod', 'P'],
    ['qa', 'none'],
  ]);
  expect(calls).toBe(3);
  build('same');
  expect(calls).toBe(1);
});

test('a required prop without a value for an environment is a problem where the application is placed, and only there', () => {
  const schema = z.strictObject({ text: z.string() });
  class Text extends GoldenPath<typeof schema> {
    static override readonly schema = schema;
  }
  const platform = aPlatform();
  const [dev, qa] = ['dev', 'qa', 'prod'].map((name) => aCluster(platform, name, name));
  if (dev === undefined || qa === undefined) throw new Error('no clusters');
  const host = byEnvironment({ dev: 'x' });
  new Text(anApplication(platform, 'near', { clusters: [dev] }), 'x', { text: host });
  new Text(anApplication(platform, 'far', { clusters: [dev, qa] }), 'x', { text: host });
  expect(problemsOf(platform)).toEqual(['RB101 at far/x.text: it is required and missing in "qa"; give it a value']);
});

describe('a site', () => {
  test('that is kept and asked after the rendering is a fault', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev')];
    let kept: Site | undefined;
    new Piece(anApplication(platform, 'shop', { clusters }), 'x', {
      render: (site) => {
        kept = site;
        return [];
      },
    });
    resolved(platform);
    expect(() => kept?.environment).toThrow('after its rendering had ended');
  });

  test('may still be read while what was rendered is copied', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'prod')];
    new Piece(anApplication(platform, 'shop', { clusters }), 'x', {
      render: (site) => [
        configMap('x', Object.defineProperty({}, 'late', { get: () => site.environment, enumerable: true })),
      ],
    });
    const graph = resolved(platform);
    expect(objectOf(variantOf(graph, 'shop', 'dev'), 'ConfigMap', 'x').data).toEqual({ late: 'dev' });
    expect(objectOf(variantOf(graph, 'shop', 'prod'), 'ConfigMap', 'x').data).toEqual({ late: 'prod' });
  });
});

describe('what is rendered', () => {
  function rendered(manifest: object, kind = 'ConfigMap', name = 'x') {
    const platform = aPlatform({ owners: { team: { clusterKinds: ['*'] } } });
    const clusters = [aCluster(platform, 'a', 'dev')];
    const shop = anApplication(platform, 'shop', { clusters });
    new ApiObject(shop, 'x', { apiVersion: 'v1', kind: 'ConfigMap', ...manifest });
    return objectOf(variantOf(resolved(platform), 'shop'), kind, name);
  }

  test('gets its path, its namespace and the recommended labels, and keeps its own', () => {
    expect(
      rendered({ metadata: { name: 'x', labels: { 'app.kubernetes.io/part-of': 'mine', a: 'b' } } }).metadata,
    ).toEqual({
      name: 'x',
      namespace: 'shop',
      labels: { 'app.kubernetes.io/managed-by': 'roadbed', 'app.kubernetes.io/part-of': 'mine', a: 'b' },
      annotations: { 'roadbed.dev/path': 'shop/x' },
    });
  });

  test('of metadata that YAML left empty gets all of it, and of a wrong shape keeps it for the check of schemas', () => {
    expect(
      rendered({ metadata: { name: 'x', namespace: null, labels: null, annotations: null } }).metadata,
    ).toMatchObject({
      namespace: 'shop',
      labels: { 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'roadbed.dev/path': 'shop/x' },
    });
  });

  test('as a list stands one by one, so that each object is named, checked and owned', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    const inner = { apiVersion: 'v1', kind: 'ConfigMapList', items: [configMap('b')] };
    rawObject(shop, 'x', { apiVersion: 'v1', kind: 'List', items: [configMap('a'), inner] });
    rawObject(shop, 'y', { apiVersion: 'x.io/v1', kind: 'AllowList', metadata: { name: 'c' }, spec: { items: ['x'] } });
    expect(
      variantOf(resolved(platform), 'shop').objects.map(({ manifest, path }) => [
        manifest.kind,
        manifest.metadata.name,
        path,
      ]),
    ).toEqual([
      ['ConfigMap', 'a', 'shop/x'],
      ['ConfigMap', 'b', 'shop/x'],
      ['AllowList', 'c', 'shop/y'],
    ]);
    rawObject(shop, 'z', {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { a: 'b' } }],
    });
    expect(problemsOf(platform)).toEqual([
      expect.stringMatching(/^RB707 at shop\/z\.stringData: the Secret "s" holds values: "a"/),
    ]);
  });

  test('has no namespace where its kind has none', () => {
    const role = rendered(
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'x', namespace: 'y' } },
      'ClusterRole',
    );
    expect(role.metadata).not.toHaveProperty('namespace');
  });

  test('has no namespace where a CustomResourceDefinition of the platform says so', () => {
    const platform = aPlatform({ owners: { team: { clusterKinds: ['*'] } } });
    const clusters = [aCluster(platform, 'a', 'dev')];
    const crd = (kind: string, scope: string) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${kind.toLowerCase()}s.x.io` },
      spec: { group: 'x.io', scope, names: { kind } },
    });
    new Piece(anApplication(platform, 'operator', { clusters }), 'x', {
      render: () => [crd('Wide', 'Cluster'), crd('Narrow', 'Namespaced')],
    });
    const shop = anApplication(platform, 'shop', { clusters });
    for (const kind of ['Wide', 'Narrow'])
      rawObject(shop, kind, { apiVersion: 'x.io/v1', kind, metadata: { name: 'x' } });
    const variant = variantOf(resolved(platform), 'shop');
    expect(objectOf(variant, 'Wide', 'x').metadata).not.toHaveProperty('namespace');
    expect(objectOf(variant, 'Narrow', 'x').metadata).toHaveProperty('namespace', 'shop');
  });

  test('is copied: what a golden path does with its own objects later shows nowhere', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev')];
    const data = { a: '1' };
    new Piece(anApplication(platform, 'shop', { clusters }), 'x', { render: () => [configMap('x', data)] });
    const graph = resolved(platform);
    data.a = '2';
    expect(objectOf(variantOf(graph, 'shop'), 'ConfigMap', 'x').data).toEqual({ a: '1' });
  });

  test('that is no object of Kubernetes is a problem', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev')];
    const shop = anApplication(platform, 'shop', { clusters });
    new Piece(shop, 'x', { render: () => [JSON.parse('{"kind":"ConfigMap","metadata":{"generateName":"x"}}')] });
    expect(problemsOf(platform)).toEqual([
      'RB711 at shop/x: no object of Kubernetes, got "{"kind":"ConfigMap","metadata":{"generateName":"x"}}"; give it an apiVersion, a kind and a metadata.name',
    ]);
  });

  test.each([
    ['a date', () => new Date(0), 'an instance of Date'],
    ['a function', () => () => 1, 'a function'],
    ['infinity', () => Number.POSITIVE_INFINITY, 'the number Infinity'],
    ['a circle', circle, 'more than 200 levels'],
  ])('must be plain data: %s is a problem of the construct', (_, value, words) => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev')];
    new Piece(anApplication(platform, 'shop', { clusters }), 'x', {
      render: () => [configMap('x', { value: value() })],
    });
    expect(problemsOf(platform)).toEqual([expect.stringContaining(`RB822 at shop/x: holds ${words} at data.value`)]);
  });

  test('with a key called __proto__, constructor or prototype keeps it as data', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev')];
    const data: unknown = JSON.parse('{"__proto__":{"polluted":"x"},"constructor":"y","prototype":"z"}');
    new Piece(anApplication(platform, 'shop', { clusters }), 'x', { render: () => [configMap('x', data)] });
    const object = objectOf(variantOf(resolved(platform), 'shop'), 'ConfigMap', 'x');
    expect(JSON.stringify(object.data)).toBe('{"__proto__":{"polluted":"x"},"constructor":"y","prototype":"z"}');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

function circle(): unknown {
  const value: Record<string, unknown> = {};
  value.value = value;
  return value;
}

describe('a patch', () => {
  function patched(
    patch: (all: { platform: ReturnType<typeof aPlatform>; shop: ReturnType<typeof anApplication>; x: Piece }) => void,
  ) {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev')];
    const shop = anApplication(platform, 'shop', { clusters });
    const x = new Piece(shop, 'x', { render: () => [configMap('x', { a: '1' }), configMap('y', { a: '1' })] });
    patch({ platform, shop, x });
    return platform;
  }

  test('changes what it selects, after render, and is kept with the object; the platform’s first, the construct’s last', () => {
    const platform = patched(({ platform, shop, x }) => {
      x.patch({ kind: 'ConfigMap', name: 'x' }, { merge: { data: { a: '4', d: null } } });
      shop.patch({ name: 'x' }, { merge: { data: { a: '3', c: '3', d: '3' } } });
      platform.patch({ kind: 'ConfigMap' }, { merge: { data: { a: '2', b: '2' } } });
    });
    const variant = variantOf(resolved(platform), 'shop');
    expect(objectOf(variant, 'ConfigMap', 'x').data).toEqual({ a: '4', b: '2', c: '3' });
    expect(objectOf(variant, 'ConfigMap', 'y').data).toEqual({ a: '2', b: '2' });
    expect(variant.objects.map(({ patchedBy }) => patchedBy)).toEqual([['', 'shop', 'shop/x'], ['']]);
  });

  test('may bring a reference', () => {
    const platform = patched(({ shop, x }) => {
      const db = new Piece(shop, 'db', { outputs: () => ({ host: 'h' }) });
      x.patch({ name: 'x' }, { merge: { data: { host: `${db.host}!` } } });
    });
    expect(objectOf(variantOf(resolved(platform), 'shop'), 'ConfigMap', 'x').data).toEqual({ a: '1', host: 'h!' });
  });

  test('that matches nothing, does not apply, or changes what is guarded is a problem', () => {
    const platform = patched(({ shop, x }) => {
      shop.patch({ kind: 'Deployment' }, { merge: {} });
      x.patch({ name: 'x' }, [{ op: 'remove', path: '/data/nothing/at/all' } as never]);
      x.patch({ name: 'y' }, { merge: { metadata: { namespace: 'kube-system' } } });
      x.patch({ name: 'y' }, { merge: { metadata: { annotations: { 'roadbed.dev/path': 'x' } } } });
    });
    expect(problemsOf(platform)).toEqual([
      expect.stringMatching(/^RB107 at shop: no manifest matches the patch "\{"kind":"Deployment"\}"; /),
      expect.stringMatching(/^RB106 at shop\/x: the patch of ConfigMap "x" fails: /),
      expect.stringMatching(
        /^RB701 at shop\/x: the patch changes "metadata.annotations.roadbed.dev\/path" of the ConfigMap "y"; /,
      ),
      expect.stringMatching(/^RB701 at shop\/x: the patch changes "metadata.namespace" of the ConfigMap "y"; /),
    ]);
  });

  test('with a member called __proto__ adds data and nothing else', () => {
    const platform = patched(({ x }) => x.patch({ name: 'x' }, { merge: JSON.parse('{"data":{"__proto__":"p"}}') }));
    const { data } = objectOf(variantOf(resolved(platform), 'shop'), 'ConfigMap', 'x');
    expect(JSON.stringify(data)).toBe('{"a":"1","__proto__":"p"}');
  });
});

test('provisioners render at the site and for the control plane, each once a variant', () => {
  const provisioner = {
    ...aProvisioner('p'),
    infrastructure: (asked: { name: string }, site: Site) => [configMap(`${asked.name}-${site.name}`)],
  };
  const platform = aPlatform({ provisioners: [provisioner] });
  const clusters = ['a', 'b', 'c'].map((name) => aCluster(platform, name, 'prod'));
  new Piece(anApplication(platform, 'shop', { clusters }), 'db', { needs: () => [need('store', {})] });
  const graph = resolved(platform);
  expect(delivered(graph, 'shop').variants.map(({ name }) => name)).toEqual(['prod']);
  expect(
    delivered(graph, 'shop-control').variants.map(({ name, objects }) => [name, objects[0]?.manifest.metadata.name]),
  ).toEqual([
    ['prod-a', 'db-a'],
    ['prod-b', 'db-b'],
    ['prod-c', 'db-c'],
  ]);
});
