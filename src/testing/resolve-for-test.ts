import type { App } from 'cdk8s';
import type { ResolvedApplication } from '../graph/graph.ts';
import { landing } from '../model/landing.ts';
import { kindKey, type Manifest } from '../model/manifest.ts';
import { compareText, formatProblem, type Problem } from '../model/problem.ts';
import { type Plan, planOf } from '../platform/plan.ts';
import { filesOf } from '../platform/synthesize.ts';

/** How a platform is resolved for a test. */
export interface ResolveForTestOptions {
  /**
   * Folder of schemas, as `roadbed schemas add` fills it; it need not exist.
   * @default 'schemas'
   */
  readonly schemas?: string;
}

/** An object as it is delivered to a cluster. */
export type DeliveredObject = Manifest;

/**
 * A platform as it resolves: what `roadbed synth` would write, without writing it.
 *
 * What it gives is there only where there is no problem: to ask for it otherwise throws, with all problems.
 */
export class ResolvedPlatform {
  /** What is wrong with the platform; empty where it can be delivered. */
  readonly problems: readonly Problem[];
  readonly #plan: Plan | undefined;
  #files: ReadonlyMap<string, string> | undefined;

  /** @internal */
  constructor(problems: readonly Problem[], plan: Plan | undefined) {
    this.problems = problems;
    this.#plan = plan;
  }

  /** Names of the clusters, sorted. */
  get clusters(): readonly string[] {
    return this.#resolved().graph.clusters.map(({ name }) => name);
  }

  /** Names of the clusters that an application goes to, sorted. Parts have names of their own: `shop`, `shop-control`, `shop-link`, `namespace-shop`. */
  clustersOf(application: string): readonly string[] {
    const { variants } = this.#application(application);
    return variants.flatMap(({ clusters }) => clusters.map(({ name }) => name)).sort(compareText);
  }

  /** The objects that are delivered to a cluster, of all applications or of one, in the order in which they are applied. */
  objects(cluster: string, application?: string): readonly DeliveredObject[] {
    const { graph } = this.#resolved();
    if (!graph.clusters.some(({ name }) => name === cluster)) throw new Error(`there is no cluster ${cluster}`);
    const applications = application === undefined ? graph.applications : [this.#application(application)];
    return applications
      .flatMap(({ variants }) => variants)
      .filter((variant) => landing(variant, graph).some(({ name }) => name === cluster))
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
    if (this.#files === undefined) {
      const { emission, documents, graph } = this.#resolved();
      const files = [...filesOf(emission, documents, graph)].map(
        ({ path, content }) => [path, typeof content === 'string' ? content : [...content].join('')] as const,
      );
      this.#files = new Map(files.sort(([a], [b]) => compareText(a, b)));
    }
    return this.#files;
  }

  #application(name: string): ResolvedApplication {
    const found = this.#resolved().graph.applications.find((application) => application.name === name);
    if (found === undefined) throw new Error(`there is no application ${name}`);
    return found;
  }

  #resolved(): Plan {
    if (this.#plan === undefined) throw new Error(this.problems.map(formatProblem).join('\n'));
    return this.#plan;
  }
}

/**
 * Resolves a platform for a test: all passes run, nothing is written.
 *
 * @example
 * const shop = new Application(platform, 'shop', { owner: 'team-shop', clusters: [dev, prod] });
 * new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080 });
 *
 * const resolved = resolveForTest(platform);
 * expect(resolved.problems).toEqual([]);
 * expect(resolved.clustersOf('shop')).toEqual(['dev', 'prod']);
 * expect(resolved.object('dev', 'Deployment', 'api')).toMatchObject({ spec: { replicas: 1 } });
 */
export function resolveForTest(platform: App, options: ResolveForTestOptions = {}): ResolvedPlatform {
  const { problems, plan } = planOf(platform, { schemas: options.schemas ?? 'schemas' });
  return new ResolvedPlatform(problems, plan);
}
