import type { Manifest } from '../../src/model/manifest.ts';
import type { NeedContext } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import { type SecretKey, secretKey } from '../../src/model/value.ts';
import { accountOf, awsPartition, awsTags, regionOf } from './aws-resource.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of an IAM user. */
const LONGEST_USER = 63;

/** Secret that the provider writes the key of a resource's own user to. */
function keyOf({ name }: NeedContext<object>): string {
  return `${name}-key`;
}

/** The key of a resource's own user. The secret part has characters that are not safe in a URL. */
export function accessKey(need: NeedContext<object>): { readonly id: SecretKey; readonly secret: SecretKey } {
  return {
    id: secretKey(keyOf(need), 'username', { urlSafe: true }),
    secret: secretKey(keyOf(need), 'password'),
  };
}

/**
 * A user of IAM that may do nothing but what the policy of a resource lets it do, and its key.
 *
 * @source `User.iam.aws.m.upbound.io`, `AccessKey.iam.aws.m.upbound.io`
 */
export function accessUser(need: NeedContext<object>, site: Site): readonly Manifest[] {
  const name = resourceName(need, site, LONGEST_USER);
  const metadata = { name, namespace: need.namespace, labels: need.labels };
  return [
    {
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'User',
      metadata: { ...metadata, annotations: { 'crossplane.io/external-name': name } },
      spec: { forProvider: { tags: awsTags(need, site) } },
    },
    {
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'AccessKey',
      metadata,
      spec: { forProvider: { userRef: { name } }, writeConnectionSecretToRef: { name: keyOf(need) } },
    },
  ];
}

/** Name in AWS of a resource's own user. */
export function userArn(need: NeedContext<object>, site: Site): string {
  return `${awsPartition(regionOf(site))}:iam::${accountOf(site)}:user/${resourceName(need, site, LONGEST_USER)}`;
}

/** One statement of a policy of AWS. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS: string } | { readonly Service: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
}

/** A policy of AWS as text. */
export function policy(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Refuses everybody who does not use TLS. */
export function onlyTls(service: 's3' | 'sqs' | 'sns', resources: readonly string[]): Statement {
  return {
    Sid: 'OnlyTls',
    Effect: 'Deny',
    Principal: '*',
    Action: `${service}:*`,
    Resource: resources,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
