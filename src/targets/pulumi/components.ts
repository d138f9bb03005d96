import type { ClusterNode } from '../../graph/graph.ts';
import { componentName } from './names.ts';
import type { ComponentEntry } from './program.ts';

/** The components of a program: its clusters, and the constructs that make something there. */
export class Components {
  readonly #entries = new Map<string, ComponentEntry>();
  readonly #applications: ReadonlySet<string>;

  /** @param applications paths of the applications, which are told apart for people */
  constructor(applications: ReadonlySet<string>) {
    this.#applications = applications;
  }

  /** Adds the component of a construct at a cluster, with all around it. */
  add({ name: cluster }: ClusterNode, path: string): void {
    this.#put({ type: 'roadbed:index:Cluster', name: cluster, parent: undefined });
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const prefix = end === -1 ? path : path.slice(0, end);
      const around = prefix.slice(0, Math.max(prefix.lastIndexOf('/'), 0));
      this.#put({
        type: this.#applications.has(prefix) ? 'roadbed:index:Application' : 'roadbed:index:Construct',
        name: componentName(cluster, prefix),
        parent: componentName(cluster, around),
      });
      if (end === -1) return;
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
