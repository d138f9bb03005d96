import { GkeCluster, type GkeClusterProps } from '../../../constructs/clusters/gke.ts';
import { member } from '../../../src/model/member.ts';
import { kinds, ofKind, problems, render, shop } from '../support.ts';
import { deadLinks } from './links.ts';

function gke(props: Partial<GkeClusterProps> = {}) {
  return new GkeCluster(shop(), 'eu', { project: 'acme-prod', region: 'europe-west1', ...props });
}

function given(props: Partial<GkeClusterProps>, kind: string): object {
  return Object(member(ofKind(render(gke(props)), kind)?.spec, 'forProvider'));
}

test('a cluster with the required props has a network, and a pool, all linked by reference', () => {
  const objects = render(gke());
  expect(kinds(objects)).toEqual([
    'Network',
    'Subnetwork',
    'Cluster',
    'NodePool',
    'ServiceAccount',
    'Role',
    'RoleBinding',
  ]);
  expect(deadLinks(objects)).toEqual([]);
});

test('pods and services take their addresses from ranges of the subnetwork', () => {
  const ranges = member(given({ podRange: '10.64.0.0/14' }, 'Subnetwork'), 'secondaryIpRange');
  expect(ranges).toEqual([
    { rangeName: 'pods', ipCidrRange: '10.64.0.0/14' },
    { rangeName: 'services', ipCidrRange: '10.8.0.0/20' },
  ]);
  expect(given({}, 'Cluster')).toMatchObject({
    ipAllocationPolicy: { clusterSecondaryRangeName: 'pods', servicesSecondaryRangeName: 'services' },
    workloadIdentityConfig: { workloadPool: 'acme-prod.svc.id.goog' },
    removeDefaultNodePool: true,
  });
});

test('the API server is reached from its own network alone, unless ranges are let in', () => {
  expect(given({}, 'Cluster')).toMatchObject({
    privateClusterConfig: { enablePrivateEndpoint: true },
    masterAuthorizedNetworksConfig: { cidrBlocks: [] },
  });
  expect(given({ publicAccess: ['203.0.113.0/24'] }, 'Cluster')).toMatchObject({
    privateClusterConfig: { enablePrivateEndpoint: false },
    masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: '203.0.113.0/24' }] },
  });
});

test('a pool has a fixed number of nodes in each zone, or leaves the number to the autoscaler', () => {
  expect(given({}, 'NodePool')).toMatchObject({ nodeCount: 1 });
  expect(given({ nodes: { main: { count: 2 } } }, 'NodePool')).toMatchObject({ nodeCount: 2 });
  const range = render(gke({ nodes: { main: { min: 1, max: 3, spot: true } } })).find(
    ({ kind }) => kind === 'NodePool',
  );
  expect(range).toMatchObject({
    spec: {
      forProvider: { autoscaling: { minNodeCount: 1, maxNodeCount: 3 }, nodeConfig: { spot: true } },
      initProvider: { initialNodeCount: 1 },
    },
  });
  expect(member(range?.spec, 'forProvider')).not.toHaveProperty('nodeCount');
});

test('a cluster is guarded, unless it is not protected', () => {
  expect(given({}, 'Cluster')).toMatchObject({ deletionProtection: true });
  expect(ofKind(render(gke()), 'Cluster')).toMatchObject({
    metadata: { annotations: { 'roadbed.dev/stateful': 'true' } },
    spec: { managementPolicies: ['Observe', 'Create', 'Update', 'LateInitialize'] },
  });
  expect(given({ protect: false }, 'Cluster')).toMatchObject({ deletionProtection: false });
});

test('everything that is wrong with a cluster is said', () => {
  const said = problems(
    new GkeCluster(shop(), 'eu', { project: 'A', region: 'Europe', podRange: 'all', version: '2' }),
  );
  expect(said).toEqual([
    expect.stringContaining('RB101 at shop/eu.project: must be the id of a project'),
    expect.stringContaining('RB101 at shop/eu.region: must be a region of Google Cloud'),
    expect.stringContaining('RB101 at shop/eu.version: must be a version of GKE'),
    expect.stringContaining('RB101 at shop/eu.podRange: must be a range of addresses'),
  ]);
});
