import type { ClusterNode } from '../../graph/graph.ts';
import { isPlacedCloud, placeAt } from '../../model/cloud-place.ts';
import { Interpolation } from './expression.ts';
import { segment } from './names.ts';
import type { ConfigEntry, ProviderEntry } from './program.ts';
import { PROVIDER_VERSIONS } from './versions.ts';

/**
 * Settings of every provider of a cluster. Without `clusterIdentifier` another address or credential of the cluster may make the provider, and so
 * everything on the cluster, anew. Names are fixed here, so a ConfigMap or Secret is changed in place, not deleted and made again.
 *
 * @source the provider `kubernetes`: `clusterIdentifier`, `enableConfigMapMutable`, `enableSecretMutable`
 */
const SETTINGS = { enableConfigMapMutable: true, enableSecretMutable: true } as const;

/** The providers of a program, and what the stack's configuration must give: each once, as it is asked for. */
export class Providers {
  readonly #providers = new Map<string, ProviderEntry>();
  readonly #config = new Map<string, ConfigEntry>();

  /** Key of the provider that writes to a cluster. */
  kubernetes(cluster: ClusterNode, kubeconfig: unknown): string {
    const inputs = { ...SETTINGS, clusterIdentifier: cluster.name, kubeconfig };
    return this.#add({ name: cluster.name, package: 'kubernetes', cluster, inputs });
  }

  /** Key of the provider of a cloud's package for what is made for a cluster: one for each place, as clouds ask for it. */
  cloud(cluster: ClusterNode, packageName: string): string | undefined {
    const place = isPlacedCloud(packageName) ? placeAt(cluster, packageName) : undefined;
    if (place === undefined) return undefined;
    const name = [packageName, ...Object.values(place)].map(segment).join('-');
    return this.#add({ name, package: packageName, cluster: undefined, inputs: place });
  }

  /** A value of a cluster that the stack's configuration gives. */
  configured({ name: cluster }: ClusterNode, value: string): Interpolation {
    const key = `${value}-${cluster}`;
    const type = value.endsWith('s') ? 'texts' : 'text';
    this.#config.set(key, { key, cluster, value, type, secret: value === 'kubeconfig' });
    return new Interpolation([{ from: 'config', name: key, path: [] }]);
  }

  list(): readonly ProviderEntry[] {
    return [...this.#providers.values()];
  }

  configList(): readonly ConfigEntry[] {
    return [...this.#config.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  #add(entry: Omit<ProviderEntry, 'version' | 'key'>): string {
    const key = `${entry.package} ${entry.name}`;
    const version = PROVIDER_VERSIONS[entry.package] ?? '';
    if (!this.#providers.has(key)) this.#providers.set(key, { key, ...entry, version });
    return key;
  }
}
