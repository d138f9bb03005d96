import type { ClusterNode, ResolvedApplication, ResolvedGraph, ResolvedObject, Variant } from '../../graph/graph.ts';
import { member } from '../../model/member.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { isPulumiResource } from '../../model/pulumi-resource.ts';

/** Whether Pulumi makes the infrastructure, and Argo CD delivers all else. */
export function isMixed({ platform }: ResolvedGraph): boolean {
  return platform.delivery === 'mixed';
}

/** Whether a cluster is made by the program that Pulumi runs, so that nobody else knows how to reach it. */
export function isMadeByPulumi({ server, connection, made }: ClusterNode): boolean {
  return made === true && server === undefined && connection === undefined;
}

/** What Argo CD delivers where Pulumi makes the infrastructure: all but that, and no namespace in which nothing of it is. */
export function withoutInfrastructure(graph: ResolvedGraph): ResolvedGraph {
  const left = graph.applications.flatMap((application) =>
    partOf(application, ({ manifest }) => !isPulumiResource(manifest)),
  );
  const used = new Set([
    ...left.filter(({ part }) => part !== 'namespace').map(({ namespace }) => namespace),
    ...graph.applications.flatMap(({ variants }) => variants.flatMap(namespacesOfPulumi)),
  ]);
  const applications = left.filter(({ part, namespace }) => part !== 'namespace' || used.has(namespace));
  const names = new Set(applications.map(({ name }) => name));
  return {
    ...graph,
    applications: applications.map((application) => ({
      ...application,
      waitsFor: application.waitsFor.filter(({ name }) => names.has(name)),
    })),
  };
}

/** Whether Pulumi writes the object to a cluster, such as a Secret by which a value is handed over. */
export function isWrittenByPulumi({ manifest }: ResolvedObject): boolean {
  return isPulumiResource(manifest) && String(member(manifest.spec, 'type')).startsWith('kubernetes:');
}

/** Clusters that Pulumi makes and that nobody could register with Argo CD, as the platform has no hub. */
export function registrationProblems(graph: ResolvedGraph): readonly Problem[] {
  if (!isMixed(graph) || graph.clusters.some(({ hub }) => hub)) return [];
  return graph.clusters
    .filter(isMadeByPulumi)
    .map(({ path, name }) => problem('RB656', { path, found: `nobody tells Argo CD of the cluster "${name}"` }));
}

function namespacesOfPulumi({ objects }: Variant): readonly string[] {
  return objects.filter(isWrittenByPulumi).map(({ manifest }) => manifest.metadata.namespace ?? '');
}

/** The part of an application of which something is left; git holds no empty folders, so a variant without objects goes. */
function partOf(
  application: ResolvedApplication,
  isKept: (object: ResolvedObject) => boolean,
): readonly ResolvedApplication[] {
  const variants = application.variants.flatMap((variant): readonly Variant[] => {
    const objects = variant.objects.filter(isKept);
    if (objects.length === variant.objects.length) return [variant];
    return objects.length === 0 && variant.source === undefined ? [] : [{ ...variant, objects }];
  });
  return variants.length === 0 ? [] : [{ ...application, variants }];
}
