import type { Endpoint } from '../model/need.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { mayHoldMarker, type Ref } from '../model/ref.ts';
import type { Value } from '../model/value.ts';
import type { Draft, Places } from './draft.ts';
import { composeVariable, type EnvironmentVariable, escapeExpansion, isComposable } from './environment-variable.ts';
import type { Piece } from './expand.ts';
import type { LinkedObject, MutableObject, PlacedApplication, Reference, Rendered, RenderedManifest } from './graph.ts';
import { copyPlain, isObject, type Place, textAt } from './plain.ts';
import { podTemplateOf } from './pod-template.ts';
import { type Substituted, substitute } from './substitute.ts';
import { TEMPLATED_KEY, templatedSecret } from './templated-secret.ts';

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

const ENV_VALUE = /\.(containers|initContainers)\.\d+\.env\.\d+\.value$/;
const ARGUMENT = /\.(containers|initContainers)\.\d+\.(args|command)\.\d+$/;

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
  readonly #secretNames = new Set<string>();

  constructor(draft: Draft, graph: Rendered, places: Places) {
    this.#draft = draft;
    this.#graph = graph;
    this.#places = places;
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
    const { markers, ...rest } = manifest;
    if (markers.length === 0) {
      this.#objects.push({ ...rest, takesFrom: NOBODY });
      return;
    }
    const { value: object } = copyPlain(manifest.object, manifest.path);
    if (!isObject(object)) throw new Error(`${manifest.path}: a copy lost its shape`);
    const takesFrom = new Set<string>();
    // From the last place to the first, so that variables put into a list do not move the places still to come.
    for (const place of [...markers].reverse()) this.#place(object, place, manifest, takesFrom);
    this.#objects.push({ ...rest, object, takesFrom: [...takesFrom].sort() });
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
    const at = `.${place.join('.')}`;
    if (result.kind === 'known') {
      const expands = ENV_VALUE.test(at) || ARGUMENT.test(at);
      const value = typeof result.value === 'number' && isTextPlace(at) ? String(result.value) : result.value;
      setAt(object, place, expands && typeof value === 'string' ? escapeKnown(text, value) : value);
      this.#note(text, object, manifest, 'literal', false);
      return;
    }
    for (const ref of result.refs) takesFrom.add(ref.producer.node.path);
    if (ENV_VALUE.test(at)) this.#variable(object, place, text, result.pieces, result.refs, manifest);
    else this.#refuse(result, place, manifest);
  }

  /** A late value in the value of an environment variable: it becomes a reference, or is composed. */
  #variable(
    object: MutableObject,
    place: Place,
    text: string,
    pieces: readonly Piece[],
    refs: readonly Ref[],
    manifest: RenderedManifest,
  ): void {
    const listPlace = place.slice(0, -2);
    const index = Number(place.at(-2));
    const list = listAt(object, listPlace);
    const name = textAt(object, [...place.slice(0, -1), 'name']);
    const foreign = refs.find((ref) => this.#namespaceOf(ref) !== object.metadata.namespace);
    const local = foreign === undefined;
    if (local && isComposable(pieces)) {
      list.splice(index, 1, ...composeVariable(name, pieces));
      this.#note(text, object, manifest, pieces.length === 1 ? 'key of a Secret' : 'composed by the kubelet', true);
      return;
    }
    const secret = this.#templated(object, name, pieces, refs, manifest);
    if (secret === undefined) return;
    const variable: EnvironmentVariable = { name, valueFrom: { secretKeyRef: { name: secret, key: TEMPLATED_KEY } } };
    list.splice(index, 1, variable);
    this.#note(text, object, manifest, local ? 'composed by External Secrets' : 'copied by External Secrets', true);
  }

  #templated(
    object: MutableObject,
    variable: string,
    pieces: readonly Piece[],
    refs: readonly Ref[],
    manifest: RenderedManifest,
  ): string | undefined {
    const namespaces = new Set(refs.map((ref) => this.#namespaceOf(ref)));
    const fromConfig = pieces.some((piece) => typeof piece !== 'string' && piece.late.from === 'configMap');
    const [from] = namespaces;
    const [first] = refs;
    if (namespaces.size !== 1 || fromConfig || from === undefined || first === undefined) {
      this.#problems.push(
        problem('RB405', {
          path: manifest.path,
          prop: variable,
          found: `${refs.map((ref) => show(ref.label)).join(' and ')} cannot be composed into one Secret`,
          hint: 'take each value in an environment variable of its own',
        }),
      );
      return undefined;
    }
    const name = `${object.metadata.name}-${variable.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.replace(/-+$/, '');
    if (this.#secretNames.has(name)) return name;
    this.#secretNames.add(name);
    const namespace = object.metadata.namespace ?? '';
    const labels = { 'app.kubernetes.io/part-of': this.#draft.application.name };
    const made = templatedSecret({ name, namespace, from, pieces, path: manifest.path, labels });
    const base = { path: manifest.path, part: this.#draft.part, patchedBy: [], takesFrom: [] };
    for (const extra of made.consumer) this.#objects.push({ ...base, object: extra });
    for (const grant of made.producer) this.#grants.push({ producer: first.producer.node.path, object: grant });
    return name;
  }

  #key(object: MutableObject, place: Place, key: string, manifest: RenderedManifest): void {
    const result = this.#substitute(key, place, manifest);
    if (result === undefined) return;
    if (result.kind !== 'known') {
      this.#refuse(result, place, manifest);
      return;
    }
    const parent = at(object, place.slice(0, -1));
    if (typeof parent !== 'object' || parent === null) return;
    // The members are set again one by one, so that the key keeps its place among them.
    for (const [name, value] of Object.entries(parent)) {
      Reflect.deleteProperty(parent, name);
      Reflect.set(parent, name === key ? String(result.value) : name, value);
    }
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
    const prop = place.join('.');
    if (result.kind === 'torn') {
      this.#problems.push(problem('RB402', { path, prop, found: `a part of a reference, got ${show(text)}` }));
    } else if (result.kind === 'unknown') {
      this.#problems.push(
        problem('RB401', {
          path,
          prop,
          found: `a reference that no construct of this platform gives, got ${show(result.marker)}`,
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
    const names = this.#draft.clusters.map((cluster) => show(cluster.name)).join(', ');
    if (this.#places.applicationOf(producer) === undefined) {
      this.#problems.push(
        problem('RB401', { path, prop, found: `${label} stands in no application of this platform` }),
      );
    } else if (!this.#draft.clusters.every((cluster) => this.#places.isOn(producer, cluster))) {
      this.#problems.push(
        problem('RB404', { path, prop, found: `${label} is not on the cluster ${names}, where this is` }),
      );
    } else if (this.#draft.offers.get(producer) !== undefined && this.#isProvisioned(producer)) {
      this.#problems.push(problem('RB406', { path, prop, found: `${label} has no value on the cluster ${names}` }));
    }
  }

  /** Whether the producer has all it needs here; where it has not, that is the problem to tell. */
  #isProvisioned(producer: string): boolean {
    const [cluster] = this.#draft.clusters;
    if (cluster === undefined) return false;
    return this.#graph.matches(producer, cluster)?.value.every((match) => match.provisioner !== undefined) ?? true;
  }

  #refuse(result: Extract<Substituted, { kind: 'late' }>, place: Place, { path }: RenderedManifest): void {
    const labels = [...new Set(result.refs.map((ref) => show(ref.label)))].join(' and ');
    const prop = place.join('.');
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

  #connect(ref: Ref, object: MutableObject, manifest: RenderedManifest): void {
    const producer = ref.producer.node.path;
    const endpoint = this.#draft.offers.get(producer)?.value.endpoint;
    const pods = podTemplateOf(object)?.metadata?.labels;
    if (endpoint === undefined || pods === undefined || producer === manifest.path) return;
    this.#connections.set(`${manifest.path}\0${object.metadata.name}\0${producer}`, {
      consumer: manifest.path,
      namespace: object.metadata.namespace ?? '',
      pods,
      producer,
      producerNamespace: this.#namespaceOf(ref),
      endpoint,
    });
  }
}

/** Escapes `$(` in what references brought, and leaves the program's own text as it was written. */
function escapeKnown(text: string, value: string): string {
  return value.includes('$(') && !text.includes('$(') ? escapeExpansion(value) : value;
}

/** Places that take text alone, so that a number is written as text. */
function isTextPlace(place: string): boolean {
  return (
    ENV_VALUE.test(place) ||
    ARGUMENT.test(place) ||
    /\.(data|stringData|labels|annotations|matchLabels)\.[^.]+/.test(place)
  );
}

function at(object: unknown, place: Place): unknown {
  let value = object;
  for (const key of place) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
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
