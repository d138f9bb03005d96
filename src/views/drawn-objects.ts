import { type ApplicationDocument, objectId, type VariantDocument } from '../model/graph-document.ts';
import { comparePaths, compareText } from '../model/problem.ts';
import { inCluster } from './draw-choice.ts';

/** An object as it is drawn: once, however many variants it is in. */
export interface DrawnObject {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly wave: number;
  readonly clusters: readonly string[];
}

/** The constructs of a part with their objects, in path order. */
export function constructsOf(
  part: ApplicationDocument,
  cluster: string | undefined,
): ReadonlyMap<string, readonly DrawnObject[]> {
  const constructs = new Map<string, Map<string, DrawnObject>>();
  const add = (variant: VariantDocument) => {
    const clusters = inCluster(variant.clusters, cluster);
    if (clusters.length === 0) return;
    for (const object of variant.objects) {
      const { path, kind, name, wave } = object;
      const id = objectId(object);
      const own = constructs.get(path) ?? new Map<string, DrawnObject>();
      constructs.set(path, own);
      const known = own.get(id);
      own.set(id, {
        id,
        kind,
        name,
        wave: Math.max(wave, known?.wave ?? 0),
        clusters: [...new Set([...(known?.clusters ?? []), ...clusters])].sort(compareText),
      });
    }
  };
  for (const variant of part.variants) add(variant);
  if (part.part === 'site') {
    // A construct may make nothing here, as when all that it needs is made at the control plane.
    for (const { unit, clusters } of part.matches) {
      if (!constructs.has(unit) && inCluster(clusters, cluster).length > 0) constructs.set(unit, new Map());
    }
  }
  return new Map(
    [...constructs].sort(([a], [b]) => comparePaths(a, b)).map(([path, own]) => [path, [...own.values()]]),
  );
}

/** Kinds by which a construct is known best, before all others. */
const MAIN_KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'Cluster',
  'Instance',
  'CustomResourceDefinition',
];

/** The kind by which a construct is known best. */
export function mainKind(kinds: readonly string[]): string {
  return MAIN_KINDS.find((kind) => kinds.includes(kind)) ?? kinds[0] ?? 'nothing of its own';
}
