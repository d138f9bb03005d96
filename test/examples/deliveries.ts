import { parseAllDocuments } from 'yaml';
import { items, member } from '../../src/model/member.ts';
import { clustersOf, type GeneratedApplication, generate } from '../conformance/application-sets.ts';

/** An object of Kubernetes as it stands in a file. */
export interface PlacedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** One object on the cluster that it is delivered to, by the Application that delivers it. */
export interface Placed {
  readonly cluster: string;
  readonly application: string;
  readonly object: PlacedObject;
}

/** The files of outputs, by the repositories that they are pushed to. */
export type Repositories = Readonly<Record<string, ReadonlyMap<string, string>>>;

/**
 * What Argo CD would put onto each cluster: the ApplicationSets of the platform are expanded for its clusters, and each Application is
 * followed to its repository and folder. An Application whose folder is not there is an error, as it is to Argo CD.
 */
export function deliveries(repositories: Repositories, platform: ReadonlyMap<string, string>): readonly Placed[] {
  const clusters = clustersOf(platform);
  const names = new Map(clusters.map(({ server, name }) => [server, name]));
  return generate(platform, clusters).flatMap((application) => {
    const cluster = names.get(application.server) ?? '';
    return objectsOf(application, repositories).flatMap((object) => {
      const placed = { cluster, application: application.name, object };
      return [placed, ...madeBy(placed)];
    });
  });
}

/** The files in the folder of an Application, by their paths. */
export function filesOf(
  { name, repositories: [url = ''], path }: GeneratedApplication,
  repositories: Repositories,
): readonly (readonly [string, string])[] {
  const folder = `${path.replace(/^dist\//, '')}/`;
  const files = [...(repositories[url] ?? [])].filter(([file]) => file.startsWith(folder));
  if (files.length === 0) throw new Error(`${name}: ${url} has no folder ${path}`);
  return files;
}

function objectsOf(application: GeneratedApplication, repositories: Repositories): readonly PlacedObject[] {
  return filesOf(application, repositories).flatMap(([, text]) =>
    parseAllDocuments(text)
      .map((document) => document.toJS())
      .filter((object) => object !== null),
  );
}

/** What provider-kubernetes makes is on the cluster that the ProviderConfig of an Object names. */
export function madeBy({ application, object }: Placed): readonly Placed[] {
  if (object.kind !== 'Object' || listAt(object.spec, 'managementPolicies').join() === 'Observe') return [];
  const manifest = member(member(object.spec, 'forProvider'), 'manifest');
  const cluster = textOf(member(object.spec, 'providerConfigRef'), 'name');
  // The parse boundary: the check of schemas has looked at the Object, and the manifest in it is an object of Kubernetes.
  return [{ cluster, application, object: manifest as PlacedObject }];
}

/** A text member, or nothing. */
export function textOf(value: unknown, key: string): string {
  const text = member(value, key);
  return typeof text === 'string' ? text : '';
}

/** The value at a path of members. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, key) => member(found, key), value);
}

/** The list at a path of members; none where there is none. */
export function listAt(value: unknown, path: string): readonly unknown[] {
  return items(at(value, path));
}
