import {
  AWS_ACCOUNT_LABEL,
  ENVIRONMENT_LABEL,
  NETWORK_CLUSTER_LABEL,
  NETWORK_NAMESPACE_LABEL,
  NETWORK_SERVES_LABEL,
  REGION_LABEL,
} from '../../src/model/labels.ts';
import { shortName } from '../../src/model/names.ts';
import type { NeedContext } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';

/**
 * Name of a resource in the AWS account, where all clusters' resources lie side by side: namespace, name and, as the need is
 * shared, cluster or environment. It is made of lower-case letters, digits and single hyphens, and ends in a digest: without
 * it `orders-db` in the namespace `shop` and `db` in `shop-orders` would be one database.
 */
export function awsName(need: NeedContext<object>, site: Site, max: number, ...further: readonly string[]): string {
  const owner = { cluster: () => [site.name], environment: () => [site.environment], once: () => [] };
  const parts = [need.namespace, need.name, ...owner[need.shared](), ...further].join('/');
  return shortName(/^[a-z]/.test(parts) ? parts : `ns/${parts}`, max);
}

/**
 * What keeps data safe from the control plane: it may make and change the resource, never delete it. Who wants it gone
 * deletes it in AWS, in full sight.
 */
export const neverDelete = ['Observe', 'Create', 'Update', 'LateInitialize'] as const;

/** Region of the cluster, from its label `topology.kubernetes.io/region`; without one the object is refused by its schema. */
export function regionOf(site: Site): string | undefined {
  return site.label(REGION_LABEL) || undefined;
}

/** Number of the AWS account, from the cluster's label `aws.roadbed.dev/account`; empty without one. */
export function accountOf(site: Site): string {
  return site.label(AWS_ACCOUNT_LABEL) ?? '';
}

/** Domain of the services of a region, such as `amazonaws.com`. */
export function awsDomain(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** First part of the name of everything in a region's part of AWS, such as `arn:aws`. */
export function awsPartition(region: string): string {
  if (region.startsWith('cn-')) return 'arn:aws-cn';
  return region.startsWith('us-gov-') ? 'arn:aws-us-gov' : 'arn:aws';
}

/** Tags of the resource, by which costs are told apart. */
export function awsTags(need: NeedContext<object>, site: Site): Readonly<Record<string, string>> {
  return {
    'roadbed.dev/application': need.application,
    [ENVIRONMENT_LABEL]: site.environment,
  };
}

/**
 * Chooses a resource of the cluster's network, so that no id is copied: the platform labels the managed resources of a network
 * (a subnet group, a security group that lets the cluster's nodes in) with `network.roadbed.dev/cluster: <cluster>` and `network.roadbed.dev/serves: postgres` or `redis`, and keeps them in the namespace
 * `crossplane-system`, or in the one that the cluster's label `network.roadbed.dev/namespace` says.
 */
export function inNetwork(site: Site, serves: string): object {
  return {
    matchLabels: { [NETWORK_CLUSTER_LABEL]: site.name, [NETWORK_SERVES_LABEL]: serves },
    namespace: site.label(NETWORK_NAMESPACE_LABEL) ?? 'crossplane-system',
  };
}
