import { existsSync } from 'node:fs';
import { documentsOf } from '../graph/document.ts';
import type { MutableObject, ResolvedApplication, ResolvedGraph } from '../graph/graph.ts';
import { kindKey } from '../model/manifest.ts';
import { compareText, formatProblem, type Problem } from '../model/problem.ts';
import type { BarePlatform } from '../platform/bare-platform.ts';
import { resolve } from '../platform/resolve.ts';
import { filesOf } from '../platform/synthesize.ts';
import { StoreChecker } from '../schema/checker.ts';
import { SchemaStore } from '../schema/store.ts';
import { argocd } from '../targets/argocd/argocd.ts';

/** How a platform is resolved for a test. */
export interface ResolveForTestOptions {
  /**
   * Folder of schemas, as `roadbed schemas add` fills it; it need not exist.
   * @default 'schemas'
   */
  readonly schemas?: string;
}

/** An object as it is delivered to a cluster. */
export type DeliveredObject = Readonly<MutableObject>;

/**
 * A platform as it resolves: what `roadbed synth` would write, without writing it.
 *
 * What it gives is there only where there is no problem: to ask for it otherwise throws, with all problems.
 */
export class ResolvedPlatform {
  /** What is wrong with the platform; empty where it can be delivered. */
  readonly problems: readonly Problem[];
  readonly #graph: ResolvedGraph | undefined;

  constructor(problems: readonly Problem[], graph: ResolvedGraph | undefined) {
    this.problems = problems;
    this.#graph = graph;
  }

  /** Names of the clusters, sorted. */
  get clusters(): readonly string[] {
    return this.#resolved().clusters.map(({ name }) => name);
  }

  /** Names of the clusters that an application goes to, sorted. Parts have names of their own: `shop`, `shop-control`, `namespace-shop`. */
  clustersOf(application: string): readonly string[] {
    const { variants } = this.#application(application);
    return variants.flatMap(({ clusters }) => clusters.map(({ name }) => name)).sort(compareText);
  }

  /** The objects that are delivered to a cluster, of all applications or of one, in the order in which they are applied. */
  objects(cluster: string, application?: string): readonly DeliveredObject[] {
    const graph = this.#resolved();
    if (!graph.clusters.some(({ name }) => name === cluster)) throw new Error(`there is no cluster ${cluster}`);
    const applications = application === undefined ? graph.applications : [this.#application(application)];
    return applications
      .flatMap(({ variants }) => variants)
      .filter(({ clusters }) => clusters.some(({ name }) => name === cluster))
      .flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
  }

  /** The one object of this kind, `Deployment` or `Deployment.apps`, and name on a cluster. */
  object(cluster: string, kind: string, name: string): DeliveredObject {
    const found = this.objects(cluster).filter(
      (object) =>
        object.metadata.name === name && (object.kind === kind || kindKey(object.apiVersion, object.kind) === kind),
    );
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    throw new Error(`there are ${found.length} objects ${kind} ${name} on the cluster ${cluster}`);
  }

  /** The output folder: the text of each file, by its path. */
  files(): ReadonlyMap<string, string> {
    const graph = this.#resolved();
    const files = new Map<string, string>();
    for (const { path, content } of filesOf(argocd.emit(graph), documentsOf(graph), graph)) {
      files.set(path, typeof content === 'string' ? content : [...content].join(''));
    }
    return new Map([...files].sort(([a], [b]) => compareText(a, b)));
  }

  #application(name: string): ResolvedApplication {
    const found = this.#resolved().applications.find((application) => application.name === name);
    if (found === undefined) throw new Error(`there is no application ${name}`);
    return found;
  }

  #resolved(): ResolvedGraph {
    if (this.#graph === undefined) throw new Error(this.problems.map(formatProblem).join('\n'));
    return this.#graph;
  }
}

/**
 * Resolves a platform for a test: all passes run, nothing is written.
 *
 * @example
 * const resolved = resolveForTest(platform);
 * expect(resolved.problems).toEqual([]);
 * expect(resolved.clustersOf('shop')).toEqual(['dev', 'eu']);
 */
export function resolveForTest(platform: BarePlatform, options: ResolveForTestOptions = {}): ResolvedPlatform {
  const { schemas = 'schemas' } = options;
  const store = new SchemaStore(existsSync(schemas) ? { folder: schemas } : {});
  const checker = new StoreChecker(store);
  const { graph, problems } = resolve(platform, {
    schemas: {
      check: (object) => checker.check(object),
      addCrd: (crd, path) => store.addCrd(crd, path),
    },
  });
  const emitted = graph === undefined ? [] : argocd.emit(graph).problems;
  const all = [...problems, ...store.problems, ...emitted];
  return new ResolvedPlatform(all, all.length === 0 ? graph : undefined);
}
