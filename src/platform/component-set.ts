import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type * as z from 'zod';
import { closest } from '../model/closest.ts';
import type { ComponentDefinition, ComponentSetup } from '../model/component.ts';
import { PROBLEMS } from '../model/declarations.ts';
import { type Problem, problem } from '../model/problem.ts';
import { recordSource } from '../model/source-line.ts';
import { Application, type ApplicationProps } from './application.ts';
import { type ChosenComponent, type CommonSettings, chosen } from './component-settings.ts';
import { type ClusterSelector, DistributionRule } from './distribution-rule.ts';

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

  constructor(scope: Construct, id: string, catalogue: C, props: ComponentSetProps & ComponentChoices<C>) {
    super(scope, id);
    recordSource(this);
    const all = this.#choose(catalogue, new Map(Object.entries(props)));
    const neighbours = new Neighbours(all);
    for (const one of all) this.#deliver(one, neighbours);
    const { edges } = props;
    if (edges !== undefined && all.some((one) => one.on !== 'hub' && one.edges === undefined)) {
      new DistributionRule(this, 'edges', { applications: [EDGE_TAG], clusters: edges });
    }
    for (const { definition, on, edges: own } of all) {
      if (own === undefined || on === 'hub') continue;
      const tag = `${EDGE_TAG}-${definition.name}`;
      new DistributionRule(this, `${definition.name}-edges`, { applications: [tag], clusters: own });
    }
  }

  /** What the resolver reads. @internal */
  [PROBLEMS](): readonly Problem[] {
    return this.#problems;
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
    const hasEdges = props.get('edges') !== undefined;
    return names.flatMap((name) => {
      const definition = catalogue[name];
      const settings = props.get(name) ?? {};
      if (definition === undefined || settings === false) return [];
      const found = chosen(name, definition, settings, path);
      if ('definition' in found) return found.on === 'edges' && !hasEdges && found.edges === undefined ? [] : [found];
      this.#problems.push(...found);
      return [];
    });
  }

  #deliver(chosen: ChosenComponent, neighbours: Neighbours): void {
    const { definition, on, edges, version, values, setup } = chosen;
    const { name, chart, namespace, provides, requires = [], podSecurity = 'restricted' } = definition;
    const tag = edges === undefined ? EDGE_TAG : `${EDGE_TAG}-${name}`;
    const reach = { owner: OWNER, onHub: on !== 'edges', tags: on === 'hub' ? [] : [tag] };
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
        },
      },
    });
    for (const part of setup) this.#deliverPart(part, name, { ...reach, podSecurity });
  }

  #deliverPart(part: ComponentSetup, name: string, props: ApplicationProps): void {
    const application = new Application(this, `${name}-${part.name}`, {
      ...props,
      namespace: part.namespace,
      provides: part.provides ?? [],
    });
    for (const manifest of part.manifests) {
      const { name, namespace, labels, annotations } = manifest.metadata;
      new ApiObject(application, `${manifest.kind}-${name}`.toLowerCase(), {
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

/** Which component of a set brings which kinds where. */
class Neighbours {
  readonly #places = new Map<string, Set<string>>();

  constructor(all: readonly ChosenComponent[]) {
    for (const one of all) {
      for (const kind of [...one.definition.provides, ...one.setup.flatMap((part) => part.provides ?? [])]) {
        const known = this.#places.get(kind) ?? new Set();
        for (const place of placesOf(one)) known.add(place);
        this.#places.set(kind, known);
      }
    }
  }

  /** What is brought to every cluster that a component is on. */
  of(one: ChosenComponent): { brings(kind: string): boolean } {
    const places = placesOf(one);
    return {
      brings: (kind) => {
        const brought = this.#places.get(kind);
        return brought !== undefined && places.every((place) => brought.has(place) || isEdgesIn(place, brought));
      },
    };
  }
}

const HUB = 'hub';
const EDGES = 'edges';

/** The hub, the edges of the set, or edges of a component's own, by their tags. */
function placesOf({ on, edges }: ChosenComponent): readonly string[] {
  const own = edges === undefined ? EDGES : `${EDGES} ${[...edges].sort().join(' ')}`;
  if (on === 'hub') return [HUB];
  return on === 'edges' ? [own] : [HUB, own];
}

/** Edges of a component's own are edges of the set too: what comes to all of them comes to these. */
function isEdgesIn(place: string, brought: ReadonlySet<string>): boolean {
  return place !== HUB && brought.has(EDGES);
}
