import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { bucket as bucketType } from '../../src/model/resource-types/bucket.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { BucketParams } from '../bucket.ts';
import { onlyTls, policy, type Statement } from '../provisioners/aws-access.ts';
import { accountOf, awsDomain, awsTags, needsAccount } from '../provisioners/aws-resource.ts';
import { bucketOutputs } from '../provisioners/bucket-outputs.ts';
import { regionOf } from '../provisioners/cluster-facts.ts';
import { resourceName } from '../provisioners/resource-name.ts';
import { accessUser } from './aws-user.ts';
import { connectionOf, connectionSecret, part } from './resource.ts';

/** Longest name of a bucket. */
const LONGEST_NAME = 63;

type BucketNeed = NeedContext<BucketParams>;

/**
 * A bucket of Amazon S3 that Pulumi makes, as `s3-bucket` makes it by Crossplane: encrypted, closed to the public, keeping former
 * versions, with no access lists, refusing connections without TLS. Pods sign with the key of a user that may use this bucket alone.
 *
 * The cluster gives its region and its account by the labels `topology.kubernetes.io/region` and `aws.roadbed.dev/account`.
 *
 * @source `aws:s3/bucket:Bucket` and what guards it
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/
 */
export const pulumiS3Bucket = provisioner(bucketType, {
  name: 'pulumi-s3-bucket',
  when: { tier: 'production', cloud: 'aws' },
  problems: needsAccount,
  provision(need: BucketNeed, site: Site) {
    const region = regionOf(site);
    return {
      manifests: [],
      outputs: bucketOutputs({
        name: secretKey(connectionOf(need), 'name', { urlSafe: true }),
        endpoint: `https://s3.${region}.${awsDomain(region)}`,
        protocol: 's3',
        region,
        key: {
          id: secretKey(connectionOf(need), 'accessKeyId', { urlSafe: true }),
          secret: secretKey(connectionOf(need), 'secretAccessKey'),
        },
      }),
      endpoint: { outside: true, ports: [443] },
    };
  },
  infrastructure(need: BucketNeed, site: Site): readonly Manifest[] {
    const { user, key } = accessUser(need, site);
    const bucket = part(need, 'aws:s3/bucket:Bucket', '', {
      bucket: resourceName(need, site, LONGEST_NAME, accountOf(site)),
      forceDestroy: false,
      tags: awsTags(need, site),
    });
    const connection = connectionSecret(need, {
      name: [bucket, 'bucket'],
      accessKeyId: [key, 'id'],
      secretAccessKey: [key, 'secret'],
    });
    return [stateful(bucket), ...guards(need, bucket, user), user, key, connection];
  },
});

/** What keeps a bucket closed, and lets its user in. */
function guards(need: BucketNeed, of: Manifest, user: Manifest): readonly Manifest[] {
  const bucket = pulumiOutput(of, 'bucket');
  return [
    part(need, 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', 'closed', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
    part(need, 'aws:s3/bucketOwnershipControls:BucketOwnershipControls', 'ownership', {
      bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    }),
    part(need, 'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration', 'encryption', {
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    }),
    part(need, 'aws:s3/bucketVersioning:BucketVersioning', 'versions', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
    }),
    part(need, 'aws:s3/bucketPolicy:BucketPolicy', 'policy', { bucket, policy: policy(statements(of, user)) }),
  ];
}

/** What pods do with a bucket and its objects; its settings are the platform's. */
function statements(bucket: Manifest, user: Manifest): readonly Statement[] {
  const arn = pulumiOutput(bucket, 'arn');
  const Principal = { AWS: pulumiOutput(user, 'arn') };
  const whole = ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'];
  const objects = ['GetObject', 'PutObject', 'DeleteObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'];
  return [
    onlyTls('s3', [arn, `${arn}/*`]),
    { Sid: 'Bucket', Effect: 'Allow', Principal, Action: whole, Resource: arn },
    { Sid: 'Objects', Effect: 'Allow', Principal, Action: objects.map((one) => `s3:${one}`), Resource: `${arn}/*` },
  ];
}
