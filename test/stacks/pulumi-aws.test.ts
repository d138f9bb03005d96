import { Bucket } from '../../constructs/bucket.ts';
import { Postgres } from '../../constructs/postgres.ts';
import { Queue } from '../../constructs/queue.ts';
import { Redis } from '../../constructs/redis.ts';
import { AWS_ACCOUNT_LABEL } from '../../src/model/labels.ts';
import { BarePlatform } from '../../src/platform/bare-platform.ts';
import type { PulumiProgram, ResourceEntry } from '../../src/targets/pulumi/program.ts';
import { programOf } from '../../src/targets/pulumi/program-of.ts';
import { pulumiAws } from '../../stacks/pulumi-aws.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { aCluster, anApplication, lines, resolved } from '../support/platforms.ts';

function shop(): PulumiProgram {
  const repository = { url: 'https://github.com/acme/platform' };
  const platform = new BarePlatform({ repository, recipes: [pulumiAws] }, standardProvisioners);
  const labels = { [AWS_ACCOUNT_LABEL]: '123456789012' };
  const clusters = [aCluster(platform, 'eu', 'prod', { cloud: 'aws', region: 'eu-west-1', labels })];
  const application = anApplication(platform, 'shop', { clusters });
  new Postgres(application, 'orders', {});
  new Redis(application, 'cart', {});
  new Bucket(application, 'pictures', {});
  new Queue(application, 'jobs', {});
  const { program, problems } = programOf(resolved(platform));
  if (program === undefined) throw new Error(lines(problems).join('\n'));
  return program;
}

const program = shop();

function ofType(type: string): readonly ResourceEntry[] {
  return program.resources.filter((one) => one.type === type);
}

test('a platform that takes the pack needs no managed resource of Crossplane', () => {
  const types = program.resources.map(({ type }) => type);
  expect(types.filter((type) => type.includes('upbound.io'))).toEqual([]);
  expect(new Set(types.map((type) => type.slice(0, type.indexOf(':'))))).toEqual(
    new Set(['kubernetes', 'aws', 'random']),
  );
});

test('what holds data is protected in production, and what guards it is not', () => {
  expect(
    program.resources
      .filter((one) => one.protect)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'eu/Namespace/shop',
    'eu/shop/cart',
    'eu/shop/jobs',
    'eu/shop/jobs-dead-letter',
    'eu/shop/orders',
    'eu/shop/pictures',
  ]);
});

test('databases stand in the private subnets of the cluster, and let its nodes in', () => {
  const groups = ofType('aws:ec2/securityGroup:SecurityGroup');
  expect(groups.map(({ inputs }) => inputs.ingress)).toEqual([
    [expect.objectContaining({ fromPort: 6379, toPort: 6379 })],
    [expect.objectContaining({ fromPort: 5432, toPort: 5432 })],
  ]);
  expect(program.config.map(({ key, type }) => `${key}: ${type}`)).toEqual([
    'kubeconfig-eu: text',
    'nodeSecurityGroupId-eu: text',
    'privateSubnetIds-eu: texts',
    'vpcId-eu: text',
  ]);
});

test('names keep the limits of AWS, and no two resources of a kind share one', () => {
  const longest: Readonly<Record<string, number>> = {
    identifier: 63,
    replicationGroupId: 40,
    bucket: 63,
    name: 80,
  };
  for (const { type, inputs } of program.resources.filter((one) => one.type.startsWith('aws:'))) {
    for (const [key, most] of Object.entries(longest)) {
      const name: unknown = inputs[key];
      if (typeof name === 'string') expect([type, name.length <= most]).toEqual([type, true]);
    }
  }
  const named = program.resources.map(({ type, inputs }) => `${type} ${inputs.name ?? inputs.identifier ?? ''}`);
  const queues = named.filter((name) => name.startsWith('aws:sqs/queue:'));
  expect(new Set(queues).size).toBe(2);
});

test('the policy of a bucket lets its user alone in, by TLS', () => {
  const [policy] = ofType('aws:s3/bucketPolicy:BucketPolicy');
  const accesses = JSON.stringify(policy?.inputs.policy);
  expect(accesses).toContain('aws:SecureTransport');
  expect(policy?.dependsOn).toEqual(expect.arrayContaining(['eu/shop/pictures', 'eu/shop/pictures-user']));
});

test('everything that AWS holds is of the region of the cluster', () => {
  const aws = program.resources.filter((one) => one.type.startsWith('aws:'));
  expect(new Set(aws.map(({ provider }) => provider))).toEqual(new Set(['aws aws-eu-west-1']));
  expect(program.providers.find((one) => one.package === 'aws')?.inputs).toEqual({ region: 'eu-west-1' });
});
