import { type ApplicationDocument, type GraphDocuments, objectId } from '../model/graph-document.ts';
import { type Problem, problem } from '../model/problem.ts';

/** What may be removed, and where one looks. */
export interface RemovalOptions {
  /** Names that were accepted: of objects as `Kind.group/namespace/name`, of Applications as `application-cluster`. */
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
  const kept = new Set(after.flatMap(objectsOnClusters).map(({ key }) => key));
  const gone = new Map<string, { readonly path: string; readonly clusters: string[] }>();
  for (const { key, id, path, cluster, stateful } of before.flatMap(objectsOnClusters)) {
    if (!stateful || kept.has(key) || accepted.has(id)) continue;
    const entry = gone.get(id);
    if (entry === undefined) gone.set(id, { path, clusters: [cluster] });
    else entry.clusters.push(cluster);
  }
  return [...gone].map(([id, { path, clusters }]) => {
    const names = [...new Set(clusters)].sort().join('", "');
    return problem('RB820', {
      path,
      found: `"${id}" would vanish from "${names}", and its data with it`,
      hint: `put it back, or accept its removal with --accept ${id}`,
    });
  });
}

function objectsOnClusters(application: ApplicationDocument) {
  return application.variants.flatMap((variant) =>
    variant.objects.flatMap((object) => {
      const id = objectId(object);
      return variant.clusters.map((cluster) => ({
        key: `${cluster} ${id}`,
        id,
        cluster,
        path: object.path,
        stateful: object.stateful === true,
      }));
    }),
  );
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
  const shown = gone
    .slice(0, 10)
    .map((name) => `"${name}"`)
    .join(', ');
  const more = gone.length > 10 ? ` and ${gone.length - 10} more` : '';
  return [
    problem('RB821', {
      path: '',
      found: `${gone.length} of ${old.length} Applications would be removed: ${shown}${more}`,
      hint: 'put them back, or accept the removal of each with --accept NAME',
    }),
  ];
}

function namesOf(application: ApplicationDocument): readonly string[] {
  return application.variants.flatMap(({ clusters }) => clusters.map((cluster) => `${application.name}-${cluster}`));
}
