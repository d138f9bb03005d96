import { CLUSTER } from '../../src/model/declarations.ts';
import { BarePlatform } from '../../src/platform/bare-platform.ts';
import { Cluster } from '../../src/platform/cluster.ts';

const server = 'https://eu.acme.example:6443';

function labelsOf(props: { readonly region?: string; readonly labels?: Readonly<Record<string, string>> }) {
  const platform = new BarePlatform({ repository: { url: 'https://github.com/acme/platform' } });
  return Cluster.existing(platform, 'eu', { environment: 'prod', server, ...props })[CLUSTER]().labels;
}

test('the region of a cluster is a label of it, which provisioners ask for', () => {
  expect(labelsOf({ region: 'eu-west-1', labels: { team: 'edge' } })).toEqual({
    team: 'edge',
    'topology.kubernetes.io/region': 'eu-west-1',
  });
  expect(labelsOf({ labels: { 'topology.kubernetes.io/region': 'eu-west-1' } })).toEqual({
    'topology.kubernetes.io/region': 'eu-west-1',
  });
  expect(labelsOf({})).toEqual({});
});
