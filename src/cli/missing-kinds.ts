import type { ResolvedGraph } from '../graph/graph.ts';
import { kindDefined } from '../graph/waves.ts';
import { providesLabel } from '../model/labels.ts';
import { landing } from '../model/landing.ts';
import { compareText } from '../model/problem.ts';
import { isPulumiResource } from '../model/pulumi-resource.ts';

/** Groups of Kubernetes itself whose names have a dot as those of others do. */
const OWN_GROUPS: ReadonlySet<string> = new Set(
  [
    'admissionregistration',
    'apiextensions',
    'apiregistration',
    'authentication',
    'authorization',
    'certificates',
    'coordination',
    'discovery',
    'events',
    'flowcontrol.apiserver',
    'internal.apiserver',
    'networking',
    'node',
    'rbac.authorization',
    'resource',
    'scheduling',
    'storage',
    'storagemigration',
  ].map((group) => `${group}.k8s.io`),
);

/** A custom kind that a cluster needs and perhaps does not have. */
export interface MissingKind {
  /** The kind as `Kind.group`. */
  readonly kind: string;
  /** Names of the clusters that get objects of it. */
  readonly clusters: readonly string[];
}

/** The custom kinds that no application brings to a cluster, and that the cluster does not say it has. */
export function missingKinds(graph: ResolvedGraph): readonly MissingKind[] {
  const missing = new Map<string, Set<string>>();
  for (const { variants } of graph.applications) {
    for (const variant of variants) {
      const { objects } = variant;
      const own = new Set(objects.flatMap(({ manifest }) => kindDefined(manifest)));
      for (const { manifest, kindArrives } of objects) {
        const kind = kindArrives ? undefined : customKind(manifest.apiVersion, manifest.kind);
        if (kind === undefined || own.has(kind) || isPulumiResource(manifest)) continue;
        const label = providesLabel(kind);
        for (const cluster of landing(variant, graph)) {
          if (cluster.labels[label] === 'true') continue;
          missing.set(kind, (missing.get(kind) ?? new Set()).add(cluster.name));
        }
      }
    }
  }
  return [...missing]
    .sort(([a], [b]) => compareText(a, b))
    .map(([kind, clusters]) => ({ kind, clusters: [...clusters].sort(compareText) }));
}

function customKind(apiVersion: string, kind: string): string | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  return group.includes('.') && !OWN_GROUPS.has(group) ? `${kind}.${group}` : undefined;
}
