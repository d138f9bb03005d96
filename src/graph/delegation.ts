import { isProgram, sourceIn } from '../model/application-source.ts';
import type { OwnerPolicy } from '../model/declarations.ts';
import { CLUSTER_LABEL, ENVIRONMENT_LABEL } from '../model/labels.ts';
import type { PlatformDeclaration } from '../model/platform-declaration.ts';
import { PLATFORM_OWNER } from '../model/platform-owner.ts';
import type { Fact } from '../model/site.ts';
import type { ClusterNode, LinkedApplication, LinkedVariant, ResolvedApplication, Wait } from './graph.ts';
import { hubNamespace, hubNamespaceObject } from './hub-namespace.ts';

/** What is delivered of an application that another program makes, besides what runs at its sites. */
export interface DelegatedPart
  extends Pick<ResolvedApplication, 'name' | 'part' | 'owner' | 'guardrail' | 'namespace'> {
  readonly variants: readonly LinkedVariant[];
  readonly waitsFor: readonly Wait[];
}

/** Name of what limits the programs of an owner at control planes and between clusters. */
export function controlGuardrail(owner: string): string {
  return `${owner}-control`;
}

/** Kinds that programs of an owner may have made at control planes and between clusters. */
export function controlKindsOf(
  owner: string,
  { owners }: { readonly owners: Readonly<Record<string, OwnerPolicy>> },
): readonly string[] {
  return (Object.hasOwn(owners, owner) ? owners[owner]?.controlKinds : undefined) ?? [];
}

/**
 * What is delivered of an application from the output of another program where its owner's policy allows kinds for it: what stands at
 * control planes, and what joins it to other clusters. The namespaces on the hub that the former goes to are the platform's to make.
 */
export function delegatedParts(
  application: LinkedApplication,
  platform: PlatformDeclaration,
): readonly DelegatedPart[] {
  const { name, namespace, owner, placements } = application;
  const clusters = placements
    .map(({ cluster }) => cluster)
    .filter(({ environment }) => isProgram(sourceIn(application, environment)));
  if (clusters.length === 0 || controlKindsOf(owner, platform).length === 0) return [];
  const guardrail = controlGuardrail(owner);
  const hubbed = clusters.filter(({ plane }) => plane === 'hub');
  const own = clusters.filter(({ plane }) => plane !== 'hub');
  const hubNamespaces = `hub-namespace-${name}`;
  const control = [
    ...hubbed.map((cluster) => variant([cluster], named(cluster), true)),
    // Where the hub serves some, each cluster is told apart: one that joins may be of either kind.
    ...(hubbed.length > 0 ? own.map((cluster) => variant([cluster], named(cluster), false)) : byEnvironment(own)),
  ];
  const made = { name: `namespace-${namespace}`, why: `it makes the namespace "${namespace}"` };
  const onHub = { name: hubNamespaces, why: 'it makes the namespaces on the hub' };
  const infrastructure = { name: `${name}-control`, why: 'it makes the infrastructure' };
  const belonging = { owner, guardrail, namespace };
  const parts: DelegatedPart[] = [
    {
      ...belonging,
      name: `${name}-control`,
      part: 'control',
      variants: control,
      waitsFor: [...(hubbed.length > 0 ? [onHub] : []), ...(own.length > 0 ? [made] : [])],
    },
    {
      ...belonging,
      name: `${name}-link`,
      part: 'link',
      variants: byEnvironment(clusters),
      waitsFor: [made, infrastructure],
    },
  ];
  if (hubbed.length === 0) return parts;
  const namespaces = hubbed.map((cluster) => ({
    ...variant([cluster], named(cluster), true),
    objects: [hubNamespaceObject(application, cluster)],
  }));
  const [first] = hubbed.map((cluster) => hubNamespace(application, cluster));
  const owned = { owner: PLATFORM_OWNER, guardrail: undefined, namespace: first ?? '' };
  return [...parts, { ...owned, name: hubNamespaces, part: 'namespace', variants: namespaces, waitsFor: [] }];
}

function byEnvironment(clusters: readonly ClusterNode[]): readonly LinkedVariant[] {
  const environments = [...new Set(clusters.map(({ environment }) => environment))];
  return environments.map((environment) =>
    variant(
      clusters.filter((cluster) => cluster.environment === environment),
      [{ label: ENVIRONMENT_LABEL, value: environment }],
      false,
    ),
  );
}

function variant(clusters: readonly ClusterNode[], facts: readonly Fact[], atHub: boolean): LinkedVariant {
  return { clusters, facts, objects: [], atHub };
}

function named({ environment, name }: ClusterNode): readonly Fact[] {
  return [
    { label: ENVIRONMENT_LABEL, value: environment },
    { label: CLUSTER_LABEL, value: name },
  ];
}
