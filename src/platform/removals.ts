import { type ApplicationDocument, type GraphDocuments, objectId } from '../model/graph-document.ts';
import { listed } from '../model/listed.ts';
import { type Problem, problem } from '../model/problem.ts';

/** What may be removed, and where one looks. */
export interface RemovalOptions {
  /** Names that were accepted: of objects as `Kind.group/namespace/name` or by the path of their construct, of Applications as `application-cluster`. */
  readonly accept: readonly string[];
  /** The environment that is written, or undefined for all. */
  readonly environment: string | undefined;
}

/** More than this part of the Applications is never removed without a word. */
const MOST = 1 / 5;

/** What a new graph would take away that the former one has and nobody accepted: data, or many Applications. */
export function removalProblems(
  before: GraphDocuments | undefined,
  after: GraphDocuments,
  { accept, environment }: RemovalOptions,
): readonly Problem[] {
  if (before === undefined) return [];
  const accepted = new Set(accept);
  const inScope = (application: ApplicationDocument) => variantsIn(application, environment);
  return [
    ...statefulProblems(before.applications.map(inScope), after.applications.map(inScope), accepted),
    ...applicationProblems(before.applications.map(inScope), after.applications.map(inScope), accepted),
  ];
}

function variantsIn(application: ApplicationDocument, environment: string | undefined): ApplicationDocument {
  if (environment === undefined) return application;
  return { ...application, variants: application.variants.filter((variant) => variant.environment === environment) };
}

function statefulProblems(
  before: readonly ApplicationDocument[],
  after: readonly ApplicationDocument[],
  accepted: ReadonlySet<string>,
): readonly Problem[] {
  const gone = statefulObjects(before);
  for (const id of accepted) gone.delete(id);
  for (const { variants } of after) {
    for (const { objects, clusters } of variants) {
      for (const object of objects) {
        const former = gone.get(objectId(object));
        if (former !== undefined) for (const cluster of clusters) former.clusters.delete(cluster);
      }
    }
  }
  return [...gone].flatMap(([id, { path, clusters }]) => {
    if (clusters.size === 0 || accepted.has(path)) return [];
    const found = `"${id}" would vanish from ${listed([...clusters].sort())}, and its data with it`;
    return [problem('RB820', { path, found, hint: `put it back, or accept its removal with --accept ${id}` })];
  });
}

/** What holds data, by its identity on a cluster, and where it is. */
function statefulObjects(applications: readonly ApplicationDocument[]) {
  const found = new Map<string, { readonly path: string; readonly clusters: Set<string> }>();
  for (const { variants } of applications) {
    for (const { objects, clusters } of variants) {
      for (const object of objects) {
        if (object.stateful !== true) continue;
        const id = objectId(object);
        const entry = found.get(id) ?? { path: object.path, clusters: new Set<string>() };
        found.set(id, entry);
        for (const cluster of clusters) entry.clusters.add(cluster);
      }
    }
  }
  return found;
}

function applicationProblems(
  before: readonly ApplicationDocument[],
  after: readonly ApplicationDocument[],
  accepted: ReadonlySet<string>,
): readonly Problem[] {
  const old = before.flatMap(namesOf);
  const kept = new Set(after.flatMap(namesOf));
  const gone = old.filter((name) => !kept.has(name) && !accepted.has(name));
  if (gone.length <= old.length * MOST) return [];
  return [
    problem('RB821', {
      path: '',
      found: `${gone.length} of ${old.length} Applications would be removed: ${listed(gone, 10)}`,
      hint: 'put them back, or accept the removal of each with --accept NAME',
    }),
  ];
}

function namesOf(application: ApplicationDocument): readonly string[] {
  return application.variants.flatMap(({ clusters }) => clusters.map((cluster) => `${application.name}-${cluster}`));
}
