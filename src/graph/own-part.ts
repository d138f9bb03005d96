import type { ContractDocument } from '../model/contract.ts';
import { isClusterScoped } from '../model/kinds.ts';
import { CLUSTER_LABEL } from '../model/labels.ts';
import { listed } from '../model/listed.ts';
import { kindKey } from '../model/manifest.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { controlGuardrail, controlKindsOf } from './delegation.ts';
import type { Part, Pass, ResolvedApplication, ResolvedGraph, ResolvedObject, Variant } from './graph.ts';

/** Parts of an application besides what runs at its sites, with words for where they stand. */
const BESIDES = { control: 'at a control plane', link: 'between clusters' } as const;

/**
 * What the program of a team delivers of its applications: a folder for each cluster, as the platform's ApplicationSets ask for it.
 * Namespaces are the platform's; what stands at a control plane or between clusters is the team's where the contract allows its kinds.
 */
export function ownPart(graph: ResolvedGraph): Pass<ResolvedGraph> {
  const { contract } = graph.platform;
  if (contract === undefined) throw new Error('a part of a graph was asked for that has no contract');
  const problems = graph.applications.flatMap((application) => besideProblems(application, graph, contract));
  const applications = graph.applications
    .filter(({ part }) => part === 'site')
    .flatMap((site) => [
      { ...site, waitsFor: [], variants: site.variants.flatMap((variant) => byCluster(variant, variant.objects)) },
      ...(controlKindsOf(site.owner, contract).length === 0
        ? []
        : [besidePart(site, 'control', graph), besidePart(site, 'link', graph)]),
    ]);
  return { graph: { ...graph, applications, bootstraps: [] }, problems };
}

/** Kinds at control planes and between clusters that the contract does not leave to the owner. */
function besideProblems(
  { path, part, variants }: ResolvedApplication,
  graph: ResolvedGraph,
  contract: ContractDocument,
): readonly Problem[] {
  if (part !== 'control' && part !== 'link') return [];
  const owner = graph.applications.find((one) => one.part === 'site' && one.path === path)?.owner ?? '';
  const allowed = controlKindsOf(owner, contract);
  const refused = variants.flatMap(ownObjects).filter(({ manifest }) => {
    const kind = kindKey(manifest.apiVersion, manifest.kind);
    return !allowed.includes(kind) || isClusterScoped(kind);
  });
  if (refused.length === 0) return [];
  const kinds = [...new Set(refused.map(({ manifest }) => kindKey(manifest.apiVersion, manifest.kind)))].sort();
  const paths = [...new Set(refused.map((one) => one.path))].sort();
  const found = `${listed(paths)} would make ${listed(kinds)} ${BESIDES[part]}, which the contract does not leave to ${show(owner)}`;
  return [problem('RB864', { path, found })];
}

/** The objects of a variant without the namespace on the hub that the platform makes for it. */
function ownObjects({ objects, hubNamespace }: Variant): readonly ResolvedObject[] {
  return hubNamespace === undefined
    ? objects
    : objects.filter(({ manifest }) => manifest.kind !== 'Namespace' || manifest.metadata.name !== hubNamespace);
}

/** A part besides what runs at the sites: a folder for each cluster, though there be nothing in it, as the platform looks for it. */
function besidePart(site: ResolvedApplication, part: Exclude<Part, 'site'>, graph: ResolvedGraph): ResolvedApplication {
  const name = `${site.name}-${part}`;
  const made = graph.applications.find((one) => one.path === site.path && one.part === part);
  const variants = (made?.variants ?? []).flatMap((variant) => byCluster(variant, ownObjects(variant)));
  const there = new Set(variants.map((variant) => variant.name));
  const others = site.variants
    .flatMap((variant) => byCluster(variant, []))
    .filter((variant) => !there.has(variant.name))
    .map((variant) => ({ ...variant, waves: 0 }));
  return {
    ...site,
    name,
    part,
    guardrail: controlGuardrail(site.owner),
    waitsFor: [],
    rollout: [],
    variants: [...variants, ...others].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function byCluster(variant: Variant, objects: readonly ResolvedObject[]): readonly Variant[] {
  return variant.clusters.map((cluster) => ({
    ...variant,
    name: cluster.name,
    clusters: [cluster],
    objects,
    selectors: [{ matchLabels: { [CLUSTER_LABEL]: cluster.name } }],
  }));
}
