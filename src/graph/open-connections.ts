import type { Bound, Connection } from './bind.ts';
import type { Draft } from './draft.ts';
import type { LinkedObject, MutableObject } from './graph.ts';
import { copyPlain, isObject } from './plain.ts';

type Labels = Readonly<Record<string, string>>;
type Side = 'egress' | 'ingress';

/**
 * Opens NetworkPolicies for what references need, on both sides, and puts into each producer's application what its consumers
 * must be granted there. A pod without a policy of its own is not isolated, and stays so.
 */
export function openConnections(drafts: readonly Draft[], bound: ReadonlyMap<Draft, Bound>): void {
  const at = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.part !== 'site') continue;
    for (const cluster of draft.clusters) at.set(`${draft.application.path}\0${cluster.index}`, draft);
  }
  const owners = new Map<string, string>();
  for (const draft of drafts) for (const manifest of draft.manifests) owners.set(manifest.path, draft.application.path);
  const openings = new Openings(bound);
  for (const draft of drafts) {
    const own = bound.get(draft);
    if (own === undefined) continue;
    for (const connection of own.connections) {
      openings.open(draft, connection.consumer, connection.pods, 'egress', rule(connection, 'egress'));
    }
    const needed = [...own.connections.map(({ producer }) => producer), ...own.grants.map(({ producer }) => producer)];
    for (const producer of new Set(needed)) {
      for (const other of producerDrafts(draft, owners.get(producer), at)) {
        openings.serve(other, producer, own);
      }
    }
  }
  openings.apply();
}

/** The variants of the producer's application on the clusters of the consumer's variant. */
function producerDrafts(
  draft: Draft,
  application: string | undefined,
  at: ReadonlyMap<string, Draft>,
): ReadonlySet<Draft> {
  const found = new Set<Draft>();
  for (const cluster of draft.clusters) {
    const other = at.get(`${application}\0${cluster.index}`);
    if (other !== undefined) found.add(other);
  }
  return found;
}

/** Rules to be added, gathered so that their order depends on nothing but themselves. */
class Openings {
  readonly #bound: ReadonlyMap<Draft, Bound>;
  readonly #rules = new Map<
    Draft,
    Map<string, { readonly path: string; readonly pods: Labels; readonly side: Side; readonly rule: unknown }>
  >();
  readonly #grants = new Map<Draft, Map<string, LinkedObject>>();

  constructor(bound: ReadonlyMap<Draft, Bound>) {
    this.#bound = bound;
  }

  open(draft: Draft, path: string, pods: Labels, side: Side, rule: unknown): void {
    let rules = this.#rules.get(draft);
    if (rules === undefined) {
      rules = new Map();
      this.#rules.set(draft, rules);
    }
    rules.set(JSON.stringify([path, pods, side, rule]), { path, pods, side, rule });
  }

  /** Lets a consumer in at a producer. */
  serve(draft: Draft, producer: string, consumer: Bound): void {
    for (const connection of consumer.connections) {
      if (connection.producer !== producer || !('pods' in connection.endpoint)) continue;
      this.open(draft, producer, connection.endpoint.pods, 'ingress', rule(connection, 'ingress'));
    }
    for (const grant of consumer.grants) {
      if (grant.producer !== producer) continue;
      let grants = this.#grants.get(draft);
      if (grants === undefined) {
        grants = new Map();
        this.#grants.set(draft, grants);
      }
      const { kind, metadata } = grant.object;
      const object = { object: grant.object, path: producer, part: 'site' as const, patchedBy: [], takesFrom: [] };
      grants.set(`${kind}/${metadata.namespace}/${metadata.name}`, object);
    }
  }

  apply(): void {
    for (const [draft, rules] of this.#rules) {
      const objects = this.#bound.get(draft)?.objects ?? [];
      const own = new Set<MutableObject>();
      for (const [, { path, pods, side, rule }] of [...rules].sort(byKey)) add(objects, path, pods, side, rule, own);
    }
    for (const [draft, grants] of this.#grants) {
      for (const [, grant] of [...grants].sort(byKey)) this.#bound.get(draft)?.objects.push(grant);
    }
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Adds a rule to the policies of a construct that hold for these pods. An object that variants share is copied first. */
function add(
  objects: LinkedObject[],
  path: string,
  pods: Labels,
  side: Side,
  rule: unknown,
  own: Set<MutableObject>,
): void {
  for (const [index, linked] of objects.entries()) {
    if (linked.path !== path || !isolates(linked.object, pods, side)) continue;
    let { object } = linked;
    if (!own.has(object)) {
      const { value } = copyPlain(object, path);
      if (!isObject(value)) throw new Error(`${path}: a copy lost its shape`);
      object = value;
      own.add(object);
      objects[index] = { ...linked, object };
    }
    const spec = object.spec;
    if (typeof spec !== 'object' || spec === null) continue;
    const rules: unknown = Reflect.get(spec, side);
    Reflect.set(spec, side, [...(Array.isArray(rules) ? rules : []), rule]);
  }
}

/** Whether the object is a NetworkPolicy that closes this side of pods with these labels. */
function isolates(object: MutableObject, pods: Labels, side: Side): boolean {
  if (object.kind !== 'NetworkPolicy') return false;
  const spec: unknown = object.spec;
  const types: unknown = member(spec, 'policyTypes');
  const selected: unknown = member(member(spec, 'podSelector'), 'matchLabels');
  const closes = Array.isArray(types) && types.includes(side === 'egress' ? 'Egress' : 'Ingress');
  if (!closes || typeof selected !== 'object' || selected === null) return false;
  return Object.entries(selected).every(([key, value]) => pods[key] === value);
}

function rule({ endpoint, pods, namespace, producerNamespace }: Connection, side: Side): unknown {
  const ports = endpoint.ports.map((port) => ({ protocol: 'TCP', port }));
  if (!('pods' in endpoint)) return { ports };
  const elsewhere = namespace !== producerNamespace;
  const peer = (labels: Labels, where: string) => ({
    ...(elsewhere ? { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': where } } } : {}),
    podSelector: { matchLabels: { ...labels } },
  });
  if (side === 'egress') return { to: [peer(endpoint.pods, producerNamespace)], ports };
  return { from: [peer(identity(pods), namespace)], ports };
}

/** Of the labels of pods those that tell them apart: a version or tag that changes must not close a connection. */
function identity(pods: Labels): Labels {
  const names = ['app.kubernetes.io/name', 'app.kubernetes.io/part-of'];
  const known = names.flatMap((name) => (pods[name] === undefined ? [] : [[name, pods[name]] as const]));
  return known.length === names.length ? Object.fromEntries(known) : pods;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
