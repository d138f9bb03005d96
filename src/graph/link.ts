import { ENVIRONMENT_LABEL } from '../model/labels.ts';
import type { Ref } from '../model/ref.ts';
import type { SchemaChecker } from '../model/schema-checker.ts';
import type { Fact } from '../model/site.ts';
import type { Additions } from './additions.ts';
import { bind } from './bind.ts';
import type { Bound } from './bound.ts';
import { crossings } from './crossings.ts';
import { ClusterLists, type Crowd, readsName } from './crowds.ts';
import { type Draft, Places } from './draft.ts';
import type {
  ClusterNode,
  Leaf,
  Linked,
  LinkedApplication,
  LinkedObject,
  Part,
  Pass,
  PlacedApplication,
  Reference,
  Rendered,
  RenderedManifest,
} from './graph.ts';
import { handOver } from './handed-over.ts';
import { Offers } from './offers.ts';
import { openConnections } from './open-connections.ts';
import { controlVariants, linkVariants, type Planes } from './part-variants.ts';
import { ProblemSet } from './problem-set.ts';
import { refsIn } from './refs-in.ts';

/**
 * Binds every reference, for each pair of producer and consumer: known values become literals, late ones travel by what their
 * two ends allow. Clusters where all of it comes out the same share one variant.
 */
export function link(graph: Rendered, schemas?: Pick<SchemaChecker, 'field'>): Pass<Linked> {
  const problems = new ProblemSet();
  const places = new Places(graph);
  const lists = new ClusterLists();
  const drafts = graph.applications.map((application) => draftsOf(application, graph, places, lists));
  const all = drafts.flat();
  const bound = new Map<Draft, Bound>();
  for (const draft of all) {
    const result = bind(draft, graph, places, schemas);
    problems.add(result.problems);
    bound.set(draft, result);
  }
  problems.add(openConnections(all, bound, places));
  const { additions, problems: refused } = crossings(all, bound, graph, places);
  problems.add(refused);
  problems.add(handOver(all, bound, graph, additions));
  const planes = {
    overridden: graph.clusters.some(({ infrastructure }) => infrastructure !== undefined),
    hubbed: graph.clusters.some(({ plane }) => plane === 'hub'),
  };
  const applications = graph.applications.map((application, index) =>
    linked(application, drafts[index] ?? [], bound, additions, planes),
  );
  const references = uniqueReferences([...bound.values()].flatMap((result) => result.references));
  return { graph: { ...graph, applications, references }, problems: problems.list() };
}

function draftsOf(
  application: PlacedApplication,
  graph: Rendered,
  places: Places,
  lists: ClusterLists,
): readonly Draft[] {
  const producers = new ProducerIndex(graph.markers);
  return [
    ...variantsOf('site', application, graph, places, producers, lists),
    ...variantsOf('control', application, graph, places, producers, lists),
  ];
}

/** Groups the clusters of an application by what is rendered for them and by what their producers offer there. */
function variantsOf(
  part: Part,
  application: PlacedApplication,
  graph: Rendered,
  places: Places,
  producers: ProducerIndex,
  lists: ClusterLists,
): readonly Draft[] {
  const bearings = bearingsOf(part, application, graph);
  if (part === 'control' && bearings.length === 0) return [];
  const drafting = new Drafting(part, application, bearings, graph, places, producers);
  for (const crowd of application.crowds) drafting.add(crowd);
  return drafting.drafts(lists);
}

/** A variant whose clusters still come, in crowds. */
interface Growing {
  readonly crowds: Crowd[];
  readonly draft: Omit<Draft, 'clusters'>;
}

/** The variants of one part of an application, as its clusters come. */
class Drafting {
  readonly #part: Part;
  readonly #application: PlacedApplication;
  readonly #bearings: readonly Bearing[];
  readonly #graph: Rendered;
  readonly #offers: Offers;
  readonly #producers: ProducerIndex;
  readonly #drafts = new Map<string, Growing>();
  /** Producers by what is rendered, which many clusters have in common. */
  readonly #known = new Map<string, readonly string[]>();

  constructor(
    part: Part,
    application: PlacedApplication,
    bearings: readonly Bearing[],
    graph: Rendered,
    places: Places,
    producers: ProducerIndex,
  ) {
    this.#part = part;
    this.#application = application;
    this.#bearings = bearings;
    this.#graph = graph;
    this.#offers = new Offers(graph, places, application);
    this.#producers = producers;
  }

  /** Adds clusters that are alike: what comes out for the first holds for all, unless a name or another placement plays a part. */
  add(crowd: readonly ClusterNode[]): void {
    for (const [index, cluster] of crowd.entries()) {
      const { draft, alike } = this.#draftOf(cluster);
      draft?.crowds.push(alike ? (index === 0 ? crowd : crowd.slice(index)) : [cluster]);
      if (alike) break;
    }
  }

  /** The variants, their clusters in name order. */
  drafts(lists: ClusterLists): readonly Draft[] {
    return [...this.#drafts.values()].map(({ crowds, draft }) => ({ ...draft, clusters: lists.of(crowds) }));
  }

  #draftOf(cluster: ClusterNode): { readonly draft: Growing | undefined; readonly alike: boolean } {
    const leaves = leavesOf(this.#bearings, this.#graph, cluster);
    const made = `${cluster.environment} ${leaves.map((leaf) => leaf.id).join(' ')}`;
    const names = this.#known.get(made) ?? this.#producers.of(leaves);
    this.#known.set(made, names);
    const offers = names.map((path) => [path, this.#offers.at(path, cluster)] as const);
    const presence = new Map(names.map((path) => [path, this.#offers.presence(path, cluster)]));
    const all = [...leaves, ...offers.flatMap(([, offered]) => offered ?? [])];
    const alike = ![...all, ...[...presence.values()].map((facts) => ({ facts }))].some(readsName);
    const reached = offers.flatMap(([path, offered]) => {
      // What does not reach the cluster is a problem, told once for all clusters where it is so.
      const facts = offered === undefined ? [] : (presence.get(path) ?? []);
      return { facts, key: [offered?.key ?? '-', ...facts.map(({ value }) => value)].join(' ') };
    });
    const key = `${made} ${reached.map((one) => one.key).join(' ')}`;
    let draft = this.#drafts.get(key);
    if (draft === undefined) {
      const part = this.#part;
      const manifests = leaves.flatMap((leaf) => leaf.value.filter((manifest) => manifest.part === part));
      if (part === 'control' && manifests.length === 0) return { draft, alike };
      const facts = factsOf(cluster, [...all, ...reached]);
      draft = {
        crowds: [],
        draft: { application: this.#application, part, facts, manifests, offers: new Map(offers) },
      };
      this.#drafts.set(key, draft);
    }
    return { draft, alike };
  }
}

/** An item of which something stands in a part. */
interface Bearing {
  readonly path: string;
  readonly rendering: boolean;
  readonly infrastructure: boolean;
}

/**
 * The items that make up a part: at the control plane those that make something for it at one cluster at least, so that it splits no
 * finer than it must. They count at all clusters: what they were asked for is what tells these apart.
 */
function bearingsOf(part: Part, application: PlacedApplication, graph: Rendered): readonly Bearing[] {
  if (part === 'site') return application.items.map(({ path }) => ({ path, rendering: true, infrastructure: false }));
  return application.items
    .map(({ path }) => ({ path, ...graph.bearsOnControl(path) }))
    .filter(({ rendering, infrastructure }) => rendering || infrastructure);
}

function leavesOf(
  bearings: readonly Bearing[],
  graph: Rendered,
  cluster: ClusterNode,
): readonly Leaf<readonly RenderedManifest[]>[] {
  const leaves: Leaf<readonly RenderedManifest[]>[] = [];
  for (const { path, rendering, infrastructure } of bearings) {
    const own = rendering ? graph.rendering(path, cluster) : undefined;
    if (own !== undefined) leaves.push(own);
    const dependants = rendering ? graph.dependants(path, cluster) : undefined;
    if (dependants !== undefined) leaves.push(dependants);
    const control = infrastructure ? graph.infrastructure(path, cluster) : undefined;
    if (control !== undefined) leaves.push(control);
  }
  return leaves;
}

/** Every fact that was read, each once; the environment always, for it is a folder of the output. */
function factsOf(cluster: ClusterNode, leaves: readonly Pick<Leaf<unknown>, 'facts'>[]): readonly Fact[] {
  const facts = new Map<string, Fact>([[ENVIRONMENT_LABEL, { label: ENVIRONMENT_LABEL, value: cluster.environment }]]);
  for (const leaf of leaves) for (const fact of leaf.facts) facts.set(fact.label, fact);
  return [...facts.values()];
}

/** The producers that renderings refer to; each rendering is looked through once. */
class ProducerIndex {
  readonly #markers: ReadonlyMap<string, Ref>;
  readonly #known = new Map<Leaf<readonly RenderedManifest[]>, readonly string[]>();

  constructor(markers: ReadonlyMap<string, Ref>) {
    this.#markers = markers;
  }

  /** Paths of the producers, in code unit order. */
  of(leaves: readonly Leaf<readonly RenderedManifest[]>[]): readonly string[] {
    const found = new Set<string>();
    for (const leaf of leaves) for (const path of this.#ofOne(leaf)) found.add(path);
    return [...found].sort();
  }

  #ofOne(leaf: Leaf<readonly RenderedManifest[]>): readonly string[] {
    let producers = this.#known.get(leaf);
    if (producers === undefined) {
      producers = leaf.value.flatMap((manifest) =>
        refsIn(manifest, this.#markers).map(({ producer }) => producer.node.path),
      );
      this.#known.set(leaf, producers);
    }
    return producers;
  }
}

function linked(
  application: PlacedApplication,
  drafts: readonly Draft[],
  bound: ReadonlyMap<Draft, Bound>,
  additions: Additions,
  planes: Planes,
): LinkedApplication {
  const sites = drafts.filter(({ part }) => part === 'site');
  const objectsOf = (draft: Draft): readonly LinkedObject[] => bound.get(draft)?.objects ?? [];
  const control = drafts
    .filter(({ part }) => part === 'control')
    .map((draft) => ({ facts: draft.facts, clusters: draft.clusters, objects: objectsOf(draft) }));
  return {
    site: sites.map((draft) => ({
      facts: draft.facts,
      clusters: draft.clusters,
      objects: objectsOf(draft),
      atHub: false,
    })),
    control: controlVariants(application, control, additions, planes),
    link: linkVariants(application, sites, additions),
    ...application,
  };
}

/** Each value that is taken, once for each way in which it travels. */
function uniqueReferences(references: readonly Reference[]): readonly Reference[] {
  const unique = new Map<string, Map<string, Reference[]>>();
  for (const reference of references) {
    const key = [reference.consumer, reference.producer, reference.output].join('\0');
    const ways = unique.get(key) ?? new Map<string, Reference[]>();
    unique.set(key, ways);
    const known = ways.get(reference.way);
    if (known === undefined) ways.set(reference.way, [reference]);
    else known.push(reference);
  }
  return [...unique]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, ways]) =>
      [...ways].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, those]) => together(those, ways.size > 1)),
    );
}

/** References that say the same, as one; the clusters of each count where they tell it from others. */
function together(those: readonly Reference[], differs: boolean): readonly Reference[] {
  const last = those.at(-1);
  if (last === undefined) return [];
  if (!differs) return [last];
  const lists = new Set(those.map(({ clusters }) => clusters));
  const clusters = lists.size === 1 ? last.clusters : [...new Set([...lists].flat())].sort((a, b) => a.index - b.index);
  return [{ ...last, clusters, differs }];
}
