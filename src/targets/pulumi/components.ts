import type { ClusterNode } from '../../graph/graph.ts';
import type { Aliases } from './aliases.ts';
import { componentName } from './names.ts';
import type { ComponentEntry } from './program.ts';
import { CLUSTER_TYPE, constructType, pathsTo } from './types-around.ts';

/** The components of a program: its clusters, and the constructs that make something there. */
export class Components {
  readonly #entries = new Map<string, ComponentEntry>();
  readonly #applications: ReadonlySet<string>;
  readonly #aliases: Aliases;

  /** @param applications paths of the applications, which are told apart for people */
  constructor(applications: ReadonlySet<string>, aliases: Aliases) {
    this.#applications = applications;
    this.#aliases = aliases;
  }

  /** Adds the component of a construct at a cluster, with all around it. */
  add({ name: cluster }: ClusterNode, path: string): void {
    this.#put({ type: CLUSTER_TYPE, name: cluster, parent: undefined, aliases: [] });
    let around = cluster;
    for (const prefix of pathsTo(path)) {
      const name = componentName(cluster, prefix);
      if (!this.#entries.has(name)) {
        const type = constructType(prefix, this.#applications);
        this.#put({ type, name, parent: around, aliases: this.#aliases.component(cluster, prefix) });
      }
      around = name;
    }
  }

  /** Every component, each after its parent. */
  list(): readonly ComponentEntry[] {
    return [...this.#entries.values()];
  }

  #put(entry: ComponentEntry): void {
    if (!this.#entries.has(entry.name)) this.#entries.set(entry.name, entry);
  }
}
