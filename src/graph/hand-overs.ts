import { AT_RUN_TIME } from '../model/hand-over.ts';
import { kindKey } from '../model/manifest.ts';
import type { ClusterNode, Reference, ResolvedApplication, ResolvedGraph } from './graph.ts';

/** Values that pass between the clusters of networks and stand in no git: `roadbed join` hands them over when both ends run. */
export function handOvers({ bootstraps, applications, clusters }: ResolvedGraph): readonly Reference[] {
  const found = new Map<string, Reference & { readonly clusters: ClusterNode[] }>();
  const sites = new Sites(applications);
  const byName = new Map(clusters.map((cluster) => [cluster.name, cluster]));
  for (const { cluster, network } of bootstraps) {
    const { declaration, entry, hub: hubName = '' } = network ?? {};
    const hub = byName.get(hubName);
    if (declaration === undefined || hub === undefined) continue;
    const [edgeSite, hubSite] = [cluster, hub].map(({ name }) => sites.at(name, declaration.namespace));
    if (edgeSite === undefined || hubSite === undefined) continue;
    const add = (consumer: string, producer: string, to: ClusterNode, [output, way]: readonly [string, string]) => {
      const key = [consumer, producer, output].join('\0');
      const known = found.get(key) ?? { consumer, producer, output, way, late: true, home: undefined, clusters: [] };
      if (!known.clusters.includes(to)) known.clusters.push(to);
      found.set(key, known);
    };
    if (entry?.link.by === 'token') add(edgeSite, hubSite, cluster, TOKEN);
    if (entry?.management !== undefined) add(hubSite, edgeSite, hub, credential(entry.management.token));
  }
  return [...found.values()];
}

const TOKEN = [
  'link',
  `${AT_RUN_TIME}an AccessGrant of the hub, which roadbed join hands over once, as an AccessToken`,
] as const;

function credential(secret: string): readonly [string, string] {
  return ['credential', `${AT_RUN_TIME}the Secret ${secret}, which roadbed join hands over once`];
}

/** Where the Skupper Site of each cluster comes from. */
class Sites {
  readonly #paths = new Map<string, string>();

  constructor(applications: readonly ResolvedApplication[]) {
    for (const { variants } of applications) {
      for (const { objects, clusters } of variants) {
        for (const { manifest, path } of objects) {
          if (kindKey(manifest.apiVersion, manifest.kind) !== 'Site.skupper.io') continue;
          for (const { name } of clusters) this.#paths.set(`${name} ${manifest.metadata.namespace}`, path);
        }
      }
    }
  }

  /** The path of the construct that makes it. */
  at(cluster: string, namespace: string): string | undefined {
    return this.#paths.get(`${cluster} ${namespace}`);
  }
}
