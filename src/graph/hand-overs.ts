import { AT_RUN_TIME } from '../model/hand-over.ts';
import { kindKey } from '../model/manifest.ts';
import type { Reference, ResolvedApplication, ResolvedGraph } from './graph.ts';

/** Values that pass between the clusters of networks and stand in no git: `roadbed join` hands them over when both ends run. */
export function handOvers({ bootstraps, applications }: ResolvedGraph): readonly Reference[] {
  const found = new Map<string, Reference>();
  const sites = new Sites(applications);
  for (const { cluster, network } of bootstraps) {
    if (network === undefined) continue;
    const { declaration, entry, hub } = network;
    const [edgeSite, hubSite] = [cluster.name, hub].map((name) => sites.at(name, declaration.namespace));
    if (edgeSite === undefined || hubSite === undefined) continue;
    const add = (consumer: string, producer: string, output: string, way: string) =>
      found.set([consumer, producer, output].join('\0'), {
        consumer,
        producer,
        output,
        way: `${AT_RUN_TIME}${way}`,
        late: true,
        home: undefined,
      });
    if (entry.link.by === 'token')
      add(
        edgeSite,
        hubSite,
        'link',
        'an AccessGrant of the hub, which roadbed join hands over once, as an AccessToken',
      );
    if (entry.management !== undefined)
      add(hubSite, edgeSite, 'credential', `the Secret ${entry.management.token}, which roadbed join hands over once`);
  }
  return [...found.values()];
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
