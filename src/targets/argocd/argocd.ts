import type { ResolvedApplication, ResolvedGraph, Variant } from '../../graph/graph.ts';
import type { Manifest } from '../../model/manifest.ts';
import { compareText } from '../../model/problem.ts';
import type { Emission, EmittedFile, Target } from '../shared/target.ts';
import { applicationNameProblems } from './application-names.ts';
import { applicationSet } from './application-set.ts';
import { clusterSecret } from './cluster-secret.ts';
import { HUB, variantFolder } from './names.ts';
import { type HubFile, patchedHub } from './patched-hub.ts';
import { project } from './project.ts';
import { rootApplication } from './root-application.ts';
import { settings } from './settings.ts';
import { siteObject } from './site-object.ts';
import { helmValues } from './source.ts';

/**
 * Argo CD with rendered manifests: a folder for each application and variant, and in the folder `hub` what Argo CD itself reads:
 * a root Application, projects, clusters, settings, and one ApplicationSet for each application.
 */
export const argocd: Target = {
  name: 'argocd',
  emit(graph: ResolvedGraph): Emission {
    const { files, problems } = patchedHub(hubFiles(graph), graph.platform.targetPatches);
    return {
      files: concat(files, siteFiles(graph)),
      problems: [...applicationNameProblems(graph), ...problems],
    };
  },
};

function* concat<T>(...parts: readonly Iterable<T>[]): Iterable<T> {
  for (const part of parts) yield* part;
}

function hubFiles(graph: ResolvedGraph): readonly HubFile[] {
  const file = (path: string, document: Manifest, from: string): HubFile => ({
    path: `${HUB}/${path}.yaml`,
    comment: made(from),
    documents: [document],
  });
  const owners = [...new Set(graph.applications.map(({ owner }) => owner))].sort(compareText);
  return [
    file('root', rootApplication(graph), 'the platform'),
    { path: `${HUB}/settings.yaml`, comment: made('the platform'), documents: settings(graph) },
    ...owners.map((owner) => file(`projects/${owner}`, project(owner, graph), `the owner ${owner}`)),
    ...graph.clusters.map((cluster) =>
      file(`clusters/${cluster.name}`, clusterSecret(cluster, graph.platform), cluster.path),
    ),
    ...setFiles(graph),
  ];
}

/** One file for all that is delivered for an application of the program. */
function setFiles(graph: ResolvedGraph): readonly HubFile[] {
  const files = new Map<string, { readonly name: string; readonly documents: Manifest[] }>();
  for (const application of graph.applications) {
    const file = files.get(application.path);
    const set = applicationSet(application, graph);
    if (file === undefined) files.set(application.path, { name: application.name, documents: [set] });
    else file.documents.push(set);
  }
  return [...files].map(([path, { name, documents }]) => ({
    path: `${HUB}/applicationsets/${name}.yaml`,
    comment: made(path),
    documents,
  }));
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
  const groups = new Map<
    string,
    { readonly from: string; readonly patchedBy: Set<string>; readonly documents: unknown[] }
  >();
  for (const object of variant.objects) {
    const name = fileName(object.path, application.path);
    let group = groups.get(name);
    if (group === undefined) {
      group = { from: object.path, patchedBy: new Set(), documents: [] };
      groups.set(name, group);
    }
    for (const path of object.patchedBy) group.patchedBy.add(path);
    group.documents.push(siteObject(object, variant));
  }
  for (const [name, { from, patchedBy, documents }] of groups) {
    const patches = [...patchedBy].sort().map((path) => `Changed by a patch of ${path}.`);
    yield { path: `${folder}/${name}.yaml`, comment: [...made(from), ...patches], documents };
  }
}

function made(from: string): readonly string[] {
  return [`Made by Roadbed from ${from}. Change the program, not this file.`];
}

/** Name of the file of a construct: that of the application's child that it stands in. Ids that differ in case alone share a file. */
function fileName(path: string, application: string): string {
  const rest = path.slice(application.length + 1);
  const child = rest.split('/', 1)[0] ?? '';
  const name = child
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'namespace' : name;
}
