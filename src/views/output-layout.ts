import type { ApplicationDocument, GraphDocuments } from '../model/graph-document.ts';
import { comparePaths, compareText } from '../model/problem.ts';
import type { ApplicationChange } from './difference.ts';
import { type Folder, HUB_FOLDER } from './output-files.ts';

/** Which folder each cluster reads, for each delivered application. */
export class Layout {
  /** Whether the graph that stands beside the output is known. */
  readonly known: boolean;
  /** Path of the folder by cluster, by name of the application. */
  readonly applications = new Map<string, ReadonlyMap<string, string>>();
  readonly #clusters = new Map<string, readonly string[]>();
  readonly #hub: readonly string[];

  constructor(documents: GraphDocuments | undefined) {
    this.known = documents !== undefined;
    for (const application of documents?.applications ?? []) this.#add(application);
    this.#hub = (documents?.platform.clusters ?? []).filter(({ hub }) => hub).map(({ name }) => name);
  }

  /** Names of the clusters that read a folder. */
  clustersOf(folder: string): readonly string[] {
    return folder === HUB_FOLDER ? this.#hub : (this.#clusters.get(folder) ?? []);
  }

  #add({ name, variants }: ApplicationDocument): void {
    const folders = new Map<string, string>();
    for (const { name: variant, environment, clusters } of variants) {
      const folder = `${environment}/${name}/${variant}`;
      this.#clusters.set(folder, clusters);
      for (const cluster of clusters) folders.set(cluster, folder);
    }
    this.applications.set(name, folders);
  }
}

/** The folder that some clusters read before, and the one they read now. */
export interface FolderPair {
  readonly old?: Folder | undefined;
  readonly now?: Folder | undefined;
  readonly clusters: readonly string[];
}

/**
 * Pairs the folders that the same clusters read before and after. There are few pairs, however many clusters: those that change
 * their variant together are one.
 */
export function clusterPairs(
  oldFolders: ReadonlyMap<string, Folder>,
  newFolders: ReadonlyMap<string, Folder>,
  before: Layout,
  after: Layout,
): readonly FolderPair[] {
  const pairs = new PairSet(oldFolders, newFolders);
  for (const name of new Set([...before.applications.keys(), ...after.applications.keys()])) {
    const was = before.applications.get(name) ?? new Map<string, string>();
    const is = after.applications.get(name) ?? new Map<string, string>();
    // Where the former graph is not known, a folder was read by the clusters that read it now.
    for (const cluster of new Set([...was.keys(), ...is.keys()])) {
      const now = is.get(cluster) ?? '';
      const old = before.known ? (was.get(cluster) ?? '') : oldFolders.has(now) ? now : '';
      pairs.add(old, now, [cluster]);
    }
  }
  // What no cluster reads that we know of: the hub's own folder, and what an output without a graph left behind.
  for (const path of pairs.unread()) {
    const clusters = after.clustersOf(path);
    const readers = clusters.length > 0 ? clusters : before.clustersOf(path);
    pairs.add(oldFolders.has(path) ? path : '', newFolders.has(path) ? path : '', readers);
  }
  return pairs.list();
}

/** Pairs of folders, each once, with all of its clusters. */
class PairSet {
  readonly #old: ReadonlyMap<string, Folder>;
  readonly #new: ReadonlyMap<string, Folder>;
  readonly #pairs = new Map<string, { readonly old: string; readonly now: string; readonly clusters: string[] }>();
  readonly #seen = new Set<string>();

  constructor(oldFolders: ReadonlyMap<string, Folder>, newFolders: ReadonlyMap<string, Folder>) {
    this.#old = oldFolders;
    this.#new = newFolders;
  }

  /** Adds clusters to a pair; an empty path stands for no folder. */
  add(old: string, now: string, clusters: readonly string[]): void {
    if (!this.#old.has(old) && !this.#new.has(now)) return;
    this.#seen.add(old).add(now);
    const key = `${old}\0${now}`;
    const pair = this.#pairs.get(key) ?? { old, now, clusters: [] };
    this.#pairs.set(key, pair);
    for (const cluster of clusters) pair.clusters.push(cluster);
  }

  /** Folders that are in no pair. */
  unread(): readonly string[] {
    return [...new Set([...this.#old.keys(), ...this.#new.keys()])].filter((path) => !this.#seen.has(path));
  }

  /** The pairs, in the order of their paths. */
  list(): readonly FolderPair[] {
    return [...this.#pairs.values()]
      .map(({ old, now, clusters }) => ({
        old: this.#old.get(old),
        now: this.#new.get(now),
        clusters: clusters.sort(compareText),
      }))
      .sort((a, b) => comparePaths((a.now ?? a.old)?.path ?? '', (b.now ?? b.old)?.path ?? ''));
  }
}

/** The Argo CD Applications that appear, vanish or read another folder. */
export function applicationChanges(
  before: Layout,
  after: Layout,
  environment: string | undefined,
): readonly ApplicationChange[] {
  if (!before.known) return [];
  const changes: ApplicationChange[] = [];
  for (const application of new Set([...before.applications.keys(), ...after.applications.keys()])) {
    const was = before.applications.get(application);
    const is = after.applications.get(application);
    for (const cluster of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
      const old = was?.get(cluster);
      const now = is?.get(cluster);
      if (old === now || (environment !== undefined && !(now ?? old ?? '').startsWith(`${environment}/`))) continue;
      changes.push({
        change: old === undefined ? 'created' : now === undefined ? 'deleted' : 'changed',
        name: `${application}-${cluster}`,
        application,
        cluster,
        ...(old === undefined ? {} : { before: old }),
        ...(now === undefined ? {} : { after: now }),
      });
    }
  }
  return changes.sort((a, b) => compareText(a.name, b.name));
}
