import { applyPatches } from '../model/apply-patches.ts';
import { isClusterScoped } from '../model/kinds.ts';
import { AT_ANNOTATION, PATH_ANNOTATION } from '../model/labels.ts';
import { kindKey, type Patch } from '../model/manifest.ts';
import type { Endpoint } from '../model/need.ts';
import { plainObject } from '../model/plain-object.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { Site } from '../model/site.ts';
import { Consumers, type Taker } from './consumers.ts';
import { visitCrowds } from './crowds.ts';
import type {
  ClusterNode,
  Leaf,
  Matched,
  Matches,
  MutableObject,
  ObjectNode,
  Offer,
  Part,
  Pass,
  PlacedApplication,
  Rendered,
  RenderedManifest,
  UnitNode,
} from './graph.ts';
import { copyRendered, isObject, type PlainCopy } from './plain.ts';
import { ProblemSet } from './problem-set.ts';
import { provisionProblems, reachProblems, siteProblems } from './provision-problems.ts';
import { Provisions } from './provisions.ts';
import { clearNamespaces } from './scopes.ts';
import { SiteMemo } from './site-memo.ts';

type Manifests = readonly RenderedManifest[];

/** Renders every item wherever it is placed: once for each distinct set of facts that it reads, not once a cluster. */
export function render(graph: Matched): Pass<Rendered> {
  const renderer = new Renderer(graph);
  const visit = (leavesAt: (path: string, cluster: ClusterNode) => readonly (Leaf<unknown> | undefined)[]) => {
    for (const { items, crowds } of graph.applications) {
      for (const { path } of items) visitCrowds(crowds, (cluster) => leavesAt(path, cluster));
    }
  };
  visit((path, cluster) => [renderer.rendering(path, cluster)]);
  // Who takes what of whom is known once all of that is rendered.
  visit((path, cluster) => [renderer.dependants(path, cluster), renderer.infrastructure(path, cluster)]);
  renderer.finish();
  const rendered: Rendered = {
    ...graph,
    rendering: (item, cluster) => renderer.rendering(item, cluster),
    dependants: (unit, cluster) => renderer.dependants(unit, cluster),
    infrastructure: (unit, cluster) => renderer.infrastructure(unit, cluster),
    bearsOnControl: (item) => renderer.bearsOnControl(item),
    offer: (unit, cluster) => renderer.offer(unit, cluster),
    dressed: (manifests, path, application) => renderer.dressed(manifests, path, application),
    unusedPatches: () => renderer.unusedPatches(),
  };
  const problems = new ProblemSet();
  problems.add(renderer.problems());
  // What follows from all that may be what a patch is for.
  if (!graph.applications.some(({ follower }) => follower !== undefined)) problems.add(renderer.unusedPatches());
  return { graph: rendered, problems: problems.list() };
}

interface Memos extends Taker {
  /** Whether the item can be rendered at a cluster: its props are valid there. */
  readonly valid: (cluster: ClusterNode) => boolean;
  /** What is made for those who take what its provisioner gives; undefined where no provisioner of it makes anything for them. */
  readonly dependants: SiteMemo<Manifests> | undefined;
  readonly infrastructure: SiteMemo<Manifests>;
  readonly offer: SiteMemo<Offer>;
}

class Renderer {
  readonly #graph: Matched;
  readonly #memos = new Map<string, Memos>();
  #problems = new ProblemSet();
  readonly #usedPatches = new Set<Patch>();
  readonly #objects: MutableObject[] = [];
  /** Whether some provisioner makes something for those who take what it gives. */
  readonly #servesConsumers: boolean;
  #consumers: Consumers | undefined;

  constructor(graph: Matched) {
    this.#graph = graph;
    this.#servesConsumers = graph.platform.recipes.some(({ provisioner }) => provisioner.dependants !== undefined);
    for (const application of graph.applications) {
      for (const item of application.items) {
        this.#memos.set(
          item.path,
          item.kind === 'unit' ? this.#unit(item, application) : this.#object(item, application),
        );
      }
    }
  }

  rendering(item: string, cluster: ClusterNode): Leaf<Manifests> | undefined {
    const memos = this.#memos.get(item);
    return memos?.valid(cluster) === true ? memos.rendering.at(cluster) : undefined;
  }

  dependants(unit: string, cluster: ClusterNode): Leaf<Manifests> | undefined {
    const memos = this.#memos.get(unit);
    return memos?.dependants !== undefined && memos.valid(cluster) ? memos.dependants.at(cluster) : undefined;
  }

  infrastructure(unit: string, cluster: ClusterNode): Leaf<Manifests> | undefined {
    const memos = this.#memos.get(unit);
    return memos?.valid(cluster) === true ? memos.infrastructure.at(cluster) : undefined;
  }

  bearsOnControl(item: string): { readonly rendering: boolean; readonly infrastructure: boolean } {
    const memos = this.#memos.get(item);
    return {
      rendering: memos?.rendering.leaves.some(({ value }) => value.some(({ part }) => part === 'control')) ?? false,
      infrastructure: memos?.infrastructure.leaves.some(({ value }) => value.length > 0) ?? false,
    };
  }

  offer(unit: string, cluster: ClusterNode): Leaf<Offer> | undefined {
    const memos = this.#memos.get(unit);
    return memos?.valid(cluster) === true ? memos.offer.at(cluster) : undefined;
  }

  /** What can be said of objects only when all of them are there. */
  finish(): void {
    clearNamespaces(this.#objects);
  }

  problems(): readonly Problem[] {
    return this.#problems.list();
  }

  /** Objects that come late, as those that were rendered. */
  dressed(manifests: readonly unknown[], path: string, application: PlacedApplication): Pass<Manifests> {
    const told = this.#problems;
    this.#problems = new ProblemSet();
    const graph = this.#finish(manifests, path, application, { patches: [] });
    const problems = this.#problems.list();
    this.#problems = told;
    return { graph, problems };
  }

  #object(item: ObjectNode, application: PlacedApplication): Memos {
    return {
      item,
      application,
      dependants: undefined,
      valid: () => true,
      rendering: new SiteMemo(() => this.#finish(this.#json(item), item.path, application, { patches: [] })),
      infrastructure: new SiteMemo(() => []),
      offer: new SiteMemo(() => ({
        values: {},
        endpoints: new Map(),
        homes: NO_HOMES,
        atControl: false,
        from: undefined,
      })),
    };
  }

  #unit(unit: UnitNode, application: PlacedApplication): Memos {
    const { path, handle } = unit;
    const matches = (site: Site) => this.#graph.matchesAt(path, site);
    const finish = (manifests: readonly unknown[], provisioner?: string, part?: Part) =>
      this.#finish(manifests, path, application, { patches: handle.patches, provisioner, part });
    return {
      item: unit,
      application,
      valid: (cluster) => handle.problems(cluster.environment).length === 0,
      rendering: new SiteMemo((site) => {
        const refusals = handle.refusals(site);
        if (refusals.length > 0) {
          this.#problems.add(refusals);
          return [];
        }
        const own = finish(handle.render(site));
        const provisions = new Provisions(site);
        const others = matches(site).flatMap((match) => {
          const provision = match.owner === undefined ? provisions.of(match) : undefined;
          if (provision === undefined) return [];
          this.#problems.add(provisionProblems(match, provision));
          this.#problems.add(reachProblems(match, provisions));
          return finish(provision.manifests, match.provisioner?.name);
        });
        return [...own, ...others];
      }),
      dependants: this.#servesConsumers
        ? new SiteMemo((site) => this.#forConsumers(unit, application, 'dependants', site))
        : undefined,
      infrastructure: new SiteMemo((site) => {
        const provisions = new Provisions(site);
        const made = matches(site).flatMap((match) => {
          this.#problems.add(siteProblems(match, site));
          return finish(provisions.infrastructureOf(match), match.provisioner?.name, 'control');
        });
        return [...made, ...this.#forConsumers(unit, application, 'dependantInfrastructure', site)];
      }),
      offer: new SiteMemo((site) => offerAt(unit, site, matches(site))),
    };
  }

  /** What the provisioners of what a unit owns make for the pods that take what they give. */
  #forConsumers(
    unit: UnitNode,
    application: PlacedApplication,
    hook: 'dependants' | 'dependantInfrastructure',
    site: Site,
  ): Manifests {
    return this.#graph.matchesAt(unit.path, site).flatMap((match, index) => {
      const maker = match.provisioner;
      if (match.owner !== undefined || maker?.[hook] === undefined) return [];
      this.#consumers ??= new Consumers(this.#graph, this.#memos);
      const consumers = this.#consumers.at(
        { match, isFirst: index === 0, application },
        site,
        hook === 'dependants' ? 'site' : 'control',
      );
      if (consumers.length === 0) return [];
      const part = hook === 'dependants' ? undefined : 'control';
      const origin = { patches: unit.handle.patches, provisioner: maker.name, part } as const;
      return this.#finish(maker[hook]?.(match.need, site, consumers) ?? [], unit.path, application, origin);
    });
  }

  /** Makes rendered objects the resolver's own: copied, named as belonging to their application, and patched. */
  #finish(manifests: readonly unknown[], path: string, application: PlacedApplication, origin: Origin): Manifests {
    const patches = [...this.#graph.platform.patches, ...application.patches, ...origin.patches];
    const finished: RenderedManifest[] = [];
    for (const manifest of manifests.flatMap(oneByOne)) {
      const copy = this.#copy(manifest, path);
      if (copy === undefined) continue;
      if (!isObject(copy.value)) {
        const hint = 'give it an apiVersion, a kind and a metadata.name';
        const found = `no object of Kubernetes, got ${show(copy.value)}`;
        this.#problems.add([problem('RB711', { path, found, hint })]);
        continue;
      }
      const object = dress(copy.value, path, application);
      const part = origin.part ?? (object.metadata.annotations?.[AT_ANNOTATION] === 'control' ? 'control' : 'site');
      const { provisioner } = origin;
      const patched = this.#patch(object, copy.markers, patches, path);
      this.#objects.push(patched.object);
      // Each member by name: a record for each manifest must not cost a hidden class for each.
      finished.push({
        object: patched.object,
        path,
        part,
        provisioner,
        markers: patched.markers,
        patchedBy: patched.patchedBy,
      });
    }
    return finished;
  }

  #copy(value: unknown, path: string): PlainCopy | undefined {
    const copy = copyRendered(value);
    if (!('unwritable' in copy)) return copy;
    this.#problems.add([problem('RB822', { path, found: `holds ${copy.unwritable}, which cannot be written` })]);
    return undefined;
  }

  /** What a cdk8s construct makes; one that cannot says why. */
  #json(item: { readonly path: string; toJson(): unknown }): readonly unknown[] {
    try {
      return [item.toJson()];
    } catch (error) {
      const found = `cannot be rendered: ${error instanceof Error ? error.message : show(error)}`;
      this.#problems.add([problem('RB103', { path: item.path, found })]);
      return [];
    }
  }

  #patch(object: MutableObject, markers: RenderedManifest['markers'], patches: readonly Patch[], path: string) {
    if (patches.length === 0) return { object, markers, patchedBy: NOBODY };
    const patched = applyPatches(object, patches, this.#usedPatches);
    this.#problems.add(patched.problems);
    if (patched.by.length === 0) return { object, markers, patchedBy: NOBODY };
    const copy = this.#copy(patched.object, path);
    if (copy === undefined) return { object, markers, patchedBy: NOBODY };
    if (!isObject(copy.value)) throw new Error(`${path}: a patch made something that is no object`);
    return { object: copy.value, markers: copy.markers, patchedBy: patched.by };
  }

  unusedPatches(): readonly Problem[] {
    const { platform, applications } = this.#graph;
    const all = [
      ...platform.patches,
      ...applications.flatMap((application) => [
        ...application.patches,
        ...application.items.flatMap((item) => (item.kind === 'unit' ? item.handle.patches : [])),
      ]),
    ];
    return all
      .filter((patch) => !this.#usedPatches.has(patch))
      .map((patch) =>
        problem('RB107', { path: patch.by, found: `no manifest matches the patch ${show(patch.selector)}` }),
      );
  }
}

const NOBODY: readonly string[] = [];

/** Where manifests come from, and which patches are for them besides those of the platform and the application. */
interface Origin {
  readonly patches: readonly Patch[];
  readonly provisioner?: string | undefined;
  readonly part?: Part | undefined;
}

/**
 * Gives an object its namespace, where its kind has one, and the labels and annotations that say where it comes from.
 */
function dress(object: MutableObject, path: string, application: PlacedApplication): MutableObject {
  const { name, namespace: given, labels: own, annotations: noted, ...rest } = object.metadata;
  const namespace = given ?? application.namespace;
  // What is no map stays as it is, so that the check of schemas sees it.
  const labels = isNoMap(own) ? own : plainObject(MANAGED, { [PART_OF]: application.name }, own);
  const annotations = isNoMap(noted) ? noted : plainObject(noted, { [PATH_ANNOTATION]: path });
  const outside = isClusterScoped(kindKey(object.apiVersion, object.kind));
  // Each member by name, as above.
  const metadata = outside ? { name, labels, annotations } : { name, namespace, labels, annotations };
  object.metadata = Object.keys(rest).length === 0 ? metadata : { ...metadata, ...rest };
  return object;
}

const PART_OF = 'app.kubernetes.io/part-of';

/** The objects of a list, as `kubectl get` prints them and engines apply them, one by one. */
function oneByOne(manifest: unknown): readonly unknown[] {
  if (typeof manifest !== 'object' || manifest === null) return [manifest];
  const items: unknown = Reflect.get(manifest, 'items');
  const isList = Array.isArray(items) && String(Reflect.get(manifest, 'kind')).endsWith('List');
  return isList ? items.flatMap(oneByOne) : [manifest];
}

/** Whether labels or annotations are there and no map: what YAML holds may be anything. */
function isNoMap(value: Readonly<Record<string, string>> | undefined): value is Record<string, string> {
  return value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value));
}

const MANAGED = { 'app.kubernetes.io/managed-by': 'roadbed' } as const;

/** The outputs of a unit: its own first, the rest from the provisioner of its first need; each leads to where its value comes from. */
function offerAt(unit: UnitNode, site: Site, matches: Matches): Offer {
  const { handle } = unit;
  const values = handle.values(site);
  const own = handle.endpoint(site);
  const open = [...handle.outputs.keys()].some((name) => values[name] === undefined);
  const [first] = matches;
  const isProvisioned = first?.provisioner !== undefined && (open || own === undefined);
  const provision = isProvisioned ? new Provisions(site).of(first) : undefined;
  const endpoints = new Map<string, Endpoint>();
  for (const name of handle.outputs.keys()) {
    const endpoint = values[name] === undefined ? (provision?.endpoint ?? own) : (own ?? provision?.endpoint);
    if (endpoint !== undefined) endpoints.set(name, endpoint);
  }
  const owner = first?.owner?.unit;
  const taken = owner === undefined ? [] : [...handle.outputs.keys()].filter((name) => values[name] === undefined);
  const homes = owner === undefined ? NO_HOMES : new Map(taken.map((name) => [name, owner]));
  const atControl = provision !== undefined && first?.provisioner?.infrastructure !== undefined;
  return { values: { ...provision?.outputs, ...values }, endpoints, homes, atControl, from: first?.home };
}

const NO_HOMES: ReadonlyMap<string, string> = new Map();
