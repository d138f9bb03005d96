import { PATH_ANNOTATION } from '../model/labels.ts';
import type { ClusterNode, LinkedObject, MutableObject, PlacedApplication } from './graph.ts';

/** Objects for one application on one cluster, beside those that it renders. */
export interface Added {
  readonly objects: readonly LinkedObject[];
  /** Whether one of them is for this cluster alone, so that others that are alike in all else cannot share it. */
  readonly specific: boolean;
}

const NOTHING: Added = { objects: [], specific: false };

interface Growing {
  readonly objects: Map<string, LinkedObject>;
  specific: boolean;
}

/** What is made so that values and connections cross clusters, by application and cluster. */
export class Additions {
  readonly #link = new Map<string, Map<number, Growing>>();
  readonly #control = new Map<string, Map<number, Growing>>();

  /** Adds an object to what joins an application on a cluster to others. */
  link(application: PlacedApplication, cluster: ClusterNode, object: MutableObject, specific: boolean): void {
    add(this.#link, application, cluster, { object, part: 'link', specific });
  }

  /** Adds an object to what the control plane makes for an application on a cluster. */
  control(application: PlacedApplication, cluster: ClusterNode, object: MutableObject): void {
    add(this.#control, application, cluster, { object, part: 'control', specific: true });
  }

  /** What was added to a part of an application on a cluster, in the order of kind and name. */
  of(part: 'link' | 'control', { path }: PlacedApplication, { index }: ClusterNode): Added {
    const found = (part === 'link' ? this.#link : this.#control).get(path)?.get(index);
    if (found === undefined) return NOTHING;
    const objects = [...found.objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    return { objects, specific: found.specific };
  }

  /** Whether anything was added to a part of an application. */
  has(part: 'link' | 'control', { path }: PlacedApplication): boolean {
    return (part === 'link' ? this.#link : this.#control).has(path);
  }
}

function add(
  parts: Map<string, Map<number, Growing>>,
  { path, isPeer }: PlacedApplication,
  { index }: ClusterNode,
  {
    object,
    part,
    specific,
  }: { readonly object: MutableObject; readonly part: 'link' | 'control'; readonly specific: boolean },
): void {
  // What belongs to another program is made there.
  if (isPeer === true) return;
  const clusters = parts.get(path) ?? new Map<number, Growing>();
  parts.set(path, clusters);
  const growing = clusters.get(index) ?? { objects: new Map<string, LinkedObject>(), specific: false };
  clusters.set(index, growing);
  growing.specific ||= specific;
  const { kind, metadata } = object;
  const from = metadata.annotations?.[PATH_ANNOTATION] ?? path;
  const id = `${kind}/${metadata.namespace}/${metadata.name}`;
  const known = growing.objects.get(id);
  // The same object may be asked for again, by another consumer: it counts as that of the first in the order of paths.
  if (known !== undefined && known.path <= from) return;
  growing.objects.set(id, {
    object,
    path: from,
    part,
    patchedBy: [],
    takesFrom: [],
  });
}
