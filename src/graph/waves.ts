import { objectId } from '../model/graph-document.ts';
import { installRank } from '../model/kinds.ts';
import { kindKey } from '../model/manifest.ts';
import { member } from '../model/member.ts';
import { isUsage, usageEnds } from '../model/usage.ts';
import type { Edge, LinkedObject, MutableObject } from './graph.ts';
import { OrderGraph } from './order-graph.ts';
import { type Container, containersOf, type PodSpec, podTemplateOf } from './pod-template.ts';

/**
 * Gives each object of a variant its wave: as few as possible. What must be ready before something else is in an earlier wave;
 * what must only be there before it may share its wave where engines apply the kinds in that order anyway.
 */
export function wavesOf(objects: readonly LinkedObject[], dependencies: readonly Edge[]): Int32Array {
  const edges = edgesOf(objects, dependencies);
  // Nothing must be ready before anything else: the usual case, and then there is nothing to sort.
  if (!edges.some(({ weight }) => weight === 1)) return new Int32Array(objects.length);
  const graph = new OrderGraph(objects.length);
  const groups = new Map<readonly number[], number>();
  const vertex = (members: readonly number[]): number => {
    const [only] = members;
    if (members.length === 1 && only !== undefined) return only;
    const group = groups.get(members) ?? graph.group(members);
    groups.set(members, group);
    return group;
  };
  for (const { before, after, weight } of edges) graph.before(vertex(before), vertex(after), weight, 0);
  return graph.resolve().wave;
}

/** What comes before what: every one of the first before every one of the second. */
interface WaveEdge {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly weight: 0 | 1;
}

function edgesOf(objects: readonly LinkedObject[], dependencies: readonly Edge[]): readonly WaveEdge[] {
  const edges: WaveEdge[] = [];
  const add = (before: readonly number[] = [], after: readonly number[] = [], weight: 0 | 1) => {
    if (before.length > 0 && after.length > 0) edges.push({ before, after, weight });
  };
  const waiting = objects.some(({ takesFrom = NO_NAMES }) => takesFrom.length > 0);
  const byConstruct = dependencies.length > 0 || waiting ? groupByConstruct(objects) : undefined;
  for (const { before, after } of dependencies) add(byConstruct?.get(before), byConstruct?.get(after), 1);
  const named = new Map<string, number>();
  const kinds = new Map<string, number>();
  objects.forEach(({ object }, index) => {
    for (const name of namesGiven(object)) named.set(`${object.metadata.namespace}/${name}`, index);
    for (const kind of kindDefined(object)) kinds.set(kind, index);
  });
  objects.forEach(({ object, path, takesFrom = NO_NAMES }, index) => {
    for (const producer of takesFrom) add(makersOf(producer, path, objects, byConstruct?.get(producer)), [index], 1);
    for (const name of named.size === 0 ? NO_NAMES : namesTaken(object)) {
      const giver = named.get(`${object.metadata.namespace}/${name}`);
      if (giver !== undefined && giver !== index) add([giver], [index], weight(objects[giver]?.object, object));
    }
    const definition = kinds.size === 0 ? undefined : kinds.get(kindKey(object.apiVersion, object.kind));
    if (definition !== undefined) add([definition], [index], 1);
  });
  for (const { ends, usage } of usagesAmong(objects)) for (const end of ends) add([end], [usage], 0);
  return edges;
}

/** Each Usage with the objects that it names: it is ready when they are there, so it may share their wave and not come before. */
function usagesAmong(
  objects: readonly LinkedObject[],
): readonly { readonly ends: readonly number[]; readonly usage: number }[] {
  const usages = objects.flatMap(({ object }, usage) => (isUsage(object) ? [{ usage, named: usageEnds(object) }] : []));
  if (usages.length === 0) return [];
  const indices = new Map(objects.map(({ object }, index) => [idOf(object), index]));
  return usages.map(({ usage, named: { by = '', of = '' } }) => ({
    usage,
    ends: [by, of].flatMap((id) => indices.get(id) ?? []),
  }));
}

function idOf({ apiVersion, kind, metadata: { namespace, name } }: MutableObject): string {
  return objectId({ apiVersion, kind, namespace, name });
}

/**
 * The objects that make what a construct takes. Of what it makes itself, or stands in, those of provisioners alone: all others would be
 * waited for by themselves.
 */
function makersOf(
  producer: string,
  taker: string,
  objects: readonly LinkedObject[],
  made: readonly number[] = [],
): readonly number[] {
  if (taker !== producer && !taker.startsWith(`${producer}/`)) return made;
  return made.filter((index) => objects[index]?.path === producer && objects[index]?.provisioner !== undefined);
}

/** The objects of each construct and of what stands in it, by its path. */
function groupByConstruct(objects: readonly LinkedObject[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, { path }] of objects.entries()) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const prefix = path.slice(0, end);
      const group = groups.get(prefix);
      if (group === undefined) groups.set(prefix, [index]);
      else group.push(index);
    }
  }
  return groups;
}

/** Things that are made ready by a controller need a wave of their own, others only if engines would apply them too late. */
function weight(giver: MutableObject | undefined, taker: MutableObject): 0 | 1 {
  if (giver === undefined) return 0;
  return installRank(giver.kind) < installRank(taker.kind) ? 0 : 1;
}

/** What an object gives others to name: itself, or the Secret that it makes. */
function namesGiven(object: MutableObject): readonly string[] {
  const { kind, metadata } = object;
  if (NAMED.has(kind)) return [`${kind}/${metadata.name}`];
  if (kind === 'ExternalSecret') {
    const target = text(member(member(object, 'spec'), 'target'), 'name');
    return [`Secret/${target ?? metadata.name}`];
  }
  if (kind === 'SealedSecret') return [`Secret/${metadata.name}`];
  return kind === 'SecretStore' ? [`SecretStore/${metadata.name}`] : NO_NAMES;
}

const NAMED = new Set(['ServiceAccount', 'ConfigMap', 'Secret', 'PersistentVolumeClaim']);

function namesTaken(object: MutableObject): readonly string[] {
  if (object.kind === 'ExternalSecret') {
    const store = member(member(object, 'spec'), 'secretStoreRef');
    return text(store, 'kind') === 'SecretStore' ? [`SecretStore/${text(store, 'name') ?? ''}`] : [];
  }
  if (object.kind === 'SecretStore') {
    const auth = member(member(member(member(object, 'spec'), 'provider'), 'kubernetes'), 'auth');
    return [`ServiceAccount/${text(member(auth, 'serviceAccount'), 'name') ?? ''}`];
  }
  const template = podTemplateOf(object);
  if (template?.spec === undefined) return NO_NAMES;
  const names = new Names();
  names.pod(template.spec);
  for (const container of containersOf(template)) names.container(container);
  return names.found;
}

const NO_NAMES: readonly string[] = [];

/** Gathers what pods take by name. */
class Names {
  readonly found: string[] = [];

  pod(pod: PodSpec): void {
    this.#add('ServiceAccount', text(pod, 'serviceAccountName'));
    for (const secret of pod.imagePullSecrets ?? []) this.#add('Secret', text(secret, 'name'));
    for (const volume of pod.volumes ?? []) {
      this.#volume(volume);
      const projected = member(member(volume, 'projected'), 'sources');
      if (Array.isArray(projected)) for (const source of projected) this.#volume(source);
    }
  }

  container({ env = [], envFrom = [] }: Container): void {
    for (const variable of env) {
      const from = member(variable, 'valueFrom');
      if (from === undefined) continue;
      this.#add('Secret', text(member(from, 'secretKeyRef'), 'name'));
      this.#add('ConfigMap', text(member(from, 'configMapKeyRef'), 'name'));
    }
    for (const from of envFrom) {
      this.#add('Secret', text(member(from, 'secretRef'), 'name'));
      this.#add('ConfigMap', text(member(from, 'configMapRef'), 'name'));
    }
  }

  #volume(volume: unknown): void {
    const secret = member(volume, 'secret');
    this.#add('Secret', text(secret, 'secretName') ?? text(secret, 'name'));
    this.#add('ConfigMap', text(member(volume, 'configMap'), 'name'));
    this.#add('PersistentVolumeClaim', text(member(volume, 'persistentVolumeClaim'), 'claimName'));
  }

  #add(kind: string, name: string | undefined): void {
    if (name !== undefined) this.found.push(`${kind}/${name}`);
  }
}

/** The kind that a CustomResourceDefinition defines, as `Kind.group`. */
export function kindDefined(object: MutableObject): readonly string[] {
  if (object.kind !== 'CustomResourceDefinition') return NO_NAMES;
  const spec = member(object, 'spec');
  const kind = text(member(spec, 'names'), 'kind');
  const group = text(spec, 'group');
  return kind === undefined || group === undefined ? [] : [`${kind}.${group}`];
}

function text(value: unknown, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === 'string' ? found : undefined;
}
