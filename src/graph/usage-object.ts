import { PATH_ANNOTATION } from '../model/labels.ts';
import { shortName } from '../model/names.ts';
import { PROTECTION_GROUP } from '../model/usage.ts';
import type { LinkedObject, MutableObject } from './graph.ts';
import { groupOf } from './managed-resource.ts';

/** Kind of a Usage for what an object uses, as `Kind.group`. */
export function usageKind({ metadata }: MutableObject): string {
  return `${metadata.namespace === undefined ? 'ClusterUsage' : 'Usage'}.${PROTECTION_GROUP}`;
}

/**
 * A Usage: while the user is there, Crossplane refuses to have the used one deleted. Crossplane makes the user its owner, so that it goes with it.
 * It replays no deletion that was refused: engines try again by themselves, and what somebody once tried in error would come back years later.
 *
 * @source `Usage` and `ClusterUsage` of `protection.crossplane.io/v1beta1`
 */
export function usage({ object: user, path, part }: LinkedObject, { object: used }: LinkedObject): LinkedObject {
  const { namespace } = user.metadata;
  const elsewhere = used.metadata.namespace === namespace ? {} : { namespace: used.metadata.namespace };
  const object: MutableObject = {
    apiVersion: `${PROTECTION_GROUP}/v1beta1`,
    kind: namespace === undefined ? 'ClusterUsage' : 'Usage',
    metadata: {
      name: nameOf(user, used),
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...belonging(user) },
      annotations: { [PATH_ANNOTATION]: path },
    },
    spec: {
      of: {
        apiVersion: used.apiVersion,
        kind: used.kind,
        resourceRef: { name: used.metadata.name, ...elsewhere },
      },
      by: { apiVersion: user.apiVersion, kind: user.kind, resourceRef: { name: user.metadata.name } },
    },
  };
  return { object, path, part, patchedBy: [], takesFrom: [] };
}

/** The labels by which the user is told to belong to an application. */
function belonging({ metadata: { labels = {} } }: MutableObject): Record<string, string> {
  const names = ['app.kubernetes.io/managed-by', 'app.kubernetes.io/part-of'];
  return Object.fromEntries(
    names.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]] as const])),
  );
}

/** A name that says who uses what, and tells the pair from every other one by its end. */
function nameOf(user: MutableObject, used: MutableObject): string {
  const [by, of] = [user, used].map(({ kind, metadata }) => `${kind}-${metadata.name}`);
  const [group, other] = [user, used].map(({ apiVersion }) => groupOf(apiVersion));
  return shortName([`${by}-uses-${of}`, group, other, used.metadata.namespace ?? ''].join('/'), 63);
}
