import { CapiCluster, type CapiClusterProps } from '../../../constructs/clusters/capi.ts';
import { member } from '../../../src/model/member.ts';
import { ofKind, problems, render, shop } from '../support.ts';

function capi(props: Partial<CapiClusterProps> = {}) {
  return new CapiCluster(shop(), 'factory', { class: 'vsphere', version: 'v1.34.2', ...props });
}

function topology(props: Partial<CapiClusterProps>): object {
  return Object(member(ofKind(render(capi(props)), 'Cluster')?.spec, 'topology'));
}

test('a cluster is a topology of a ClusterClass', () => {
  expect(topology({})).toEqual({
    classRef: { name: 'vsphere', namespace: 'default' },
    version: 'v1.34.2',
    controlPlane: { replicas: 3 },
  });
});

test('variables are the values that their JSON says, by name', () => {
  expect(topology({ variables: { zone: '"hall-2"', disks: '[1,2]' } })).toMatchObject({
    variables: [
      { name: 'disks', value: [1, 2] },
      { name: 'zone', value: 'hall-2' },
    ],
  });
});

test('a pool has a fixed number of machines, or tells the autoscaler its range and says no number', () => {
  const nodes = { fixed: { class: 'worker', count: 2 }, range: { class: 'worker', min: 1, max: 3 } };
  expect(topology({ nodes })).toMatchObject({
    workers: {
      machineDeployments: [
        { class: 'worker', name: 'fixed', replicas: 2 },
        {
          name: 'range',
          metadata: {
            annotations: {
              'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': '1',
              'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': '3',
            },
          },
        },
      ],
    },
  });
  expect(JSON.stringify(topology({ nodes: { range: nodes.range } }))).not.toContain('"replicas":1');
});

test('who learns how to reach it may read the kubeconfig that Cluster API writes', () => {
  expect(ofKind(render(capi()), 'Role')).toMatchObject({ rules: [{ resourceNames: ['factory-kubeconfig'] }] });
});

test('its removal waits for a person, unless it is not protected', () => {
  const stateful = (protect: boolean) =>
    ofKind(render(capi({ protect })), 'Cluster')?.metadata.annotations?.['roadbed.dev/stateful'];
  expect([stateful(true), stateful(false)]).toEqual(['true', undefined]);
});

test('everything that is wrong with a cluster is said', () => {
  const said = problems(capi({ version: '1.34', variables: { zone: 'hall-2' } }));
  expect(said).toEqual([
    expect.stringContaining('RB101 at shop/factory.version: must be a version of Kubernetes'),
    expect.stringContaining('RB101 at shop/factory.variables.zone: must be JSON'),
  ]);
});
