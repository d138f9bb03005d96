import { member } from '../model/member.ts';
import type { MutableObject } from './graph.ts';

/** Groups of Crossplane and of its providers. */
const CROSSPLANE = /(^|\.)(crossplane|upbound)\.io$/;

/** Group of an API version, such as `rds.aws.m.upbound.io`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** Whether an object is a managed resource of Crossplane, or a Release or Object that one of its providers puts onto a cluster. */
export function isManagedResource({ apiVersion, spec }: MutableObject): boolean {
  const wanted = member(spec, 'forProvider');
  return typeof wanted === 'object' && wanted !== null && CROSSPLANE.test(groupOf(apiVersion));
}

/** Whether Crossplane deletes what an object stands for when the object goes: its policies may keep it. */
export function isDeletable({ spec }: MutableObject): boolean {
  const policies = member(spec, 'managementPolicies');
  if (member(spec, 'deletionPolicy') === 'Orphan') return false;
  return !Array.isArray(policies) || policies.includes('*') || policies.includes('Delete');
}

/** Name and namespace of the Secret that Crossplane writes for an object, where it writes one. */
export function secretWritten({
  spec,
  metadata,
}: MutableObject): { readonly name: string; readonly namespace: string } | undefined {
  return placeIn(member(spec, 'writeConnectionSecretToRef'), metadata.namespace);
}

/** The kind that a definition of Crossplane makes, as `Kind.group`: composites of it are Crossplane's too. */
export function compositeKind({ kind, spec }: MutableObject): string | undefined {
  if (kind !== 'CompositeResourceDefinition') return undefined;
  return `${member(member(spec, 'names'), 'kind')}.${member(spec, 'group')}`;
}

/** Name and namespace of the Secret by which a configuration of a provider signs in. */
export function secretRefOf({
  spec,
  metadata,
}: MutableObject): { readonly name: string; readonly namespace: string } | undefined {
  return placeIn(member(member(spec, 'credentials'), 'secretRef'), metadata.namespace);
}

function placeIn(
  ref: unknown,
  own: string | undefined,
): { readonly name: string; readonly namespace: string } | undefined {
  const name = member(ref, 'name');
  const namespace = member(ref, 'namespace') ?? own ?? '';
  return typeof name === 'string' && typeof namespace === 'string' ? { name, namespace } : undefined;
}
