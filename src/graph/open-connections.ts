import { member } from '../model/member.ts';
import type { Problem } from '../model/problem.ts';
import type { Bound, Call, Connection } from './bound.ts';
import { type AddedName, AddedNames } from './certificate-names.ts';
import type { Draft, Places } from './draft.ts';
import type { ClusterNode, LinkedObject, MutableObject } from './graph.ts';
import { copyPlain, isObject } from './plain.ts';
import { joined } from './secret-reader.ts';
import { LISTENER_PORTS, ROUTER_PODS } from './skupper-objects.ts';

type Labels = Readonly<Record<string, string>>;
type Side = 'egress' | 'ingress';

/**
 * Opens NetworkPolicies for what references need, on both sides, and puts into each producer's application what its consumers
 * must be granted there, and into the certificates of servers the names of the listeners that stand for them. A pod without a policy of its own is not isolated, and stays so.
 */
export function openConnections(
  drafts: readonly Draft[],
  bound: ReadonlyMap<Draft, Bound>,
  places: Places,
): readonly Problem[] {
  const sites = new SiteDrafts(drafts, places);
  const openings = new Openings();
  const names = new AddedNames();
  for (const draft of drafts) {
    const own = bound.get(draft);
    if (own === undefined) continue;
    for (const connection of own.connections) {
      const { consumer, pods, producer, endpoint } = connection;
      openings.open(draft, { path: consumer, pods, side: 'egress', rule: rule(connection, 'egress') });
      if (!('pods' in endpoint)) continue;
      const opening: Opening = {
        path: producer,
        pods: endpoint.pods,
        side: 'ingress',
        rule: rule(connection, 'ingress'),
      };
      for (const other of sites.of(producer, draft)) openings.open(other, opening);
    }
    for (const call of own.calls) {
      openings.open(draft, { path: call.consumer, pods: call.pods, side: 'egress', rule: toRouter(call) });
      const { endpoint, producer, from } = call;
      if (!('pods' in endpoint)) continue;
      const opening: Opening = { path: producer, pods: endpoint.pods, side: 'ingress', rule: fromRouter(call) };
      const named = listenerName(call);
      for (const cluster of from) {
        for (const other of sites.on(producer, cluster)) {
          openings.open(other, opening);
          if (named !== undefined) names.add(other, named);
        }
      }
    }
    for (const { producer, object } of own.grants) {
      const grant = { object, path: producer, part: 'site' as const, patchedBy: [], takesFrom: [] };
      for (const other of sites.of(producer, draft)) openings.grant(other, grant);
    }
  }
  openings.apply(bound);
  return names.apply(bound);
}

/** The name of a listener for the certificate of the server that it stands for, where that takes one. */
function listenerName({ endpoint, producer, crossing: { listener, namespace } }: Call): AddedName | undefined {
  if (!('pods' in endpoint) || endpoint.certificate === undefined) return undefined;
  return { path: producer, certificate: endpoint.certificate, name: `${listener}.${namespace}.svc` };
}

/** The variants of applications, by where they are. */
class SiteDrafts {
  readonly #places: Places;
  readonly #byApplication = new Map<string, Draft[]>();
  /** The variant of an application on each cluster; made when it is asked for, as most references stay within an application. */
  readonly #byCluster = new Map<string, ReadonlyMap<number, Draft>>();
  /** The variants of an application on the clusters of a variant, asked for again and again. */
  readonly #known = new Map<Draft, Map<string, ReadonlySet<Draft>>>();

  constructor(drafts: readonly Draft[], places: Places) {
    this.#places = places;
    for (const draft of drafts) {
      if (draft.part !== 'site') continue;
      const { path } = draft.application;
      const own = this.#byApplication.get(path);
      if (own === undefined) this.#byApplication.set(path, [draft]);
      else own.push(draft);
    }
  }

  /** The variants of the application of a construct on the clusters of a variant. */
  of(construct: string, draft: Draft): ReadonlySet<Draft> {
    const application = this.#places.applicationOf(construct)?.path ?? '';
    const known = this.#known.get(draft) ?? new Map<string, ReadonlySet<Draft>>();
    this.#known.set(draft, known);
    let found = known.get(application);
    if (found === undefined) {
      const own = draft.part === 'site' && draft.application.path === application;
      found = own ? new Set([draft]) : this.#meeting(application, draft);
      known.set(application, found);
    }
    return found;
  }

  /** The variant of the application of a construct on a cluster. */
  on(construct: string, { index }: ClusterNode): readonly Draft[] {
    const draft = this.#at(this.#places.applicationOf(construct)?.path ?? '').get(index);
    return draft === undefined ? [] : [draft];
  }

  #meeting(application: string, { clusters }: Draft): ReadonlySet<Draft> {
    const same = this.#byApplication.get(application)?.find((other) => other.clusters === clusters);
    if (same !== undefined) return new Set([same]);
    const at = this.#at(application);
    const found = new Set<Draft>();
    for (const { index } of clusters) {
      const draft = at.get(index);
      if (draft !== undefined) found.add(draft);
    }
    return found;
  }

  #at(application: string): ReadonlyMap<number, Draft> {
    let at = this.#byCluster.get(application);
    if (at === undefined) {
      const drafts = this.#byApplication.get(application) ?? [];
      at = new Map(drafts.flatMap((draft) => draft.clusters.map(({ index }) => [index, draft] as const)));
      this.#byCluster.set(application, at);
    }
    return at;
  }
}

/** A rule to be added to the policies of a construct that hold for some pods. */
interface Opening {
  readonly path: string;
  readonly pods: Labels;
  readonly side: Side;
  readonly rule: unknown;
}

/** Rules and grants to be added, gathered so that their order depends on nothing but themselves. */
class Openings {
  readonly #rules = new Map<Draft, Map<string, Opening>>();
  readonly #grants = new Map<Draft, Map<string, LinkedObject>>();

  open(draft: Draft, opening: Opening): void {
    put(this.#rules, draft, JSON.stringify(opening), opening);
  }

  /** Adds a grant. Variants of one consumer may read different Secrets by it, where the producer has one variant for all of them: then it lets read each. */
  grant(draft: Draft, grant: LinkedObject): void {
    const { kind, metadata } = grant.object;
    const id = `${kind}/${metadata.namespace}/${metadata.name}`;
    const known = this.#grants.get(draft)?.get(id);
    put(
      this.#grants,
      draft,
      id,
      known === undefined ? grant : { ...known, object: joined(known.object, grant.object) },
    );
  }

  apply(bound: ReadonlyMap<Draft, Bound>): void {
    for (const [draft, rules] of this.#rules) {
      const policies = new Policies(bound.get(draft)?.objects ?? []);
      for (const [, opening] of [...rules].sort(byKey)) policies.add(opening);
    }
    for (const [draft, grants] of this.#grants) {
      for (const [, grant] of [...grants].sort(byKey)) bound.get(draft)?.objects.push(grant);
    }
  }
}

function put<T>(groups: Map<Draft, Map<string, T>>, draft: Draft, key: string, value: T): void {
  const group = groups.get(draft);
  if (group === undefined) groups.set(draft, new Map([[key, value]]));
  else group.set(key, value);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The NetworkPolicies of a variant, by the construct that makes them. One that variants share is copied before it changes. */
class Policies {
  readonly #objects: LinkedObject[];
  readonly #places = new Map<string, number[]>();
  readonly #own = new Set<number>();

  constructor(objects: LinkedObject[]) {
    this.#objects = objects;
    for (const [index, { object, path }] of objects.entries()) {
      if (object.kind !== 'NetworkPolicy') continue;
      const places = this.#places.get(path);
      if (places === undefined) this.#places.set(path, [index]);
      else places.push(index);
    }
  }

  add({ path, pods, side, rule }: Opening): void {
    for (const index of this.#places.get(path) ?? []) {
      const linked = this.#objects[index];
      if (linked === undefined || !isolates(linked.object, pods, side)) continue;
      const spec = this.#ownCopy(linked, index).spec;
      if (typeof spec !== 'object' || spec === null) continue;
      const rules: unknown = Reflect.get(spec, side);
      if (Array.isArray(rules)) rules.push(rule);
      else Reflect.set(spec, side, [rule]);
    }
  }

  #ownCopy(linked: LinkedObject, index: number): MutableObject {
    if (this.#own.has(index)) return linked.object;
    const { value } = copyPlain(linked.object, linked.path);
    if (!isObject(value)) throw new Error(`${linked.path}: a copy lost its shape`);
    this.#own.add(index);
    this.#objects[index] = { ...linked, object: value };
    return value;
  }
}

/** Whether a NetworkPolicy closes this side of pods with these labels. */
function isolates(object: MutableObject, pods: Labels, side: Side): boolean {
  const spec: unknown = object.spec;
  const types: unknown = member(spec, 'policyTypes');
  const selected: unknown = member(member(spec, 'podSelector'), 'matchLabels');
  const closes = Array.isArray(types) && types.includes(side === 'egress' ? 'Egress' : 'Ingress');
  if (!closes || typeof selected !== 'object' || selected === null) return false;
  return Object.entries(selected).every(([key, value]) => pods[key] === value);
}

/** To the listener: its Service leads to the router's pods. */
function toRouter({ crossing }: Call): unknown {
  return { to: [routerPods(crossing)], ports: LISTENER_PORTS.map((port) => ({ ...port })) };
}

/** From the router that the connector is for. */
function fromRouter({ crossing, endpoint }: Call): unknown {
  return { from: [routerPods(crossing)], ports: endpoint.ports.map((port) => ({ protocol: 'TCP', port })) };
}

function routerPods({ namespace }: Call['crossing']): object {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: { ...ROUTER_PODS } },
  };
}

function rule({ endpoint, pods, namespace, producerNamespace }: Connection, side: Side): unknown {
  const ports = endpoint.ports.map((port) => ({ protocol: 'TCP', port }));
  if (!('pods' in endpoint)) return { ports };
  const elsewhere = namespace !== producerNamespace;
  const peer = (labels: Labels, where: string) => ({
    ...(elsewhere ? { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': where } } } : {}),
    // Who takes what another program exports is known by the namespace alone.
    podSelector: Object.keys(labels).length === 0 ? {} : { matchLabels: { ...labels } },
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
