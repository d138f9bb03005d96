import { valuesFor } from '../model/cluster-values.ts';
import { installRank } from '../model/kinds.ts';
import { BOOTSTRAP_ANNOTATION } from '../model/labels.ts';
import { listed } from '../model/listed.ts';
import { kindKey } from '../model/manifest.ts';
import { type Problem, problem } from '../model/problem.ts';
import type {
  Bootstrap,
  BootstrapChart,
  ClusterNode,
  Linked,
  ResolvedApplication,
  ResolvedObject,
  Variant,
} from './graph.ts';
import type { KindIndex } from './kind-index.ts';

/** Kind by which the cluster of the delivery engine is served. */
const DELIVERS = 'ApplicationSet.argoproj.io';

/** What clusters need before the delivery engine can reach them, and the applications that this comes from. */
export interface Bootstraps {
  readonly bootstraps: readonly Bootstrap[];
  /** Names of the applications that the delivery engine reaches edges over. */
  readonly carriers: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * Gathers what each cluster needs once, before the delivery engine can reach it: the objects that say so of themselves, the charts that
 * bring their kinds, and the namespaces of both. On the engine's own cluster it is the engine.
 */
export function bootstrapsOf(
  { clusters, networks }: Pick<Linked, 'clusters' | 'networks'>,
  applications: readonly ResolvedApplication[],
  kinds: KindIndex,
): Bootstraps {
  const gathering = new Gathering(applications, kinds);
  const names = new Map(clusters.map(({ path, name }) => [path, name]));
  const byPath = new Map(clusters.map((cluster) => [cluster.path, cluster]));
  const hubs = clusters.filter(({ hub }) => hub).map((cluster) => gathering.hub(cluster));
  const edges = networks.flatMap((declaration) =>
    [...declaration.entries].flatMap(([path, entry]) => {
      const cluster = byPath.get(path);
      const hub = names.get(declaration.hub);
      return cluster === undefined || hub === undefined ? [] : [gathering.edge(cluster, { declaration, entry, hub })];
    }),
  );
  const bootstraps = [...hubs, ...edges].sort((a, b) => a.cluster.index - b.cluster.index);
  return { bootstraps, carriers: gathering.carriers, problems: gathering.problems() };
}

/** An application's rendering at one cluster. */
interface At {
  readonly application: ResolvedApplication;
  readonly variant: Variant;
}

class Gathering {
  readonly carriers = new Set<string>();
  /** What brings a kind to edges too late, by the application's path: the kind, and the edges. */
  readonly #late = new Map<string, { readonly from: string; readonly kind: string; readonly edges: string[] }>();
  readonly #kinds: KindIndex;
  readonly #byName: ReadonlyMap<string, ResolvedApplication>;
  /** Applications with objects that belong to a bootstrap. */
  readonly #marked: readonly ResolvedApplication[];
  readonly #variants = new Map<ResolvedApplication, ReadonlyMap<number, Variant>>();

  constructor(applications: readonly ResolvedApplication[], kinds: KindIndex) {
    this.#kinds = kinds;
    this.#byName = new Map(applications.map((application) => [application.name, application]));
    this.#marked = applications.filter(({ variants }) => variants.some(({ objects }) => objects.some(isEarly)));
  }

  hub(cluster: ClusterNode): Bootstrap {
    return { cluster, network: undefined, charts: this.#charts(cluster, [DELIVERS]), kinds: [DELIVERS], objects: [] };
  }

  edge(cluster: ClusterNode, network: Bootstrap['network']): Bootstrap {
    const places = this.#marked.flatMap((application) => this.#at(application, cluster));
    const objects = places.flatMap(({ variant }) => variant.objects.filter(isEarly));
    const namespaces = places.flatMap(({ application }) => this.#namespace(application.namespace, cluster));
    const kinds = [...new Set(objects.map(({ manifest }) => kindKey(manifest.apiVersion, manifest.kind)))]
      .filter(isCustom)
      .sort();
    const charts = this.#charts(cluster, kinds);
    for (const { application } of places) this.#carries(application.name, application.namespace);
    for (const kind of kinds) this.#bringers(kind, cluster);
    return { cluster, network, charts, kinds, objects: [...namespaces, ...inOrder(objects)] };
  }

  /** What brings a kind that an edge begins with carries the network too, and must be there before: by a chart, or because somebody sees to it. */
  #bringers(kind: string, cluster: ClusterNode): void {
    for (const name of this.#kinds.providers(kind, [cluster])) {
      const application = this.#byName.get(name);
      if (application === undefined) continue;
      this.#carries(name, application.namespace);
      for (const { variant } of this.#at(application, cluster)) {
        const { source } = variant;
        if ((source !== undefined && 'helm' in source) || cluster.provides.includes(kind)) continue;
        const from = source === undefined ? 'constructs' : 'git' in source ? 'a folder in git' : 'a Kustomize folder';
        const late = this.#late.get(application.path) ?? { from, kind, edges: [] };
        if (!late.edges.includes(cluster.name)) late.edges.push(cluster.name);
        this.#late.set(application.path, late);
      }
    }
  }

  problems(): readonly Problem[] {
    return [...this.#late].map(([path, { from, kind, edges }]) => {
      const found = `it brings "${kind}", without which ${listed(edges)} cannot join, by ${from}`;
      return problem('RB848', { path, prop: 'source', found });
    });
  }

  #carries(name: string, namespace: string): void {
    this.carriers.add(name).add(`namespace-${namespace}`);
  }

  #charts(cluster: ClusterNode, kinds: readonly string[]): readonly BootstrapChart[] {
    const providers = new Set(kinds.flatMap((kind) => this.#kinds.providers(kind, [cluster])));
    return [...providers].sort().flatMap((name) => {
      const application = this.#byName.get(name);
      return application === undefined ? [] : this.#at(application, cluster).flatMap((at) => this.#chart(at, cluster));
    });
  }

  #chart({ application, variant }: At, cluster: ClusterNode): readonly BootstrapChart[] {
    const { name, path, namespace } = application;
    const [object] = this.#namespace(namespace, cluster);
    if (variant.source === undefined || !('helm' in variant.source) || object === undefined) return [];
    const { repository, chart, version, clusterValues = {}, releaseName: release = name } = variant.source.helm;
    const values = valuesFor(variant.source.helm.values ?? {}, clusterValues, cluster);
    return [{ application: name, path, repository, chart, version, release, values, namespace: object }];
  }

  #namespace(name: string, cluster: ClusterNode): readonly ResolvedObject[] {
    const application = this.#byName.get(`namespace-${name}`);
    return application === undefined ? [] : this.#at(application, cluster).flatMap(({ variant }) => variant.objects);
  }

  #at(application: ResolvedApplication, cluster: ClusterNode): readonly At[] {
    const known =
      this.#variants.get(application) ??
      new Map(
        application.variants.flatMap((variant) => variant.clusters.map(({ index }) => [index, variant] as const)),
      );
    this.#variants.set(application, known);
    const variant = known.get(cluster.index);
    return variant === undefined ? [] : [{ application, variant }];
  }
}

function isEarly({ manifest }: ResolvedObject): boolean {
  return manifest.metadata.annotations?.[BOOTSTRAP_ANNOTATION] === 'true';
}

/** Groups of Kubernetes itself have no domain, or end in its own. */
function isCustom(kind: string): boolean {
  const group = kind.slice(kind.indexOf('.') + 1);
  return group !== kind && group.includes('.') && !group.endsWith('.k8s.io');
}

/** In the order in which engines install kinds, so that one pass over them is enough. */
function inOrder(objects: readonly ResolvedObject[]): readonly ResolvedObject[] {
  const rank = ({ manifest }: ResolvedObject) =>
    installRank(kindKey(manifest.apiVersion, manifest.kind).split('.', 1)[0] ?? '');
  return [...objects].sort((a, b) => rank(a) - rank(b));
}
