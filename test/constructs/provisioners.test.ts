import { Size } from 'cdk8s';
import { cnpgPostgres } from '../../constructs/provisioners/cnpg-postgres.ts';
import { elasticacheRedis } from '../../constructs/provisioners/elasticache-redis.ts';
import { inClusterRedis } from '../../constructs/provisioners/in-cluster-redis.ts';
import { rdsPostgres } from '../../constructs/provisioners/rds-postgres.ts';
import type { NeedContext } from '../../src/model/need.ts';
import { needOf, ofKind, siteOf, yaml } from './support.ts';

const postgres = needOf('postgres', { storage: Size.gibibytes(20), memory: Size.gibibytes(1), version: 17 } as const);
const redis = needOf('redis', { memory: Size.mebibytes(256) });

describe('a database in the cluster', () => {
  test('in development', () => {
    expect(yaml(cnpgPostgres.provision(postgres, siteOf('development')).manifests)).toMatchSnapshot();
  });

  test('in staging has three servers over the zones and a disruption budget', () => {
    const { manifests } = cnpgPostgres.provision(postgres, siteOf('staging'));
    expect(ofKind(manifests, 'Cluster')).toMatchObject({
      spec: { instances: 3, enablePDB: true, affinity: { topologyKey: 'topology.kubernetes.io/zone' } },
    });
  });

  test('has as many servers as the developer says, and its disk in whole GiB', () => {
    const need = { ...postgres, params: { ...postgres.params, instances: 5, storage: Size.mebibytes(1500) } as const };
    expect(ofKind(cnpgPostgres.provision(need, siteOf('development')).manifests, 'Cluster')).toMatchObject({
      spec: { instances: 5, storage: { size: '2Gi' } },
    });
  });

  test('gives what the operator makes, and what is known already', () => {
    expect(cnpgPostgres.provision(postgres, siteOf('staging')).outputs).toMatchSnapshot();
  });

  test('is reached at the pods that its NetworkPolicy selects', () => {
    const { manifests, endpoint } = cnpgPostgres.provision(postgres, siteOf('staging'));
    // CloudNativePG adds these names to the certificate that it makes.
    const certificate = { kind: 'Cluster', name: 'orders', field: 'spec.certificates.serverAltDNSNames' };
    expect(endpoint).toEqual({ pods: { 'cnpg.io/cluster': 'orders' }, ports: [5432], certificate });
    expect(ofKind(manifests, 'NetworkPolicy')).toMatchObject({
      spec: { podSelector: { matchLabels: { 'cnpg.io/cluster': 'orders' } }, policyTypes: ['Ingress'] },
    });
  });
});

describe('a database of RDS', () => {
  const infrastructure = (need: NeedContext<typeof postgres.params>, labels = {}) =>
    rdsPostgres.infrastructure?.(need, siteOf('production', labels)) ?? [];

  test('is made by the control plane', () => {
    expect(yaml(infrastructure(postgres))).toMatchSnapshot();
    expect(rdsPostgres.provision(postgres, siteOf('production')).manifests).toEqual([]);
  });

  test('gives what the provider writes, and what is known already', () => {
    expect(rdsPostgres.provision(postgres, siteOf('production')).outputs).toMatchSnapshot();
  });

  test('belongs to one cluster: what runs there does not ask for its name, what makes it does', () => {
    const site = siteOf('production');
    rdsPostgres.provision(postgres, site);
    expect(site.seal()).toEqual([]);
    const [eu, us] = ['eu', 'us'].map((cluster) => yaml(infrastructure(postgres, { 'roadbed.dev/cluster': cluster })));
    expect(eu).not.toBe(us);
  });

  test.each([
    [1, 'db.t4g.small'],
    [4, 'db.t4g.medium'],
    [5, 'db.m7g.large'],
    [256, 'db.r7g.8xlarge'],
  ])('with %i GiB of memory runs on %s', (gibibytes, instanceClass) => {
    const need = { ...postgres, params: { ...postgres.params, memory: Size.gibibytes(gibibytes) } };
    expect(infrastructure(need)[0]).toMatchObject({ spec: { forProvider: { instanceClass } } });
  });

  test('has at least 20 GiB of disk, and no standby where one server was asked for', () => {
    const need = { ...postgres, params: { ...postgres.params, storage: Size.gibibytes(1), instances: 1 } as const };
    expect(infrastructure(need)[0]).toMatchObject({ spec: { forProvider: { allocatedStorage: 20, multiAz: false } } });
  });
});

describe('names in the AWS account', () => {
  const nameOf = (need: NeedContext<typeof postgres.params>, cluster = 'eu') =>
    rdsPostgres.infrastructure?.(need, siteOf('production', { 'roadbed.dev/cluster': cluster }))[0]?.metadata.name ??
    '';

  test('do not meet where namespace and name only look alike', () => {
    const [a, b] = [
      nameOf({ ...postgres, namespace: 'shop', name: 'orders-db' }),
      nameOf({ ...postgres, namespace: 'shop-orders', name: 'db' }),
    ];
    expect(a).not.toBe(b);
    expect([a, b].every((name) => name.startsWith('shop-orders-db-eu-'))).toBe(true);
  });

  test('keep to what AWS allows, however long and odd the parts are', () => {
    const names = [
      nameOf({ ...postgres, namespace: 'n'.repeat(63), name: 'o'.repeat(50) }),
      nameOf({ ...postgres, namespace: '9-lives', name: 'a--b' }, 'EU_west.1'),
    ];
    for (const name of names) {
      expect(name).toMatch(/^[a-z]([a-z0-9]|-(?!-))*[a-z0-9]$/);
      expect(name.length).toBeLessThanOrEqual(63);
    }
  });

  test('carry what the need is shared by', () => {
    expect(nameOf({ ...postgres, shared: 'environment' })).toMatch(/^shop-orders-prod-/);
    expect(nameOf({ ...postgres, shared: 'once' }, 'eu')).toBe(nameOf({ ...postgres, shared: 'once' }, 'us'));
  });
});

describe('a cache in the cluster', () => {
  test('keeps nothing in development', () => {
    expect(yaml(inClusterRedis.provision(redis, siteOf('development')).manifests)).toMatchSnapshot();
  });

  test('keeps its data on a volume in staging, and says that it is stateful', () => {
    const server = ofKind(inClusterRedis.provision(redis, siteOf('staging')).manifests, 'StatefulSet');
    expect(server).toMatchObject({
      metadata: { annotations: { 'roadbed.dev/stateful': 'true' } },
      spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '1Gi' } } } }] },
    });
    expect(JSON.stringify(server)).toContain('"--appendonly","yes"');
  });

  test('gives its address, which is known', () => {
    expect(inClusterRedis.provision(redis, siteOf('staging')).outputs).toMatchSnapshot();
  });

  test('is reached at the pods that its NetworkPolicy selects', () => {
    const { manifests, endpoint } = inClusterRedis.provision(redis, siteOf('staging'));
    const pods = { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/component': 'redis' };
    expect(endpoint).toEqual({ pods, ports: [6379] });
    expect(ofKind(manifests, 'NetworkPolicy')).toMatchObject({ spec: { podSelector: { matchLabels: pods } } });
  });
});

describe('a cache of ElastiCache', () => {
  test('is made by the control plane', () => {
    expect(yaml(elasticacheRedis.infrastructure?.(redis, siteOf('production')) ?? [])).toMatchSnapshot();
  });

  test('gives what the provider writes, and what is known already', () => {
    expect(elasticacheRedis.provision(redis, siteOf('production')).outputs).toMatchSnapshot();
  });

  test('has an id of at most 40 characters', () => {
    const need = { ...redis, namespace: 'n'.repeat(63), name: 'o'.repeat(50) };
    expect(elasticacheRedis.infrastructure?.(need, siteOf('production'))[0]?.metadata.name).toHaveLength(40);
  });
});
