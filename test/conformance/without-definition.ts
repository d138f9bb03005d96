/** Kinds that Roadbed makes and the reference has no definition of: nothing is said of their objects. */
export const withoutDefinition: readonly string[] = [
  'Cluster of docdb.aws.m.upbound.io/v1beta1',
  'ClusterInstance of docdb.aws.m.upbound.io/v1beta1',
  'Record of route53.aws.m.upbound.io/v1beta1',
  'Rule of cloudwatchevents.aws.m.upbound.io/v1beta1',
  'Target of cloudwatchevents.aws.m.upbound.io/v1beta1',
  'Topic of sns.aws.m.upbound.io/v1beta1',
  'TopicPolicy of sns.aws.m.upbound.io/v1beta1',
];

/** How a kind is told in that list. */
export const kindName = (apiVersion: string, kind: string): string => `${kind} of ${apiVersion}`;
