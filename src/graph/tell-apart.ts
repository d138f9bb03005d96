import { CLUSTER_LABEL, ENVIRONMENT_LABEL } from '../model/labels.ts';
import { type Fact, labelOf } from '../model/site.ts';
import type { ClusterNode } from './graph.ts';

/** Clusters that are alike in what counts, and the facts by which they differ from all others. */
export interface ToldApart {
  readonly facts: readonly Fact[];
  readonly clusters: readonly ClusterNode[];
}

/**
 * Tells clusters apart that differ in something, by as few of the labels as it takes: a decision tree, whose leaves are disjoint for every set
 * of labels. The environment comes first, for it is a folder of the output; where no label tells, the name of the cluster does.
 *
 * @param likeness what counts of a cluster, as a text
 * @param labels the labels that may tell; of two that tell as much the earlier one does
 */
export function tellApart(
  clusters: readonly ClusterNode[],
  likeness: (cluster: ClusterNode) => string,
  labels: readonly string[],
): readonly ToldApart[] {
  const leaves: ToldApart[] = [];
  const stack = branches({ facts: [], clusters }, ENVIRONMENT_LABEL).reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isAlike(node, likeness)) leaves.push(node);
    else for (const branch of split(node, likeness, labels).reverse()) stack.push(branch);
  }
  return leaves;
}

function isAlike({ clusters }: ToldApart, likeness: (cluster: ClusterNode) => string): boolean {
  const [first] = clusters;
  return first === undefined || clusters.every((one) => likeness(one) === likeness(first));
}

/** The branches of the label that leaves the fewest clusters among others that differ. */
function split(node: ToldApart, likeness: (cluster: ClusterNode) => string, labels: readonly string[]): ToldApart[] {
  let best: { readonly branches: ToldApart[]; readonly mixed: number } | undefined;
  for (const label of labels) {
    if (label === CLUSTER_LABEL) continue;
    const made = branches(node, label);
    if (made.length < 2) continue;
    const mixed = made.reduce((sum, one) => sum + (isAlike(one, likeness) ? 0 : one.clusters.length), 0);
    if (best === undefined || mixed < best.mixed) best = { branches: made, mixed };
  }
  return best !== undefined && best.mixed < node.clusters.length ? best.branches : branches(node, CLUSTER_LABEL);
}

/** The clusters by the value of a label, in the order of the first of each. */
function branches({ facts, clusters }: ToldApart, label: string): ToldApart[] {
  const groups = new Map<string | undefined, ClusterNode[]>();
  for (const cluster of clusters) {
    const value = labelOf(cluster, label);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [cluster]);
    else group.push(cluster);
  }
  return [...groups].map(([value, those]) => ({ facts: [...facts, { label, value }], clusters: those }));
}
