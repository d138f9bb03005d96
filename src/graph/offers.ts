import { isStatefulKind } from '../model/kinds.ts';
import { BEHIND_LABEL, NETWORK_LABEL, STATEFUL_ANNOTATION } from '../model/labels.ts';
import { kindKey } from '../model/manifest.ts';
import { shortName } from '../model/names.ts';
import { type Fact, labelOf } from '../model/site.ts';
import { type ConfigMapKey, isLate, type LateValue, type Value } from '../model/value.ts';
import { labelsOf } from './clause-labels.ts';
import { type Crossing, lateKey, type Offered, type Places } from './draft.ts';
import { factIn } from './facts-in.ts';
import type { ClusterNode, Leaf, Offer, PlacedApplication, Rendered } from './graph.ts';
import { grantsRights } from './rights.ts';
import { serverOf } from './server-of.ts';
import { contains } from './term.ts';
import { placementTerms } from './terms.ts';
import { throughListener } from './through-listener.ts';

const NOWHERE: readonly ClusterNode[] = [];
const NOTHING: ReadonlySet<string> = new Set();
const NO_ORIGINS: ReadonlyMap<string, LateValue> = new Map();

/**
 * What producers offer to the consumers of one application: from the same cluster where they are there, else from other clusters
 * of its environment, over the network that joins them.
 */
export class Offers {
  readonly #graph: Rendered;
  readonly #places: Places;
  readonly #application: PlacedApplication;
  /** Labels that say whether a producer's application is on a cluster, by its clauses. */
  readonly #telling = new Map<PlacedApplication['clauses'], readonly string[]>();
  readonly #known = new Map<string, Offered>();

  constructor(graph: Rendered, places: Places, application: PlacedApplication) {
    this.#graph = graph;
    this.#places = places;
    this.#application = application;
  }

  /** What a unit offers at a cluster, or undefined where it does not reach it. */
  at(unit: string, cluster: ClusterNode): Offered | undefined {
    if (this.#places.isOn(unit, cluster)) {
      const local = this.#local(unit, cluster);
      // What comes from another cluster is carried already.
      if (local === undefined || local.mirrored) return local;
      return this.#isBetweenPrograms(unit) ? this.#handedOver(unit, local) : this.#withFacts(unit, cluster, local);
    }
    const producer = this.#places.applicationOf(unit);
    return producer === undefined ? undefined : this.#remote(unit, producer, cluster);
  }

  #isBetweenPrograms(unit: string): boolean {
    return (this.#places.applicationOf(unit)?.isPeer ?? false) !== (this.#application.isPeer ?? false);
  }

  /** What is on the same cluster, and of another program: it is reached as ever, and late values are carried as between clusters. */
  #handedOver(unit: string, local: Offered): Offered {
    const key = `handed ${local.key}`;
    return this.#remembered(`${unit} ${key}`, () => {
      const { values, origins } = mapLate(local.offer.values, (late) => this.#mirrored(unit, local.offer, late));
      return { ...local, key, offer: { ...local.offer, values }, origins, mirrored: true };
    });
  }

  /** What is on the same cluster in another namespace: no pod reads a ConfigMap there, so those that the program makes are copied. */
  #withFacts(unit: string, cluster: ClusterNode, local: Offered): Offered {
    const { values } = local.offer;
    const home = homeOf(unit, local.offer);
    if (this.#places.applicationOf(home)?.namespace === this.#application.namespace) return local;
    const isFact = (value: Value): value is ConfigMapKey =>
      typeof value === 'object' &&
      value.from === 'configMap' &&
      factIn(this.#graph, home, cluster, value) !== undefined;
    if (!Object.values(values).some(isFact)) return local;
    const key = `facts ${local.key}`;
    return this.#remembered(`${unit} ${key}`, () => {
      const copies = Object.entries(values).flatMap(([name, value]) =>
        isFact(value) ? [[name, value, this.#mirrored(unit, local.offer, value)] as const] : [],
      );
      return {
        ...local,
        key,
        offer: {
          ...local.offer,
          values: { ...values, ...Object.fromEntries(copies.map(([name, , copy]) => [name, copy])) },
        },
        copied: new Set(copies.map(([, , copy]) => lateKey(copy))),
        origins: new Map([...local.origins, ...copies.map(([, value, copy]) => [lateKey(copy), value] as const)]),
      };
    });
  }

  /** A late value as it is in the namespace of the consumer. In the application's own namespace nothing else has this name. */
  #mirrored(unit: string, offer: Offer, late: LateValue): LateValue {
    const producer = this.#places.applicationOf(homeOf(unit, offer))?.name ?? '';
    if (producer === this.#application.name) return late;
    return { ...late, name: shortName(`${this.#application.name}/${producer}/${late.name}`, 63) };
  }

  /** The facts that decide whether a unit is on a cluster: none where it surely is. */
  presence(unit: string, cluster: ClusterNode): readonly Fact[] {
    const producer = this.#places.applicationOf(unit);
    if (producer === undefined || producer.placements === this.#application.placements) return [];
    return this.#labelsTelling(producer).map((label) => ({ label, value: labelOf(cluster, label) }));
  }

  #labelsTelling({ clauses }: PlacedApplication): readonly string[] {
    const known = this.#telling.get(clauses);
    if (known !== undefined) return known;
    const own = placementTerms(this.#application.clauses);
    const theirs = placementTerms(clauses);
    const surely =
      !own.overflow && !theirs.overflow && own.terms.every((term) => theirs.terms.some((one) => contains(one, term)));
    const telling = surely ? [] : labelsOf(clauses);
    this.#telling.set(clauses, telling);
    return telling;
  }

  #local(unit: string, cluster: ClusterNode): Offered | undefined {
    const leaf = this.#graph.offer(unit, cluster);
    if (leaf === undefined) return undefined;
    if (leaf.value.from !== undefined) return this.#shared(unit, cluster, leaf.value.from, leaf);
    // Where a server may stand behind the hub, and not of what is none: what tells clusters apart here must be told by facts too.
    const asked = this.#places.behinds && isManaged(leaf.value) ? behindFacts(cluster) : [];
    const key = [leaf.id, ...asked.map(({ value }) => value)].join(' ');
    return this.#remembered(`${unit} ${key}`, () => {
      const { value: offer } = leaf;
      const crossing = cluster.behindHub ? this.#behind(unit, cluster, offer) : undefined;
      const values = crossing === undefined ? offer.values : crossed(offer, crossing);
      return {
        key,
        facts: [...leaf.facts, ...asked],
        offer: { ...offer, values },
        from: NOWHERE,
        mirrored: false,
        copied: NOTHING,
        origins: this.#places.hubs ? originsOf(values, offer) : NO_ORIGINS,
        crossing,
        stateful: false,
        beyondRights: false,
        differing: NOTHING,
      };
    });
  }

  /** The way to a managed server that stands in the hub's private network. */
  #behind(unit: string, cluster: ClusterNode, offer: Offer): Crossing | undefined {
    return isManaged(offer) ? this.#crossing(unit, cluster, offer, []) : undefined;
  }

  #remote(unit: string, producer: PlacedApplication, cluster: ClusterNode): Offered | undefined {
    const network = cluster.labels[NETWORK_LABEL];
    const siblings = producer.placements
      .map(({ cluster: other }) => other)
      .filter(({ environment }) => environment === cluster.environment);
    for (const other of siblings) {
      // Where clusters share it, there is one, and the clusters of the producer do not matter.
      const leaf = this.#graph.offer(unit, other);
      if (leaf?.value.from !== undefined) return this.#shared(unit, cluster, leaf.value.from, leaf);
    }
    const [any] = siblings;
    const sample = any === undefined ? undefined : this.#graph.offer(unit, any)?.value;
    if (sample === undefined || Object.keys(travelling(sample)).length === 0) return undefined;
    const served = needsNetwork(sample);
    const from = served
      ? siblings.filter(({ labels }) => network !== undefined && labels[NETWORK_LABEL] === network)
      : siblings;
    const [first] = from;
    const leaf = first === undefined ? undefined : this.#graph.offer(unit, first);
    if (leaf === undefined || first === undefined) return undefined;
    const key = `from ${served ? network : ''} ${cluster.environment}`;
    return this.#remembered(`${unit} ${key}`, () => {
      const network: Fact = { label: NETWORK_LABEL, value: cluster.labels[NETWORK_LABEL] };
      const facts = served ? [network] : [];
      return this.#carried(unit, first, leaf, from, { key, facts, served });
    });
  }

  /** What clusters share, as it is where it is not made; nothing where it takes a network that does not lead there. */
  #shared(unit: string, cluster: ClusterNode, home: ClusterNode, leaf: Leaf<Offer>): Offered | undefined {
    const { value: offer } = leaf;
    const network = cluster.labels[NETWORK_LABEL];
    const served = needsNetwork(offer);
    if (served && (network === undefined || home.labels[NETWORK_LABEL] !== network)) return undefined;
    const isOn = this.#places.isOn(unit, cluster);
    const key = `shared ${isOn} ${leaf.id} ${home.name}`;
    return this.#remembered(`${unit} ${key}`, () => {
      const asked = isOn ? leaf.facts : [];
      const facts = served ? [...asked, { label: NETWORK_LABEL, value: network }] : asked;
      const carried = this.#carried(unit, home, leaf, [home], { key, facts, served });
      const values = { ...carried.offer.values };
      for (const [name, value] of Object.entries(offer.values)) {
        // What the golden path gives itself is on each cluster; what is known of a resource for all is known everywhere.
        const isOwn = isOn && !offer.homes.has(name);
        if (isOwn || (carried.crossing === undefined && typeof value !== 'object')) values[name] = value;
      }
      return { ...carried, offer: { ...carried.offer, values } };
    });
  }

  #carried(
    unit: string,
    cluster: ClusterNode,
    { value: offer }: Leaf<Offer>,
    from: readonly ClusterNode[],
    { key, facts, served }: { readonly key: string; readonly facts: readonly Fact[]; readonly served: boolean },
  ): Offered {
    const crossing = served ? this.#crossing(unit, cluster, offer, [this.#application.name]) : undefined;
    const values = crossing === undefined ? travelling(offer) : crossed(offer, crossing);
    const mirrored = mapLate(values, (late) => this.#mirrored(unit, offer, late));
    return {
      key,
      facts,
      offer: { ...offer, values: mirrored.values },
      from,
      mirrored: true,
      copied: NOTHING,
      origins: mirrored.origins,
      crossing,
      stateful: offer.told?.keepsData ?? keepsData(this.#graph, homeOf(unit, offer), cluster),
      beyondRights: offer.from === undefined && this.#grantsRights(unit, cluster, offer),
      differing: this.#differing(unit, from),
    };
  }

  #grantsRights(unit: string, cluster: ClusterNode, { told }: Offer): boolean {
    return told?.grantsRights ?? grantsRights(this.#graph, unit, cluster);
  }

  #differing(unit: string, from: readonly ClusterNode[]): ReadonlySet<string> {
    const offers = new Set(from.flatMap((cluster) => this.#graph.offer(unit, cluster) ?? []));
    const [first, ...others] = [...offers].map(({ value }) => value.values);
    if (first === undefined || others.length === 0) return NOTHING;
    const same = (name: string) => others.every((other) => JSON.stringify(other[name]) === JSON.stringify(first[name]));
    return new Set(Object.keys(first).filter((name) => !same(name)));
  }

  #crossing(unit: string, cluster: ClusterNode, offer: Offer, consumer: readonly string[]): Crossing | undefined {
    const network = this.#graph.networks.find(({ name }) => name === cluster.labels[NETWORK_LABEL]);
    const server = serverOf(offer.values);
    if (network === undefined || server === undefined) return undefined;
    const { host, port } = server;
    const home = homeOf(unit, offer);
    const producer = this.#places.applicationOf(home);
    const names = [...consumer, producer?.name ?? '', unitName(home, producer)];
    const listener = shortName(names.join('--'), 63);
    const { outputs, unproven, serverName } = throughListener(
      offer.values,
      host,
      `${listener}.${network.namespace}.svc`,
      isNamed(offer),
    );
    return { listener, namespace: network.namespace, network: network.name, port, host, outputs, unproven, serverName };
  }

  #remembered(key: string, make: () => Offered): Offered {
    const known = this.#known.get(key) ?? make();
    this.#known.set(key, known);
    return known;
  }
}

/** Whether what is made for a unit keeps data. */
export function keepsData(graph: Rendered, unit: string, cluster: ClusterNode): boolean {
  const made = [graph.rendering(unit, cluster), graph.infrastructure(unit, cluster)];
  return made.some((leaf) =>
    leaf?.value.some(({ object }) => {
      const told = object.metadata.annotations?.[STATEFUL_ANNOTATION];
      return told === undefined ? isStatefulKind(kindKey(object.apiVersion, object.kind)) : told === 'true';
    }),
  );
}

/** The construct that makes what a unit offers: another one where the resource is shared. */
function homeOf(unit: string, { homes }: Offer): string {
  const [home = unit] = homes.values();
  return home;
}

/**
 * The values of a producer on another cluster that no listener stands for. What is known and has no endpoint may mean something that is on
 * that cluster alone, such as the name of an object; what is late is carried, and a server outside is reached from anywhere.
 */
function travelling({ values, endpoints, told }: Offer): Offer['values'] {
  if (endpoints.size > 0) return values;
  const travels = (name: string, value: Value) => typeof value === 'object' || told?.facts.has(name) === true;
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => travels(name, value)));
}

/** Name of a unit within its application, as its objects bear it. */
export function unitName(unit: string, application: PlacedApplication | undefined): string {
  return unit.slice((application?.path.length ?? -1) + 1).replaceAll('/', '-');
}

/** Whether a late value is made at the control plane. */
export function isAtControl({ at }: LateValue, { atControl }: Offer): boolean {
  return at === undefined ? atControl : at === 'control';
}

/** Whether who takes these values connects to pods, or to a server whose address only the managed resource knows: both take a network. */
export function needsNetwork(offer: Offer): boolean {
  return isManaged(offer) || [...offer.endpoints.values()].some((endpoint) => 'pods' in endpoint);
}

/** Whether the server is one that a cloud manages in a private network: its host is late, and its resource says it too. */
function isManaged({ endpoints, values: { host } }: Offer): boolean {
  const outside = [...endpoints.values()].some((endpoint) => 'outside' in endpoint);
  return outside && isLate(host) && host.from === 'secret' && host.field !== undefined;
}

function behindFacts(cluster: ClusterNode): readonly Fact[] {
  const behind = { label: BEHIND_LABEL, value: cluster.labels[BEHIND_LABEL] };
  return cluster.behindHub ? [behind, { label: NETWORK_LABEL, value: cluster.labels[NETWORK_LABEL] }] : [behind];
}

function crossed(offer: Offer, { host, listener, namespace }: Crossing): Offer['values'] {
  return throughListener(offer.values, host, `${listener}.${namespace}.svc`, isNamed(offer)).values;
}

/** Whether the server's certificate gets the names of the listeners that stand for it. */
function isNamed({ endpoints }: Offer): boolean {
  return [...endpoints.values()].some((endpoint) => 'pods' in endpoint && endpoint.certificate !== undefined);
}

/** The late values that are made at the control plane, which may be on another cluster. */
function originsOf(values: Offer['values'], offer: Offer): ReadonlyMap<string, LateValue> {
  const { origins } = mapLate(values, (late) => late);
  return new Map([...origins].filter(([, late]) => isAtControl(late, offer)));
}

/** The values with each late one replaced, also within URLs, and the former of each by the key of the new one. */
function mapLate(
  values: Offer['values'],
  change: (late: LateValue) => LateValue,
): { readonly values: Offer['values']; readonly origins: ReadonlyMap<string, LateValue> } {
  const origins = new Map<string, LateValue>();
  const one = <T>(value: T | LateValue): T | LateValue => {
    if (typeof value !== 'object' || value === null || !('from' in value) || !isLate(value)) return value;
    const changed = change(value);
    origins.set(lateKey(changed), value);
    return changed;
  };
  const changed: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) {
    changed[name] =
      typeof value === 'object' && value.from === 'url'
        ? {
            ...value,
            user: one(value.user),
            password: one(value.password),
            host: one(value.host),
            port: one(value.port),
            path: one(value.path),
          }
        : one(value);
  }
  return { values: changed, origins };
}
