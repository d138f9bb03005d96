import { entryName } from '../model/handover.ts';
import { member } from '../model/member.ts';
import { shortName } from '../model/names.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { LateValue } from '../model/value.ts';
import { Additions } from './additions.ts';
import type { Bound, Call, Haul } from './bound.ts';
import { type Draft, lateKey, type Places } from './draft.ts';
import type { ClusterNode, MutableObject, PlacedApplication, Rendered } from './graph.ts';
import { hubNamespace } from './hub-namespace.ts';
import { isAtControl, unitName } from './offers.ts';
import { serverOf } from './server-of.ts';
import { type Belonging, connector, listener, metadata } from './skupper-objects.ts';
import {
  copiedSecret,
  type FieldSource,
  nameFor,
  objectOn,
  pulledSecret,
  pushSecret,
  type SecretPlace,
  secretSeen,
} from './transport-objects.ts';

/** What must be made beside the applications so that values and connections cross clusters, and what is wrong with it. */
export interface Crossed {
  readonly additions: Additions;
  readonly problems: readonly Problem[];
}

/** Makes what crosses clusters: listeners and connectors for addresses, and the copies of late values. */
export function crossings(
  drafts: readonly Draft[],
  bound: ReadonlyMap<Draft, Bound>,
  graph: Rendered,
  places: Places,
): Crossed {
  const crosser = new Crosser(graph, places);
  for (const draft of drafts) {
    const own = bound.get(draft);
    for (const call of own?.calls ?? []) crosser.call(call, draft);
    for (const haul of own?.hauls ?? []) crosser.haul(haul, draft);
  }
  return crosser.finish();
}

/** A Secret of which keys travel, and where it is. */
interface Source {
  readonly producer: PlacedApplication;
  readonly unit: string;
  readonly cluster: ClusterNode;
  /** Whether the Secret is at the hub, on behalf of the cluster. */
  readonly atHub: boolean;
  readonly secret: SecretPlace;
  readonly keys: Set<string>;
}

/** A Secret that is to be made of a source. */
interface Target {
  readonly source: Source;
  readonly application: PlacedApplication;
  /** Path of the first construct that takes it. */
  path: string;
  readonly cluster: ClusterNode;
  readonly secret: SecretPlace;
  readonly keys: Set<string>;
}

class Crosser {
  readonly #graph: Rendered;
  readonly #places: Places;
  readonly #additions = new Additions();
  readonly #sources = new Map<string, Source>();
  readonly #targets = new Map<string, Target>();
  readonly #problems = new Map<string, Problem>();

  constructor(graph: Rendered, places: Places) {
    this.#graph = graph;
    this.#places = places;
  }

  finish(): Crossed {
    for (const [, target] of [...this.#targets].sort(byKey)) this.#target(target);
    if (this.#graph.platform.transport === 'store')
      for (const [, source] of [...this.#sources].sort(byKey)) this.#push(source);
    return { additions: this.#additions, problems: [...this.#problems.values()] };
  }

  /** A listener on each cluster of the consumer, and a connector wherever the server is. */
  call(call: Call, draft: Draft): void {
    const { crossing, from, producer: unit } = call;
    const producer = this.#application(unit);
    const isBehind = from.length === 0;
    const owner = isBehind ? producer : draft.application;
    const { listener: name, namespace, port } = crossing;
    for (const cluster of draft.clusters) {
      if (isBehind && !cluster.behindHub) continue;
      const end = { name, namespace, port, routingKey: this.#routingKey(call, from[0] ?? cluster) };
      const path = isBehind ? unit : call.consumer;
      this.#additions.link(owner, cluster, listener(end, belonging(owner, path)), isBehind);
      if (isBehind) this.#connector(call, producer, cluster);
    }
    // The same for all consumers: made once for each of the producer's clusters, and not for each pair.
    for (const source of from) this.#connector(call, producer, source);
  }

  /**
   * Servers of one environment share a key, so that the network balances between them; one that belongs to a cluster has that cluster's.
   */
  #routingKey({ crossing, producer: unit }: Call, source: ClusterNode): string {
    const producer = this.#application(unit);
    const own = typeof crossing.host === 'string' ? [] : [source.name];
    return [source.environment, ...own, producer.name, unitName(unit, producer), crossing.port].join('.');
  }

  #connector(call: Call, producer: PlacedApplication, source: ClusterNode): void {
    // What another program has it makes itself, of what it knows of it.
    if (producer.isPeer === true) return;
    const { crossing, producer: unit } = call;
    const { namespace, port, host } = crossing;
    const words = `${producer.name}--${unitName(unit, producer)}`;
    const owner = belonging(producer, unit);
    const routingKey = this.#routingKey(call, source);
    if (typeof host === 'string') {
      const own = this.#hostOf(unit, source) ?? host;
      const end = { name: shortName(words, 63), namespace, routingKey, port };
      this.#additions.link(producer, source, connector(end, own, owner), false);
      return;
    }
    const name = shortName(`${words}--${source.name}`, 63);
    const field = this.#fieldOf(host, unit, producer, source);
    if (field === undefined) {
      this.#refuse('RB515', unit, `no managed resource of "${unit}" writes the Secret ${show(host.name)}`);
      return;
    }
    // What no cluster's own network leads to is connected to from the hub.
    const where = source.behindHub ? (this.#hub()?.name ?? '') : source.name;
    const manifest = connector({ name, namespace, routingKey, port }, undefined, owner);
    const at = { name, namespace: this.#controlNamespace(producer, source) };
    this.#additions.control(producer, source, objectOn(where, at, manifest, [{ from: field, to: 'spec.host' }], owner));
  }

  #hostOf(unit: string, cluster: ClusterNode): string | undefined {
    const offer = this.#graph.offer(unit, cluster)?.value;
    const host = offer === undefined ? undefined : serverOf(offer.values)?.host;
    return typeof host === 'string' ? host : undefined;
  }

  /** The field of the managed resource that writes the Secret in which the host will be. */
  #fieldOf(host: LateValue, unit: string, producer: PlacedApplication, cluster: ClusterNode): FieldSource | undefined {
    if (host.from !== 'secret' || host.field === undefined) return undefined;
    for (const { object } of this.#graph.infrastructure(unit, cluster)?.value ?? []) {
      const spec = member(object, 'spec');
      if (member(member(spec, 'writeConnectionSecretToRef'), 'name') !== host.name) continue;
      const { apiVersion, kind, metadata } = object;
      const namespace = this.#controlNamespace(producer, cluster);
      return { apiVersion, kind, name: metadata.name, namespace, fieldPath: host.field };
    }
    return undefined;
  }

  /** Notes that a late value travels to each cluster of the consumer that has it not. */
  haul(haul: Haul, draft: Draft): void {
    const { consumer, producer: unit, late, origin, offered } = haul;
    const producer = this.#application(unit);
    const isRemote = isPutThere(haul);
    const application = isRemote ? draft.application : producer;
    for (const cluster of draft.clusters) {
      const home = offered.from[0] ?? cluster;
      const atHub = home.plane === 'hub' && isAtControl(origin, offered.offer);
      if (!isRemote && !atHub) continue;
      if (origin.from === 'configMap') {
        this.#configMap(haul, application, home, cluster);
        continue;
      }
      const source = this.#source(unit, producer, home, atHub, origin);
      source.keys.add(origin.key);
      const secret = { name: late.name, namespace: application.namespace };
      const id = [application.path, cluster.name, secret.name].join('\0');
      const path = isRemote ? consumer : unit;
      const target = this.#targets.get(id) ?? { source, application, path, cluster, secret, keys: new Set<string>() };
      this.#targets.set(id, target);
      if (path < target.path) target.path = path;
      target.keys.add(origin.key);
    }
  }

  /** A ConfigMap that the platform itself makes is made where it is used too: what is in it is known. */
  #configMap(haul: Haul, application: PlacedApplication, home: ClusterNode, cluster: ClusterNode): void {
    const { consumer, prop, producer: unit, late, origin } = haul;
    const made = [this.#graph.infrastructure(unit, home), this.#graph.rendering(unit, home)];
    const found = made
      .flatMap((leaf) => leaf?.value ?? [])
      .find(({ object }) => object.kind === 'ConfigMap' && object.metadata.name === origin.name);
    if (found === undefined || member(found.object.data, origin.key) === undefined) {
      const words = `the ConfigMap ${show(origin.name)} of ${show(unit)} is on another cluster, and nothing carries it`;
      this.#problems.set(`RB513 ${consumer} ${prop}`, problem('RB513', { path: consumer, prop, found: words }));
      return;
    }
    const owner = belonging(application, isPutThere(haul) ? consumer : unit);
    const object: MutableObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(late.name, application.namespace, owner),
      data: found.object.data,
    };
    this.#additions.link(application, cluster, object, true);
  }

  #source(
    unit: string,
    producer: PlacedApplication,
    cluster: ClusterNode,
    atHub: boolean,
    { name }: LateValue,
  ): Source {
    const id = [producer.path, cluster.name, atHub ? 'hub' : '', name].join('\0');
    const namespace = atHub ? hubNamespace(producer, cluster) : producer.namespace;
    const known = this.#sources.get(id);
    const source = known ?? { producer, unit, cluster, atHub, secret: { name, namespace }, keys: new Set<string>() };
    this.#sources.set(id, source);
    return source;
  }

  #push(source: Source): void {
    const { producer, unit, cluster, atHub, secret, keys } = source;
    const object = pushSecret(secret, [...keys].sort(), this.#stored(source), belonging(producer, unit));
    if (atHub) this.#additions.control(producer, cluster, object);
    else this.#additions.link(producer, cluster, object, true);
  }

  #target(target: Target): void {
    const { source, application, cluster, secret, keys } = target;
    const owner = belonging(application, target.path);
    if (this.#graph.platform.transport === 'store') {
      if (this.#graph.platform.secretStore.kind !== 'ClusterSecretStore') {
        const found = `values travel through ${show(this.#graph.platform.secretStore.name)}, a SecretStore`;
        this.#problems.set('RB518', problem('RB518', { path: '', prop: 'secretStore', found }));
      }
      const plain = [...keys].sort().map((key) => ({ key, isEncoded: false }));
      const object = pulledSecret(secret, plain, this.#stored(source), owner);
      this.#additions.link(application, cluster, object, true);
      return;
    }
    this.#carriedByHub(target, owner);
  }

  /** The hub writes the Secret onto the consumer's cluster; one that is on the producer's cluster it reads first. */
  #carriedByHub({ source, cluster, secret, keys }: Target, owner: Belonging): void {
    const { producer, unit, cluster: home } = source;
    if (producer.isPeer === true) return;
    if (home.plane !== 'hub' && !home.hub) {
      this.#refuse(
        'RB519',
        unit,
        `the Secret ${show(source.secret.name)} is on ${show(home.name)}, which has a control plane of its own`,
      );
      return;
    }
    const names = [...keys].sort();
    const namespace = this.#controlNamespace(producer, home);
    const isSeen = !source.atHub && !home.hub;
    const from = isSeen ? { name: shortName(`${source.secret.name}-seen`, 63), namespace } : source.secret;
    if (isSeen) {
      const seen = { from: source.secret, into: from.name, keys: [...source.keys].sort() };
      this.#additions.control(producer, home, secretSeen(home.name, from, seen, belonging(producer, unit)));
    }
    const { manifest, patches } = copiedSecret(secret, from, names, owner);
    const at = { name: nameFor(secret.name, cluster.name), namespace };
    this.#additions.control(producer, home, objectOn(cluster.name, at, manifest, patches, owner));
  }

  /** Where a Secret is in the store: the name says whose it is, so that no two meet and a policy can tell them apart. */
  #stored({ producer, cluster, secret }: Source) {
    const { name, secretStore } = this.#graph.platform;
    const words = [name, cluster.environment, cluster.name, producer.name, secret.name];
    const remoteKey = entryName(words, secretStore.cloud);
    return { store: secretStore, remoteKey };
  }

  #controlNamespace(producer: PlacedApplication, cluster: ClusterNode): string {
    return cluster.plane === 'hub' ? hubNamespace(producer, cluster) : producer.namespace;
  }

  #hub(): ClusterNode | undefined {
    return this.#graph.clusters.find(({ hub }) => hub);
  }

  #application(unit: string): PlacedApplication {
    const application = this.#places.applicationOf(unit);
    if (application === undefined) throw new Error(`${unit} stands in no application`);
    return application;
  }

  #refuse(code: 'RB515' | 'RB519', path: string, found: string): void {
    this.#problems.set(`${code} ${path} ${found}`, problem(code, { path, found }));
  }
}

/** Whether a value is put into the namespace of the consumer, and not into that of the producer on the same cluster. */
function isPutThere({ offered: { mirrored, copied }, late }: Haul): boolean {
  return mirrored || copied.has(lateKey(late));
}

function belonging({ name }: PlacedApplication, path: string): Belonging {
  return { application: name, path };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
