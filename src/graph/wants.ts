import { isProgram, sourceIn } from '../model/application-source.ts';
import type { AskingObject, Follower } from '../model/follower.ts';
import { labelsOf } from './clause-labels.ts';
import { controlKindsOf } from './delegation.ts';
import type { ClusterNode, Linked, LinkedApplication, LinkedVariant } from './graph.ts';

/** What some objects want of a follower: the paths of those who want it, by the want. */
type Wants = ReadonlyMap<string, ReadonlySet<string>>;

/** Wants of one origin, such as a variant, which all of its clusters have in common. */
interface Origin {
  readonly wants: Wants;
  readonly clusters: readonly ClusterNode[];
  /** Labels that tell which clusters these are. */
  readonly labels: readonly string[];
}

/** What is wanted of a follower on each cluster, by everything that is delivered there. */
export class WantsByCluster {
  /** Labels of clusters that tell where what is wanted, in code unit order. */
  readonly labels: readonly string[];
  /** Origins by the index of each of their clusters. */
  readonly #origins = new Map<number, Origin[]>();

  constructor(graph: Linked, follower: Follower) {
    const labels = new Set<string>();
    for (const origin of originsOf(graph, follower)) {
      for (const label of origin.labels) labels.add(label);
      for (const { index } of origin.clusters) {
        const known = this.#origins.get(index);
        if (known === undefined) this.#origins.set(index, [origin]);
        else known.push(origin);
      }
    }
    this.labels = [...labels].sort();
  }

  /** The wants on a cluster, sorted. */
  at(cluster: ClusterNode): readonly string[] {
    const words = new Set<string>();
    for (const { wants } of this.#at(cluster)) for (const want of wants.keys()) words.add(want);
    return [...words].sort();
  }

  /** Paths of those who want one of these on one of the clusters, sorted. */
  wanters(clusters: readonly ClusterNode[], words: readonly string[]): readonly string[] {
    const paths = new Set<string>();
    const seen = new Set<Origin>();
    for (const cluster of clusters) {
      for (const origin of this.#at(cluster)) {
        if (seen.has(origin)) continue;
        seen.add(origin);
        for (const word of words) for (const path of origin.wants.get(word) ?? []) paths.add(path);
      }
    }
    return [...paths].sort();
  }

  #at({ index }: ClusterNode): readonly Origin[] {
    return this.#origins.get(index) ?? [];
  }
}

function originsOf(graph: Linked, follower: Follower): readonly Origin[] {
  const hub = graph.clusters.filter((cluster) => cluster.hub);
  const origins: Origin[] = [];
  for (const application of graph.applications) {
    if (application.follower !== undefined) continue;
    const labels = labelsOf(application.clauses);
    for (const variant of [application.site, application.control, application.link].flat()) {
      const wants = wantsOf(variant, follower);
      if (wants.size === 0) continue;
      const clusters = variant.atHub ? hub : variant.clusters;
      origins.push({ wants, clusters, labels: [...labels, ...variant.facts.map(({ label }) => label)] });
    }
    for (const { kinds, clusters } of namedKinds(application, graph, hub)) {
      const wants = wantsOfKinds(kinds, application.path, follower);
      if (wants.size > 0) origins.push({ wants, clusters, labels });
    }
  }
  return origins;
}

function wantsOf({ objects }: LinkedVariant, follower: Follower): Wants {
  const wants = new Map<string, Set<string>>();
  for (const { object, path } of objects) {
    for (const want of follower.wants(object)) {
      const paths = wants.get(want);
      if (paths === undefined) wants.set(want, new Set([path]));
      else paths.add(path);
    }
  }
  return wants;
}

/** Kinds that an application asks for by their names: those that it requires, and those that its own program may make. */
function namedKinds(
  application: LinkedApplication,
  { platform }: Linked,
  hub: readonly ClusterNode[],
): readonly { readonly kinds: readonly string[]; readonly clusters: readonly ClusterNode[] }[] {
  const clusters = application.placements.map(({ cluster }) => cluster);
  const delegated = controlKindsOf(application.owner, platform);
  const made =
    delegated.length === 0 ? [] : clusters.filter((one) => isProgram(sourceIn(application, one.environment)));
  return [
    { kinds: application.requires, clusters },
    { kinds: delegated, clusters: made.filter(({ plane }) => plane !== 'hub') },
    { kinds: delegated, clusters: made.some(({ plane }) => plane === 'hub') ? hub : [] },
  ].filter((one) => one.kinds.length > 0 && one.clusters.length > 0);
}

function wantsOfKinds(kinds: readonly string[], path: string, follower: Follower): Wants {
  const paths = new Set([path]);
  return new Map(kinds.flatMap((kind) => follower.wants(nameless(kind)).map((want) => [want, paths] as const)));
}

/** An object of a kind, `Kind.group`, of which nothing else is known. */
export function nameless(kind: string): AskingObject {
  const dot = kind.indexOf('.');
  return dot === -1
    ? { apiVersion: 'v1', kind }
    : { apiVersion: `${kind.slice(dot + 1)}/v1`, kind: kind.slice(0, dot) };
}
