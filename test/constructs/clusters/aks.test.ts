import { AksCluster, type AksClusterProps } from '../../../constructs/clusters/aks.ts';
import { member } from '../../../src/model/member.ts';
import { kinds, ofKind, problems, render, shop } from '../support.ts';
import { deadLinks } from './links.ts';

function aks(props: Partial<AksClusterProps> = {}) {
  return new AksCluster(shop(), 'eu', { region: 'westeurope', ...props });
}

function given(props: Partial<AksClusterProps>, kind: string): object {
  return Object(member(ofKind(render(aks(props)), kind)?.spec, 'forProvider'));
}

test('a cluster with the required props has a network and the system pool, all linked by reference', () => {
  const objects = render(aks());
  expect(kinds(objects)).toEqual([
    'ResourceGroup',
    'VirtualNetwork',
    'Subnet',
    'KubernetesCluster',
    'ServiceAccount',
    'Role',
    'RoleBinding',
  ]);
  expect(deadLinks(render(aks({ nodes: { main: {} } })))).toEqual([]);
});

test('the API server is private, unless ranges are let in', () => {
  expect(given({}, 'KubernetesCluster')).toMatchObject({ privateClusterEnabled: true });
  expect(given({}, 'KubernetesCluster')).not.toHaveProperty('apiServerAccessProfile');
  expect(given({ publicAccess: ['203.0.113.0/24'] }, 'KubernetesCluster')).toMatchObject({
    privateClusterEnabled: false,
    apiServerAccessProfile: { authorizedIpRanges: ['203.0.113.0/24'] },
  });
});

test('a pool bears its name in Azure, where the object bears that of the cluster too', () => {
  expect(ofKind(render(aks({ nodes: { main: {} } })), 'KubernetesClusterNodePool')).toMatchObject({
    metadata: { name: 'eu-main', annotations: { 'crossplane.io/external-name': 'main' } },
  });
});

test('a spot pool has the taint and the label that AKS gives it, so that nothing is reverted for ever', () => {
  const spot = { min: 0, max: 3, spot: true, taints: [{ key: 'batch', effect: 'NoSchedule' as const }] };
  expect(given({ nodes: { spot } }, 'KubernetesClusterNodePool')).toMatchObject({
    priority: 'Spot',
    evictionPolicy: 'Delete',
    nodeLabels: { 'kubernetes.azure.com/scalesetpriority': 'spot' },
    nodeTaints: ['kubernetes.azure.com/scalesetpriority=spot:NoSchedule', 'batch=:NoSchedule'],
    autoScalingEnabled: true,
    minCount: 0,
    maxCount: 3,
  });
});

test('the system pool has a fixed number of nodes, or leaves the number to the autoscaler', () => {
  expect(given({}, 'KubernetesCluster')).toMatchObject({
    defaultNodePool: { autoScalingEnabled: false, nodeCount: 3 },
  });
  const range = ofKind(render(aks({ system: { min: 2, max: 4 } })), 'KubernetesCluster');
  expect(range).toMatchObject({
    spec: {
      forProvider: { defaultNodePool: { autoScalingEnabled: true, minCount: 2, maxCount: 4 } },
      initProvider: { defaultNodePool: { nodeCount: 2 } },
    },
  });
});

test('everything that is wrong with a cluster is said', () => {
  const said = problems(new AksCluster(shop(), 'eu', { region: 'West Europe', zones: [], system: { min: 3 } }));
  expect(said).toEqual([
    expect.stringContaining('RB101 at shop/eu.region: must be a region of Azure'),
    expect.stringContaining('RB101 at shop/eu.system: must have a count, or min and max'),
    expect.stringContaining('RB101 at shop/eu.zones: '),
  ]);
});
