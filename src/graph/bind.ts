import { listed } from '../model/listed.ts';
import type { Endpoint } from '../model/need.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { mayHoldMarker, type Ref, readable } from '../model/ref.ts';
import type { Value } from '../model/value.ts';
import type { Draft, Places } from './draft.ts';
import type { LinkedObject, MutableObject, PlacedApplication, Reference, Rendered, RenderedManifest } from './graph.ts';
import { LateVariables } from './late-variable.ts';
import { copyPlain, isObject, type Place, textAt } from './plain.ts';
import { podTemplateOf } from './pod-template.ts';
import { type Substituted, substitute } from './substitute.ts';

/** Pods of one construct that connect to the endpoint of another. */
export interface Connection {
  readonly consumer: string;
  readonly namespace: string;
  readonly pods: Readonly<Record<string, string>>;
  readonly producer: string;
  readonly producerNamespace: string;
  readonly endpoint: Endpoint;
}

/** A draft with its references bound. Objects may still be added or opened for connections. */
export interface Bound {
  readonly objects: LinkedObject[];
  readonly connections: readonly Connection[];
  readonly references: readonly Reference[];
  /** Objects that belong to the application of a producer, by the producer's path. */
  readonly grants: readonly { readonly producer: string; readonly object: MutableObject }[];
  readonly problems: readonly Problem[];
}

/** Binds the references of one variant. */
export function bind(draft: Draft, graph: Rendered, places: Places): Bound {
  const binder = new Binder(draft, graph, places);
  for (const manifest of draft.manifests) binder.manifest(manifest);
  return binder.result();
}

type Late = Extract<Substituted, { kind: 'late' }>;

const NOBODY: readonly string[] = [];

class Binder {
  readonly #draft: Draft;
  readonly #graph: Rendered;
  readonly #places: Places;
  readonly #objects: LinkedObject[] = [];
  readonly #connections = new Map<string, Connection>();
  readonly #references: Reference[] = [];
  readonly #grants: { readonly producer: string; readonly object: MutableObject }[] = [];
  readonly #problems: Problem[] = [];
  readonly #late: LateVariables;
  /** Names of the variables of each container. */
  readonly #taken = new WeakMap<object, Set<string>>();
  /** Objects with pods by the construct that makes them, for what they read of its ConfigMaps. */
  #workloads: ReadonlyMap<string, readonly MutableObject[]> | undefined;

  constructor(draft: Draft, graph: Rendered, places: Places) {
    this.#draft = draft;
    this.#graph = graph;
    this.#places = places;
    this.#late = new LateVariables(draft.application.name, (ref) => this.#namespaceOf(ref));
  }

  result(): Bound {
    return {
      objects: this.#objects,
      connections: [...this.#connections.values()],
      references: this.#references,
      grants: this.#grants,
      problems: this.#problems,
    };
  }

  manifest(manifest: RenderedManifest): void {
    const { object: rendered, path, part, provisioner, markers, patchedBy } = manifest;
    if (markers.length === 0) {
      this.#objects.push({ object: rendered, path, part, provisioner, patchedBy, takesFrom: NOBODY });
      return;
    }
    const { value: object } = copyPlain(rendered, path);
    if (!isObject(object)) throw new Error(`${manifest.path}: a copy lost its shape`);
    const takesFrom = new Set<string>();
    // From the last place to the first, so that variables put into a list do not move the places still to come.
    for (const place of [...markers].reverse()) this.#place(object, place, manifest, takesFrom);
    this.#objects.push({ object, path, part, provisioner, patchedBy, takesFrom: [...takesFrom].sort() });
  }

  #place(object: MutableObject, place: Place, manifest: RenderedManifest, takesFrom: Set<string>): void {
    const key = place.at(-1);
    const text = textAt(object, place);
    if (mayHoldMarker(text)) this.#value(object, place, text, manifest, takesFrom);
    if (typeof key === 'string' && mayHoldMarker(key)) this.#key(object, place, key, manifest);
  }

  #value(object: MutableObject, place: Place, text: string, manifest: RenderedManifest, takesFrom: Set<string>): void {
    const result = this.#substitute(text, place, manifest);
    if (result === undefined) return;
    if (result.kind === 'known') {
      const number = typeof result.value === 'number' && !isTextPlace(place);
      const written = isVariable(place) || isArgument(place) ? result.expandable : String(result.value);
      setAt(object, place, number ? result.value : written);
      this.#note(text, object, manifest, 'literal', false);
      return;
    }
    for (const ref of result.refs) takesFrom.add(ref.producer.node.path);
    if (isVariable(place)) this.#variable(object, place, text, result, manifest);
    else this.#refuse(result, place, manifest);
  }

  /** A late value in the value of an environment variable: it becomes a reference, or is composed. */
  #variable(
    object: MutableObject,
    place: Place,
    text: string,
    { pieces, refs }: Late,
    manifest: RenderedManifest,
  ): void {
    const list = listAt(object, place.slice(0, -2));
    const index = Number(place.at(-2));
    const namePlace = [...place.slice(0, -1), 'name'];
    const name = this.#substitute(textAt(object, namePlace), namePlace, manifest);
    if (name === undefined) return;
    if (name.kind !== 'known') {
      this.#refuse(name, namePlace, manifest);
      return;
    }
    const taken = this.#taken.get(list) ?? new Set(list.map((variable) => textAt(variable, ['name'])));
    this.#taken.set(list, taken);
    const { path } = manifest;
    const written = this.#late.write({ name: String(name.value), pieces, refs, path, object, taken });
    if ('code' in written) {
      this.#problems.push(written);
      return;
    }
    list.splice(index, 1, ...written.variables);
    this.#note(text, object, manifest, written.way, true);
    const base = { path, part: this.#draft.part, patchedBy: NOBODY, takesFrom: NOBODY };
    for (const made of written.made) this.#objects.push({ ...base, object: made });
    const producer = refs[0]?.producer.node.path ?? '';
    for (const grant of written.grants) this.#grants.push({ producer, object: grant });
  }

  #key(object: MutableObject, place: Place, key: string, manifest: RenderedManifest): void {
    const result = this.#substitute(key, place, manifest);
    if (result === undefined) return;
    if (result.kind !== 'known') {
      this.#refuse(result, place, manifest);
      return;
    }
    const parent = at(object, place.slice(0, -1));
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return;
    const name = String(result.value);
    if (Object.hasOwn(parent, name)) {
      const found = `a reference gives a second member its name, got ${show(name)}`;
      this.#problems.push(problem('RB407', { path: manifest.path, prop: words(place), found }));
      return;
    }
    rename(parent, key, name);
    this.#note(key, object, manifest, 'literal', false);
  }

  /** The text with its markers replaced, or undefined after noting what is wrong. */
  #substitute(
    text: string,
    place: Place,
    manifest: RenderedManifest,
  ): Extract<Substituted, { kind: 'known' | 'late' }> | undefined {
    const result = substitute(text, this.#graph.markers, (ref) => this.#worth(ref));
    if (result.kind === 'known' || result.kind === 'late') return result;
    const { path } = manifest;
    const prop = words(place);
    if (result.kind === 'torn') {
      this.#problems.push(problem('RB402', { path, prop, found: `a part of a reference, got ${show(text)}` }));
    } else if (result.kind === 'unknown') {
      this.#problems.push(
        problem('RB401', {
          path,
          prop,
          found: `no construct of this platform gives ${show(readable(result.marker))}`,
        }),
      );
    } else if (result.kind === 'exposed') {
      this.#problems.push(
        problem('RB403', {
          path,
          prop,
          found: `the secret ${show(result.ref.label)} has a value in plain text`,
          hint: 'let its provisioner give a key of a Secret',
        }),
      );
    } else this.#worthless(result.ref, prop, manifest);
    return undefined;
  }

  #worthless(ref: Ref, prop: string, { path }: RenderedManifest): void {
    const producer = ref.producer.node.path;
    const label = show(ref.label);
    const names = listed(this.#draft.clusters.map((cluster) => cluster.name));
    if (this.#places.applicationOf(producer) === undefined) {
      this.#problems.push(
        problem('RB401', { path, prop, found: `${label} stands in no application of this platform` }),
      );
    } else if (!this.#draft.clusters.every((cluster) => this.#places.isOn(producer, cluster))) {
      this.#problems.push(problem('RB404', { path, prop, found: `${label} is not on ${names}, where this is` }));
    } else if (this.#draft.offers.get(producer) !== undefined) {
      const maker = this.#makerOf(producer);
      if (maker === undefined)
        this.#problems.push(problem('RB406', { path, prop, found: `${label} has no value on ${names}` }));
      else if (maker !== '') {
        const found = `the provisioner "${maker}" gives no ${show(ref.output)}, which ${label} is, on ${names}`;
        this.#problems.push(problem('RB304', { path, prop, found }));
      }
    }
  }

  /** Name of the provisioner that the outputs of a unit come from: undefined where it needs none, empty where it has none. */
  #makerOf(producer: string): string | undefined {
    const [cluster] = this.#draft.clusters;
    const [first] = (cluster === undefined ? undefined : this.#graph.matches(producer, cluster)?.value) ?? [];
    return first === undefined ? undefined : (first.provisioner?.name ?? '');
  }

  #refuse(result: Extract<Substituted, { kind: 'late' }>, place: Place, { path }: RenderedManifest): void {
    const labels = [...new Set(result.refs.map((ref) => show(ref.label)))].join(' and ');
    const prop = words(place);
    if (result.secret)
      this.#problems.push(problem('RB403', { path, prop, found: `the secret ${labels} would stand in plain text` }));
    else
      this.#problems.push(problem('RB405', { path, prop, found: `${labels} is known only when the engine has run` }));
  }

  #worth(ref: Ref): Value | undefined {
    return this.#draft.offers.get(ref.producer.node.path)?.value.values[ref.output];
  }

  #namespaceOf(ref: Ref): string {
    return this.#producerApplication(ref)?.namespace ?? '';
  }

  #producerApplication(ref: Ref): PlacedApplication | undefined {
    return this.#places.applicationOf(ref.producer.node.path);
  }

  /** Notes the references of a text, and the connections that they mean. */
  #note(text: string, object: MutableObject, manifest: RenderedManifest, way: string, late: boolean): void {
    substitute(text, this.#graph.markers, (ref) => {
      const producer = ref.producer.node.path;
      this.#references.push({ consumer: manifest.path, producer, output: ref.output, way, late });
      this.#connect(ref, object, manifest);
      return '';
    });
  }

  /** The pods that a reference is for, those of the object itself or those that read it, connect to the producer. */
  #connect(ref: Ref, object: MutableObject, manifest: RenderedManifest): void {
    const producer = ref.producer.node.path;
    const endpoint = this.#draft.offers.get(producer)?.value.endpoint;
    if (endpoint === undefined || producer === manifest.path) return;
    for (const workload of object.kind === 'ConfigMap' ? this.#workloadsOf(manifest.path) : [object]) {
      const pods = podTemplateOf(workload)?.metadata?.labels;
      if (pods === undefined) continue;
      const { kind, metadata } = workload;
      const namespace = metadata.namespace ?? '';
      this.#connections.set([manifest.path, kind, namespace, metadata.name, producer].join('\0'), {
        consumer: manifest.path,
        namespace,
        pods,
        producer,
        producerNamespace: this.#namespaceOf(ref),
        endpoint,
      });
    }
  }

  #workloadsOf(path: string): readonly MutableObject[] {
    this.#workloads ??= workloadsByPath(this.#draft.manifests);
    return this.#workloads.get(path) ?? [];
  }
}

function workloadsByPath(manifests: readonly RenderedManifest[]): ReadonlyMap<string, readonly MutableObject[]> {
  const found = new Map<string, MutableObject[]>();
  for (const { path, object } of manifests) {
    if (podTemplateOf(object) === undefined) continue;
    const list = found.get(path);
    if (list === undefined) found.set(path, [object]);
    else list.push(object);
  }
  return found;
}

const CONTAINERS: ReadonlySet<unknown> = new Set(['containers', 'initContainers']);
const ARGUMENTS: ReadonlySet<unknown> = new Set(['args', 'command']);
const LABELS: ReadonlySet<unknown> = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector']);

/** Whether a place is the value of an environment variable. */
function isVariable(place: Place): boolean {
  return place.at(-1) === 'value' && place.at(-3) === 'env' && CONTAINERS.has(place.at(-5));
}

/** Whether a place is a word of a container's command. */
function isArgument(place: Place): boolean {
  return ARGUMENTS.has(place.at(-2)) && CONTAINERS.has(place.at(-4));
}

/** Places that take text alone, so that a number is written as text. */
function isTextPlace(place: Place): boolean {
  const isData = place.length === 2 && (place[0] === 'data' || place[0] === 'stringData');
  return isData || isVariable(place) || isArgument(place) || LABELS.has(place.at(-2));
}

/** A place in words, with what a marker stands for in place of the marker. */
function words(place: Place): string {
  return readable(place.join('.'));
}

function at(object: unknown, place: Place): unknown {
  let value = object;
  for (const key of place) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

/** Gives a member another name; all are set again, so that it keeps its place among them. */
function rename(parent: object, from: string, to: string): void {
  for (const [name, value] of Object.entries(parent)) {
    Reflect.deleteProperty(parent, name);
    const member = { value, enumerable: true, writable: true, configurable: true };
    Reflect.defineProperty(parent, name === from ? to : name, member);
  }
}

function setAt(object: MutableObject, place: Place, value: unknown): void {
  const parent = at(object, place.slice(0, -1));
  const key = place.at(-1);
  if (typeof parent === 'object' && parent !== null && key !== undefined) Reflect.set(parent, key, value);
}

function listAt(object: MutableObject, place: Place): unknown[] {
  const list = at(object, place);
  if (!Array.isArray(list)) throw new Error(`no list at ${place.join('.')}`);
  return list;
}
