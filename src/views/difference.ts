import type { FieldChange } from './field-changes.ts';

/** What becomes of an object. */
export type ChangeKind = 'created' | 'changed' | 'deleted' | 'moved';

/** An object that differs between two outputs, with the clusters where it does so in this way. */
export interface ObjectChange {
  readonly change: ChangeKind;
  /** Identity on its cluster: `Deployment.apps/shop/api`. */
  readonly id: string;
  /** Path of the construct it comes from. */
  readonly path: string;
  /** Name of the delivered application that it belongs to; of the new one where it moves. */
  readonly application: string;
  /** Application that it moves away from. */
  readonly from?: string;
  /** Environment, or empty for what Argo CD itself reads. */
  readonly environment: string;
  readonly clusters: readonly string[];
  /** Whether losing it loses data. */
  readonly stateful: boolean;
  readonly fields: readonly FieldChange[];
}

/** An Argo CD Application that differs between two outputs. */
export interface ApplicationChange {
  readonly change: 'created' | 'changed' | 'deleted';
  /** `<application>-<cluster>`. */
  readonly name: string;
  readonly application: string;
  readonly cluster: string;
  /** Folder of the output that it read. */
  readonly before?: string;
  /** Folder of the output that it will read. */
  readonly after?: string;
}

/** How many objects change on one cluster: the blast radius. */
export interface ClusterChange {
  readonly cluster: string;
  readonly environment: string;
  readonly created: number;
  readonly changed: number;
  readonly deleted: number;
  readonly moved: number;
}

/** How one output differs from another. */
export interface Difference {
  readonly objects: readonly ObjectChange[];
  readonly applications: readonly ApplicationChange[];
  readonly clusters: readonly ClusterChange[];
  /** Clusters of the new output, whether anything changes on them or not. */
  readonly knownClusters: number;
  /** Files whose text differs while every object in them is the same. */
  readonly rewritten: readonly string[];
}

/** Whether a cluster would get anything else than before. */
export function isDifferent({ objects, applications }: Difference): boolean {
  return objects.length > 0 || applications.length > 0;
}

/** How often each change comes about: an object that differs on three clusters counts three times in `onClusters`, and once in `objects`. */
export function tally(objects: readonly ObjectChange[]): Readonly<Record<ChangeKind, number>> {
  const counts = { created: 0, changed: 0, deleted: 0, moved: 0 };
  for (const { change } of objects) counts[change] += 1;
  return counts;
}
