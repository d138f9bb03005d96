import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type * as z from 'zod';
import { closest } from '../model/closest.ts';
import type { ComponentDefinition, ComponentFollower, ComponentSetup } from '../model/component.ts';
import { COMPONENT_PLACES, type ComponentPlace } from '../model/component-place.ts';
import { PROBLEMS } from '../model/declarations.ts';
import { FOLLOWER, type Follower } from '../model/follower.ts';
import type { Manifest } from '../model/manifest.ts';
import { compareText, type Problem, problem } from '../model/problem.ts';
import { recordSource } from '../model/source-line.ts';
import { Application, type ApplicationProps } from './application.ts';
import { type Reach, type ReachingComponent, reaching, reachOf } from './component-reach.ts';
import { type ChosenComponent, type CommonSettings, chosen } from './component-settings.ts';
import { type ClusterSelector, DistributionRule, selectorOf } from './distribution-rule.ts';

/** Components by the names that a platform calls them. */
export type ComponentCatalogue = Readonly<Record<string, ComponentDefinition>>;

/** What a platform says of each component of a catalogue: its settings, or that it is not wanted. */
export type ComponentChoices<C extends ComponentCatalogue> = {
  readonly [K in keyof C]?: false | (OptionsOf<C[K]['options']> & CommonSettings);
};

/** The type of an object without members takes none at all, not even those of another type beside it. */
type OptionsOf<S extends z.ZodObject> = [keyof S['shape']] extends [never] ? unknown : z.input<S>;

/** Props of a set of components. */
export interface ComponentSetProps {
  /**
   * Clusters that are edges: their tags, or a selector. A cluster that joins later and has the tags gets the components of edges.
   * @default - none: the platform has a hub alone
   */
  readonly edges?: readonly string[] | ClusterSelector;
}

const OWN_PROPS = ['edges'];
/** Owner of what the platform needs itself: its project in Argo CD may make every kind in every namespace. */
const OWNER = 'platform';
/** Tag of the applications that go to the edges. */
const EDGE_TAG = 'edge-component';

/**
 * The components of a platform: every one of the catalogue, but those that are switched off. Each becomes an application of the owner
 * `platform`, on the hub, on the edges or on both.
 *
 * @example
 * new ComponentSet(platform, 'components', standardComponents, { edges: ['edge'], certManager: { replicas: 3 }, skupper: false });
 */
export class ComponentSet<C extends ComponentCatalogue> extends Construct {
  readonly #problems: Problem[] = [];
  readonly #all: readonly ReachingComponent[];
  readonly #places: readonly ComponentPlace[];

  constructor(scope: Construct, id: string, catalogue: C, props: ComponentSetProps & ComponentChoices<C>) {
    super(scope, id);
    recordSource(this);
    const edges = props.edges === undefined ? undefined : selectorOf(props.edges);
    const settings = new Map<string, unknown>(Object.entries(props));
    const chosen = this.#choose(catalogue, settings);
    this.#all = reaching(chosen, edges);
    const replaced = new Set(chosen.flatMap(({ definition }) => definition.replaces ?? []));
    this.#places = Object.entries(catalogue)
      .filter(([, { name, onRequest = false }]) => !onRequest && !replaced.has(name))
      .map(([key, definition]) => this.#placeOf(key, definition, settings.get(key), edges));
    const neighbours = new Neighbours(this.#all, edges);
    for (const one of this.#all) this.#deliver(one, neighbours, edges);
    if (edges !== undefined && this.#all.some(({ reach }) => reach.edges.includes(edges))) {
      new DistributionRule(this, 'edges', { applications: [EDGE_TAG], clusters: edges });
    }
    for (const { definition, reach } of this.#all) this.#ruleOf(definition.name, reach, edges);
  }

  /** Whether a component is there, by the name of its application. */
  has(name: string): boolean {
    return this.#all.some(({ definition }) => definition.name === name);
  }

  /** Where a kind comes to, that a component brings: the hub or not, and the edges that one of the selectors chooses. */
  reach(kind: string): Reach {
    const bringers = this.#all.filter(({ definition }) => definition.provides.includes(kind));
    return {
      hub: bringers.some(({ reach }) => reach.hub),
      edges: bringers.flatMap(({ reach }) => reach.edges),
    };
  }

  /** What the resolver reads. @internal */
  [PROBLEMS](): readonly Problem[] {
    return this.#problems;
  }

  /** What the resolver reads. @internal */
  [COMPONENT_PLACES](): readonly ComponentPlace[] {
    return [...this.#places].sort((a, b) => compareText(a.key, b.key));
  }

  /** Where a component is by itself, and what it brings there. */
  #placeOf(
    key: string,
    definition: ComponentDefinition,
    settings: unknown,
    edges: ClusterSelector | undefined,
  ): ComponentPlace {
    const options = definition.options.safeParse({});
    return {
      path: this.node.path,
      key,
      off: settings === false,
      kinds: definition.provides,
      followers: options.success ? (definition.follow?.(options.data) ?? []) : [],
      ...reachOf({ on: definition.on }, edges),
    };
  }

  #choose(catalogue: ComponentCatalogue, props: ReadonlyMap<string, unknown>): readonly ChosenComponent[] {
    const { path } = this.node;
    const names = Object.keys(catalogue).sort();
    for (const name of props.keys()) {
      if (names.includes(name) || OWN_PROPS.includes(name)) continue;
      const other = closest(name, [...names, ...OWN_PROPS]);
      const hint = other === undefined ? 'add the component to the catalogue' : `did you mean "${other}"?`;
      this.#problems.push(problem('RB970', { path, prop: name, found: `there is no component "${name}"`, hint }));
    }
    return names.flatMap((name) => {
      const definition = catalogue[name];
      const settings = props.get(name) ?? (definition?.onRequest === true ? false : {});
      if (definition === undefined || settings === false) return [];
      const found = chosen(name, definition, settings, path);
      if ('definition' in found) return [found];
      this.#problems.push(...found);
      return [];
    });
  }

  #deliver(chosen: ReachingComponent, neighbours: Neighbours, all: ClusterSelector | undefined): void {
    const { definition, reach: on, version, values, clusterValues, setup, followers } = chosen;
    const { name, chart, namespace, provides, requires = [], podSecurity = 'restricted' } = definition;
    const tag = all !== undefined && on.edges.includes(all) ? EDGE_TAG : ownTag(name);
    const reach = { owner: OWNER, onHub: on.hub, tags: on.edges.length === 0 ? [] : [tag] };
    new Application(this, name, {
      ...reach,
      namespace,
      provides,
      requires,
      podSecurity,
      source: {
        helm: {
          repository: chart.repository,
          chart: chart.name,
          version,
          releaseName: definition.releaseName ?? name,
          values: values(neighbours.of(chosen)),
          ...(Object.keys(clusterValues).length === 0 ? {} : { clusterValues }),
        },
      },
    });
    for (const part of setup) this.#deliverPart(part, name, { ...reach, podSecurity });
    for (const part of followers) {
      const { namespace } = part;
      new InUse(new Application(this, `${name}-${part.name}`, { ...reach, podSecurity, namespace }), 'in-use', part);
    }
  }

  /** Rules for the edges of a component that are not all edges of the set. */
  #ruleOf(name: string, { edges }: Reach, all: ClusterSelector | undefined): void {
    if (all !== undefined && edges.includes(all)) return;
    for (const [index, clusters] of edges.entries()) {
      const id = index === 0 ? `${name}-edges` : `${name}-edges-${index + 1}`;
      new DistributionRule(this, id, { applications: [ownTag(name)], clusters });
    }
  }

  #deliverPart(part: ComponentSetup, name: string, props: ApplicationProps): void {
    const application = new Application(this, `${name}-${part.name}`, {
      ...props,
      namespace: part.namespace,
      provides: part.provides ?? [],
    });
    for (const manifest of part.manifests) {
      const { name, namespace, labels, annotations } = manifest.metadata;
      new ApiObject(application, idOf(manifest, part.manifests), {
        ...manifest,
        metadata: {
          name,
          ...(namespace === undefined ? {} : { namespace }),
          labels: { ...labels },
          annotations: { ...annotations },
        },
      });
    }
  }
}

/** Stands in an application for what follows from what is in use. */
class InUse extends Construct {
  readonly #follower: Follower;

  constructor(scope: Construct, id: string, follower: ComponentFollower) {
    super(scope, id);
    recordSource(this);
    this.#follower = follower;
  }

  /** What the resolver reads. @internal */
  [FOLLOWER](): Follower {
    return this.#follower;
  }
}

/** Id of an object's construct: its kind and its name, and its group where another has these too. */
function idOf({ apiVersion, kind, metadata: { name } }: Manifest, all: readonly Manifest[]): string {
  const namesakes = all.filter((one) => one.kind === kind && one.metadata.name === name);
  const [group = ''] = namesakes.length > 1 ? apiVersion.split('/') : [];
  return [kind, ...(group === '' ? [] : [group]), name].join('-').toLowerCase();
}

function ownTag(name: string): string {
  return `${EDGE_TAG}-${name}`;
}

/** Which component of a set brings which kinds where. */
class Neighbours {
  readonly #places = new Map<string, Set<string>>();
  readonly #all: ClusterSelector | undefined;

  constructor(components: readonly ReachingComponent[], all: ClusterSelector | undefined) {
    this.#all = all;
    for (const one of components) {
      for (const kind of [...one.definition.provides, ...one.setup.flatMap((part) => part.provides ?? [])]) {
        const known = this.#places.get(kind) ?? new Set();
        for (const place of this.#placesOf(one)) known.add(place);
        this.#places.set(kind, known);
      }
    }
  }

  /** What is brought to every cluster that a component is on. */
  of(one: ReachingComponent): { brings(kind: string): boolean } {
    const places = this.#placesOf(one);
    return {
      brings: (kind) => {
        const brought = this.#places.get(kind);
        return brought !== undefined && places.every((place) => brought.has(place) || isEdgesIn(place, brought));
      },
    };
  }

  /** The hub, the edges of the set, or edges of a component's own. */
  #placesOf({ reach }: ReachingComponent): readonly string[] {
    const edges = reach.edges.map((selector) => (selector === this.#all ? EDGES : wordsOf(selector)));
    return reach.hub ? [HUB, ...edges] : edges;
  }
}

const HUB = 'hub';
const EDGES = 'edges';

/** A selector as a text, the same for the same choice. */
function wordsOf({ all = [], any = [], none = [], environments = [] }: ClusterSelector): string {
  return [EDGES, ...[all, any, none, environments].map((words) => [...words].sort().join(' '))].join('/');
}

/** Edges of a component's own are edges of the set too: what comes to all of them comes to these. */
function isEdgesIn(place: string, brought: ReadonlySet<string>): boolean {
  return place !== HUB && brought.has(EDGES);
}
