import type { ClusterNode, ResolvedApplication, ResolvedGraph, ResolvedObject, Variant } from '../../graph/graph.ts';
import { cloudOf } from '../../model/cloud-place.ts';
import { isHandedOverByStore, type StoredSecret, storedSecret } from '../../model/handover.ts';
import { member } from '../../model/member.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { isPulumiResource } from '../../model/pulumi-resource.ts';
import { pulumiSecretOf } from '../../model/pulumi-secret.ts';
import { registrationPlace } from './cluster-registration.ts';

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
    ...graph.applications.flatMap(({ variants }) => variants.flatMap((variant) => namespacesOfPulumi(variant, graph))),
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

/** Whether Pulumi writes the object to a cluster, such as a Secret by which a value is handed over where no store is for that. */
export function isWrittenByPulumi({ manifest }: ResolvedObject, { platform }: ResolvedGraph): boolean {
  if (!isPulumiResource(manifest) || !String(member(manifest.spec, 'type')).startsWith('kubernetes:')) return false;
  return !isHandedOverByStore(platform) || pulumiSecretOf(manifest) === undefined;
}

/** Clusters that Pulumi makes and that nobody could register with Argo CD, as the platform has no hub, or the hub no store of a cloud. */
export function registrationProblems(graph: ResolvedGraph): readonly Problem[] {
  if (!isMixed(graph)) return [];
  const made = graph.clusters.filter(isMadeByPulumi);
  const hub = graph.clusters.find((cluster) => cluster.hub);
  if (hub === undefined) {
    return made.map(({ path, name }) =>
      problem('RB656', { path, found: `nobody tells Argo CD of the cluster "${name}"` }),
    );
  }
  if (made.length === 0 || !isHandedOverByStore(graph.platform) || cloudOf(hub) !== undefined) return [];
  const found = `it is to know of "${made.map(({ name }) => name).join('", "')}" through the store of its cloud, and says no place at one`;
  return [problem('RB659', { path: hub.path, found })];
}

/** Where the hub finds what Argo CD must know of a cluster that Pulumi makes, if that is handed over through a store. */
export type StoredRegistrations = (cluster: ClusterNode) => StoredSecret | undefined;

/** Answers that for each cluster of a graph. The hub is looked for once, as a fleet may be large. */
export function storedRegistrations({ clusters, platform }: ResolvedGraph): StoredRegistrations {
  const hub = clusters.find((cluster) => cluster.hub);
  if (hub === undefined || !isHandedOverByStore(platform)) return () => undefined;
  return (cluster) =>
    isMadeByPulumi(cluster) ? storedSecret(platform, hub, registrationPlace(cluster, platform)) : undefined;
}

function namespacesOfPulumi({ objects }: Variant, graph: ResolvedGraph): readonly string[] {
  const written = objects.filter((object) => isWrittenByPulumi(object, graph));
  return written.map(({ manifest }) => manifest.metadata.namespace ?? '');
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
