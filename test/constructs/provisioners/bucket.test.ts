import { Size } from 'cdk8s';
import { inClusterBucket } from '../../../constructs/provisioners/in-cluster-bucket.ts';
import { s3Bucket } from '../../../constructs/provisioners/s3-bucket.ts';
import type { Site } from '../../../src/model/site.ts';
import { needOf, ofKind, siteOf, yaml } from '../support.ts';

const need = needOf('bucket', { storage: Size.mebibytes(1500) });

describe('a bucket in the cluster', () => {
  test('in development', () => {
    expect(yaml(inClusterBucket.provision(need, siteOf('development')).manifests)).toMatchSnapshot();
  });

  test('keeps its volume in staging, and says that it is stateful', () => {
    expect(ofKind(inClusterBucket.provision(need, siteOf('staging')).manifests, 'StatefulSet')).toMatchObject({
      metadata: { annotations: { 'roadbed.dev/stateful': 'true' } },
      spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } },
    });
  });

  test('gives its address, which is known, and its key, which is not', () => {
    expect(inClusterBucket.provision(need, siteOf('development')).outputs).toEqual({
      name: 'shop-orders',
      endpoint: 'http://orders.shop.svc:7070',
      protocol: 's3',
      region: 'us-east-1',
      accessKeyId: 'app',
      secretAccessKey: { from: 'secret', name: 'orders-credentials', key: 'password', urlSafe: true },
    });
  });

  test('has a name that S3 takes, however short or long its own is', () => {
    const names = ['a', 'o'.repeat(50)].map(
      (name) => inClusterBucket.provision({ ...need, name, namespace: 'n'.repeat(30) }, siteOf('development')).outputs,
    );
    for (const { name } of names) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
  });

  test('is reached at the pods that its NetworkPolicy selects, and reaches nothing', () => {
    const { manifests, endpoint } = inClusterBucket.provision(need, siteOf('staging'));
    const pods = { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/component': 'bucket' };
    expect(endpoint).toEqual({ pods, ports: [7070] });
    expect(ofKind(manifests, 'NetworkPolicy')).toMatchObject({
      spec: { podSelector: { matchLabels: pods }, policyTypes: ['Ingress', 'Egress'] },
    });
    expect(ofKind(manifests, 'NetworkPolicy')?.spec).not.toHaveProperty('ingress');
  });
});

describe('a bucket of S3', () => {
  const infrastructure = (site: Site = siteOf('production')) => s3Bucket.infrastructure?.(need, site) ?? [];

  test('is made by the control plane', () => {
    expect(yaml(infrastructure())).toMatchSnapshot();
    expect(s3Bucket.provision(need, siteOf('production')).manifests).toEqual([]);
  });

  test('gives what the provider writes, and what is known already', () => {
    expect(s3Bucket.provision(need, siteOf('production')).outputs).toMatchSnapshot();
  });

  test('in China belongs to the part of AWS there', () => {
    const site = () => siteOf('production', { 'topology.kubernetes.io/region': 'cn-north-1' });
    expect(s3Bucket.provision(need, site()).outputs.endpoint).toBe('https://s3.cn-north-1.amazonaws.com.cn');
    expect(JSON.stringify(ofKind(infrastructure(site()), 'BucketPolicy'))).toContain('arn:aws-cn:s3:::');
  });

  test('has another name in another account, as names are known all over the world', () => {
    const [a, b] = ['111122223333', '444455556666'].map(
      (account) => infrastructure(siteOf('production', { 'aws.roadbed.dev/account': account }))[0]?.metadata.name,
    );
    expect(a).not.toBe(b);
  });

  test('is kept, with all that guards it, when what makes it goes; only the key to it goes', () => {
    const deleted = infrastructure().filter(
      ({ spec }) =>
        !JSON.stringify(spec).includes('"managementPolicies":["Observe","Create","Update","LateInitialize"]'),
    );
    expect(deleted.map(({ kind }) => kind)).toEqual(['User', 'AccessKey']);
  });
});
