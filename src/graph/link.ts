import { ENVIRONMENT_LABEL } from '../model/labels.ts';
import type { Ref } from '../model/ref.ts';
import { splitMarkers } from '../model/ref.ts';
import type { Fact } from '../model/site.ts';
import { type Bound, bind } from './bind.ts';
import { type Draft, Places } from './draft.ts';
import type {
  ClusterNode,
  Leaf,
  Linked,
  LinkedApplication,
  LinkedObject,
  LinkedVariant,
  Part,
  Pass,
  PlacedApplication,
  Reference,
  Rendered,
  RenderedManifest,
} from './graph.ts';
import { openConnections } from './open-connections.ts';
import { textAt } from './plain.ts';
import { ProblemSet } from './problem-set.ts';

/**
 * Binds every reference, for each pair of producer and consumer: known values become literals, late ones travel by what their
 * two ends allow. Clusters where all of it comes out the same share one variant.
 */
export function link(graph: Rendered): Pass<Linked> {
  const problems = new ProblemSet();
  const places = new Places(graph);
  const drafts = graph.applications.map((application) => draftsOf(application, graph, places));
  const bound = new Map<Draft, Bound>();
  for (const draft of drafts.flat()) {
    const result = bind(draft, graph, places);
    problems.add(result.problems);
    bound.set(draft, result);
  }
  openConnections(drafts.flat(), bound, places);
  const applications = graph.applications.map((application, index) => linked(application, drafts[index] ?? [], bound));
  const references = uniqueReferences([...bound.values()].flatMap((result) => result.references));
  return { graph: { ...graph, applications, references }, problems: problems.list() };
}

function draftsOf(application: PlacedApplication, graph: Rendered, places: Places): readonly Draft[] {
  const producers = new ProducerIndex(graph.markers);
  return [
    ...variantsOf('site', application, graph, places, producers),
    ...variantsOf('control', application, graph, places, producers),
  ];
}

/** Groups the clusters of an application by what is rendered for them and by what their producers offer there. */
function variantsOf(
  part: Part,
  application: PlacedApplication,
  graph: Rendered,
  places: Places,
  producers: ProducerIndex,
): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  /** Producers by what is rendered, which many clusters have in common. */
  const known = new Map<string, readonly string[]>();
  const bearings = bearingsOf(part, application, graph);
  if (part === 'control' && bearings.length === 0) return [];
  for (const { cluster } of application.placements) {
    const leaves = leavesOf(bearings, graph, cluster);
    const made = `${cluster.environment} ${leaves.map((leaf) => leaf.id).join(' ')}`;
    const names = known.get(made) ?? producers.of(leaves);
    known.set(made, names);
    const offers = names.map(
      (path) => [path, places.isOn(path, cluster) ? graph.offer(path, cluster) : undefined] as const,
    );
    const key = `${made} ${offers.map(([, offer]) => offer?.id ?? '-').join(' ')}`;
    const draft = drafts.get(key);
    if (draft !== undefined) {
      draft.clusters.push(cluster);
      continue;
    }
    const manifests = leaves.flatMap((leaf) => leaf.value.filter((manifest) => manifest.part === part));
    if (part === 'control' && manifests.length === 0) continue;
    drafts.set(key, {
      application,
      part,
      clusters: [cluster],
      facts: factsOf(cluster, [...leaves, ...offers.flatMap(([, offer]) => offer ?? [])]),
      manifests,
      offers: new Map(offers),
    });
  }
  return [...drafts.values()];
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
    const control = infrastructure ? graph.infrastructure(path, cluster) : undefined;
    if (control !== undefined) leaves.push(control);
  }
  return leaves;
}

/** Every fact that was read, each once; the environment always, for it is a folder of the output. */
function factsOf(cluster: ClusterNode, leaves: readonly Leaf<unknown>[]): readonly Fact[] {
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
      producers = leaf.value.flatMap((manifest) => manifest.markers.flatMap((place) => this.#at(manifest, place)));
      this.#known.set(leaf, producers);
    }
    return producers;
  }

  #at(manifest: RenderedManifest, place: readonly (string | number)[]): readonly string[] {
    const texts = [textAt(manifest.object, place), ...place.filter((key) => typeof key === 'string').slice(-1)];
    return texts.flatMap((text) =>
      splitMarkers(text).flatMap((part, index) => {
        const ref = index % 2 === 1 ? this.#markers.get(part) : undefined;
        return ref === undefined ? [] : [ref.producer.node.path];
      }),
    );
  }
}

function linked(
  application: PlacedApplication,
  drafts: readonly Draft[],
  bound: ReadonlyMap<Draft, Bound>,
): LinkedApplication {
  const of = (part: Part): readonly LinkedVariant[] =>
    drafts
      .filter((draft) => draft.part === part)
      .map((draft) => ({ facts: draft.facts, clusters: draft.clusters, objects: objectsOf(draft, bound) }));
  return { site: of('site'), control: of('control'), ...application };
}

function objectsOf(draft: Draft, bound: ReadonlyMap<Draft, Bound>): readonly LinkedObject[] {
  return bound.get(draft)?.objects ?? [];
}

function uniqueReferences(references: readonly Reference[]): readonly Reference[] {
  const unique = new Map<string, Reference>();
  for (const reference of references) {
    const { consumer, producer, output, way } = reference;
    unique.set(`${consumer}\0${producer}\0${output}\0${way}`, reference);
  }
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reference]) => reference);
}
