import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { bucket as bucketType } from '../../src/model/resource-types/bucket.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { BucketParams } from '../bucket.ts';
import { accessKey, accessUser, awsEndpoint, grants, onlyTls, resourcePolicy, type Statement } from './aws-access.ts';
import { accountOf, awsDomain, awsPartition, awsTags, otherCloud } from './aws-resource.ts';
import { bucketOutputs } from './bucket-outputs.ts';
import { regionOf } from './cluster-facts.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of a bucket. */
const LONGEST_NAME = 63;

type BucketNeed = NeedContext<BucketParams>;

/**
 * A bucket of Amazon S3, by managed resources of Crossplane that the control plane holds.
 *
 * It is encrypted, closed to the public, keeps former versions, has no access lists, and refuses connections without TLS. Management
 * policies without `Delete` keep it and what guards it. Pods sign with the key of a user that may use this bucket and nothing else;
 * where the cluster's label `aws.roadbed.dev/pod-identity` is `true` there is no key, and the role of each service account whose pods refer to
 * the bucket gets a policy: a `CloudIdentity` makes the role.
 *
 * The cluster needs the labels `topology.kubernetes.io/region` and `aws.roadbed.dev/account`: the names of buckets are known all over
 * the world, so the number of the account is part of the digest at the end of the name.
 *
 * @source `Bucket`, `BucketPublicAccessBlock`, `BucketOwnershipControls`, `BucketServerSideEncryptionConfiguration`, `BucketVersioning`
 *   and `BucketPolicy` of `s3.aws.m.upbound.io`; `User`, `AccessKey` and `RolePolicy` of `iam.aws.m.upbound.io`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export const s3Bucket = provisioner(bucketType, {
  name: 's3-bucket',
  when: { tier: 'production' },
  refuses: otherCloud,
  provision(need: BucketNeed, site: Site) {
    const region = regionOf(site);
    return {
      manifests: [],
      outputs: bucketOutputs({
        name: secretKey(connectionOf(need), 'id', { urlSafe: true }),
        endpoint: `https://s3.${region}.${awsDomain(region)}`,
        protocol: 's3',
        region,
        key: accessKey(need, site),
      }),
      endpoint: awsEndpoint(site),
    };
  },
  infrastructure(need: BucketNeed, site: Site): readonly Manifest[] {
    return [...bucket(need, site), ...accessUser(need, site)];
  },
  ...grants((need: BucketNeed, site) => statements(arnOf(need, site))),
});

function bucket(need: BucketNeed, site: Site): readonly Manifest[] {
  const name = bucketName(need, site);
  const region = regionOf(site);
  const arn = arnOf(need, site);
  const part = (kind: string, settings: object): Manifest =>
    managedResource(need, {
      apiVersion: 's3.aws.m.upbound.io/v1beta1',
      kind,
      name,
      forProvider: { region, bucketRef: { name }, ...settings },
    });
  return [
    stateful(
      managedResource(need, {
        apiVersion: 's3.aws.m.upbound.io/v1beta1',
        kind: 'Bucket',
        name,
        externalName: name,
        forProvider: { region, forceDestroy: false, tags: awsTags(need, site) },
        connection: connectionOf(need),
      }),
    ),
    part('BucketPublicAccessBlock', {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
    part('BucketOwnershipControls', { rule: { objectOwnership: 'BucketOwnerEnforced' } }),
    part('BucketServerSideEncryptionConfiguration', {
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    }),
    part('BucketVersioning', { versioningConfiguration: { status: 'Enabled' } }),
    part('BucketPolicy', {
      policy: resourcePolicy(need, site, onlyTls('s3', [arn, `${arn}/*`]), statements(arn)),
    }),
  ];
}

/** What pods do with a bucket and its objects; its settings are the platform's. */
function statements(arn: string): readonly Statement[] {
  return [
    {
      Sid: 'Bucket',
      Effect: 'Allow',
      Action: ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
      Resource: arn,
    },
    {
      Sid: 'Objects',
      Effect: 'Allow',
      Action: [
        's3:GetObject',
        's3:PutObject',
        's3:DeleteObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
      ],
      Resource: `${arn}/*`,
    },
  ];
}

/** The names of buckets are known all over the world, so the account is part of it. */
function bucketName(need: BucketNeed, site: Site): string {
  return resourceName(need, site, LONGEST_NAME, accountOf(site));
}

function arnOf(need: BucketNeed, site: Site): string {
  return `${awsPartition(regionOf(site))}:s3:::${bucketName(need, site)}`;
}
