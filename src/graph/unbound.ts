import { listed } from '../model/listed.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { type Ref, readable } from '../model/ref.ts';
import type { SchemaField } from '../model/schema-checker.ts';
import type { Draft, Places } from './draft.ts';
import type { ClusterNode, Rendered } from './graph.ts';
import { placeWords } from './marker-place.ts';
import type { Place } from './plain.ts';
import type { Substituted } from './substitute.ts';

/** Where a reference stands that cannot be bound: the construct's path and the place in its object. */
export interface Spot {
  readonly path: string;
  readonly place: Place;
}

type Unbindable = Exclude<Substituted, { kind: 'known' | 'late' }>;

/** Says why references of one variant cannot be bound. */
export class Unbound {
  readonly #draft: Draft;
  readonly #graph: Rendered;
  readonly #places: Places;

  constructor(draft: Draft, graph: Rendered, places: Places) {
    this.#draft = draft;
    this.#graph = graph;
    this.#places = places;
  }

  /** What is wrong with a text that cannot be substituted; nothing where the producer's own problem is told already. */
  problems(text: string, result: Unbindable, { path, place }: Spot): readonly Problem[] {
    const at = { path, prop: placeWords(place) };
    switch (result.kind) {
      case 'torn':
        return [problem('RB402', { ...at, found: `a part of a reference, got ${show(text)}` })];
      case 'unknown':
        return [
          problem('RB401', { ...at, found: `no construct of this platform gives ${show(readable(result.marker))}` }),
        ];
      case 'exposed': {
        const found = `the secret ${show(result.ref.label)} has a value in plain text`;
        return [problem('RB403', { ...at, found, hint: 'let its provisioner give a key of a Secret' })];
      }
      case 'worthless':
        return this.#worthless(result.ref, at);
    }
  }

  #worthless(ref: Ref, at: { readonly path: string; readonly prop: string }): readonly Problem[] {
    const producer = ref.producer.node.path;
    const label = show(ref.label);
    const { clusters, offers } = this.#draft;
    const names = listed(clusters.map((cluster) => cluster.name));
    if (this.#places.applicationOf(producer) === undefined) {
      return [problem('RB401', { ...at, found: `${label} stands in no application of this platform` })];
    }
    const home = offers.get(producer) === undefined ? this.#homeOf(producer) : undefined;
    if (home !== undefined) {
      const found = `${label} is made once, on ${show(home.name)}, and no network leads there from ${names}`;
      return [problem('RB303', { ...at, found, hint: 'make a Network that joins them, or share it for each cluster' })];
    }
    if (
      offers.get(producer)?.crossing === undefined &&
      !clusters.every((cluster) => this.#places.isOn(producer, cluster))
    )
      return [this.#elsewhere(label, producer, at)];
    const maker = offers.get(producer) === undefined ? '' : this.#makerOf(producer);
    if (maker === undefined) return [problem('RB406', { ...at, found: `${label} has no value on ${names}` })];
    if (maker === '') return [];
    const found = `the provisioner "${maker}" gives no ${show(ref.output)}, which ${label} is, on ${names}`;
    return [problem('RB304', { ...at, found })];
  }

  /** Cluster on which what a unit offers is made once for the clusters of this variant, whether the unit is on these or on others of their environment. */
  #homeOf(producer: string): ClusterNode | undefined {
    const placed = this.#places.applicationOf(producer)?.placements.map(({ cluster }) => cluster) ?? [];
    for (const cluster of this.#draft.clusters) {
      const isOn = this.#places.isOn(producer, cluster);
      for (const one of isOn ? [cluster] : placed.filter(({ environment }) => environment === cluster.environment)) {
        const from = this.#graph.offer(producer, one)?.value.from;
        if (from !== undefined) return from;
      }
    }
    return undefined;
  }

  /** Nobody is there to ask: the producer is on other clusters, and no network of the same environment leads to them. */
  #elsewhere(label: string, producer: string, at: { readonly path: string; readonly prop: string }): Problem {
    const { clusters } = this.#draft;
    const here = listed(clusters.map(({ name }) => name));
    const others = this.#places.applicationOf(producer)?.placements.map(({ cluster }) => cluster) ?? [];
    const found = `${label} is not on ${here}, where this is`;
    if (this.#graph.networks.length === 0) return problem('RB404', { ...at, found });
    const environments = new Set(clusters.map(({ environment }) => environment));
    const near = others.filter(({ environment }) => environments.has(environment));
    const given = near.flatMap((cluster) => this.#graph.offer(producer, cluster)?.value ?? []);
    if (given.length > 0 && given.every(({ endpoints }) => endpoints.size === 0)) {
      const there = listed(near.map(({ name }) => name));
      const why = `nothing connects to it on ${there}, so what it is there may mean nothing elsewhere`;
      return problem('RB404', { ...at, found: `${found}, and ${why}` });
    }
    const where = listed((near.length === 0 ? others : near).map(({ name }) => name));
    const why = near.length === 0 ? 'which is of another environment' : 'and no network joins them';
    return problem('RB514', { ...at, found: `${found}, but on ${where}, ${why}` });
  }

  /** Name of the provisioner that the outputs of a unit come from: undefined where it needs none, empty where it has none. */
  #makerOf(producer: string): string | undefined {
    const [cluster] = this.#draft.clusters;
    const [first] = (cluster === undefined ? undefined : this.#graph.matches(producer, cluster)?.value) ?? [];
    return first === undefined ? undefined : (first.provisioner?.name ?? '');
  }
}

/** What is wrong with a late value at a place that takes none; its field says what would do, where its schema is known. */
export function lateProblem(
  { refs, secret }: Extract<Substituted, { kind: 'late' }>,
  { path, place }: Spot,
  field: SchemaField | undefined,
): Problem {
  const labels = listed([...new Set(refs.map(({ label }) => label))]);
  const prop = placeWords(place);
  const [reference] = field?.references ?? [];
  const hint =
    reference === undefined ? undefined : `give the field "${reference}" beside it, which refers to where it is`;
  if (secret) return problem('RB403', { path, prop, found: `the secret ${labels} would stand in plain text`, hint });
  const found = `${labels} is known only when the engine has run`;
  const type = reference === undefined ? TYPES.get(field?.type ?? '') : undefined;
  return type === undefined
    ? problem('RB405', { path, prop, found, hint })
    : problem('RB408', { path, prop, found: `${found}, and this field takes ${type}` });
}

/** Types of fields that take no text, so that not even the engine could put one there. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
]);
