import { meantBy } from '../../src/graph/referent.ts';

const EC2 = 'ec2.aws.m.upbound.io/v1beta1';
const RDS = 'rds.aws.m.upbound.io/v1beta1';
const EKS = 'eks.aws.m.upbound.io/v1beta1';

function of(apiVersion: string, ...kinds: readonly string[]) {
  return kinds.map((kind) => ({ apiVersion, kind }));
}

/** The kind that a field of a resource of EC2 means. */
function meant(
  field: string,
  candidates: readonly { readonly apiVersion: string; readonly kind: string }[],
  from = EC2,
) {
  const kinds = meantBy(field, from, candidates).map(
    ({ apiVersion, kind }) => `${kind} of ${apiVersion.split('.')[0]}`,
  );
  return [...new Set(kinds)];
}

test.each([
  ['vpcIdRef', ['VPC', 'Subnet'], 'VPC'],
  ['vpcSecurityGroupIdRefs', ['VPC', 'SecurityGroup'], 'SecurityGroup'],
  ['dbSubnetGroupNameSelector', ['Subnet', 'SubnetGroup'], 'SubnetGroup'],
  ['nodeRoleArnRef', ['Role', 'RolePolicy'], 'Role'],
  ['gatewayIdRef', ['VPC', 'InternetGateway'], 'InternetGateway'],
  ['networkRef', ['Network', 'Subnetwork', 'VirtualNetwork'], 'Network'],
  ['clusterIdentifierRef', ['Cluster', 'ClusterInstance'], 'Cluster'],
])('the field %s of a resource that may mean any of %j means the %s', (field, kinds, kind) => {
  expect(meant(field, of(EC2, ...kinds))).toEqual([`${kind} of ec2`]);
});

test('of kinds of one name the one of the own group is meant', () => {
  expect(meant('clusterNameRef', [...of(RDS, 'Cluster'), ...of(EKS, 'Cluster')], EKS)).toEqual(['Cluster of eks']);
});

test('a field whose name says no kind means the only one that there is, first in its own group', () => {
  expect(meant('allocationIdRef', of(EC2, 'EIP'))).toEqual(['EIP of ec2']);
  expect(meant('allocationIdRef', [...of(EC2, 'EIP'), ...of(RDS, 'Instance')])).toEqual(['EIP of ec2']);
});

test('nobody is meant where several kinds could be, or none', () => {
  expect(meant('allocationIdRef', of(EC2, 'EIP', 'VPC'))).toEqual([]);
  expect(meant('gatewayIdRef', of(EC2, 'NATGateway', 'InternetGateway'))).toEqual([]);
  expect(meant('vpcIdRef', [])).toEqual([]);
});

test('all of the kind that is meant are', () => {
  expect(meantBy('subnetIdSelector', EC2, of(EC2, 'Subnet', 'Subnet', 'VPC'))).toHaveLength(2);
});
