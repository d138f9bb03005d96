import { sourceIn } from '../model/application-source.ts';
import { isStatefulKind } from '../model/kinds.ts';
import { ENVIRONMENT_LABEL, STATEFUL_ANNOTATION } from '../model/labels.ts';
import { kindKey } from '../model/manifest.ts';
import type { PlatformDeclaration } from '../model/platform-declaration.ts';
import { PLATFORM_OWNER } from '../model/platform-owner.ts';
import { compareText, type Problem, problem } from '../model/problem.ts';
import type { LabelSelector } from '../model/selector.ts';
import type { Fact, Tier } from '../model/site.ts';
import { bootstrapsOf } from './bootstrap.ts';
import { componentProblems } from './component-problems.ts';
import { type Crowd, readsName } from './crowds.ts';
import { delegatedParts } from './delegation.ts';
import type {
  Clause,
  ClusterNode,
  Edge,
  Linked,
  LinkedApplication,
  LinkedObject,
  LinkedVariant,
  Matches,
  Part,
  Pass,
  PlacedMatch,
  Placement,
  ResolvedApplication,
  ResolvedGraph,
  ResolvedObject,
  UnitNode,
  Variant,
  Wait,
} from './graph.ts';
import { hubNamespace } from './hub-namespace.ts';
import { KindIndex } from './kind-index.ts';
import { type NamespaceNode, namespaces } from './namespaces.ts';
import type { Ordered } from './order.ts';
import { ProblemSet } from './problem-set.ts';
import { requirementProblems } from './requirement-problems.ts';
import { rolloutProblems } from './rollout.ts';
import { requirementOf, toLabelSelector } from './selector.ts';
import { narrow, type PlacementTerms, placementTerms } from './terms.ts';
import { environmentOf, variantNames } from './variant-names.ts';
import { wavesOf } from './waves.ts';

/** In the order in which changes reach them. */
const TIERS: readonly Tier[] = ['development', 'staging', 'production'];

/** Puts together what is delivered: each application's parts with their variants, waves and selectors, and the namespaces. */
export function assemble(graph: Linked, ordered: Ordered): Pass<ResolvedGraph> {
  const made = namespaces(graph.applications);
  const assembler = new Assembler(graph, ordered);
  const delivered = [
    ...graph.applications.flatMap((application) => assembler.application(application)),
    ...made.graph.map((namespace) => assembler.namespace(namespace)),
  ];
  const { bootstraps, carriers, problems: late } = bootstrapsOf(graph, delivered, assembler.kinds);
  const applications = delivered.map((one) => (carriers.has(one.name) ? carrier(one) : one));
  const problems = new ProblemSet();
  problems.add(made.problems);
  problems.add(assembler.problems);
  problems.add(componentProblems(graph, assembler.kinds));
  problems.add(late);
  problems.add(nameProblems(applications));
  problems.add(applications.flatMap(rolloutProblems));
  const { platform, networks, clusters, rules, references } = graph;
  const matches = matchesOf(graph);
  const types = [...new Set(matches.map(({ need }) => need.type))].sort();
  const resolved: ResolvedGraph = {
    platform,
    networks,
    clusters,
    rules,
    applications,
    bootstraps,
    edges: ordered.edges,
    references,
    matches,
    recipes: types.flatMap((type) => graph.offers(type)),
    exported: graph.exported ?? { exports: [], units: [] },
    source: (path) => graph.source(path),
  };
  return { graph: resolved, problems: problems.list() };
}

/**
 * What the delivery engine reaches edges over changes one cluster at a time, and where it fails the others still have what works; unless
 * its steps were given. A namespace holds still by itself.
 */
function carrier(application: ResolvedApplication): ResolvedApplication {
  const { part, rollout, variants } = application;
  if (part === 'namespace' || rollout.length > 0) return { ...application, carriesDelivery: true };
  const tiers = new Map(variants.map(({ environment, tier }) => [environment, tier]));
  const environments = [...tiers].sort(
    ([a, one], [b, other]) => TIERS.indexOf(one) - TIERS.indexOf(other) || compareText(a, b),
  );
  const steps = environments.map(([environment]) => ({ environments: [environment], maxUpdate: 1 }));
  return { ...application, rollout: steps, carriesDelivery: true };
}

class Assembler {
  readonly problems: Problem[] = [];
  readonly #ordered: Ordered;
  readonly #platform: PlatformDeclaration;
  /** The cluster of the hub. */
  readonly #hub: readonly ClusterNode[];
  readonly kinds: KindIndex;
  readonly #names: ReadonlyMap<string, string>;
  /** Terms by the clauses themselves, which many applications share, and by what they say. */
  readonly #terms = new Map<readonly Clause[] | string, PlacementTerms>();
  readonly #environments = new Map<readonly Placement[], ReadonlyMap<string, readonly ClusterNode[]>>();
  readonly #selectors = new Map<PlacementTerms, Map<string, readonly LabelSelector[]>>();

  constructor(graph: Linked, ordered: Ordered) {
    this.#hub = graph.clusters.filter(({ hub }) => hub);
    this.#ordered = ordered;
    this.#platform = graph.platform;
    this.kinds = new KindIndex(graph.applications);
    this.#names = new Map(graph.applications.map(({ path, name }) => [path, name]));
  }

  application(application: LinkedApplication): readonly ResolvedApplication[] {
    this.problems.push(...requirementProblems(application, this.kinds));
    const parts: ResolvedApplication[] = [];
    // What follows from others is there just where something asks for it.
    const { follower, site } = application;
    if (follower === undefined || site.length > 0) parts.push(this.#part(application, 'site'));
    if (application.control.length > 0) parts.push(this.#part(application, 'control'));
    if (application.link.length > 0) parts.push(this.#part(application, 'link'));
    return [...parts, ...this.#delegated(application)];
  }

  namespace(namespace: NamespaceNode): ResolvedApplication {
    const byEnvironment = this.#environmentsOf(namespace.placements);
    const object: LinkedObject = {
      object: namespace.object,
      path: namespace.path,
      part: 'site',
      patchedBy: [],
      takesFrom: [],
    };
    const variants = [...byEnvironment].map(([environment, clusters]) => ({
      facts: [{ label: ENVIRONMENT_LABEL, value: environment }],
      clusters,
      objects: [object],
      atHub: false,
    }));
    const name = `namespace-${namespace.name}`;
    return {
      name,
      path: namespace.path,
      part: 'namespace',
      owner: PLATFORM_OWNER,
      namespace: namespace.name,
      tags: [],
      variants: this.#variants(variants, namespace.clauses, { name, path: namespace.path }, []),
      placements: namespace.placements,
      waitsFor: [],
      rollout: [],
      carriesDelivery: false,
    };
  }

  /** What comes of an application from the output of another program, besides what runs at its sites. */
  #delegated(application: LinkedApplication): readonly ResolvedApplication[] {
    const { path, tags, clauses, placements } = application;
    return delegatedParts(application, this.#platform).map((part) => {
      const isNamespace = part.part === 'namespace';
      const from = isNamespace ? { ...application, source: undefined } : application;
      return {
        ...part,
        path,
        tags: isNamespace ? [] : tags,
        variants: this.#variants(part.variants, clauses, { name: part.name, path }, [], from),
        placements: placementsOn(placements, part.variants),
        carriesDelivery: false,
        rollout: [],
      };
    });
  }

  /** The clusters of placements by environment; applications that are chosen alike share the lists. */
  #environmentsOf(placements: readonly Placement[]): ReadonlyMap<string, readonly ClusterNode[]> {
    const known = this.#environments.get(placements);
    if (known !== undefined) return known;
    const environments = new Map<string, ClusterNode[]>();
    for (const { cluster } of placements) {
      const clusters = environments.get(cluster.environment);
      if (clusters === undefined) environments.set(cluster.environment, [cluster]);
      else clusters.push(cluster);
    }
    this.#environments.set(placements, environments);
    return environments;
  }

  #part(application: LinkedApplication, part: Part): ResolvedApplication {
    const { path, namespace, tags, placements, clauses, follower } = application;
    const within = this.#ordered.within.get(path) ?? [];
    const name = partName(application, part);
    return {
      name,
      path,
      part,
      owner: part === 'site' ? application.owner : PLATFORM_OWNER,
      namespace,
      tags,
      variants: this.#variants(application[part], clauses, { name, path }, within, application),
      placements: part === 'site' && follower === undefined ? placements : placementsOn(placements, application[part]),
      waitsFor: this.#waits(application, part),
      rollout: part === 'site' ? application.rollout : [],
      carriesDelivery: false,
    };
  }

  #variants(
    variants: readonly LinkedVariant[],
    clauses: readonly Clause[],
    { name, path }: { readonly name: string; readonly path: string },
    within: readonly Edge[],
    application?: LinkedApplication,
  ): readonly Variant[] {
    const placed = this.#placed(clauses);
    if (placed.overflow) {
      const found = `the rules choose its clusters in more than ${placed.limit} ways`;
      this.problems.push(problem('RB207', { path, found }));
    }
    const names = variantNames(variants);
    const made = variants.map((variant, index) => {
      const waves = wavesOf(variant.objects, within);
      const environment = environmentOf(variant);
      const where = variant.atHub ? this.#hub : variant.clusters;
      return {
        name: names[index] ?? '',
        environment,
        tier: variant.clusters[0]?.tier ?? 'staging',
        facts: variant.facts,
        clusters: variant.clusters,
        objects: variant.objects.map((linked, at) => this.#object(linked, waves[at] ?? 0, where, name)),
        hubNamespace: variant.atHub ? namespaceAtHub(variant, application) : undefined,
        waves: waves.reduce((most, wave) => Math.max(most, wave + 1), 0),
        selectors: this.#narrowed(placed, variant.facts),
        source: application === undefined ? undefined : sourceIn(application, environment),
      };
    });
    // By name, and not by the clusters that happen to be the first: a cluster that joins moves no variant.
    return made.sort((a, b) => compareText(a.name, b.name));
  }

  /** Applications that are chosen alike, and the parts of each, share the work. */
  #placed(clauses: readonly Clause[]): PlacementTerms {
    const known = this.#terms.get(clauses);
    if (known !== undefined) return known;
    const key = JSON.stringify(clauses.map(({ by, ...clause }) => clause));
    const terms = this.#terms.get(key) ?? placementTerms(clauses);
    this.#terms.set(clauses, terms).set(key, terms);
    return terms;
  }

  /** The selectors of those clusters for which the facts hold. */
  #narrowed(placed: PlacementTerms, facts: readonly Fact[]): readonly LabelSelector[] {
    if (placed.overflow) return [];
    const known = this.#selectors.get(placed) ?? new Map<string, readonly LabelSelector[]>();
    const key = JSON.stringify(facts);
    const selectors = known.get(key) ?? narrow(placed.terms, facts.map(requirementOf)).map(toLabelSelector);
    this.#selectors.set(placed, known.set(key, selectors));
    return selectors;
  }

  #object(linked: LinkedObject, wave: number, clusters: readonly ClusterNode[], name: string): ResolvedObject {
    const { object, path, provisioner, patchedBy, neededBy } = linked;
    const kind = kindKey(object.apiVersion, object.kind);
    const told = object.metadata.annotations?.[STATEFUL_ANNOTATION];
    return {
      manifest: object,
      path,
      provisioner,
      patchedBy,
      neededBy,
      wave,
      stateful: told === undefined ? isStatefulKind(kind) : told === 'true',
      kindArrives: this.kinds.arrives(kind, clusters, name),
    };
  }

  /** What is delivered apart and must be there first: the namespace, the kinds that are used, what it depends on. */
  #waits(application: LinkedApplication, part: Part): readonly Wait[] {
    const waits = new Map<string, Wait>();
    const add = (name: string, why: string) => {
      const own = partName(application, part);
      if (name !== own && !waits.has(name)) waits.set(name, { name, why });
    };
    if (application[part].some(({ atHub }) => !atHub))
      add(`namespace-${application.namespace}`, `it makes the namespace "${application.namespace}"`);
    if (part !== 'control' && application.control.length > 0)
      add(partName(application, 'control'), 'it makes the infrastructure');
    if (part === 'site' && application.link.length > 0)
      add(partName(application, 'link'), 'it joins it to other clusters');
    for (const { objects, clusters: served, atHub } of application[part]) {
      const clusters = atHub ? this.#hub : served;
      const kinds = new Set(objects.map(({ object }) => kindKey(object.apiVersion, object.kind)));
      for (const kind of kinds) {
        for (const provider of this.kinds.providers(kind, clusters)) {
          // The two parts of one application: what runs waits for its infrastructure, and never the other way round.
          if (provider !== application.name) add(provider, `it brings the kind "${kind}"`);
        }
      }
    }
    const required = part === 'site' ? application.requires : [];
    const clusters = required.length === 0 ? [] : application.placements.map(({ cluster }) => cluster);
    for (const kind of required) {
      for (const provider of this.kinds.providers(kind, clusters)) add(provider, `it brings the kind "${kind}"`);
    }
    if (part === 'site') {
      for (const { before, why } of this.#ordered.between.get(application.path) ?? []) {
        const provider = this.#names.get(before);
        if (provider !== undefined) add(provider, why);
      }
    }
    return [...waits.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** The namespace on the hub of what is for one cluster. */
function namespaceAtHub({ clusters: [cluster] }: LinkedVariant, application: LinkedApplication | undefined) {
  return cluster === undefined || application === undefined ? undefined : hubNamespace(application, cluster);
}

/** The placements on clusters for which there is a variant. */
function placementsOn(placements: readonly Placement[], variants: readonly LinkedVariant[]): readonly Placement[] {
  const made = new Set<ClusterNode>();
  for (const { clusters } of variants) for (const cluster of clusters) made.add(cluster);
  return placements.filter(({ cluster }) => made.has(cluster));
}

/** Name under which a part of an application is delivered. */
function partName({ name }: LinkedApplication, part: Part): string {
  return part === 'site' ? name : `${name}-${part}`;
}

/** Two things that are delivered cannot bear one name. */
function nameProblems(applications: readonly ResolvedApplication[]): readonly Problem[] {
  const seen = new Map<string, ResolvedApplication>();
  return applications.flatMap((application) => {
    const other = seen.get(application.name);
    if (other === undefined) {
      seen.set(application.name, application);
      return [];
    }
    const found = `"${application.name}" is delivered by "${other.path}" (${other.part}) too`;
    return [problem('RB105', { path: application.path, found })];
  });
}

/** The matches of all units, each with the clusters where it came out so. */
function matchesOf(graph: Linked): readonly PlacedMatch[] {
  const found: PlacedMatch[] = [];
  for (const { items, crowds } of graph.applications) {
    for (const item of items)
      if (item.kind === 'unit') for (const one of unitMatches(item, crowds, graph)) found.push(one);
  }
  return found;
}

/** The matches of one unit: what holds for one of a crowd holds for all, unless the name plays a part. */
function unitMatches({ path, handle }: UnitNode, crowds: readonly Crowd[], graph: Linked): readonly PlacedMatch[] {
  const groups = new Map<number, { readonly matches: Matches; readonly clusters: ClusterNode[] }>();
  for (const crowd of crowds) {
    for (const [index, cluster] of crowd.entries()) {
      const leaf = handle.problems(cluster.environment).length > 0 ? undefined : graph.matches(path, cluster);
      const alike = !readsName(leaf);
      const those = alike ? crowd.slice(index) : [cluster];
      if (leaf !== undefined && leaf.value.length > 0) {
        const group = groups.get(leaf.id) ?? { matches: leaf.value, clusters: [] };
        groups.set(leaf.id, group);
        for (const one of those) group.clusters.push(one);
      }
      if (alike) break;
    }
  }
  return [...groups.values()].flatMap(({ matches, clusters }) => {
    const names = clusters.sort((a, b) => a.index - b.index).map(({ name }) => name);
    const bringers = new Map(
      matches.flatMap(({ brings, provisioner }) => brings.map((one) => [one, provisioner?.name])),
    );
    return matches.map((match) => ({ ...match, broughtBy: bringers.get(match), clusters: names }));
  });
}
