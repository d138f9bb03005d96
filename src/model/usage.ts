import { objectId } from './graph-document.ts';
import { kindKey } from './manifest.ts';
import { member } from './member.ts';

/** Group of the kinds by which Crossplane keeps what is used from being deleted. */
export const PROTECTION_GROUP = 'protection.crossplane.io';

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly namespace?: string | undefined };
  readonly spec?: unknown;
}

/** Whether an object says that one resource uses another, so that what is used is not deleted first. */
export function isUsage({ apiVersion, kind, spec }: Named): boolean {
  // Every object of a platform is asked, and hardly any has the kind.
  if (kind !== 'Usage' && kind !== 'ClusterUsage') return false;
  return kindKey(apiVersion, kind) === `${kind}.${PROTECTION_GROUP}` && member(spec, 'by') !== undefined;
}

/** Who uses what, as ids of objects, where a Usage names the two; either is undefined where a selector chooses it. */
export function usageEnds({ metadata: { namespace }, spec }: Named): {
  readonly by: string | undefined;
  readonly of: string | undefined;
} {
  return { by: endOf(member(spec, 'by'), namespace), of: endOf(member(spec, 'of'), namespace) };
}

function endOf(end: unknown, own: string | undefined): string | undefined {
  const ref = member(end, 'resourceRef');
  const [apiVersion, kind, name] = [member(end, 'apiVersion'), member(end, 'kind'), member(ref, 'name')];
  const namespace = member(ref, 'namespace') ?? own;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return objectId({ apiVersion, kind, name, ...(typeof namespace === 'string' ? { namespace } : {}) });
}
