import { hash } from 'node:crypto';
import type { ClusterNode, ResolvedApplication, ResolvedGraph, Variant } from '../../graph/graph.ts';
import { bootstrapPaths } from '../../model/graph-document.ts';
import type { Manifest } from '../../model/manifest.ts';
import { shortName } from '../../model/names.ts';
import { compareText } from '../../model/problem.ts';
import {
  isMadeByPulumi,
  isMixed,
  registrationProblems,
  storedRegistrations,
  withoutInfrastructure,
} from '../shared/mixed-delivery.ts';
import type { Emission, EmittedFile, Target } from '../shared/target.ts';
import { applicationNameProblems } from './application-names.ts';
import { applicationSet } from './application-set.ts';
import { bootstrapFiles, HOW_TO_BEGIN } from './bootstrap.ts';
import { clusterSecret } from './cluster-secret.ts';
import { made } from './comments.ts';
import { pulumiProblems } from './made-by-pulumi.ts';
import { BOOTSTRAP, HUB, projectName, variantFolder, waveFolder } from './names.ts';
import { type HubFile, patchedHub } from './patched-hub.ts';
import { guardrailOf, project } from './project.ts';
import { isAtOnce, waveApplication } from './promotion-waves.ts';
import { rootApplication } from './root-application.ts';
import { howToMerge, SHARED, settings } from './settings.ts';
import { siteObject } from './site-object.ts';
import { helmValues } from './source.ts';

/**
 * Argo CD with rendered manifests: a folder for each application and variant, and in the folder `hub` what Argo CD itself reads:
 * a root Application, projects, clusters, settings, and one ApplicationSet for each application.
 */
export const argocd: Target = {
  name: 'argocd',
  emit(resolved: ResolvedGraph): Emission {
    const graph = isMixed(resolved) ? withoutInfrastructure(resolved) : resolved;
    // What Argo CD itself reads of a team's applications is the platform's to make.
    if (graph.platform.contract !== undefined) return { files: siteFiles(graph), problems: [] };
    const { files, problems } = patchedHub(hubFiles(graph), graph.platform.targetPatches);
    return {
      files: concat(files, bootstrapFiles(graph.bootstraps), siteFiles(graph)),
      problems: [
        ...applicationNameProblems(graph),
        ...pulumiProblems(graph),
        ...registrationProblems(graph),
        ...problems,
      ],
    };
  },
};

function* concat<T>(...parts: readonly Iterable<T>[]): Iterable<T> {
  for (const part of parts) yield* part;
}

/** Files of the hub, each made when it is asked for: a large fleet has many. */
function* hubFiles(graph: ResolvedGraph): Iterable<HubFile> {
  const file = (path: string, from: string, ...documents: readonly Manifest[]): HubFile => ({
    path: `${HUB}/${path}.yaml`,
    comment: made(from),
    documents,
  });
  const root = rootApplication(graph);
  yield file('root', 'the platform', root);
  for (const { cluster, network } of graph.bootstraps) {
    if (network !== undefined) continue;
    const comment = [...made('the platform'), ...HOW_TO_BEGIN];
    yield { path: bootstrapPaths(cluster.name).manifest, comment, documents: [root] };
  }
  yield* settingFiles(graph);
  const owners = new Map(graph.applications.map((one) => [guardrailOf(one), one.owner]));
  for (const [guardrail, owner] of [...owners].sort(([a], [b]) => compareText(a, b)))
    yield file(`projects/${projectName(guardrail, graph.platform)}`, `the owner ${owner}`, project(guardrail, graph));
  // Pulumi registers what it makes, unless it hands that over through a store.
  const storedOf = storedRegistrations(graph);
  const isRegistered = (cluster: ClusterNode) =>
    isMixed(graph) && isMadeByPulumi(cluster) && storedOf(cluster) === undefined;
  for (const [name, from, clusters] of clusterFiles(graph.clusters.filter((cluster) => !isRegistered(cluster)))) {
    yield file(
      `clusters/${name}`,
      from,
      ...clusters.flatMap((cluster) => clusterSecret(cluster, graph.platform, storedOf(cluster))),
    );
  }
  yield* setFiles(graph);
}

/**
 * The ApplicationSets of each application of the program. Those of a wave stand in its folder, unless it follows what the root Application does
 * itself: so where waves begin, or end, these stay.
 */
function* setFiles(graph: ResolvedGraph): Iterable<HubFile> {
  const { waves } = graph.platform;
  for (const wave of waves) {
    if (isAtOnce(wave, graph)) continue;
    const path = `${HUB}/waves/${wave.name}.yaml`;
    yield { path, comment: made('the platform'), documents: [waveApplication(wave, graph)] };
  }
  for (const [path, [first, ...others]] of byPath(graph.applications)) {
    for (const wave of waves.length === 0 ? [undefined] : waves) {
      const documents = [first, ...others].flatMap((one) => applicationSet(one, graph, wave) ?? []);
      if (documents.length === 0) continue;
      const folder = wave === undefined || isAtOnce(wave, graph) ? `${HUB}/applicationsets` : waveFolder(wave.name);
      yield { path: `${folder}/${first.name}.yaml`, comment: made(path), documents };
    }
  }
}

/** Most clusters that have a file each. */
const MOST_FILES = 500;

/**
 * Files of clusters: name, where it comes from, and the clusters in it. Of a large fleet, whose files nobody opens one by one, sixteen for each
 * environment: ten thousand files would take longer to write than everything else. A cluster stays in its file whoever joins or leaves.
 */
function clusterFiles(
  clusters: readonly ClusterNode[],
): Iterable<readonly [name: string, from: string, clusters: readonly ClusterNode[]]> {
  if (clusters.length <= MOST_FILES) return clusters.map((cluster) => [cluster.name, cluster.path, [cluster]]);
  const files = new Map<string, [string, string, ClusterNode[]]>();
  for (const cluster of clusters) {
    const name = `${cluster.environment}-${hash('sha256', cluster.name).charAt(0)}`;
    const known = files.get(name);
    if (known === undefined) files.set(name, [name, `clusters of the environment ${cluster.environment}`, [cluster]]);
    else known[2].push(cluster);
  }
  return [...files.values()].sort(([a], [b]) => compareText(a, b));
}

/** Argo CD's settings: within the hub where they are applied, and beside it where they are left to a person. */
function* settingFiles(graph: ResolvedGraph): Iterable<HubFile> {
  const parts = settings(graph);
  const from = made('the platform');
  if (graph.platform.argocd.settings === 'apply') {
    yield { path: `${HUB}/settings.yaml`, comment: [...from, ...SHARED], documents: parts };
    return;
  }
  for (const part of parts) {
    yield {
      path: `${BOOTSTRAP}/${part.metadata.name}.yaml`,
      comment: [...from, ...howToMerge(part)],
      documents: [part],
    };
  }
}

/** All that is delivered for one application of the program, by its path. */
function byPath(
  applications: readonly ResolvedApplication[],
): ReadonlyMap<string, [ResolvedApplication, ...ResolvedApplication[]]> {
  const groups = new Map<string, [ResolvedApplication, ...ResolvedApplication[]]>();
  for (const application of applications) {
    const group = groups.get(application.path);
    if (group === undefined) groups.set(application.path, [application]);
    else group.push(application);
  }
  return groups;
}

function* siteFiles(graph: ResolvedGraph): Iterable<EmittedFile> {
  for (const application of graph.applications) {
    for (const variant of application.variants) yield* variantFiles(application, variant);
  }
}

/** The files of a variant: one for what stands directly in the application. */
function* variantFiles(application: ResolvedApplication, variant: Variant): Iterable<EmittedFile> {
  const folder = variantFolder(variant.environment, application.name, variant.name);
  const values = helmValues(variant);
  if (values !== undefined)
    yield { path: `${folder}/values.yaml`, comment: made(application.path), documents: [values] };
  // Argo CD wants the folder to be there, and git keeps none that is empty.
  if (variant.source === undefined && variant.objects.length === 0)
    yield { path: `${folder}/nothing.yaml`, comment: [...made(application.path), NOTHING], documents: [] };
  const groups = new Map<
    string,
    { readonly from: string; readonly patchedBy: Set<string>; readonly documents: unknown[] }
  >();
  let last: { readonly path: string; readonly name: string } | undefined;
  for (const object of variant.objects) {
    // The objects of a construct come one after the other.
    if (last?.path !== object.path) last = { path: object.path, name: fileName(object.path, application.path) };
    let group = groups.get(last.name);
    if (group === undefined) {
      group = { from: object.path, patchedBy: new Set(), documents: [] };
      groups.set(last.name, group);
    }
    for (const path of object.patchedBy) group.patchedBy.add(path);
    group.documents.push(siteObject(object, variant));
  }
  for (const [name, { from, patchedBy, documents }] of groups) {
    const patches = [...patchedBy]
      .sort()
      .map((path) => `Changed by a patch of ${path === '' ? 'the platform' : path}.`);
    yield { path: `${folder}/${name}.yaml`, comment: [...made(from), ...patches], documents };
  }
}

const NOTHING = 'There is nothing to deliver here.';

/** Name of the file of a construct: that of the application's child that it stands in. Ids that differ in case alone share a file. */
function fileName(path: string, application: string): string {
  const rest = path.slice(application.length + 1);
  const child = rest.split('/', 1)[0] ?? '';
  const name = child
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (name === '') return 'namespace';
  return name.length <= 63 ? name : shortName(child, 63);
}
