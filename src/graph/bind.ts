import { isHandedOverByStore } from '../model/handover.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { pulumiSecretOf } from '../model/pulumi-secret.ts';
import { mayHoldMarker, type Ref, splitMarkers } from '../model/ref.ts';
import type { SchemaChecker } from '../model/schema-checker.ts';
import { isLate, type Value } from '../model/value.ts';
import type { Bound, Call, Connection, Haul } from './bound.ts';
import { crossingProblem } from './crossing-problems.ts';
import { type Draft, lateKey, type Offered, type Places } from './draft.ts';
import type {
  ClusterNode,
  LinkedObject,
  MutableObject,
  PlacedApplication,
  Reference,
  Rendered,
  RenderedManifest,
} from './graph.ts';
import { type LateFile, mountsFile, withLateFiles } from './late-files.ts';
import { LateVariables, type WrittenFile } from './late-variable.ts';
import { isTextPlace, isVariable, listAt, placeWords, rename, setAt, valueAt } from './marker-place.ts';
import { copyPlain, isObject, type Place, textAt } from './plain.ts';
import { podTemplateOf } from './pod-template.ts';
import { type Substituted, substitute, writtenAt } from './substitute.ts';
import { lateProblem, type Spot, Unbound } from './unbound.ts';
import { wayOf } from './way.ts';

/** Binds the references of one variant. */
export function bind(
  draft: Draft,
  graph: Rendered,
  places: Places,
  schemas: Pick<SchemaChecker, 'field'> | undefined,
): Bound {
  const binder = new Binder(draft, graph, places, schemas);
  for (const manifest of draft.manifests) binder.manifest(manifest);
  return binder.result();
}

type Late = Extract<Substituted, { kind: 'late' }>;

const NOBODY: readonly string[] = [];

class Binder {
  readonly #draft: Draft;
  readonly #graph: Rendered;
  readonly #schemas: Pick<SchemaChecker, 'field'> | undefined;
  readonly #places: Places;
  readonly #objects: LinkedObject[] = [];
  readonly #connections = new Map<string, Connection>();
  readonly #references: Reference[] = [];
  readonly #grants: { readonly producer: string; readonly object: MutableObject }[] = [];
  readonly #calls = new Map<string, Call>();
  readonly #hauls = new Map<string, Haul>();
  readonly #problems: Problem[] = [];
  readonly #late: LateVariables;
  readonly #unbound: Unbound;
  /** Names of the variables of each container. */
  readonly #taken = new WeakMap<object, Set<string>>();
  /** Files whose content is late, by the ConfigMap that would hold them. */
  readonly #files = new Map<MutableObject, LateFile[]>();
  /** Objects with pods by the construct that makes them, for what they read of its ConfigMaps. */
  #workloads: ReadonlyMap<string, readonly MutableObject[]> | undefined;

  constructor(draft: Draft, graph: Rendered, places: Places, schemas: Pick<SchemaChecker, 'field'> | undefined) {
    this.#schemas = schemas;
    this.#draft = draft;
    this.#graph = graph;
    this.#places = places;
    this.#unbound = new Unbound(draft, graph, places);
    this.#late = new LateVariables(draft.application.name, (ref) => this.#namespaceOf(ref));
  }

  result(): Bound {
    return {
      objects: this.#files.size === 0 ? this.#objects : withLateFiles(this.#objects, this.#files),
      connections: [...this.#connections.values()],
      references: this.#references,
      grants: this.#grants,
      calls: [...this.#calls.values()],
      hauls: [...this.#hauls.values()],
      problems: this.#problems,
    };
  }

  manifest(manifest: RenderedManifest): void {
    const { object: rendered, path, part, provisioner, markers, patchedBy } = manifest;
    if (markers.length === 0) {
      // There is nothing to bind, as in most manifests: the same record serves.
      this.#objects.push(manifest);
      return;
    }
    const { value: object } = copyPlain(rendered, path);
    if (!isObject(object)) throw new Error(`${manifest.path}: a copy lost its shape`);
    if (object.kind === 'ConfigMap') this.#files.set(object, []);
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
      setAt(object, place, number ? result.value : writtenAt(place, result));
      this.#note(text, object, manifest, 'literal', []);
      return;
    }
    this.#haul(result, place, manifest);
    if (this.#isFile(object, place, manifest)) {
      this.#file(object, place, text, result, manifest);
      return;
    }
    for (const ref of result.refs) takesFrom.add(this.#homeOf(ref));
    if (isVariable(place)) this.#variable(object, place, text, result, manifest);
    else this.#refuse(result, place, manifest);
  }

  #isFile(object: MutableObject, place: Place, { path }: RenderedManifest): boolean {
    const [root, key] = place;
    if (object.kind !== 'ConfigMap' || root !== 'data' || place.length !== 2) return false;
    return this.#workloadsOf(path).some((one) => mountsFile(one, object.metadata.name, String(key)));
  }

  /** A late value in a file of the construct's own pods: they take it from where it is, and the ConfigMap does not hold it. */
  #file(object: MutableObject, place: Place, text: string, late: Late, manifest: RenderedManifest): void {
    const { pieces, refs } = late;
    const { path } = manifest;
    const key = String(place[1]);
    const written = this.#late.file({ name: key, pieces, refs, path, object });
    if ('code' in written) {
      this.#problems.push(written);
      return;
    }
    Reflect.deleteProperty(Object(object.data), key);
    const takesFrom = [...new Set(refs.map((ref) => this.#homeOf(ref)))].sort();
    this.#files.get(object)?.push({ key, pieces, written, takesFrom });
    this.#note(text, object, manifest, written.way, refs);
    this.#make(written, refs, path);
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
    this.#note(text, object, manifest, written.way, refs);
    this.#make(written, refs, path);
  }

  /** Notes the objects that make a late value: those at the consumer, and the rights that it has at the producer. */
  #make(written: Pick<WrittenFile, 'made' | 'grants'>, refs: readonly Ref[], path: string): void {
    const producers = [...new Set(refs.map((ref) => this.#homeOf(ref)))].sort();
    for (const made of written.made) {
      const takesFrom = made.kind === 'ExternalSecret' ? producers : NOBODY;
      this.#objects.push({ object: made, path, part: this.#draft.part, patchedBy: NOBODY, takesFrom });
    }
    const [first] = refs;
    const isLocal = first === undefined || !this.#isRemote(first);
    const producer = isLocal ? (first === undefined ? '' : this.#homeOf(first)) : path;
    for (const grant of written.grants) this.#grants.push({ producer, object: grant });
  }

  #key(object: MutableObject, place: Place, key: string, manifest: RenderedManifest): void {
    const result = this.#substitute(key, place, manifest);
    if (result === undefined) return;
    if (result.kind !== 'known') {
      this.#refuse(result, place, manifest);
      return;
    }
    const parent = valueAt(object, place.slice(0, -1));
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return;
    const name = String(result.value);
    if (Object.hasOwn(parent, name)) {
      const found = `a reference gives a second member its name, got ${show(name)}`;
      this.#problems.push(problem('RB407', { path: manifest.path, prop: placeWords(place), found }));
      return;
    }
    rename(parent, key, name);
    this.#note(key, object, manifest, 'literal', []);
  }

  /** The text with its markers replaced, or undefined after noting what is wrong. */
  #substitute(
    text: string,
    place: Place,
    manifest: RenderedManifest,
  ): Extract<Substituted, { kind: 'known' | 'late' }> | undefined {
    const result = substitute(text, this.#graph.markers, (ref) => this.#worth(ref));
    if (result.kind === 'known' || result.kind === 'late') {
      const wrong = this.#crossingProblems(text, { path: manifest.path, place });
      this.#problems.push(...wrong);
      return wrong.length === 0 ? result : undefined;
    }
    this.#problems.push(...this.#unbound.problems(text, result, { path: manifest.path, place }));
    return undefined;
  }

  #refuse(result: Late, place: Place, { path, object }: RenderedManifest): void {
    this.#problems.push(lateProblem(result, { path, place }, this.#schemas?.field?.(object, place)));
  }

  #worth(ref: Ref): Value | undefined {
    const values = this.#offered(ref)?.offer.values ?? {};
    return Object.hasOwn(values, ref.output) ? values[ref.output] : undefined;
  }

  #offered(ref: Ref): Offered | undefined {
    return this.#draft.offers.get(ref.producer.node.path);
  }

  /** Whether a value is put into the consumer's namespace, and not read where it is made. */
  #isRemote(ref: Ref): boolean {
    const { mirrored = false, copied } = this.#offered(ref) ?? {};
    const value = this.#worth(ref);
    return mirrored || (copied !== undefined && isLate(value) && copied.has(lateKey(value)));
  }

  /** The namespace of what is late: what comes from another cluster is put into the consumer's own. */
  #namespaceOf(ref: Ref): string {
    if (this.#isRemote(ref)) return this.#draft.application.namespace;
    return this.#producerApplication(ref)?.namespace ?? '';
  }

  #crossingProblems(text: string, spot: Spot): readonly Problem[] {
    return splitMarkers(text).flatMap((part) => {
      const ref = this.#graph.markers.get(part);
      const offered = ref === undefined ? undefined : this.#offered(ref);
      return ref === undefined || offered === undefined
        ? []
        : crossingProblem(ref, offered, this.#draft.clusters, spot);
    });
  }

  /** Notes the late values that must be carried here. */
  #haul({ pieces, refs }: Late, place: Place, { path }: RenderedManifest): void {
    for (const ref of refs) {
      const offered = this.#offered(ref);
      if (offered === undefined || offered.origins.size === 0) continue;
      const producer = this.#homeOf(ref);
      for (const piece of pieces) {
        if (typeof piece === 'string') continue;
        const key = lateKey(piece.late);
        const origin = offered.origins.get(key);
        if (origin === undefined || !this.#mustTravel(offered, key)) continue;
        const haul = { consumer: path, prop: placeWords(place), producer, late: piece.late, origin, offered };
        this.#hauls.set(`${path} ${producer} ${key}`, haul);
      }
    }
  }

  #mustTravel({ mirrored, copied }: Offered, key: string): boolean {
    return mirrored || copied.has(key) || this.#draft.clusters.some(({ plane }) => plane === 'hub');
  }

  #producerApplication(ref: Ref): PlacedApplication | undefined {
    return this.#places.applicationOf(this.#homeOf(ref));
  }

  /** Path of the construct where a value is really made: of a shared resource, who owns it. */
  #homeOf({ producer, output }: Ref): string {
    const { path } = producer.node;
    return this.#draft.offers.get(path)?.offer.homes.get(output) ?? path;
  }

  /** Notes the references of a text, those of them that are late, and the connections that they mean. */
  #note(text: string, object: MutableObject, manifest: RenderedManifest, way: string, late: readonly Ref[]): void {
    for (const part of splitMarkers(text)) {
      const ref = this.#graph.markers.get(part);
      if (ref === undefined) continue;
      const isLate = late.includes(ref);
      const producer = ref.producer.node.path;
      const home = this.#homeOf(ref);
      const { platform } = this.#graph;
      const { clusters } = this.#draft;
      const last = isLate ? way : 'literal';
      const isHandedOver = isLate && isHandedOverByStore(platform) && this.#isMadeByPulumi(home);
      const travel = { last, output: ref.output, isLate, isHandedOver, clusters, platform };
      const hops = wayOf(this.#offered(ref), travel);
      this.#references.push({
        consumer: manifest.path,
        producer,
        output: ref.output,
        way: hops,
        late: isLate,
        home: home === producer ? undefined : home,
        clusters,
      });
      this.#connect(ref, object, manifest);
    }
  }

  #isMadeByPulumi(producer: string): boolean {
    const made = (cluster: ClusterNode) => this.#graph.infrastructure(producer, cluster)?.value ?? [];
    return this.#draft.clusters.some((cluster) => made(cluster).some(({ object }) => pulumiSecretOf(object)));
  }

  /** The pods that a reference is for, those of the object itself or those that read it, connect to the producer. */
  #connect(ref: Ref, object: MutableObject, manifest: RenderedManifest): void {
    const producer = this.#homeOf(ref);
    const offered = this.#offered(ref);
    const endpoint = offered?.offer.endpoints.get(ref.output);
    if (offered === undefined || endpoint === undefined) return;
    const end = JSON.stringify(endpoint);
    for (const workload of object.kind === 'ConfigMap' ? this.#workloadsOf(manifest.path) : [object]) {
      const pods = podTemplateOf(workload)?.metadata?.labels;
      if (pods === undefined) continue;
      const { kind, metadata } = workload;
      const { crossing, from } = offered;
      if (crossing !== undefined) {
        const call = { consumer: manifest.path, pods, producer, crossing, from, endpoint };
        this.#calls.set([manifest.path, kind, metadata.name, producer].join('\0'), call);
        continue;
      }
      const namespace = metadata.namespace ?? '';
      this.#connections.set([manifest.path, kind, namespace, metadata.name, producer, end].join('\0'), {
        consumer: manifest.path,
        namespace,
        pods,
        producer,
        producerNamespace: this.#producerApplication(ref)?.namespace ?? '',
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
