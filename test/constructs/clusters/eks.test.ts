import { EksCluster, type EksClusterProps } from '../../../constructs/clusters/eks.ts';
import { EksAddons } from '../../../constructs/clusters/eks-addons.ts';
import { member } from '../../../src/model/member.ts';
import { ofKind, problems, render, shop } from '../support.ts';
import { deadLinks } from './links.ts';

function eks(props: Partial<EksClusterProps> = {}) {
  return new EksCluster(shop(), 'eu', { region: 'eu-west-1', ...props });
}

function counts(props: Partial<EksClusterProps> = {}): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { kind } of render(eks(props))) found[kind] = (found[kind] ?? 0) + 1;
  return found;
}

/** The part of an object that its provider is given. */
function given(props: Partial<EksClusterProps>, kind: string, name?: string): object {
  const objects = render(eks(props)).filter(
    (one) => one.kind === kind && (name ?? one.metadata.name) === one.metadata.name,
  );
  const spec = objects[0]?.spec;
  return Object(member(spec, 'forProvider'));
}

test('a cluster with the required props stands on a whole network over three zones', () => {
  expect(counts()).toEqual({
    Cluster: 1,
    ClusterAuth: 1,
    EIP: 3,
    InternetGateway: 1,
    NATGateway: 3,
    NodeGroup: 1,
    PodIdentityAssociation: 1,
    Role: 4,
    RoleBinding: 1,
    RolePolicyAttachment: 5,
    Route: 4,
    RouteTable: 4,
    RouteTableAssociation: 6,
    SecurityGroup: 2,
    SecurityGroupRule: 2,
    ServiceAccount: 1,
    Subnet: 6,
    SubnetGroup: 2,
    VPC: 1,
  });
});

test.each([
  ['with the required props', {}],
  ['with one NAT gateway', { nat: 'one' }],
  ['with a role of Argo CD', { argocdRoleArn: 'arn:aws:iam::123456789012:role/argocd' }],
] as const)('every link of a cluster %s leads to something that it makes', (_, props) => {
  expect(deadLinks(render(eks(props)))).toEqual([]);
});

test('no id of AWS is copied: nothing but ARNs of policies and of what the user names', () => {
  const text = JSON.stringify(render(eks()));
  expect(text.match(/\b(vpc|subnet|sg|rtb|igw|nat|eipalloc)-[0-9a-f]{8,}/g)).toBeNull();
  expect(text.match(/arn:aws:(?!iam::aws:policy\/)/g)).toBeNull();
});

test('the API server is reached from its own network alone, unless ranges are let in', () => {
  expect(given({}, 'Cluster')).toMatchObject({
    vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false },
    deletionProtection: true,
  });
  expect(given({ publicAccess: ['203.0.113.0/24'] }, 'Cluster')).toMatchObject({
    vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] },
  });
});

test('a key of the user encrypts what the API server stores', () => {
  const encryptionKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  expect(given({ encryptionKeyArn }, 'Cluster')).toMatchObject({
    encryptionConfig: { provider: { keyArn: encryptionKeyArn }, resources: ['secrets'] },
  });
  expect(given({}, 'Cluster')).not.toHaveProperty('encryptionConfig');
});

test('a fixed number of nodes is what is kept, and a range leaves the number to the autoscaler', () => {
  const nodes = { fixed: { count: 2 }, range: { min: 2, max: 4 }, none: { count: 0 } };
  expect(given({ nodes }, 'NodeGroup', 'eu-fixed')).toMatchObject({
    scalingConfig: { desiredSize: 2, minSize: 2, maxSize: 2 },
  });
  expect(given({ nodes }, 'NodeGroup', 'eu-range')).toMatchObject({ scalingConfig: { minSize: 2, maxSize: 4 } });
  expect(given({ nodes }, 'NodeGroup', 'eu-range')).not.toHaveProperty('scalingConfig.desiredSize');
  expect(given({ nodes }, 'NodeGroup', 'eu-none')).toMatchObject({ scalingConfig: { minSize: 0, maxSize: 1 } });
  const range = render(eks({ nodes })).find(({ metadata }) => metadata.name === 'eu-range');
  expect(range).toMatchObject({ spec: { initProvider: { scalingConfig: { desiredSize: 2 } } } });
});

test('a pool says its machines, labels, taints and whether it takes spare capacity', () => {
  const gpu = {
    instanceTypes: ['g6.xlarge'],
    spot: true,
    labels: { gpu: 'yes' },
    taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }],
  } as const;
  expect(
    given({ nodes: { gpu: { ...gpu, instanceTypes: [...gpu.instanceTypes], taints: [...gpu.taints] } } }, 'NodeGroup'),
  ).toMatchObject({
    capacityType: 'SPOT',
    instanceTypes: ['g6.xlarge'],
    labels: { gpu: 'yes' },
    taint: [{ key: 'gpu', value: 'yes', effect: 'NO_SCHEDULE' }],
    diskSize: 100,
  });
});

test('the addresses of the network are divided without overlap', () => {
  const ranges = (range: string) =>
    render(eks({ range }))
      .filter(({ kind }) => kind === 'Subnet')
      .map(({ spec }) => member(member(spec, 'forProvider'), 'cidrBlock'));
  expect(ranges('10.7.0.0/16')).toEqual([
    '10.7.192.0/20',
    '10.7.0.0/18',
    '10.7.208.0/20',
    '10.7.64.0/18',
    '10.7.224.0/20',
    '10.7.128.0/18',
  ]);
  expect(ranges('192.168.240.0/20')).toContain('192.168.252.0/24');
});

test('the zones are a, b and c, other ones where the region has others, or those that are named', () => {
  const zones = (props: Partial<EksClusterProps>) =>
    render(eks(props))
      .filter(({ kind }) => kind === 'EIP')
      .map(({ metadata }) => metadata.name);
  expect(zones({})).toEqual(['eu-nat-eu-west-1a', 'eu-nat-eu-west-1b', 'eu-nat-eu-west-1c']);
  expect(zones({ region: 'ap-northeast-1' })[1]).toBe('eu-nat-ap-northeast-1c');
  expect(zones({ zones: ['eu-west-1c', 'eu-west-1b', 'eu-west-1a'] })[0]).toBe('eu-nat-eu-west-1c');
});

test('policies are of the part of AWS that the region is in', () => {
  const arns = (region: string) =>
    render(eks({ region }))
      .filter(({ kind }) => kind === 'RolePolicyAttachment')
      .map(({ spec }) => String(member(member(spec, 'forProvider'), 'policyArn')).split(':')[1]);
  expect(new Set(arns('cn-north-1'))).toEqual(new Set(['aws-cn']));
  expect(new Set(arns('us-gov-west-1'))).toEqual(new Set(['aws-us-gov']));
});

test('nothing that a cluster stands on is ever deleted by Crossplane, unless it is not protected', () => {
  const lasting = ['Cluster', 'EIP', 'NATGateway', 'Role', 'Subnet', 'VPC'];
  const policies = (protect: boolean) =>
    render(eks({ protect }))
      .filter(({ apiVersion, kind }) => lasting.includes(kind) && apiVersion.includes('upbound'))
      .map(({ metadata, spec }) => [
        member(spec, 'managementPolicies')?.toString(),
        metadata.annotations?.['roadbed.dev/stateful'],
      ]);
  expect(new Set(policies(true).map(String))).toEqual(new Set(['Observe,Create,Update,LateInitialize,true']));
  expect(new Set(policies(false).map(String))).toEqual(new Set([',']));
  expect(given({ protect: false }, 'Cluster')).toMatchObject({ deletionProtection: false });
});

test('who learns the address and the credential may read that one Secret', () => {
  expect(render(eks()).find(({ rules }) => rules !== undefined)?.rules).toEqual([
    { apiGroups: [''], resources: ['secrets'], resourceNames: ['eu-connection'], verbs: ['get'] },
  ]);
  expect(ofKind(render(eks()), 'ClusterAuth')).toMatchObject({
    spec: { writeConnectionSecretToRef: { name: 'eu-connection' } },
  });
});

test('everything that is wrong with a cluster is said', () => {
  const nodes = { main: { count: 2, min: 1, max: 3 }, 'a-b': {} };
  const said = problems(
    new EksCluster(shop(), 'eu', {
      region: 'Ireland',
      version: '1.9',
      nodes,
      range: '10.0.0.0/8',
      encryptionKeyArn: 'key',
    }),
  );
  expect([...said].sort()).toEqual([
    expect.stringMatching(/^RB101 at shop\/eu\.encryptionKeyArn: must be the ARN of a KMS key/),
    expect.stringMatching(/^RB101 at shop\/eu\.nodes\.a-b: /),
    expect.stringMatching(/^RB101 at shop\/eu\.nodes\.main: must have a count, or min and max/),
    expect.stringMatching(/^RB101 at shop\/eu\.range: must be a range of IPv4 addresses/),
    expect.stringMatching(/^RB101 at shop\/eu\.region: must be a region of AWS/),
    expect.stringMatching(/^RB101 at shop\/eu\.version: must be a minor version/),
  ]);
});

test('add-ons are those of every cluster, with the versions that are said, and further ones', () => {
  const addons = new EksAddons(shop(), 'eu-addons', {
    cluster: 'eu',
    region: 'eu-west-1',
    addons: { coredns: 'v1.13.2-eksbuild.3', 'metrics-server': 'v0.8.0-eksbuild.1' },
  });
  const found = render(addons).map(({ spec }) => member(spec, 'forProvider'));
  expect(found.map((one) => member(one, 'addonName'))).toEqual([
    'aws-ebs-csi-driver',
    'coredns',
    'eks-pod-identity-agent',
    'kube-proxy',
    'metrics-server',
    'vpc-cni',
  ]);
  expect(found[1]).toMatchObject({ addonVersion: 'v1.13.2-eksbuild.3' });
  expect(found[0]).not.toHaveProperty('addonVersion');
});
