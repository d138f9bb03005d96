import { cloudOf, type PlacedCloud } from './cloud-place.ts';
import { tailed } from './names.ts';
import type { PlatformDeclaration } from './platform-declaration.ts';

/**
 * How names in the store of each cloud are spelt: what divides their words, what stands in a word, and their length.
 * @source AWS Secrets Manager `CreateSecret`; Google Cloud `projects.secrets.create`; Azure Key Vault, "Objects, identifiers and versioning"
 */
const SPELLINGS: Readonly<Record<PlacedCloud, Spelling>> = {
  aws: { divider: '/', word: /^[\w+=.@-]+$/, longest: 512 },
  gcp: { divider: '_', word: /^[A-Za-z0-9-]+$/, longest: 255 },
  azure: { divider: '-', word: /^[A-Za-z0-9]+$/, longest: 127 },
};

interface Spelling {
  readonly divider: string;
  readonly word: RegExp;
  readonly longest: number;
}

/** An entry of the store of secrets of a cloud. */
export interface StoredSecret {
  readonly cloud: PlacedCloud;
  /** Its name there. */
  readonly key: string;
}

/** What must be known of a cluster. */
export interface HandoverCluster {
  readonly name: string;
  readonly environment: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether what Pulumi makes is handed over through the stores of the clouds, and not by Secrets that it writes to clusters. */
export function isHandedOverByStore({ delivery, handover }: PlatformDeclaration): boolean {
  return delivery === 'mixed' && handover === 'external-secret';
}

/**
 * Where a Secret for a cluster is in the store of the cluster's cloud: by names that say whose it is, so that no two meet, and a policy of the store can
 * tell clusters apart. Undefined where the cluster says no place at a cloud with such a store.
 *
 * @param secret the Secret as the cluster has it, or would have it
 */
export function storedSecret(
  { name: platform }: PlatformDeclaration,
  cluster: HandoverCluster,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): StoredSecret | undefined {
  const cloud = cloudOf(cluster);
  if (cloud === undefined) return undefined;
  return { cloud, key: entryName([platform, cluster.environment, cluster.name, namespace, name], cloud) };
}

/**
 * The name of an entry in the platform's store, of words that say whose it is, so that no two meet and a policy can tell them apart.
 *
 * @param cloud the cloud whose store it is; undefined where paths are names, as in Vault
 */
export function entryName(words: readonly string[], cloud: PlacedCloud | undefined): string {
  return cloud === undefined ? words.join('/') : spelled(words, SPELLINGS[cloud]);
}

/** A text that the words cannot share with others: what the store does not take makes way for a digest. */
function spelled(words: readonly string[], { divider, word, longest }: Spelling): string {
  const text = words.join(divider);
  if (text.length <= longest && words.every((one) => word.test(one))) return text;
  return tailed(text.replace(/[^A-Za-z0-9]+/g, '-'), words.join('/'), longest);
}
