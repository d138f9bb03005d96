import * as pulumi from '@pulumi/pulumi';
import type { ConfigEntry } from '../targets/pulumi/program.ts';
import { type ClusterAccess, givenInputs } from './cluster-access.ts';

/** Accesses of clusters, by their names. */
export type ClusterAccesses = Readonly<Record<string, ClusterAccess>>;

/** The access that the program gives a cluster. */
export function accessOf(clusters: ClusterAccesses, name: string): ClusterAccess {
  return (Object.hasOwn(clusters, name) ? clusters[name] : undefined) ?? {};
}

/**
 * Values that no resource gives: from the program, else from the stack's configuration.
 * @throws RunError with every value that is missing, and how to set it
 */
export function stackValues(
  entries: readonly ConfigEntry[],
  clusters: ClusterAccesses,
): ReadonlyMap<string, pulumi.Output<unknown>> {
  const config = new pulumi.Config();
  const found = new Map<string, pulumi.Output<unknown>>();
  const missing: string[] = [];
  for (const entry of entries) {
    const access = accessOf(clusters, entry.cluster);
    const { values = {} } = access;
    const own = Object.hasOwn(values, entry.value) ? values[entry.value] : configured(config, entry);
    if (own !== undefined) found.set(entry.key, pulumi.output(own));
    else if (!isReached(entry, access)) missing.push(`pulumi config set ${howToSet(config.name, entry)}`);
  }
  if (missing.length === 0) return found;
  throw new pulumi.RunError(
    `the stack's configuration lacks values, so nothing was registered; set them, or give them to deploy()\n${missing.join('\n')}`,
  );
}

/** Whether the entry is a kubeconfig that is not needed, as the program says otherwise how to reach the cluster. */
function isReached({ value }: ConfigEntry, access: ClusterAccess): boolean {
  return value === 'kubeconfig' && (access.provider !== undefined || givenInputs(access) !== undefined);
}

function configured(config: pulumi.Config, { key, type, secret }: ConfigEntry): unknown {
  if (type === 'texts') return config.getObject(key);
  return secret ? config.getSecret(key) : config.get(key);
}

function howToSet(project: string, { key, type, secret }: ConfigEntry): string {
  const value = type === 'texts' ? `--path '${project}:${key}[0]' <text>` : `${project}:${key} <text>`;
  return secret ? `--secret ${value}` : value;
}
