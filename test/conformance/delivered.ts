import type { ResolvedPlatform } from 'roadbed/testing';
import { parse } from 'yaml';
import { clustersOf, generate, repositoryFolder } from './application-sets.ts';
import { textAt } from './harness/json.ts';

/** An object as it stands in a file of the output. */
export interface Delivered {
  readonly file: string;
  readonly text: string;
  readonly object: unknown;
}

/** What one cluster gets, in the order in which it gets it. */
export interface ClusterContent {
  readonly clusters: readonly string[];
  readonly objects: readonly Delivered[];
}

/** What is put on the hub by hand and by the root Application. */
export function hubContent(files: ReadonlyMap<string, string>): readonly Delivered[] {
  return [...objectsIn(files, 'bootstrap/'), ...inWaves(objectsIn(files, 'hub/'))];
}

/** What each cluster gets by its Applications, namespaces first; clusters that get the same are told once. */
export function clusterContents(resolved: ResolvedPlatform): readonly ClusterContent[] {
  const files = resolved.files();
  const folders = new Map<string, readonly string[]>();
  for (const application of generate(files, clustersOf(files))) {
    const cluster = application.labels['roadbed.dev/cluster'] ?? '';
    folders.set(cluster, [...(folders.get(cluster) ?? []), repositoryFolder(application)]);
  }
  const contents = new Map<string, readonly string[]>();
  for (const [cluster, own] of folders) {
    const key = [...own].sort(namespacesFirst).join('\n');
    contents.set(key, [...(contents.get(key) ?? []), cluster]);
  }
  return [...contents].map(([key, clusters]) => ({
    clusters: [...clusters].sort(),
    objects: key.split('\n').flatMap((folder) => inWaves(objectsIn(files, folder))),
  }));
}

function namespacesFirst(a: string, b: string): number {
  const rank = (folder: string) => (folder.split('/')[1]?.startsWith('namespace-') ? `0${folder}` : `1${folder}`);
  return rank(a) < rank(b) ? -1 : 1;
}

/** The objects of a folder's files; values of charts are none. */
function objectsIn(files: ReadonlyMap<string, string>, folder: string): readonly Delivered[] {
  const own = [...files].filter(([file]) => file.startsWith(folder) && file.endsWith('.yaml'));
  return own
    .filter(([file]) => !file.endsWith('/values.yaml'))
    .flatMap(([file, text]) => text.split(/^---\n/m).map((one) => ({ file, text: one, object: parse(one) })));
}

function inWaves(objects: readonly Delivered[]): readonly Delivered[] {
  const wave = ({ object }: Delivered) => {
    const annotations: unknown = Object(object).metadata?.annotations;
    return Number(Object(annotations)['argocd.argoproj.io/sync-wave'] ?? 0);
  };
  return [...objects].sort((a, b) => wave(a) - wave(b));
}

/** How a person finds an object. */
export function nameOf({ file, object }: Delivered): string {
  return `${file} ${textAt(object, 'kind')} ${textAt(object, 'metadata.name')}`;
}

/** Names of the applications of an output, the namespaces and control planes among them. */
function applicationsOf(files: ReadonlyMap<string, string>): readonly string[] {
  const folders = [...files.keys()].filter((path) => /^(?!hub\/|\.)[^/]+\/[^/]+\//.test(path));
  return [...new Set(folders.map((path) => path.split('/')[1] ?? ''))].sort();
}

/** The Applications that the platform decided on, as `application-cluster`. */
export function decided(resolved: ResolvedPlatform): readonly string[] {
  return applicationsOf(resolved.files())
    .flatMap((application) => resolved.clustersOf(application).map((cluster) => `${application}-${cluster}`))
    .sort();
}
