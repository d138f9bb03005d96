import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { need } from '../../src/model/need.ts';
import { secretKey } from '../../src/model/value.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  configMap,
  delivered,
  deployment,
  Piece,
  problemsOf,
  rawObject,
  resolved,
  variantOf,
} from '../support/platforms.ts';

function world(...names: readonly string[]) {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'eu', 'prod')];
  const applications = names.map((name) => anApplication(platform, name, { clusters }));
  const pieces = applications.map(
    (application) => new Piece(application, 'x', { render: () => [configMap(application.node.id)] }),
  );
  return {
    platform,
    clusters,
    applications,
    pieces,
    shop: applications[0] ?? anApplication(platform, 'shop', { clusters }),
  };
}

/** Names of the objects of an application, wave by wave. */
function waves(platform: ReturnType<typeof aPlatform>, name = 'shop'): readonly (readonly string[])[] {
  const variant = variantOf(resolved(platform), name);
  return Array.from({ length: variant.waves }, (_, wave) =>
    variant.objects
      .filter((object) => object.wave === wave)
      .map(({ manifest }) => `${manifest.kind}/${manifest.metadata.name}`),
  );
}

describe('a cycle is a problem', () => {
  test('through three applications, with its path and the reason of each edge', () => {
    const { platform, pieces, clusters } = world('a', 'b');
    const [first, second] = pieces;
    const third = anApplication(platform, 'c', { clusters });
    const db = new Piece(third, 'db', {
      outputs: () => ({ password: secretKey('s', 'k') }),
      render: () => [configMap('db')],
    });
    if (first === undefined || second === undefined) throw new Error('no pieces');
    new Piece(new Construct(second, 'in'), 'it', {
      render: () => [deployment('it', [{ name: 'P', value: db.password }])],
    });
    first.node.addDependency(second);
    db.node.addDependency(first);
    const [line] = problemsOf(platform);
    expect(line).toBe(
      'RB501 at a/x: "a/x" waits for "b/x" (the program says so), "b/x/in/it" waits for "c/db" (it takes "password"), "c/db" waits for "a/x" (the program says so); remove one of these dependencies',
    );
  });

  test('of two constructs of one application', () => {
    const { platform, shop } = world('shop');
    const [a, b] = ['a', 'b'].map((id) => new Piece(shop, id, { render: () => [configMap(id)] }));
    if (a === undefined || b === undefined) throw new Error('no pieces');
    a.node.addDependency(b);
    b.node.addDependency(a);
    expect(problemsOf(platform)).toEqual([
      'RB501 at shop/a: "shop/a" waits for "shop/b" (the program says so), "shop/b" waits for "shop/a" (the program says so); remove one of these dependencies',
    ]);
  });

  test('where a construct depends on the application that it stands in', () => {
    const { platform, shop, pieces } = world('shop');
    pieces[0]?.node.addDependency(shop);
    expect(problemsOf(platform)).toEqual([
      'RB501 at shop/x: "shop/x" waits for "shop" (the program says so); remove one of these dependencies',
    ]);
  });

  test('but not where two services know each other by address', () => {
    const { platform, shop } = world('shop');
    const known: Piece[] = [];
    for (const id of ['a', 'b']) {
      known.push(
        new Piece(shop, id, {
          outputs: () => ({ host: `${id}.shop.svc` }),
          render: () => [
            deployment(
              id,
              known.map((other) => ({ name: 'H', value: other.host })),
            ),
          ],
        }),
      );
    }
    expect(problemsOf(platform)).toEqual([]);
    expect(variantOf(resolved(platform), 'shop').waves).toBe(1);
  });
});

test('a construct that depends on itself is a problem', () => {
  const { platform, pieces } = world('shop');
  const [x] = pieces;
  x?.node.addDependency(x);
  expect(problemsOf(platform)).toEqual(['RB502 at shop/x: it depends on itself, "shop/x"; remove the dependency']);
});

test('a dependency on something outside any application is a problem', () => {
  const { platform, pieces, clusters } = world('shop');
  const [cluster] = clusters;
  if (cluster !== undefined) pieces[0]?.node.addDependency(cluster);
  expect(problemsOf(platform)).toEqual([
    'RB503 at shop/x: a dependency with an end outside any application, "eu"; depend on an application or on what stands in one',
  ]);
});

test('a dependency on a construct of an application that makes nothing asks for nothing', () => {
  const { platform, shop, pieces } = world('shop');
  pieces[0]?.node.addDependency(new Construct(shop, 'empty'));
  expect(problemsOf(platform)).toEqual([]);
});

describe('waves', () => {
  test('are as few as possible: what waits for nothing is in the first', () => {
    const { platform, shop } = world('shop');
    const make = (id: string, ...after: readonly Piece[]) => {
      const made = new Piece(shop, id, { render: () => [configMap(id)] });
      if (after.length > 0) made.node.addDependency(...after);
      return made;
    };
    const a = make('a');
    const b = make('b', a);
    make('c', a, b);
    make('d', a);
    expect(waves(platform)).toEqual([
      ['ConfigMap/a', 'ConfigMap/shop'],
      ['ConfigMap/b', 'ConfigMap/d'],
      ['ConfigMap/c'],
    ]);
  });

  test('follow a dependency on a grouping construct to each of its members, from each member', () => {
    const { platform, shop } = world('shop');
    const [before, after] = ['before', 'after'].map((id) => {
      const group = new Construct(shop, id);
      for (const inner of ['1', '2']) new Piece(group, `p${inner}`, { render: () => [configMap(`${id}-${inner}`)] });
      return group;
    });
    if (before === undefined || after === undefined) throw new Error('no groups');
    after.node.addDependency(before);
    expect(waves(platform)).toEqual([
      ['ConfigMap/before-1', 'ConfigMap/before-2', 'ConfigMap/shop'],
      ['ConfigMap/after-1', 'ConfigMap/after-2'],
    ]);
  });

  test('put what makes a late value before the object that takes it, and before that alone', () => {
    const { platform, shop } = world();
    const db = new Piece(shop, 'db', {
      outputs: () => ({ password: secretKey('s', 'k') }),
      render: () => [configMap('db')],
    });
    new Piece(shop, 'api', {
      render: () => [configMap('aside'), deployment('api', [{ name: 'P', value: db.password }])],
    });
    expect(waves(platform)).toEqual([['ConfigMap/aside', 'ConfigMap/db'], ['Deployment/api']]);
  });

  test('are not needed for what engines apply in the right order anyway', () => {
    const { platform, shop } = world();
    const spec = {
      serviceAccountName: 'a',
      imagePullSecrets: [{ name: 's' }],
      volumes: [{ configMap: { name: 'c' } }, { projected: { sources: [{ secret: { name: 's' } }] } }],
      containers: [{ name: 'x', envFrom: [{ configMapRef: { name: 'c' } }] }],
    };
    new Piece(shop, 'api', {
      render: () => [
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec },
        configMap('c'),
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a' } },
      ],
    });
    expect(waves(platform)).toHaveLength(1);
  });

  test('put an ExternalSecret before the pods that read what it makes, and its store before it', () => {
    const { platform, shop } = world();
    const external = (name: string, target?: string) => ({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name },
      spec: {
        secretStoreRef: { kind: 'SecretStore', name: 'store' },
        ...(target === undefined ? {} : { target: { name: target } }),
      },
    });
    const from = (name: string) => ({ name: 'E', valueFrom: { secretKeyRef: { name, key: 'k' } } });
    new Piece(shop, 'api', {
      render: () => [
        deployment('api', [from('made'), from('other')]),
        external('made'),
        external('x', 'other'),
        { apiVersion: 'external-secrets.io/v1', kind: 'SecretStore', metadata: { name: 'store' }, spec: {} },
      ],
    });
    expect(waves(platform)).toEqual([
      ['SecretStore/store'],
      ['ExternalSecret/made', 'ExternalSecret/x'],
      ['Deployment/api'],
    ]);
  });

  test('tell namesakes of two namespaces apart', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'eu', 'prod')];
    anApplication(platform, 'other', { clusters });
    const shop = anApplication(platform, 'shop', { clusters });
    const sealed = (namespace: string) => ({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 's', namespace },
    });
    const pod = deployment('api', [{ name: 'E', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }]);
    rawObject(shop, 'b', sealed('other'));
    rawObject(shop, 'c', { ...pod, metadata: { name: 'api' } });
    const variant = variantOf(resolved(platform), 'shop');
    expect(variant.objects.map(({ wave }) => wave)).toEqual([0, 0]);
  });

  test('put a CustomResourceDefinition before the objects of its kind', () => {
    const platform = aPlatform({ owners: { team: { clusterKinds: ['*'] } } });
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
    rawObject(shop, 'a', { apiVersion: 'x.io/v1', kind: 'Thing', metadata: { name: 't' } });
    new Piece(shop, 'crd', { render: () => [crd()] });
    expect(waves(platform)).toEqual([['CustomResourceDefinition/things.x.io'], ['Thing/t']]);
  });

  test('respect every edge and are the length of the longest chain, whatever the graph', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 20, selector: String }), (pairs) => {
        const edges = pairs.filter(([a, b]) => a < b);
        const { platform, shop } = world();
        const pieces = Array.from(
          { length: 10 },
          (_, i) => new Piece(shop, `p${i}`, { render: () => [configMap(`p${i}`)] }),
        );
        for (const [a, b] of edges) pieces[b]?.node.addDependency(...pieces.slice(a, a + 1));
        const variant = variantOf(resolved(platform), 'shop');
        const wave = (i: number) => variant.objects.find(({ path }) => path === `shop/p${i}`)?.wave ?? -1;
        const depth = (i: number): number =>
          Math.max(0, ...edges.filter(([, b]) => b === i).map(([a]) => depth(a) + 1));
        for (const i of pieces.keys()) expect(wave(i)).toBe(depth(i));
      }),
      { numRuns: 40 },
    );
  });
});

function crd() {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.x.io' },
    spec: { group: 'x.io', names: { kind: 'Thing' } },
  };
}

test.each([
  ['env that is no list', { containers: [{ name: 'x', env: { A: 'b' } }] }],
  ['a container that is nothing', { containers: [null, 'x', 3] }],
  ['variables that are nothing', { containers: [{ name: 'x', env: [null], envFrom: ['x'] }] }],
  ['secrets that are nothing', { imagePullSecrets: [null], volumes: [null, 'x'], containers: [] }],
])('a pod of a wrong shape is left to the check of schemas: %s', (_, spec) => {
  const { platform, shop } = world();
  rawObject(shop, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });
  rawObject(shop, 'odd', { apiVersion: 'v1', kind: 'constructor', metadata: { name: 'p' }, spec });
  rawObject(shop, 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'p' } });
  expect(problemsOf(platform)).toEqual([]);
});

describe('between applications', () => {
  test('a dependency is said with its reason, and the namespace comes first', () => {
    const { platform, pieces } = world('a', 'b');
    const [a, b] = pieces;
    if (a !== undefined) b?.node.addDependency(a);
    expect(delivered(resolved(platform), 'b').waitsFor).toEqual([
      { name: 'a', why: '"b/x" waits for "a/x": the program says so' },
      { name: 'namespace-b', why: 'it makes the namespace "b"' },
    ]);
  });

  test('a dependency on a whole application is one too, and no wave of either changes', () => {
    const { platform, applications, pieces } = world('a', 'b');
    const [a] = applications;
    if (a !== undefined) pieces[1]?.node.addDependency(a);
    const graph = resolved(platform);
    expect(delivered(graph, 'b').waitsFor.map(({ name }) => name)).toEqual(['a', 'namespace-b']);
    expect([variantOf(graph, 'a').waves, variantOf(graph, 'b').waves]).toEqual([1, 1]);
  });

  test('what brings a kind comes before what uses it, on the clusters that have both', () => {
    const platform = aPlatform({ owners: { team: { clusterKinds: ['*'] } } });
    const [eu, us] = ['eu', 'us'].map((name) => aCluster(platform, name, 'prod', { tags: [name] }));
    if (eu === undefined || us === undefined) throw new Error('no clusters');
    new Piece(anApplication(platform, 'operator', { clusters: [eu] }), 'crd', { render: () => [crd()] });
    const thing = { apiVersion: 'x.io/v1', kind: 'Thing', metadata: { name: 't' } };
    const source = { helm: { repository: 'https://x.example', chart: 'x', version: '1' } };
    anApplication(platform, 'chart', { clusters: [us], source, provides: ['Thing.x.io'] });
    for (const [name, cluster] of [
      ['near', eu],
      ['far', us],
    ] as const) {
      rawObject(anApplication(platform, name, { clusters: [cluster] }), 't', thing);
    }
    const graph = resolved(platform);
    expect(delivered(graph, 'near').waitsFor.map(({ name, why }) => [name, why])).toEqual([
      ['namespace-near', 'it makes the namespace "near"'],
      ['operator', 'it brings the kind "Thing.x.io"'],
    ]);
    expect(delivered(graph, 'far').waitsFor.map(({ name }) => name)).toEqual(['chart', 'namespace-far']);
  });
});

test('edges are in one order, whatever the order in which they were declared', () => {
  const edges = (order: readonly number[]) => {
    const { platform, shop } = world();
    const pieces = [0, 1, 2, 3].map((i) => new Piece(shop, `p${i}`, { render: () => [configMap(`p${i}`)] }));
    for (const i of order) pieces[3]?.node.addDependency(...pieces.slice(i, i + 1));
    return resolved(platform).edges;
  };
  expect(edges([2, 0, 1])).toEqual(edges([0, 1, 2]));
});

test('a chain of two thousand applications is ordered without recursion', () => {
  const { platform, clusters } = world();
  let last: Construct | undefined;
  for (let i = 0; i < 2000; i++) {
    const application = anApplication(platform, `a${i}`, { clusters });
    if (last !== undefined) application.node.addDependency(last);
    last = application;
  }
  expect(problemsOf(platform)).toEqual([]);
});

test('a construct that takes what its own provisioner makes waits for that, and not for itself', () => {
  const provisioner = aProvisioner('p', {}, (name) => ({ outputs: { password: secretKey(name, 'k') } }));
  const platform = aPlatform({ provisioners: [provisioner] });
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  new Piece(shop, 'x', {
    needs: () => [need('store', {})],
    render: (_, self) => [deployment('x', [{ name: 'P', value: self.password }]), configMap('aside')],
  });
  expect(waves(platform)).toEqual([['ConfigMap/aside', 'ConfigMap/x'], ['Deployment/x']]);
});

test('and so does what stands in it', () => {
  const provisioner = aProvisioner('p', {}, (name) => ({ outputs: { password: secretKey(name, 'k') } }));
  const platform = aPlatform({ provisioners: [provisioner] });
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  const outer = new Piece(shop, 'x', { needs: () => [need('store', {})], render: () => [configMap('aside')] });
  new Piece(outer, 'y', { render: () => [deployment('y', [{ name: 'P', value: outer.password }])] });
  expect(waves(platform)).toEqual([['ConfigMap/aside', 'ConfigMap/x'], ['Deployment/y']]);
});
