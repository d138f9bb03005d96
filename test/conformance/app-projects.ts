import { parseAllDocuments } from 'yaml';
import * as z from 'zod';
import { type GeneratedApplication, repositoryFolder } from './application-sets.ts';

const kindSchema = z.strictObject({ group: z.string(), kind: z.string() });

const projectSchema = z.object({
  kind: z.literal('AppProject'),
  metadata: z.object({ name: z.string() }),
  spec: z.strictObject({
    description: z.string(),
    sourceRepos: z.array(z.string()),
    destinations: z.array(z.strictObject({ server: z.string(), namespace: z.string() })),
    clusterResourceWhitelist: z.array(kindSchema).default([]),
    namespaceResourceBlacklist: z.array(kindSchema).default([]),
    namespaceResourceWhitelist: z.array(kindSchema).optional(),
  }),
});

const objectSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
});

type Project = z.output<typeof projectSchema>;

/**
 * What Argo CD would refuse because of an Application's project: its source, its destination, or an object in its folder. The rules
 * are those of the documentation of projects, with `*` as the only wildcard.
 */
export function refusedByProjects(
  files: ReadonlyMap<string, string>,
  applications: readonly GeneratedApplication[],
): readonly string[] {
  const projects = new Map(
    [...files]
      .filter(([path]) => path.startsWith('hub/projects/'))
      .flatMap(([, text]) => parseAllDocuments(text).map((document) => projectSchema.parse(document.toJS())))
      .map((project) => [project.metadata.name, project]),
  );
  return applications.flatMap((application) => {
    const project = projects.get(application.project);
    if (project === undefined) return [`${application.name}: there is no project ${application.project}`];
    return [...placeFaults(application, project), ...objectFaults(files, application, project)].map(
      (fault) => `${application.name}: ${project.metadata.name} does not permit ${fault}`,
    );
  });
}

function placeFaults({ repositories, server, namespace }: GeneratedApplication, { spec }: Project): readonly string[] {
  const foreign = repositories.filter((url) => !spec.sourceRepos.some((pattern) => fits(pattern, url)));
  return [
    ...foreign.map((url) => `the source ${url}`),
    ...(isDestination(spec, server, namespace) ? [] : [`the destination ${server} ${namespace}`]),
  ];
}

function objectFaults(
  files: ReadonlyMap<string, string>,
  application: GeneratedApplication,
  { spec }: Project,
): readonly string[] {
  const folder = repositoryFolder(application);
  const objects = [...files]
    .filter(([path]) => path.startsWith(folder) && !path.endsWith('/values.yaml'))
    .flatMap(([, text]) => parseAllDocuments(text).map((document) => objectSchema.parse(document.toJS())));
  return objects.flatMap(({ apiVersion, kind, metadata: { name, namespace } }) => {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const among = (list: readonly z.output<typeof kindSchema>[]) =>
      list.some((one) => fits(one.group, group) && fits(one.kind, kind));
    if (namespace === undefined) return among(spec.clusterResourceWhitelist) ? [] : [`${kind} ${name}`];
    const kept = among(spec.namespaceResourceBlacklist);
    const allowed = spec.namespaceResourceWhitelist === undefined || among(spec.namespaceResourceWhitelist);
    const there = isDestination(spec, application.server, namespace);
    return !kept && allowed && there ? [] : [`${kind} ${namespace}/${name}`];
  });
}

function isDestination({ destinations }: Project['spec'], server: string, namespace: string): boolean {
  return destinations.some((one) => fits(one.server, server) && fits(one.namespace, namespace));
}

function fits(pattern: string, text: string): boolean {
  return pattern === '*' || pattern === text;
}
