import { Size } from 'cdk8s';
import { docdbMongodb } from '../../../constructs/provisioners/docdb-mongodb.ts';
import { inClusterMongodb } from '../../../constructs/provisioners/in-cluster-mongodb.ts';
import { kinds, needOf, ofKind, siteOf, yaml } from '../support.ts';

const need = needOf('mongodb', { storage: Size.gibibytes(20), memory: Size.gibibytes(4) });

describe('a MongoDB database in the cluster', () => {
  test('in development', () => {
    const { manifests } = inClusterMongodb.provision(need, siteOf('development'));
    expect(yaml(manifests.filter(({ kind }) => kind === 'StatefulSet'))).toMatchSnapshot();
  });

  test('speaks in the clear, and gives no certificates', () => {
    expect(inClusterMongodb.provision(need, siteOf('staging')).outputs).toMatchSnapshot();
  });

  test('refuses to be more than one server', () => {
    const asked = { ...need, params: { ...need.params, instances: 3 } as const };
    expect(inClusterMongodb.refuses?.(asked, siteOf('staging'))).toBe('it is one server, and 3 are asked for');
    expect(inClusterMongodb.refuses?.(need, siteOf('staging'))).toBeUndefined();
  });
});

describe('a database of DocumentDB', () => {
  const infrastructure = (instances?: 1 | 5) =>
    docdbMongodb.infrastructure?.({ ...need, params: { ...need.params, instances } }, siteOf('production')) ?? [];

  test('is made by the control plane, its data apart from what serves it', () => {
    expect(yaml(infrastructure(1))).toMatchSnapshot();
  });

  test('has three instances unless the developer says otherwise, each with a name of its own', () => {
    expect(kinds(infrastructure())).toEqual(['Cluster', 'ClusterInstance', 'ClusterInstance', 'ClusterInstance']);
    const names = infrastructure(5).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(6);
  });

  test('keeps its data when what makes it goes; an instance may go', () => {
    expect(ofKind(infrastructure(), 'Cluster')).toMatchObject({
      metadata: { annotations: { 'roadbed.dev/stateful': 'true' } },
      spec: {
        managementPolicies: ['Observe', 'Create', 'Update', 'LateInitialize'],
        forProvider: { deletionProtection: true, skipFinalSnapshot: false },
      },
    });
  });

  test('speaks over TLS, to what certificates the platform hands out', () => {
    const { outputs } = docdbMongodb.provision(need, siteOf('production'));
    expect(outputs).toMatchObject({ tlsMode: 'require', ca: { name: 'rds-ca' } });
    expect(outputs.url).toMatchObject({ query: { tls: 'true', replicaSet: 'rs0', retryWrites: 'false' } });
  });
});
