import { type ApplicationDocument, byFile, type GraphDocuments } from '../model/graph-document.ts';

/**
 * The graph of an output in which one environment alone was written anew: that environment as it is now, all others as they were.
 */
export function mergeDocuments(
  before: GraphDocuments | undefined,
  after: GraphDocuments,
  environment: string,
): GraphDocuments {
  const old = new Map((before?.applications ?? []).map((application) => [application.name, application]));
  const isThere = clustersOf(after, environment);
  const wasElsewhere = clustersOf(before, environment);
  const merged = after.applications.map((application) => {
    const former = old.get(application.name);
    return {
      ...application,
      placements: [
        ...(former?.placements ?? []).filter(({ cluster }) => !wasElsewhere.has(cluster)),
        ...application.placements.filter(({ cluster }) => isThere.has(cluster)),
      ],
      variants: [
        ...(former?.variants ?? []).filter((variant) => variant.environment !== environment),
        ...application.variants.filter((variant) => variant.environment === environment),
      ],
    };
  });
  const names = new Set(after.applications.map(({ name }) => name));
  const gone = [...old.values()]
    .filter(({ name }) => !names.has(name))
    .map((one) => without(one, environment, wasElsewhere));
  const applications = [...merged, ...gone].filter(({ variants }) => variants.length > 0);
  return { platform: { ...after.platform, files: [...byFile(applications).keys()] }, applications };
}

function clustersOf(documents: GraphDocuments | undefined, environment: string): ReadonlySet<string> {
  const clusters = documents?.platform.clusters ?? [];
  return new Set(clusters.filter((cluster) => cluster.environment === environment).map(({ name }) => name));
}

function without(
  application: ApplicationDocument,
  environment: string,
  clusters: ReadonlySet<string>,
): ApplicationDocument {
  return {
    ...application,
    placements: application.placements.filter(({ cluster }) => !clusters.has(cluster)),
    variants: application.variants.filter((variant) => variant.environment !== environment),
  };
}
