import fc from 'fast-check';
import { atControl, type Manifest } from '../../src/model/manifest.ts';
import type { Provisioner } from '../../src/model/need.ts';
import { need } from '../../src/model/need.ts';
import type { BarePlatform } from '../../src/platform/bare-platform.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  at,
  delivered,
  Piece,
  problemsOf,
  resolved,
} from '../support/platforms.ts';

interface Settings {
  readonly apiVersion?: string;
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly policies?: readonly string[];
  readonly spec?: Record<string, unknown>;
}

/** A managed resource at the control plane. */
function managed(kind: string, name: string, forProvider: object = {}, settings: Settings = {}): Manifest {
  const {
    apiVersion = 'ec2.aws.m.upbound.io/v1beta1',
    namespace,
    labels,
    policies: managementPolicies,
    spec,
  } = settings;
  return atControl({
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...(labels === undefined ? {} : { labels }) },
    spec: { ...(managementPolicies === undefined ? {} : { managementPolicies }), forProvider, ...spec },
  });
}

const NEVER_DELETED = ['Observe', 'Create', 'Update', 'LateInitialize'];

/** A platform with one application on one cluster, whose constructs make these objects. */
function making(
  constructs: Readonly<Record<string, readonly Manifest[]>>,
  props: Parameters<typeof aPlatform>[0] = {},
) {
  const platform = aPlatform(props);
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'dev')] });
  const pieces = Object.entries(constructs).map(([id, manifests]) => new Piece(shop, id, { render: () => manifests }));
  return { platform, shop, pieces };
}

/** Who uses what, as Usages say it. */
function usages(platform: BarePlatform, name = 'shop-control'): readonly string[] {
  const found = resolved(platform).applications.find((one) => one.name === name)?.variants ?? [];
  return found.flatMap(({ objects }) =>
    objects
      .filter(({ manifest }) => manifest.apiVersion === 'protection.crossplane.io/v1beta1')
      .map(({ manifest: { spec } }) => {
        const [by, of] = ['by', 'of'].map((end) => `${at(spec, `${end}.kind`)} ${at(spec, `${end}.resourceRef.name`)}`);
        return `${by} > ${of}`;
      }),
  );
}

describe('what uses another resource keeps it from being deleted', () => {
  test('where it refers to it by name', () => {
    const { platform } = making({
      net: [managed('VPC', 'net'), managed('Subnet', 'a', { vpcIdRef: { name: 'net' } })],
    });
    expect(usages(platform)).toEqual(['Subnet a > VPC net']);
  });

  test('by an object that Crossplane makes the user the owner of, and that has a name of its own for each pair', () => {
    const { platform } = making({
      net: [managed('VPC', 'net'), managed('Subnet', 'a', { vpcIdRef: { name: 'net' } })],
    });
    const [variant] = delivered(resolved(platform), 'shop-control').variants;
    expect(variant?.objects.at(-1)).toMatchObject({
      path: 'shop/net',
      wave: 0,
      stateful: false,
      manifest: {
        apiVersion: 'protection.crossplane.io/v1beta1',
        kind: 'Usage',
        metadata: {
          name: expect.stringMatching(/^subnet-a-uses-vpc-net-[a-z0-9-]{1,50}$/),
          namespace: 'shop',
          labels: { 'app.kubernetes.io/managed-by': 'roadbed', 'app.kubernetes.io/part-of': 'shop' },
        },
        spec: {
          of: { apiVersion: 'ec2.aws.m.upbound.io/v1beta1', kind: 'VPC', resourceRef: { name: 'net' } },
          by: { apiVersion: 'ec2.aws.m.upbound.io/v1beta1', kind: 'Subnet', resourceRef: { name: 'a' } },
        },
      },
    });
  });

  test('where it chooses several by their labels, each of them', () => {
    const labels = { serves: 'nodes' };
    const subnets = ['a', 'b'].map((name) => managed('Subnet', name, {}, { labels }));
    const other = managed('SecurityGroup', 'c', {}, { labels });
    const group = managed(
      'SubnetGroup',
      'db',
      { subnetIdSelector: { matchLabels: labels } },
      { apiVersion: 'rds.aws.m.upbound.io/v1beta1' },
    );
    const { platform } = making({ net: [...subnets, other, group] });
    expect(usages(platform)).toEqual(['SubnetGroup db > Subnet a', 'SubnetGroup db > Subnet b']);
  });

  test('where it reads a Secret that the other one writes', () => {
    const key = managed('AccessKey', 'key', {}, { spec: { writeConnectionSecretToRef: { name: 'key' } } });
    const { platform } = making({
      a: [key, managed('Instance', 'db', { passwordSecretRef: { name: 'key', key: 'password' } })],
    });
    expect(usages(platform)).toEqual(['Instance db > AccessKey key']);
  });

  test('in another namespace of the same control plane, and not in one of another', () => {
    const platform = aPlatform();
    const [eu, us] = ['eu', 'us'].map((id) => aCluster(platform, id, 'dev'));
    if (eu === undefined || us === undefined) throw new Error('no clusters');
    const net = (id: string, cluster: typeof eu) =>
      new Piece(anApplication(platform, id, { clusters: [cluster] }), 'net', { render: () => [managed('VPC', id)] });
    net('here', eu);
    net('there', us);
    const refs = { vpcIdRefs: ['here', 'there'].map((name) => ({ name, namespace: name })) };
    new Piece(anApplication(platform, 'shop', { clusters: [eu] }), 'a', {
      render: () => [managed('Subnet', 'a', refs)],
    });
    expect(usages(platform)).toEqual(['Subnet a > VPC here']);
    const [variant] = delivered(resolved(platform), 'shop-control').variants;
    const ref = at(variant?.objects.at(-1)?.manifest, 'spec.of.resourceRef');
    expect(ref).toEqual({ name: 'here', namespace: 'here' });
  });

  test('by a ClusterUsage where neither stands in a namespace, and by nothing where just one of them does', () => {
    const outside = (kind: string, forProvider: object = {}) =>
      managed(kind, 'net', forProvider, { apiVersion: 'ec2.aws.upbound.io/v1beta1' });
    const vpcIdRef = { name: 'net' };
    const { platform } = making({ net: [outside('VPC'), outside('Subnet', { vpcIdRef })] });
    expect(usages(platform)).toEqual(['Subnet net > VPC net']);
    const usage = delivered(resolved(platform), 'shop-control').variants[0]?.objects.at(-1)?.manifest;
    expect([usage?.kind, usage?.metadata.namespace]).toEqual(['ClusterUsage', undefined]);
    expect(at(usage, 'spec.of.resourceRef')).toEqual({ name: 'net' });
    const mixed = making({
      net: [outside('VPC'), managed('Subnet', 'net', { vpcIdRef: { ...vpcIdRef, namespace: '' } })],
    });
    expect(usages(mixed.platform)).toEqual([]);
  });

  test('on a cluster that Crossplane makes: what is put there goes before the credential that leads there', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'dev')] });
    const eks = 'eks.aws.m.upbound.io/v1beta1';
    const auth = { apiVersion: eks, spec: { writeConnectionSecretToRef: { name: 'eu-kubeconfig' } } };
    const release = {
      apiVersion: 'helm.m.crossplane.io/v1beta1',
      spec: { providerConfigRef: { kind: 'ProviderConfig', name: 'eu' } },
    };
    new Piece(shop, 'cluster', {
      render: () => [
        managed('Cluster', 'eu', {}, { apiVersion: eks }),
        managed('ClusterAuth', 'eu', { clusterNameRef: { name: 'eu' } }, auth),
        atControl({
          apiVersion: 'helm.m.crossplane.io/v1beta1',
          kind: 'ProviderConfig',
          metadata: { name: 'eu' },
          spec: {
            credentials: {
              source: 'Secret',
              secretRef: { name: 'eu-kubeconfig', namespace: 'shop', key: 'kubeconfig' },
            },
          },
        }),
      ],
    });
    new Piece(shop, 'redis', {
      render: () => [managed('Release', 'redis', { values: { vpcIdRef: { name: 'eu' } } }, release)],
    });
    expect(usages(platform)).toEqual(['ClusterAuth eu > Cluster eu', 'Release redis > ClusterAuth eu']);
  });

  test('where the program says that one construct depends on another', () => {
    const { platform, pieces } = making({
      cluster: [managed('Cluster', 'c'), managed('NodeGroup', 'n', { clusterNameRef: { name: 'c' } })],
      redis: [managed('Release', 'r', {}, { apiVersion: 'helm.m.crossplane.io/v1beta1' })],
    });
    const [cluster, redis] = pieces;
    if (cluster === undefined || redis === undefined) throw new Error('no constructs');
    redis.node.addDependency(cluster);
    expect(usages(platform)).toEqual(['NodeGroup n > Cluster c', 'Release r > NodeGroup n']);
  });

  test('a dependency of very many on very many makes none: the waves order them', () => {
    const many = (kind: string) =>
      Array.from({ length: 9 }, (_, index) => managed(kind, `${kind.toLowerCase()}${index}`));
    const { platform, pieces } = making({ a: many('Queue'), b: many('Topic') });
    pieces[1]?.node.addDependency(pieces[0] ?? platform);
    expect(usages(platform)).toEqual([]);
  });

  test('composites too, which a definition in the program makes known', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { owner: 'platform', clusters: [aCluster(platform, 'eu', 'dev')] });
    new Piece(shop, 'definition', {
      render: () => [
        {
          apiVersion: 'apiextensions.crossplane.io/v2',
          kind: 'CompositeResourceDefinition',
          metadata: { name: 'databases.acme.example' },
          spec: { group: 'acme.example', names: { kind: 'Database', plural: 'databases' } },
        },
      ],
    });
    const of = (name: string) => ({ apiVersion: 'acme.example/v1', kind: 'Database', metadata: { name }, spec: {} });
    const [one, two] = ['one', 'two'].map((name) => new Piece(shop, name, { render: () => [of(name)] }));
    if (one === undefined || two === undefined) throw new Error('no constructs');
    two.node.addDependency(one);
    expect(usages(platform, 'shop')).toEqual(['Database two > Database one']);
    const waves = delivered(resolved(platform), 'shop').variants[0]?.objects.map(({ manifest, wave }) => [
      manifest.kind,
      wave,
    ]);
    // Ready as soon as both are there: in the wave of the second, and not before.
    expect(waves?.at(-1)).toEqual(['Usage', 1]);
  });
});

describe('there is no Usage', () => {
  test('of what Crossplane never deletes at the cloud', () => {
    const user = (name: string) => managed('Subnet', name, { vpcIdRef: { name: 'net' } });
    const never = making({ net: [managed('VPC', 'net', {}, { policies: NEVER_DELETED }), user('a')] });
    const orphaned = making({ net: [managed('VPC', 'net', {}, { spec: { deletionPolicy: 'Orphan' } }), user('a')] });
    const always = making({ net: [managed('VPC', 'net', {}, { policies: ['*'] }), user('a')] });
    expect([never, orphaned, always].map(({ platform }) => usages(platform).length)).toEqual([0, 0, 1]);
  });

  test('where a chain keeps it already', () => {
    const subnet = managed('Subnet', 'a', { vpcIdRef: { name: 'net' } });
    const nat = managed('NATGateway', 'nat', { subnetIdRef: { name: 'a' }, vpcIdRef: { name: 'net' } });
    const { platform } = making({ net: [managed('VPC', 'net'), subnet, nat] });
    expect(usages(platform)).toEqual(['NATGateway nat > Subnet a', 'Subnet a > VPC net']);
  });

  test('but where the chain goes by what is never deleted, there is one', () => {
    const subnet = managed('Subnet', 'a', { vpcIdRef: { name: 'net' } }, { policies: NEVER_DELETED });
    const nat = managed('NATGateway', 'nat', { subnetIdRef: { name: 'a' }, vpcIdRef: { name: 'net' } });
    const { platform } = making({ net: [managed('VPC', 'net'), subnet, nat] });
    expect(usages(platform)).toEqual(['NATGateway nat > VPC net', 'Subnet a > VPC net']);
  });

  test('in a circle, whose members would wait for each other for ever', () => {
    const peer = (name: string, of: string) =>
      managed('Peering', name, { peeringIdRef: { name: of }, vpcIdRef: { name: 'net' } });
    const { platform } = making({ net: [managed('VPC', 'net'), peer('a', 'b'), peer('b', 'a')] });
    expect(usages(platform)).toEqual(['Peering a > VPC net', 'Peering b > VPC net']);
  });

  test('of itself, of what the graph does not hold, and of what a manifest for a cluster names', () => {
    const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { vpcIdRef: { name: 'net' } } };
    const { platform } = making({
      net: [
        managed('VPC', 'net', { vpcIdRef: { name: 'net' }, routeIdRef: { name: 'elsewhere' } }),
        managed('Object', 'o', { manifest }, { apiVersion: 'kubernetes.m.crossplane.io/v1alpha1' }),
      ],
    });
    expect(usages(platform)).toEqual([]);
  });

  test('where the policy of the owner does not allow the kind', () => {
    const vpc = {
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'VPC',
      metadata: { name: 'net' },
      spec: { forProvider: {} },
    };
    const subnet = { ...vpc, kind: 'Subnet', spec: { forProvider: { vpcIdRef: { name: 'net' } } } };
    const kinds = ['VPC.ec2.aws.m.upbound.io', 'Subnet.ec2.aws.m.upbound.io'];
    const owned = (namespacedKinds: readonly string[]) =>
      making({ net: [vpc, subnet] }, { owners: { team: { namespacedKinds } } });
    expect(problemsOf(owned(kinds).platform)).toEqual([]);
    expect(usages(owned(kinds).platform, 'shop')).toEqual([]);
    expect(usages(owned([...kinds, 'Usage.protection.crossplane.io']).platform, 'shop')).toEqual([
      'Subnet net > VPC net',
    ]);
  });
});

describe('at the hub', () => {
  const database: Provisioner = {
    name: 'p',
    type: 'store',
    provision: ({ name }) => ({ manifests: [], outputs: { host: `${name}.example` } }),
    infrastructure: ({ name, namespace }) => [
      managed('User', name, {}, { apiVersion: 'iam.aws.m.upbound.io/v1beta1', namespace }),
      managed('AccessKey', name, { userRef: { name } }, { apiVersion: 'iam.aws.m.upbound.io/v1beta1', namespace }),
    ],
  };

  test('what is for one cluster keeps nothing that is for another', () => {
    const platform = aPlatform({ provisioners: [database], controlPlane: 'hub' });
    aCluster(platform, 'hub', 'ops', { server: 'https://kubernetes.default.svc' });
    const clusters = ['eu', 'us'].map((id) => aCluster(platform, id, 'dev'));
    new Piece(anApplication(platform, 'shop', { clusters }), 'db', { needs: () => [need('store', {})] });
    const made = delivered(resolved(platform), 'shop-control').variants.flatMap(({ objects }) =>
      objects.filter(({ manifest }) => manifest.kind === 'Usage').map(({ manifest }) => manifest),
    );
    expect(made.map(({ metadata }) => metadata.namespace)).toEqual(['shop-eu', 'shop-us']);
    expect(made.map(({ spec }) => at(spec, 'of.resourceRef'))).toEqual([{ name: 'db' }, { name: 'db' }]);
  });
});

describe('Argo CD', () => {
  const net = [managed('VPC', 'net'), managed('Subnet', 'a', { vpcIdRef: { name: 'net' } })];

  function emitted(environment: string, manifests = net) {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', environment)] });
    new Piece(shop, 'net', { render: () => manifests });
    const documents = [...argocd.emit(resolved(platform)).files].flatMap((file) => file.documents);
    const of = (kind: string, name: RegExp) =>
      documents.find((one) => at(one, 'kind') === kind && name.test(String(at(one, 'metadata.name'))));
    return { set: of('ApplicationSet', /^shop-control$/), usage: of('Usage', /./) };
  }

  test('prunes a Usage last, and leaves it to Crossplane where the Application goes', () => {
    const options = at(emitted('dev').usage, 'metadata.annotations');
    expect(options).toMatchObject({ 'argocd.argoproj.io/sync-options': 'PruneLast=true,Delete=false' });
  });

  test('deletes in the background where there is one: in the foreground it would go before its user is gone', () => {
    const { set } = emitted('dev');
    expect(at(set, 'spec.template.spec.syncPolicy.syncOptions')).toEqual(['PrunePropagationPolicy=background']);
    expect(at(set, 'spec.template.metadata.finalizers')).toEqual(['resources-finalizer.argocd.argoproj.io/background']);
    const { set: kept } = emitted('prod');
    expect(at(kept, 'spec.template.spec.syncPolicy.syncOptions')).toEqual(['PrunePropagationPolicy=background']);
    // What was delivered stays outside development, so the Application takes nothing with it.
    expect(at(kept, 'spec.template.metadata.finalizers')).toBeUndefined();
  });

  test('is told nothing where there is none', () => {
    const { set } = emitted('dev', net.slice(0, 1));
    expect(at(set, 'spec.template.spec.syncPolicy.syncOptions')).toBeUndefined();
    expect(at(set, 'spec.template.metadata.finalizers')).toBeUndefined();
  });
});

test('every use is kept, by a Usage or by a chain of them, but within a circle; and none of them waits for itself', () => {
  const resource = fc.record({
    refs: fc.array(fc.nat({ max: 11 }), { maxLength: 4 }),
    kept: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(resource, { minLength: 2, maxLength: 12 }), (resources) => {
      const names = resources.map((_, index) => `r${index}`);
      const manifests = resources.map(({ refs, kept }, index) =>
        managed(
          'VPC',
          `r${index}`,
          { vpcIdRefs: refs.flatMap((ref) => (names[ref] === undefined ? [] : [{ name: names[ref] }])) },
          kept ? { policies: NEVER_DELETED } : {},
        ),
      );
      const made = usages(making({ net: manifests }).platform).map((pair) => pair.match(/r\d+/g) ?? []);
      const wanted = resources.flatMap(({ refs }, index) =>
        refs
          .filter((ref) => names[ref] !== undefined && ref !== index && resources[ref]?.kept === false)
          .map((ref) => [`r${index}`, `r${ref}`]),
      );
      const reach = reachable(wanted);
      const kept = reachable(made);
      for (const [by = '', of = ''] of wanted) {
        const circle = reach(of).has(by);
        expect(kept(by).has(of)).toBe(!circle);
      }
      for (const name of names) expect(kept(name).has(name)).toBe(false);
      expect(made.length).toBeLessThanOrEqual(new Set(wanted.map(String)).size);
    }),
    { numRuns: 60 },
  );
});

/** What is reached from a name over pairs. */
function reachable(pairs: readonly (readonly string[])[]): (from: string) => ReadonlySet<string> {
  return (from) => {
    const found = new Set<string>();
    const open = [from];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      for (const [by, of = ''] of pairs) {
        if (by !== name || found.has(of)) continue;
        found.add(of);
        open.push(of);
      }
    }
    return found;
  };
}
