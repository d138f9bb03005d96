import type { ApplicationSource } from '../model/declarations.ts';
import {
  type ApplicationDocument,
  byFile,
  GRAPH_VERSION,
  type GraphDocuments,
  type JoinDocument,
  type ObjectDocument,
  objectId,
  type PlatformDocument,
  type SourceDocument,
  type VariantDocument,
} from '../model/graph-document.ts';
import type { PlatformDeclaration } from '../model/platform-declaration.ts';
import { isUsage, usageEnds } from '../model/usage.ts';
import type {
  Bootstrap,
  ClusterNode,
  PlacedMatch,
  ResolvedApplication,
  ResolvedGraph,
  ResolvedObject,
  Variant,
} from './graph.ts';
import { handOvers } from './hand-overs.ts';

/** Writes the graph as documents: stable, versioned, and one an application, so that a change is seen where it is. */
export function documentsOf(graph: ResolvedGraph): GraphDocuments {
  const byPath = groupByApplication(graph);
  const lists = new Lists();
  const applications = graph.applications.map((one) => applicationDocument(one, byPath.get(one.path), lists));
  return { platform: platformDocument(graph, [...byFile(applications).keys()]), applications };
}

function platformDocument(
  { platform, clusters, rules, recipes, bootstraps }: ResolvedGraph,
  files: readonly string[],
): PlatformDocument {
  const joins = new Map(bootstraps.map((bootstrap) => [bootstrap.cluster, joinDocument(bootstrap, platform)]));
  return {
    version: GRAPH_VERSION,
    repository: platform.repository,
    clusters: clusters.map((cluster) => ({
      name: cluster.name,
      path: cluster.path,
      environment: cluster.environment,
      tier: cluster.tier,
      server: cluster.server,
      hub: cluster.hub,
      labels: cluster.labels,
      join: joins.get(cluster),
    })),
    rules: rules.map(({ path, applications: chosen, clusters: where }) => ({
      path,
      applications: chosen,
      clusters: where,
    })),
    waves: platform.waves.length === 0 ? undefined : platform.waves,
    provisioners: recipes.map(({ provisioner: { name, type }, pack, when }) => ({ name, type, pack, when })),
    files,
  };
}

function joinDocument({ cluster, network, charts, kinds }: Bootstrap, platform: PlatformDeclaration): JoinDocument {
  return {
    argocd: { namespace: platform.argocd.namespace, root: platform.name },
    charts: charts.map(({ application, repository, chart, version, release, namespace }) => ({
      application,
      repository,
      chart,
      version,
      release,
      namespace: namespace.manifest.metadata.name,
    })),
    kinds,
    ...(network === undefined ? {} : { network: networkDocument(cluster, network) }),
  };
}

function networkDocument(
  { connection }: ClusterNode,
  { declaration, entry, hub }: NonNullable<Bootstrap['network']>,
): NonNullable<JoinDocument['network']> {
  const { name, namespace } = declaration;
  const common = { name, hub, namespace, link: entry.link };
  if (entry.management === undefined || connection === undefined || !('address' in connection.keys)) return common;
  const { secret: credential, keys } = connection;
  return {
    ...common,
    management: { ...entry.management, credential, server: keys.address, serverName: keys.serverName },
  };
}

/** The edges, references and matches that belong to an application: those that end in it. */
interface Belongings {
  readonly edges: ResolvedGraph['edges'][number][];
  readonly references: ResolvedGraph['references'][number][];
  readonly matches: PlacedMatch[];
}

function groupByApplication(graph: ResolvedGraph): ReadonlyMap<string, Belongings> {
  const groups = new Map<string, Belongings>();
  for (const { path } of graph.applications) groups.set(path, { edges: [], references: [], matches: [] });
  for (const edge of graph.edges) nearest(groups, edge.after)?.edges.push(edge);
  for (const reference of [...graph.references, ...handOvers(graph)])
    nearest(groups, reference.consumer)?.references.push(reference);
  for (const match of graph.matches) nearest(groups, match.unit)?.matches.push(match);
  return groups;
}

/** The application around a path. */
function nearest(groups: ReadonlyMap<string, Belongings>, path: string): Belongings | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const group = groups.get(path.slice(0, end));
    if (group !== undefined) return group;
  }
  return undefined;
}

/** What stands in documents for lists of the graph: what shares a list there shares it here. */
class Lists {
  readonly #names = new Map<Variant['clusters'], readonly string[]>();
  readonly #placements = new Map<ResolvedApplication['placements'], ApplicationDocument['placements']>();

  names(clusters: Variant['clusters']): readonly string[] {
    const names = this.#names.get(clusters) ?? clusters.map(({ name }) => name);
    this.#names.set(clusters, names);
    return names;
  }

  placements(placements: ResolvedApplication['placements']): ApplicationDocument['placements'] {
    const documents =
      this.#placements.get(placements) ?? placements.map(({ cluster, by }) => ({ cluster: cluster.name, by }));
    this.#placements.set(placements, documents);
    return documents;
  }
}

function applicationDocument(
  application: ResolvedApplication,
  own: Belongings | undefined,
  lists: Lists,
): ApplicationDocument {
  const { name, path, part, owner, namespace, tags, waitsFor, placements, variants } = application;
  const mine = part === 'site' ? own : undefined;
  return {
    name,
    path,
    part,
    owner,
    namespace,
    tags,
    placements: lists.placements(placements),
    waitsFor,
    variants: variants.map((variant) => variantDocument(variant, lists)),
    edges: (mine?.edges ?? []).map(({ before, after, why }) => ({ before, after, why })),
    references: (mine?.references ?? []).map(({ consumer, producer, output, way, clusters, differs }) => ({
      consumer,
      producer,
      output,
      way,
      clusters: differs === true ? lists.names(clusters) : undefined,
    })),
    matches: (mine?.matches ?? []).map(({ unit, need, owner, home, broughtBy, clusters, candidates }) => ({
      unit,
      type: need.type,
      class: need.class,
      id: need.id ?? unit,
      shared: need.shared === 'cluster' ? undefined : need.shared,
      broughtBy,
      owner: owner?.unit,
      home: home?.name,
      clusters,
      candidates: candidates.map(({ provisioner, pack, won, why }) => ({ provisioner, pack, won, why })),
    })),
  };
}

function variantDocument(variant: Variant, lists: Lists): VariantDocument {
  const { name, environment, facts, waves, clusters, selectors, objects, source, hubNamespace } = variant;
  return {
    name,
    environment,
    facts: facts.map(({ label, value }) => ({ label, value })),
    waves,
    clusters: lists.names(clusters),
    ...(hubNamespace === undefined ? {} : { hubNamespace }),
    selectors,
    objects: objectDocuments(objects),
    ...(source === undefined ? {} : { source: sourceDocument(source) }),
  };
}

function sourceDocument(source: ApplicationSource): SourceDocument {
  if ('helm' in source) {
    const { repository, chart, version } = source.helm;
    return { type: 'helm', repository, name: chart, version };
  }
  const { url, path, revision = 'HEAD' } = 'git' in source ? source.git : source.kustomize;
  return { type: 'git' in source ? 'git' : 'kustomize', repository: url, name: path, version: revision };
}

function objectDocuments(objects: readonly ResolvedObject[]): readonly ObjectDocument[] {
  const uses = new Map<string, string[]>();
  for (const { manifest } of objects) {
    if (!isUsage(manifest)) continue;
    const { by, of } = usageEnds(manifest);
    if (by === undefined || of === undefined) continue;
    const own = uses.get(by);
    if (own === undefined) uses.set(by, [of]);
    else own.push(of);
  }
  const documents = objects.map(objectDocument);
  return uses.size === 0 ? documents : documents.map((one) => ({ ...one, uses: uses.get(objectId(one))?.sort() }));
}

function objectDocument({
  manifest,
  path,
  wave,
  stateful,
  provisioner,
  patchedBy,
  neededBy,
}: ResolvedObject): ObjectDocument {
  const { apiVersion, kind, metadata } = manifest;
  return {
    apiVersion,
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
    path,
    wave,
    stateful: stateful || undefined,
    provisioner,
    patchedBy: patchedBy.length === 0 ? undefined : patchedBy,
    neededBy,
  };
}
