import { CLUSTER_LABEL } from '../model/labels.ts';
import type { ClusterNode, Leaf } from './graph.ts';

/** Clusters that differ in nothing that a site can be asked for but their names, in name order. */
export type Crowd = readonly ClusterNode[];

/** Puts clusters that are alike together, in the order of the first of each. What holds for one of them mostly holds for all. */
export class Crowds {
  readonly #likeness = new Map<number, string>();

  constructor(clusters: readonly ClusterNode[]) {
    for (const { index, labels, tier } of clusters) {
      const asked = Object.entries(labels).filter(([label]) => label !== CLUSTER_LABEL);
      this.#likeness.set(index, JSON.stringify([tier, asked]));
    }
  }

  /** The crowds among these clusters. */
  of(clusters: readonly ClusterNode[]): readonly Crowd[] {
    const crowds = new Map<string, ClusterNode[]>();
    for (const cluster of clusters) {
      const key = this.#likeness.get(cluster.index) ?? cluster.name;
      const crowd = crowds.get(key);
      if (crowd === undefined) crowds.set(key, [cluster]);
      else crowd.push(cluster);
    }
    return [...crowds.values()];
  }
}

/** Lists of clusters that are made of whole crowds, each once: who gets a list twice can tell at a glance that it is the same. */
export class ClusterLists {
  readonly #numbers = new Map<Crowd, number>();
  readonly #lists = new Map<string, Crowd>();

  /** The clusters of some crowds in name order. */
  of(crowds: readonly Crowd[]): Crowd {
    const [only] = crowds;
    if (only !== undefined && crowds.length === 1) return only;
    const key = crowds.map((crowd) => this.#number(crowd)).join();
    const list = this.#lists.get(key) ?? crowds.flat().sort((a, b) => a.index - b.index);
    this.#lists.set(key, list);
    return list;
  }

  #number(crowd: Crowd): number {
    const number = this.#numbers.get(crowd) ?? this.#numbers.size;
    this.#numbers.set(crowd, number);
    return number;
  }
}

/** Visits one cluster of each crowd, and the others too where what comes out depends on the cluster's name. */
export function visitCrowds(
  crowds: readonly Crowd[],
  visit: (cluster: ClusterNode) => readonly (Leaf<unknown> | undefined)[],
): void {
  for (const crowd of crowds) {
    let named = true;
    for (const cluster of crowd) {
      if (!named) break;
      named = visit(cluster).some(readsName);
    }
  }
}

/** Whether a result depends on the name of the cluster. */
export function readsName(leaf: Pick<Leaf<unknown>, 'facts'> | undefined): boolean {
  return leaf?.facts.some(({ label }) => label === CLUSTER_LABEL) ?? false;
}
