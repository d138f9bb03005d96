import type { Consumer } from '../model/need.ts';
import { comparePaths, compareText } from '../model/problem.ts';
import { Site } from '../model/site.ts';
import { visitCrowds } from './crowds.ts';
import type { ClusterNode, Item, Match, Matched, Part, PlacedApplication, RenderedManifest } from './graph.ts';
import { type Account, type Guest, guestsOf } from './guests.ts';
import { isSpread } from './homes.ts';
import { hubNamespace } from './hub-namespace.ts';
import { isPlacedAt } from './placed-at.ts';
import { podTemplateOf } from './pod-template.ts';
import { refsIn } from './refs-in.ts';
import type { SiteMemo } from './site-memo.ts';

/** Something that renders, and may take what others give. */
export interface Taker {
  readonly item: Item;
  readonly application: PlacedApplication;
  readonly rendering: SiteMemo<readonly RenderedManifest[]>;
}

/** A resource that has been made for its owner. */
export interface Owned {
  readonly match: Match;
  /** Whether the outputs of the golden path that owns it come from it: it is that of its first need. */
  readonly isFirst: boolean;
  /** The application that it is in. */
  readonly application: PlacedApplication;
}

/** The pods that take what a resource gives. It is made once everything was rendered. */
export class Consumers {
  readonly #graph: Matched;
  readonly #takers: ReadonlyMap<string, Taker>;
  /** Who refers to a construct anywhere, by its path. */
  readonly #users = new Map<string, Set<string>>();
  /** Who may take what a construct gives in other programs, by its path. */
  readonly #guests: ReadonlyMap<string, readonly Guest[]>;
  /** Whether some control plane is at the hub, where each application and cluster has a namespace. */
  readonly #hubs: boolean;
  /** Who shares a resource anywhere that gives him his outputs, by the path of its owner. */
  readonly #sharers = new Map<string, Set<string>>();

  constructor(graph: Matched, takers: ReadonlyMap<string, Taker>) {
    this.#graph = graph;
    this.#takers = takers;
    this.#guests = guestsOf(graph);
    this.#hubs = graph.clusters.some(({ plane }) => plane === 'hub');
    for (const [path, { item, application, rendering }] of takers) {
      for (const { value } of rendering.leaves) this.#note(path, value);
      if (item.kind !== 'unit') continue;
      visitCrowds(application.crowds, (cluster) => {
        if (item.handle.problems(cluster.environment).length > 0) return [];
        const leaf = graph.matches(path, cluster);
        const owner = leaf?.value[0]?.owner;
        if (owner !== undefined) put(this.#sharers, owner.unit, path);
        return [leaf];
      });
    }
  }

  #note(path: string, manifests: readonly RenderedManifest[]): void {
    for (const manifest of manifests) {
      for (const { producer } of refsIn(manifest, this.#graph.markers)) put(this.#users, producer.node.path, path);
    }
  }

  /**
   * The pods that take what a resource gives that is made at a site: those at the site, in the order of their namespaces and names, and
   * behind them those of the clusters that share it.
   *
   * @param part where something is made for them: at the control plane the site's name tells nothing apart
   */
  at(owned: Owned, site: Site, part: Part): readonly Consumer[] {
    const { match, isFirst, application } = owned;
    const sharers = [...(this.#sharers.get(match.unit) ?? [])].sort(comparePaths);
    const sharing = sharers.filter((sharer) => this.#shares(sharer, owned, site));
    const producers = new Set(isFirst ? [match.unit, ...sharing] : sharing);
    const accounts = new Accounts();
    for (const user of this.#usersOf(producers)) {
      const taker = this.#takers.get(user);
      if (taker === undefined || !isThere(taker, application, site)) continue;
      accounts.add(user, taker.application.name, this.#accounts(taker, site, producers));
    }
    for (const guest of this.#guestsOf(producers, site)) {
      if (guest.clusters.has(site.name)) accounts.add(guest.path, guest.application, guest.accounts);
    }
    const here = accounts.list();
    const all = isSpread(match) ? [...here, ...this.#elsewhere(owned, sharers, site.name)] : here;
    return part === 'control' ? all.map((one) => this.#atControl(one, application, site)) : all;
  }

  /** A consumer with the namespace of what its application has at the control plane. */
  #atControl(consumer: Consumer, { name, namespace }: PlacedApplication, site: Site): Consumer {
    const cluster = this.#hubs ? this.#graph.clusters.find((one) => one.name === site.name) : undefined;
    if (cluster?.plane !== 'hub')
      return consumer.namespace === namespace ? consumer : { ...consumer, controlNamespace: consumer.namespace };
    if (consumer.application === name) return consumer;
    return { ...consumer, controlNamespace: hubNamespace({ name: consumer.application }, cluster) };
  }

  /** Who in other programs may take what comes from the resource of one of these. */
  #guestsOf(producers: ReadonlySet<string>, site: Site): readonly Guest[] {
    return [...producers]
      .sort(comparePaths)
      .flatMap((path) =>
        (this.#guests.get(path) ?? []).filter(({ output }) => this.#isProvisioned(path, output, site)),
      );
  }

  #shares(sharer: string, { match, application }: Owned, site: Site): boolean {
    const taker = this.#takers.get(sharer);
    if (taker === undefined || !isThere(taker, application, site)) return false;
    const [first] = this.#graph.matchesAt(sharer, site);
    return first?.owner?.unit === match.unit && first.key === match.key;
  }

  /** Those on other clusters than the home of a resource, by the name of the cluster. */
  #elsewhere(owned: Owned, sharers: readonly string[], home: string): readonly Consumer[] {
    const { match, isFirst } = owned;
    const all = new Set(isFirst ? [match.unit, ...sharers] : sharers);
    const byCluster = new Map<ClusterNode, { readonly accounts: Accounts; readonly site: Site }>();
    for (const user of this.#usersOf(all)) {
      const taker = this.#takers.get(user);
      if (taker === undefined) continue;
      for (const { cluster } of taker.application.placements) {
        if (cluster.name === home || !isValidAt(taker, cluster)) continue;
        const producers = new Set([...all].filter((path) => this.#leadsHome(path, cluster, owned, home)));
        if (producers.size === 0) continue;
        const known = byCluster.get(cluster) ?? { accounts: new Accounts(), site: new Site(cluster) };
        byCluster.set(cluster, known);
        known.accounts.add(user, taker.application.name, this.#accounts(taker, known.site, producers));
      }
    }
    for (const cluster of this.#graph.clusters) {
      const known = byCluster.get(cluster) ?? { accounts: new Accounts(), site: new Site(cluster) };
      const leading =
        this.#guests.size === 0 ? [] : [...all].filter((path) => this.#leadsHome(path, cluster, owned, home));
      for (const guest of this.#guestsOf(new Set(leading), known.site)) {
        if (cluster.name === home || !guest.clusters.has(cluster.name)) continue;
        byCluster.set(cluster, known);
        known.accounts.add(guest.path, guest.application, guest.accounts);
      }
    }
    const sorted = [...byCluster].sort(([a], [b]) => a.index - b.index);
    return sorted.flatMap(([, { accounts, site }]) => accounts.list().map((one) => ({ ...one, site })));
  }

  /** Whether who takes the outputs of a golden path on a cluster takes those of a resource that is made on its home. */
  #leadsHome(path: string, cluster: ClusterNode, { match }: Owned, home: string): boolean {
    const { placements = [] } = this.#takers.get(path)?.application ?? {};
    const near = placements.filter((one) => one.cluster.environment === cluster.environment);
    const seen = (near.find((one) => one.cluster === cluster) ?? near[0])?.cluster;
    if (seen === undefined) return false;
    const first = this.#graph.matches(path, seen)?.value[0];
    if (first === undefined || first.key !== match.key) return false;
    return (first.owner ?? first).unit === match.unit && (first.home ?? seen).name === home;
  }

  /** Who refers to one of these, in path order. */
  #usersOf(producers: ReadonlySet<string>): readonly string[] {
    const users = new Set([...producers].flatMap((producer) => [...(this.#users.get(producer) ?? [])]));
    return [...users].sort(comparePaths);
  }

  /** Namespaces and names of the service accounts whose pods take values: pods that hold the reference, or may read what holds it. */
  #accounts({ application, rendering }: Taker, site: Site, producers: ReadonlySet<string>): readonly Account[] {
    const manifests = rendering.ask(site).filter(({ part }) => part === 'site');
    const holders = manifests.filter((manifest) =>
      refsIn(manifest, this.#graph.markers).some(
        ({ producer, output }) =>
          producers.has(producer.node.path) && this.#isProvisioned(producer.node.path, output, site),
      ),
    );
    const workloads = holders.some(({ object }) => podTemplateOf(object) === undefined) ? manifests : holders;
    return workloads.flatMap(({ object }) => {
      const template = podTemplateOf(object);
      if (template === undefined) return [];
      return [[object.metadata.namespace ?? application.namespace, template.spec?.serviceAccountName ?? 'default']];
    });
  }

  /** Whether an output of a golden path comes from what it needs, and not from itself. */
  #isProvisioned(path: string, output: string, site: Site): boolean {
    const item = this.#takers.get(path)?.item;
    return item?.kind === 'unit' && item.handle.values(site)[output] === undefined;
  }
}

/** Service accounts of one cluster, each with all whose pods it is for. */
class Accounts {
  readonly #accounts = new Map<string, Consumer & { readonly paths: string[] }>();

  add(user: string, application: string, accounts: readonly Account[]): void {
    for (const [namespace, serviceAccount] of accounts) {
      const key = `${namespace}/${serviceAccount}`;
      const known = this.#accounts.get(key);
      if (known === undefined) this.#accounts.set(key, { paths: [user], application, namespace, serviceAccount });
      else if (known.paths.at(-1) !== user) known.paths.push(user);
    }
  }

  list(): readonly Consumer[] {
    return [...this.#accounts].sort(([a], [b]) => compareText(a, b)).map(([, consumer]) => consumer);
  }
}

/** Whether something is rendered at a site on which an application is. */
function isThere({ item, application }: Taker, around: PlacedApplication, site: Site): boolean {
  if (!isPlacedAt(application, around, site)) return false;
  return item.kind !== 'unit' || item.handle.problems(site.environment).length === 0;
}

function isValidAt({ item }: Taker, { environment }: ClusterNode): boolean {
  return item.kind !== 'unit' || item.handle.problems(environment).length === 0;
}

function put(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
