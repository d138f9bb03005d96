import { POD_IDENTITY_LABEL } from '../../src/model/labels.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { shortName } from '../../src/model/names.ts';
import type { Consumer, NeedContext, Provision, Provisioner } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import { type SecretKey, secretKey } from '../../src/model/value.ts';
import { accountOf, awsPartition, awsTags, needsAccount } from './aws-resource.ts';
import { regionOf } from './cluster-facts.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of a user or policy of IAM that a label of Kubernetes can hold too. */
const LONGEST_NAME = 63;

/** Secret that the provider writes the key of a resource's own user to. */
function keyOf({ name }: NeedContext<object>): string {
  return `${name}-key`;
}

/** The key of a resource's own user, if it has one. The secret part has characters that are not safe in a URL. */
export function accessKey(
  need: NeedContext<object>,
  site: Site,
): { readonly id: SecretKey; readonly secret: SecretKey } | undefined {
  if (isByIdentity(need, site)) return undefined;
  return {
    id: secretKey(keyOf(need), 'username', { urlSafe: true }),
    secret: secretKey(keyOf(need), 'password'),
  };
}

/**
 * A user of IAM that may do nothing but what the policy of a resource lets it do, and its key; none where pods have identities.
 *
 * @source `User.iam.aws.m.upbound.io`, `AccessKey.iam.aws.m.upbound.io`
 */
export function accessUser(need: NeedContext<object>, site: Site): readonly Manifest[] {
  if (isByIdentity(need, site)) return [];
  const name = resourceName(need, site, LONGEST_NAME);
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
function userArn(need: NeedContext<object>, site: Site): string {
  return `${awsPartition(regionOf(site))}:iam::${accountOf(site)}:user/${resourceName(need, site, LONGEST_NAME)}`;
}

/** Whether the service accounts of the cluster have identities of AWS: then pods have no key. */
export function hasPodIdentity(site: Site): boolean {
  return site.label(POD_IDENTITY_LABEL) === 'true';
}

/** Whether pods use a resource by their identity. The roles of another cluster are out of reach, so what clusters share has a key, which travels. */
function isByIdentity({ shared }: NeedContext<object>, site: Site): boolean {
  return shared === 'cluster' && hasPodIdentity(site);
}

/** Labels by which the role of a service account is chosen. */
export function identityLabels(namespace: string, serviceAccount: string): Readonly<Record<string, string>> {
  return {
    'identity.roadbed.dev/namespace': namespace,
    'identity.roadbed.dev/service-account': shortName(serviceAccount, LONGEST_NAME),
  };
}

/** How pods reach the API of a service of AWS; by 80 they ask the agent on their node for the credentials of their identity. */
export function awsEndpoint(site: Site): Provision['endpoint'] {
  return { outside: true, ports: hasPodIdentity(site) ? [443, 80] : [443] };
}

/**
 * The part of a provisioner that lets the pods that refer to a resource of AWS use it, and no others.
 *
 * @param statements what they may do
 */
export function grants<P extends object>(
  statements: (need: NeedContext<P>, site: Site) => readonly Statement[],
): Pick<Required<Provisioner<P>>, 'problems' | 'dependantInfrastructure'> {
  return {
    problems: needsAccount,
    dependantInfrastructure: (need, site, consumers) => rolePolicies(need, site, consumers, statements(need, site)),
  };
}

/**
 * What a resource lets those do who refer to it, where they have identities: a policy for the role of each, which is chosen by its labels.
 *
 * @source `RolePolicy.iam.aws.m.upbound.io`
 */
function rolePolicies(
  need: NeedContext<object>,
  site: Site,
  consumers: readonly Consumer[],
  statements: readonly Statement[],
): readonly Manifest[] {
  if (!isByIdentity(need, site)) return [];
  return consumers.map(({ namespace, serviceAccount, controlNamespace }) => ({
    apiVersion: 'iam.aws.m.upbound.io/v1beta1',
    kind: 'RolePolicy',
    metadata: {
      name: shortName(`${resourceName(need, site, LONGEST_NAME)}/${namespace}/${serviceAccount}`, LONGEST_NAME),
      namespace: need.namespace,
      labels: need.labels,
    },
    spec: {
      forProvider: {
        policy: policy(statements),
        roleSelector: {
          matchLabels: identityLabels(namespace, serviceAccount),
          ...(controlNamespace === undefined ? {} : { namespace: controlNamespace }),
        },
      },
    },
  }));
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

/** A policy of a resource: TLS alone, and, where pods have no identity, what the resource's own user may do. */
export function resourcePolicy(
  need: NeedContext<object>,
  site: Site,
  closed: Statement,
  allowed: readonly Statement[],
): string {
  const Principal = { AWS: userArn(need, site) };
  return policy([closed, ...(isByIdentity(need, site) ? [] : allowed.map((one) => ({ ...one, Principal })))]);
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
