import type { Coverage } from '../graph/check.ts';
import type { ResolvedApplication, ResolvedGraph, Variant } from '../graph/graph.ts';
import type { ApplicationSource } from '../model/declarations.ts';
import { CLUSTER_LABEL, WAVE_LABEL } from '../model/labels.ts';
import { compareText } from '../model/problem.ts';
import { type MissingKind, missingKinds } from './missing-kinds.ts';

/** One variant in the table of a summary. */
export interface SummaryRow {
  readonly application: string;
  readonly variant: string;
  readonly clusters: readonly string[];
  readonly objects: number;
  readonly waves: number;
  /** What the delivery engine renders it from, where that is not Roadbed: then its objects are not known here. */
  readonly source?: 'git' | 'kustomize' | 'helm';
}

/** What a platform came to, in numbers. */
export interface SummaryCounts {
  /** Applications of the program. */
  readonly applications: number;
  /** Namespaces that the platform makes. */
  readonly namespaces: number;
  /** Clusters that get something. */
  readonly clusters: number;
  /** Clusters of the program. */
  readonly clustersKnown: number;
  /** Distinct renderings of applications. */
  readonly variants: number;
  /** Distinct objects, however many clusters share them; without namespaces. */
  readonly objects: number;
  /** Most waves that one application has. */
  readonly waves: number;
  /** What Argo CD makes of it: one Application for each application and cluster, namespaces included. */
  readonly deliveries: number;
}

/** A kind whose objects were not checked, since there is no schema for it. */
export interface UncheckedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly objects: number;
}

/** A label whose values decide a variant, with the values that are rendered. A cluster with another one gets nothing yet. */
export interface OpenFact {
  readonly label: string;
  readonly values: readonly (string | undefined)[];
}

/** A wave of promotion in a summary. */
export interface WaveRow {
  readonly name: string;
  readonly clusters: readonly string[];
  /** Branch that its clusters follow. */
  readonly revision: string;
  readonly gate?: 'manual';
}

/** What is said of a platform that has no problems. */
export interface Summary {
  readonly counts: SummaryCounts;
  readonly rows: readonly SummaryRow[];
  readonly unchecked: readonly UncheckedKind[];
  readonly missing: readonly MissingKind[];
  readonly open: readonly OpenFact[];
  /** Names of what rules place and what is made for known clusters alone, each by its name: one that joins waits for the next synthesis. */
  readonly named: readonly string[];
  /** Waves in which changes reach clusters, the first first, each with its clusters. */
  readonly waves: readonly WaveRow[];
  /** Names of the applications that change clusters in steps. */
  readonly stepped: readonly string[];
}

/** Sums up a resolved platform, or one environment of it. */
export function summaryOf(graph: ResolvedGraph, coverage: Coverage, environment?: string): Summary {
  const applications = graph.applications.flatMap((application) => {
    const variants = application.variants.filter((one) => environment === undefined || one.environment === environment);
    return variants.length === 0 ? [] : [{ ...application, variants }];
  });
  return {
    counts: countsOf(applications, graph),
    rows: applications.filter(({ part }) => part !== 'namespace').flatMap(rowsOf),
    unchecked: [...coverage.withoutSchema].map(uncheckedKind).sort((a, b) => compareText(textOf(a), textOf(b))),
    missing: missingKinds({ ...graph, applications }),
    open: openFacts(applications),
    named: applications.filter(isNamed).map(({ name }) => name),
    waves: wavesOf(graph),
    stepped: applications.filter(({ rollout }) => rollout.length > 0).map(({ name }) => name),
  };
}

function wavesOf({ platform, clusters }: ResolvedGraph): readonly WaveRow[] {
  return platform.waves.map(({ name, revision, gate }) => ({
    name,
    clusters: clusters.filter(({ labels }) => labels[WAVE_LABEL] === name).map((cluster) => cluster.name),
    revision,
    ...(gate === undefined ? {} : { gate }),
  }));
}

/** How many clusters stand in some lists, which variants share. */
function clustersOf(lists: readonly Variant['clusters'][]): number {
  const clusters = new Set<Variant['clusters'][number]>();
  for (const list of new Set(lists)) for (const cluster of list) clusters.add(cluster);
  return clusters.size;
}

function countsOf(applications: readonly ResolvedApplication[], { clusters }: ResolvedGraph): SummaryCounts {
  const variants = applications.flatMap((application) => application.variants);
  const rendered = applications
    .filter(({ part }) => part !== 'namespace')
    .flatMap((application) => application.variants);
  return {
    applications: applications.filter(({ part }) => part === 'site').length,
    namespaces: applications.filter(({ part }) => part === 'namespace').length,
    clusters: clustersOf(variants.map((variant) => variant.clusters)),
    clustersKnown: clusters.length,
    variants: rendered.length,
    objects: rendered.reduce((sum, { objects }) => sum + objects.length, 0),
    waves: variants.reduce((most, { waves }) => Math.max(most, waves), 0),
    deliveries: variants.reduce((sum, one) => sum + one.clusters.length, 0),
  };
}

function rowsOf({ name, variants }: ResolvedApplication): readonly SummaryRow[] {
  return variants.map((variant) => ({
    application: name,
    variant: variant.name,
    clusters: variant.clusters.map((cluster) => cluster.name),
    objects: variant.objects.length,
    waves: variant.waves,
    ...sourceOf(variant.source),
  }));
}

function sourceOf(source: ApplicationSource | undefined): Pick<SummaryRow, 'source'> {
  if (source === undefined) return {};
  if ('helm' in source) return { source: 'helm' };
  return { source: 'git' in source ? 'git' : 'kustomize' };
}

function uncheckedKind([name, objects]: readonly [string, number]): UncheckedKind {
  const [apiVersion = '', kind = ''] = name.split(' ');
  return { apiVersion, kind, objects };
}

function textOf({ apiVersion, kind }: UncheckedKind): string {
  return `${apiVersion} ${kind}`;
}

/** Whether rules place an application of which something is made for a cluster by its name. */
function isNamed({ path, placements, variants }: ResolvedApplication): boolean {
  const byRule = placements.some(({ by }) => by.some((one) => one !== path));
  return byRule && variants.some(({ facts }) => facts.some(({ label }) => label === CLUSTER_LABEL));
}

/** The facts of variants that rules place: clusters that join later are chosen by them. */
function openFacts(applications: readonly ResolvedApplication[]): readonly OpenFact[] {
  const values = new Map<string, Set<string | undefined>>();
  for (const { part, path, placements, variants } of applications) {
    if (part !== 'site' || placements.every(({ by }) => by.every((one) => one === path))) continue;
    for (const { facts } of variants) {
      for (const { label, value } of facts) values.set(label, (values.get(label) ?? new Set()).add(value));
    }
  }
  values.delete(CLUSTER_LABEL);
  return [...values]
    .sort(([a], [b]) => compareText(a, b))
    .map(([label, known]) => ({ label, values: [...known].sort((a, b) => compareText(a ?? '', b ?? '')) }));
}
