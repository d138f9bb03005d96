import { Duration, Size } from 'cdk8s';
import { eksIdentity } from '../../../constructs/provisioners/eks-identity.ts';
import { gcsBucket } from '../../../constructs/provisioners/gcs-bucket.ts';
import { gkeIdentity } from '../../../constructs/provisioners/gke-identity.ts';
import { s3Bucket } from '../../../constructs/provisioners/s3-bucket.ts';
import { snsTopic } from '../../../constructs/provisioners/sns-topic.ts';
import { sqsQueue } from '../../../constructs/provisioners/sqs-queue.ts';
import type { Site } from '../../../src/model/site.ts';
import { kinds, needOf, ofKind, siteOf, yaml } from '../support.ts';

const identities = { 'aws.roadbed.dev/pod-identity': 'true' };
const onEks = (): Site => siteOf('production', identities);
const consumers = ['api', 'mailer'].map((name) => ({
  paths: [`shop/${name}`],
  application: 'shop',
  namespace: 'shop',
  serviceAccount: name,
}));

const bucket = needOf('bucket', { storage: Size.gibibytes(1) });
const queue = needOf('queue', { visibilityTimeout: Duration.minutes(5), retention: Duration.days(4), maxReceives: 3 });
const topic = needOf('topic', {});

describe('an identity of EKS', () => {
  const need = needOf('service-account', { serviceAccount: 'api' });

  test('is a role that may do nothing yet, and its association', () => {
    expect(yaml(eksIdentity.infrastructure?.(need, onEks()) ?? [])).toMatchSnapshot();
  });

  test('is refused where the cluster has none', () => {
    expect(eksIdentity.refuses?.(need, siteOf('production'))).toBe(
      'the label "aws.roadbed.dev/pod-identity" of the cluster is not "true"',
    );
    expect(eksIdentity.refuses?.(need, onEks())).toBeUndefined();
  });

  test('is of the cluster as EKS knows it', () => {
    const site = siteOf('production', { ...identities, 'aws.roadbed.dev/eks-name': 'acme-eu' });
    expect(ofKind(eksIdentity.infrastructure?.(need, site) ?? [], 'PodIdentityAssociation')).toMatchObject({
      spec: { forProvider: { clusterName: 'acme-eu', namespace: 'shop', serviceAccount: 'api' } },
    });
  });
});

describe.each([
  ['s3-bucket', () => s3Bucket.infrastructure?.(bucket, onEks()), () => s3Bucket.provision(bucket, onEks())],
  ['sqs-queue', () => sqsQueue.infrastructure?.(queue, onEks()), () => sqsQueue.provision(queue, onEks())],
  ['sns-topic', () => snsTopic.infrastructure?.(topic, onEks()), () => snsTopic.provision(topic, onEks())],
] as const)('%s where pods have identities', (_, infrastructure, provision) => {
  test('has no user and no key', () => {
    expect(kinds(infrastructure() ?? []).filter((kind) => kind === 'User' || kind === 'AccessKey')).toEqual([]);
    expect(JSON.stringify(infrastructure())).not.toContain(':user/');
    expect(provision().outputs).toMatchObject({ accessKeyId: '', secretAccessKey: '' });
  });

  test('lets pods ask the agent on their node', () => {
    expect(provision().endpoint).toEqual({ outside: true, ports: [443, 80] });
  });
});

describe('what a bucket lets those do who refer to it', () => {
  test('is a policy for the role of each, which is chosen by its labels', () => {
    const policies = s3Bucket.dependantInfrastructure?.(bucket, onEks(), consumers) ?? [];
    expect(yaml(policies)).toMatchSnapshot();
    const [role] = eksIdentity.infrastructure?.(needOf('service-account', { serviceAccount: 'api' }), onEks()) ?? [];
    const { matchLabels } = Object(policies[0]).spec.forProvider.roleSelector;
    expect(role?.metadata.labels).toMatchObject(matchLabels);
  });

  test('is nothing where they have a key', () => {
    expect(s3Bucket.dependantInfrastructure?.(bucket, siteOf('production'), consumers)).toEqual([]);
  });

  test('reaches roles of another namespace', () => {
    const elsewhere = consumers.map((consumer) => ({ ...consumer, controlNamespace: 'bank' }));
    const [first] = s3Bucket.dependantInfrastructure?.(bucket, onEks(), elsewhere) ?? [];
    expect(first).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: { forProvider: { roleSelector: { namespace: 'bank' } } },
    });
  });
});

test('a queue and its dead-letter queue are open to those who refer to it', () => {
  const [first] = sqsQueue.dependantInfrastructure?.(queue, onEks(), consumers) ?? [];
  const { Statement } = JSON.parse(Object(first).spec.forProvider.policy);
  expect(Statement[0].Resource).toHaveLength(2);
  expect(Statement[0].Principal).toBeUndefined();
});

describe('on Google Cloud', () => {
  const principal =
    'principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/shop/sa/api';

  test('a service account has an identity as it is', () => {
    const { manifests, outputs } = gkeIdentity.provision(
      needOf('service-account', { serviceAccount: 'api' }),
      siteOf('production'),
    );
    expect([manifests, outputs]).toEqual([[], { identity: principal }]);
  });

  test('each service account that refers to a bucket may use its objects', () => {
    const members = gcsBucket.dependantInfrastructure?.(bucket, siteOf('production'), consumers) ?? [];
    expect(members).toHaveLength(2);
    expect(new Set(members.map(({ metadata }) => metadata.name)).size).toBe(2);
    expect(members[0]).toMatchObject({
      kind: 'BucketIAMMember',
      spec: { forProvider: { role: 'roles/storage.objectUser', member: principal } },
    });
  });
});
