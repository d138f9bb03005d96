import { closest } from '../model/closest.ts';
import type { OwnerPolicy } from '../model/declarations.ts';
import { isClusterScoped } from '../model/kinds.ts';
import { kindKey } from '../model/manifest.ts';
import { PLATFORM_OWNER } from '../model/platform-owner.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { ResolvedApplication, ResolvedGraph, ResolvedObject } from './graph.ts';

/** Kinds within a namespace that no owner makes, for they limit the owner. */
const RESERVED_KINDS: readonly string[] = ['ResourceQuota', 'LimitRange'];

/** What applications hold that their owner may not make, or that lies in a namespace of somebody else. */
export function ownershipProblems(graph: ResolvedGraph): readonly Problem[] {
  const owners = new Map<string, string>();
  for (const { part, namespace, owner } of graph.applications) if (part === 'site') owners.set(namespace, owner);
  return graph.applications
    .filter(({ owner, part }) => part === 'site' && owner !== PLATFORM_OWNER)
    .flatMap((application) => {
      const policy = policyOf(application, graph);
      if (policy === undefined) return [unknownOwner(application, graph)];
      const problems: Problem[] = [];
      for (const { objects } of application.variants) {
        for (const object of objects) {
          problems.push(...kindProblems(object, application, policy));
          problems.push(...namespaceProblems(object, application, owners));
        }
      }
      return problems;
    });
}

/** Whether an owner may make a kind, as `Kind.group`. The platform itself may make all. */
export function ownerAllows(
  owner: string,
  kind: string,
  clusterScoped: boolean,
  platform: ResolvedGraph['platform'],
): boolean {
  if (owner === PLATFORM_OWNER) return true;
  const policy = policyOf({ owner }, { platform });
  return policy !== undefined && allows(policy, kind, clusterScoped);
}

/** The policy of an application's owner. Where the platform lists no owners, every owner has the default one. */
function policyOf(
  { owner }: Pick<ResolvedApplication, 'owner'>,
  { platform }: Pick<ResolvedGraph, 'platform'>,
): OwnerPolicy | undefined {
  if (Object.keys(platform.owners).length === 0) return {};
  return Object.hasOwn(platform.owners, owner) ? platform.owners[owner] : undefined;
}

function unknownOwner({ path, owner }: ResolvedApplication, { platform }: ResolvedGraph): Problem {
  const near = closest(owner, Object.keys(platform.owners));
  const hint = near === undefined ? undefined : `did you mean "${near}"?`;
  return problem('RB710', { path, prop: 'owner', found: `the platform has no owner ${show(owner)}`, hint });
}

/** Whether an owner's policy allows a kind, as `Kind.group`. */
function allows(policy: OwnerPolicy, kind: string, clusterScoped: boolean): boolean {
  const { namespacedKinds = ['*'], clusterKinds = [] } = policy;
  if (RESERVED_KINDS.includes(kind)) return false;
  const kinds = clusterScoped ? clusterKinds : namespacedKinds;
  return kinds.includes('*') || kinds.includes(kind);
}

function kindProblems(
  { manifest, path }: ResolvedObject,
  { owner }: ResolvedApplication,
  policy: OwnerPolicy,
): readonly Problem[] {
  const kind = kindKey(manifest.apiVersion, manifest.kind);
  const clusterScoped = manifest.metadata.namespace === undefined || isClusterScoped(kind);
  if (allows(policy, kind, clusterScoped)) return [];
  const found = `the policy of "${owner}" does not allow the kind "${kind}", which "${manifest.metadata.name}" is`;
  return [problem('RB702', { path, prop: 'kind', found })];
}

function namespaceProblems(
  { manifest, path }: ResolvedObject,
  { owner, namespace }: ResolvedApplication,
  owners: ReadonlyMap<string, string>,
): readonly Problem[] {
  const own = manifest.metadata.namespace;
  if (own === undefined || own === namespace || owners.get(own) === owner) return [];
  const found = `the ${manifest.kind} "${manifest.metadata.name}" is in the namespace "${own}", which does not belong to "${owner}"`;
  return [problem('RB703', { path, prop: 'metadata.namespace', found })];
}
