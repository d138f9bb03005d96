import type { ClusterNode, LinkedApplication } from './graph.ts';
import { kindDefined } from './waves.ts';

/** Which applications bring which custom kinds, and where. */
export class KindIndex {
  readonly #providers = new Map<string, { readonly name: string; readonly clusters: ReadonlySet<number> }[]>();

  constructor(applications: readonly LinkedApplication[]) {
    for (const application of applications) {
      const defined = application.site.flatMap(({ objects }) => objects.flatMap(({ object }) => kindDefined(object)));
      const clusters = new Set(application.placements.map(({ cluster }) => cluster.index));
      for (const kind of new Set([...application.provides, ...defined])) {
        const providers = this.#providers.get(kind);
        if (providers === undefined) this.#providers.set(kind, [{ name: application.name, clusters }]);
        else providers.push({ name: application.name, clusters });
      }
    }
  }

  /** Names of the applications that bring a kind, as `Kind.group`, to one of these clusters. */
  providers(kind: string, clusters: readonly ClusterNode[]): readonly string[] {
    const providers = this.#providers.get(kind);
    if (providers === undefined) return [];
    return providers.filter((one) => clusters.some(({ index }) => one.clusters.has(index))).map(({ name }) => name);
  }

  /** Whether the platform delivers a kind, as `Kind.group`, to one of these clusters. */
  arrives(kind: string, clusters: readonly ClusterNode[]): boolean {
    return this.providers(kind, clusters).length > 0;
  }
}
