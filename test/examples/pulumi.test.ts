import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { type EngineRun, runPulumi } from '../support/pulumi-engine.ts';
import type { Registration } from '../support/pulumi-monitor.ts';

// Every run is a process of its own.
jest.setTimeout(120_000);

const program = join(root, 'examples/pulumi/main.ts');

/** What AWS makes up. */
function state(type: string, name: string): Readonly<Record<string, unknown>> {
  if (type === 'aws:eks/cluster:Cluster') {
    const vpcConfig = { clusterSecurityGroupId: 'sg-nodes' };
    return { endpoint: 'https://eu.eks.example', certificateAuthority: { data: 'CA' }, vpcConfig };
  }
  if (type === 'aws:rds/instance:Instance') return { address: 'orders.rds.example' };
  if (type === 'random:index/randomPassword:RandomPassword') return { result: { secret: 'canary' } };
  return { arn: `arn-of-${name}` };
}

function named(run: EngineRun, name: string): Registration {
  const found = run.registrations.find((one) => one.custom && one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

describe('an EKS cluster, a database and the shop in one program', () => {
  let update: EngineRun;
  let preview: EngineRun;
  beforeAll(async () => {
    update = await runPulumi(program, { state });
    preview = await runPulumi(program, { preview: true });
  }, 120_000);

  test('need no configuration, and go through', () => {
    expect(update).toMatchObject({ status: 0, errors: [], outputs: { endpoint: 'https://eu.eks.example' } });
    expect(preview).toMatchObject({ status: 0, errors: [] });
    expect(preview.registrations.map(({ urn }) => urn)).toEqual(update.registrations.map(({ urn }) => urn));
  });

  test('the cluster is complete, and linked by references alone', () => {
    const counts = new Map<string, number>();
    for (const { type } of update.registrations) counts.set(type, (counts.get(type) ?? 0) + 1);
    expect(Object.fromEntries([...counts].filter(([type]) => /^aws:(ec2|eks|iam)/.test(type)))).toEqual({
      'aws:ec2/vpc:Vpc': 1,
      'aws:ec2/internetGateway:InternetGateway': 1,
      'aws:ec2/subnet:Subnet': 6,
      'aws:ec2/routeTable:RouteTable': 4,
      'aws:ec2/route:Route': 4,
      'aws:ec2/routeTableAssociation:RouteTableAssociation': 6,
      'aws:ec2/eip:Eip': 3,
      'aws:ec2/natGateway:NatGateway': 3,
      'aws:ec2/securityGroup:SecurityGroup': 1,
      'aws:iam/role:Role': 3,
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment': 5,
      'aws:eks/cluster:Cluster': 1,
      'aws:eks/nodeGroup:NodeGroup': 1,
      'aws:eks/addon:Addon': 5,
      'aws:eks/podIdentityAssociation:PodIdentityAssociation': 1,
    });
    expect(named(update, 'eu/cluster-eu/eu').propertyDependencies).toMatchObject({
      roleArn: ['eu/cluster-eu/eu-control-plane'],
      vpcConfig: ['eu/cluster-eu/eu-private-a', 'eu/cluster-eu/eu-private-b', 'eu/cluster-eu/eu-private-c'],
    });
  });

  test('nothing of the cluster begins before what it cannot do without, though it takes no value of it', () => {
    const waits = (name: string) => named(update, `eu/cluster-eu/eu${name}`).dependencies;
    expect(waits('')).toContain('eu/cluster-eu/eu-control-plane-amazoneksclusterpolicy');
    expect(waits('-nat-a')).toContain('eu/cluster-eu/eu-internet');
    expect(waits('-nodes-main')).toEqual(
      expect.arrayContaining([
        'eu/cluster-eu/eu-nodes-amazoneks-cni-policy',
        'eu/cluster-eu/eu-private-a-route',
        'eu/cluster-eu/eu-private-c-association',
      ]),
    );
    expect(waits('-aws-ebs-csi-driver')).toContain('eu/cluster-eu/eu-ebs-csi-identity');
  });

  test('the cluster is reached by what it gives itself, as soon as it is there', () => {
    const provider = named(update, 'eu');
    expect(provider.dependencies).toEqual(['eu/cluster-eu/eu']);
    expect(JSON.stringify(provider.inputs)).toContain('https://eu.eks.example');
    expect(named(preview, 'eu').inputs).toMatchObject({ kubeconfig: 'unknown' });
    expect(named(update, 'eu/shop/Deployment/api').provider).toBe(provider.urn);
  });

  test('the database stands in the network of the cluster, and its password is nowhere in plain text', () => {
    expect(named(update, 'eu/shop/orders-subnets').inputs).toMatchObject({
      subnetIds: ['a', 'b', 'c'].map((zone) => `id-of-eu/cluster-eu/eu-private-${zone}`),
    });
    expect(named(update, 'eu/shop/orders-access').inputs).toMatchObject({
      vpcId: 'id-of-eu/cluster-eu/eu-vpc',
      ingress: [{ fromPort: 5432, securityGroups: ['sg-nodes'] }],
    });
    expect(named(update, 'eu/shop/orders').protect).toBe(true);
    const plain = JSON.stringify(update.registrations).replaceAll('{"secret":"canary"}', '');
    expect(plain + update.text).not.toContain('canary');
  });

  test('the API waits for its database, and the web for nothing of it', () => {
    expect(named(update, 'eu/shop/Deployment/api').dependencies).toContain('eu/shop/orders-connection');
    expect(named(update, 'eu/shop/Deployment/web').dependencies).not.toContain('eu/shop/orders');
  });
});
