import { parse } from 'yaml';
import { documentsFrom } from '../../src/platform/read-documents.ts';
import { clustersOf, generate, repositoryFolder } from './application-sets.ts';
import { type Json, textAt } from './harness/json.ts';

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

/** What is put on the hub by hand and by the root Application; edges begin with other objects of the same names. */
export function hubContent(files: ReadonlyMap<string, string>): readonly Delivered[] {
  const { clusters } = JSON.parse(files.get('.roadbed/platform.json') ?? '{"clusters":[]}');
  const edges: readonly string[] = clusters
    .filter((cluster: Json) => cluster.hub !== true)
    .map((cluster: Json) => `bootstrap/${cluster.name}/`);
  const own = new Map([...files].filter(([file]) => !edges.some((folder) => file.startsWith(folder))));
  // What the Applications of waves bring stands beside what the root brings: here every wave has the last revision.
  return [...objectsIn(own, 'bootstrap/'), ...inWaves([...objectsIn(files, 'hub/'), ...objectsIn(files, 'waves/')])];
}

/** What each cluster gets by the Applications that go there, namespaces first; clusters that get the same are told once. */
export function clusterContents(files: ReadonlyMap<string, string>): readonly ClusterContent[] {
  const folders = new Map<string, readonly string[]>();
  const known = clustersOf(files);
  const names = new Map(known.map(({ name, server }) => [server, name]));
  for (const application of generate(files, known)) {
    const cluster = names.get(application.server) ?? '';
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

/** The objects of a folder's files; values of charts are none, and a file may say that there is nothing. */
export function objectsIn(files: ReadonlyMap<string, string>, folder: string): readonly Delivered[] {
  const own = [...files].filter(([file]) => file.startsWith(folder) && file.endsWith('.yaml'));
  return own
    .filter(([file]) => !file.endsWith('/values.yaml'))
    .flatMap(([file, text]) => text.split(/^---\n/m).map((one): Delivered => ({ file, text: one, object: parse(one) })))
    .filter(({ object }) => object !== null);
}

/** In waves, and namespaces before all else of their wave, as Argo CD does it. */
function inWaves(objects: readonly Delivered[]): readonly Delivered[] {
  const rank = ({ object }: Delivered) => {
    const annotations: unknown = Object(object).metadata?.annotations;
    const wave = Number(Object(annotations)['argocd.argoproj.io/sync-wave'] ?? 0);
    return textAt(object, 'kind') === 'Namespace' ? wave - 0.5 : wave;
  };
  return [...objects].sort((a, b) => rank(a) - rank(b));
}

/** How a person finds an object. */
export function nameOf({ file, object }: Delivered): string {
  return `${file} ${textAt(object, 'kind')} ${textAt(object, 'metadata.name')}`;
}

/** The Applications that the platform decided on, as `application-cluster`. */
export function decided(files: ReadonlyMap<string, string>): readonly string[] {
  const applications = documentsFrom((path) => files.get(path))?.applications ?? [];
  return applications.flatMap(({ name, placements }) => placements.map(({ cluster }) => `${name}-${cluster}`)).sort();
}
