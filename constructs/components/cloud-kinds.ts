/** Kinds of the providers of Google Cloud that Roadbed uses, by the service whose provider brings them. */
export const gcpKinds = {
  compute: ['Network', 'Subnetwork'],
  container: ['Cluster', 'NodePool'],
  sql: ['Database', 'DatabaseInstance', 'User'],
  storage: ['Bucket', 'BucketIAMMember'],
} as const satisfies Record<string, readonly string[]>;

/** Kinds of the providers of Azure that Roadbed uses, by the service whose provider brings them. */
export const azureKinds = {
  containerservice: ['KubernetesCluster', 'KubernetesClusterNodePool'],
  dbforpostgresql: ['FlexibleServer', 'FlexibleServerDatabase'],
  network: ['Subnet', 'VirtualNetwork'],
  storage: ['Account', 'Container'],
} as const satisfies Record<string, readonly string[]>;

/** Kinds that the provider of a family brings, which comes with any of its services. */
export const azureFamilyKinds = ['ResourceGroup'] as const;

/**
 * The name by which a kind is activated: that of its definition.
 * @source the plurals of `gobuffalo/flect`, by which definitions of kinds are generated
 */
export function definitionIn(kind: string, group: string): string {
  return `${pluralOf(kind.toLowerCase())}.${group}`;
}

/** What is a plural already stays. */
function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (word.endsWith('dex')) return `${word.slice(0, -2)}ices`;
  if (/(ss|us|ias|x|ch|sh)$/.test(word)) return `${word}es`;
  return word.endsWith('s') ? word : `${word}s`;
}
