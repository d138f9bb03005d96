import type { ClusterNode, ResolvedApplication, ResolvedGraph } from '../graph/graph.ts';
import { matches } from '../graph/selector.ts';
import { CLUSTER_LABEL, ENVIRONMENT_LABEL } from '../model/labels.ts';
import type { LabelSelector } from '../model/selector.ts';

/**
 * Computes offline which clusters the emitted selectors choose, and holds it against what was decided: each cluster by exactly one
 * selector of the variant that it is to have, and by none of an application that is not placed on it.
 */
export function checkPlacement(graph: ResolvedGraph): void {
  /** Choices that were found right: applications that the same rules choose share them. */
  const right = new Set<string>();
  /** Numbers of the lists of clusters, which variants share. */
  const lists = new Map<readonly ClusterNode[], number>();
  const numberOf = (list: readonly ClusterNode[]) => lists.get(list) ?? lists.set(list, lists.size).size - 1;
  for (const application of graph.applications) {
    const key = JSON.stringify(application.variants.map(({ selectors, clusters }) => [selectors, numberOf(clusters)]));
    if (right.has(key)) continue;
    right.add(key);
    const chosen = new Chosen(application);
    const wanted = wantedVariants(application);
    for (const cluster of graph.clusters) {
      const got = chosen.variants(cluster);
      const decided = wanted.get(cluster.index) ?? NOTHING;
      if (got.length !== decided.length || got.some((name, index) => name !== decided[index])) {
        const { name } = application;
        throw new Error(
          `the selectors of ${name} give the cluster ${cluster.name} the variants [${got}], not [${decided}]`,
        );
      }
    }
  }
}

const NOTHING: readonly string[] = [];

function wantedVariants({ variants }: ResolvedApplication): ReadonlyMap<number, readonly string[]> {
  const wanted = new Map<number, string[]>();
  for (const { name, clusters } of variants) {
    for (const { index } of clusters) {
      const names = wanted.get(index);
      if (names === undefined) wanted.set(index, [name]);
      else names.push(name);
    }
  }
  return wanted;
}

interface Choice {
  readonly variant: string;
  readonly selector: LabelSelector;
  readonly order: number;
}

/** The selectors of an application, by the one label that each of them is sure to ask for: few are left to try on a cluster. */
class Chosen {
  readonly #byLabel = new Map<string, Choice[]>();

  constructor({ variants }: ResolvedApplication) {
    let order = 0;
    for (const { name: variant, selectors } of variants) {
      for (const selector of selectors) {
        const key = sureLabel(selector);
        const choice = { variant, selector, order: order++ };
        const choices = this.#byLabel.get(key);
        if (choices === undefined) this.#byLabel.set(key, [choice]);
        else choices.push(choice);
      }
    }
  }

  /** Names of the variants whose selectors choose a cluster, in their order. */
  variants({ labels, name, environment }: ClusterNode): readonly string[] {
    const found: Choice[] = [];
    for (const key of ['', `${CLUSTER_LABEL}=${name}`, `${ENVIRONMENT_LABEL}=${environment}`]) {
      for (const choice of this.#byLabel.get(key) ?? []) if (matches(labels, choice.selector)) found.push(choice);
    }
    if (found.length > 1) found.sort((a, b) => a.order - b.order);
    return found.length === 0 ? NOTHING : found.map(({ variant }) => variant);
  }
}

function sureLabel({ matchLabels = {} }: LabelSelector): string {
  const label = [CLUSTER_LABEL, ENVIRONMENT_LABEL].find((one) => matchLabels[one] !== undefined);
  return label === undefined ? '' : `${label}=${matchLabels[label]}`;
}
