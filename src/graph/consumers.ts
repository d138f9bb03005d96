import type { Consumer } from '../model/need.ts';
import { comparePaths, compareText } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { Item, Matched, PlacedApplication, RenderedManifest, UnitNode } from './graph.ts';
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

/** The pods that take what a resource gives. It is made once everything was rendered. */
export class Consumers {
  readonly #graph: Matched;
  readonly #takers: ReadonlyMap<string, Taker>;
  /** Who refers to a construct anywhere, by its path. */
  readonly #users = new Map<string, Set<string>>();
  /** Who shares the first need of a golden path anywhere, by its path. */
  readonly #sharers = new Map<string, Set<string>>();

  constructor(graph: Matched, takers: ReadonlyMap<string, Taker>) {
    this.#graph = graph;
    this.#takers = takers;
    for (const [path, { item, application, rendering }] of takers) {
      for (const { value } of rendering.leaves) this.#note(path, value);
      if (item.kind !== 'unit') continue;
      for (const { cluster } of application.placements) {
        if (item.handle.problems(cluster.environment).length > 0) continue;
        const owner = graph.matches(path, cluster)?.value[0]?.owner;
        if (owner !== undefined) put(this.#sharers, owner.unit, path);
      }
    }
  }

  #note(path: string, manifests: readonly RenderedManifest[]): void {
    for (const manifest of manifests) {
      for (const { producer } of refsIn(manifest, this.#graph.markers)) put(this.#users, producer.node.path, path);
    }
  }

  /** The pods at a site that take what the provisioner of a golden path's first need gives, in the order of their namespaces and names. */
  at({ path, handle }: UnitNode, around: PlacedApplication, site: Site): readonly Consumer[] {
    const own = handle.values(site);
    const producers = new Set([path, ...this.#sharersAt(path, around, site)]);
    const isTaken = (producer: string, output: string) =>
      producers.has(producer) && (producer !== path || own[output] === undefined);
    const users = new Set([...producers].flatMap((producer) => [...(this.#users.get(producer) ?? [])]));
    const accounts = new Map<string, Consumer & { readonly paths: string[] }>();
    for (const user of [...users].sort(comparePaths)) {
      const taker = this.#takers.get(user);
      if (taker === undefined || !isThere(taker, around, site)) continue;
      for (const [namespace, serviceAccount] of this.#accounts(taker, site, isTaken)) {
        const key = `${namespace}/${serviceAccount}`;
        const known = accounts.get(key);
        const application = taker.application.name;
        if (known === undefined) accounts.set(key, { paths: [user], application, namespace, serviceAccount });
        else if (known.paths.at(-1) !== user) known.paths.push(user);
      }
    }
    return [...accounts].sort(([a], [b]) => compareText(a, b)).map(([, consumer]) => consumer);
  }

  #sharersAt(path: string, around: PlacedApplication, site: Site): readonly string[] {
    return [...(this.#sharers.get(path) ?? [])].sort(comparePaths).filter((sharer) => {
      const taker = this.#takers.get(sharer);
      if (taker === undefined || !isThere(taker, around, site)) return false;
      return this.#graph.matchesAt(sharer, site)[0]?.owner?.unit === path;
    });
  }

  /** Namespaces and names of the service accounts whose pods take values: pods that hold the reference, or may read what holds it. */
  #accounts(
    { application, rendering }: Taker,
    site: Site,
    isTaken: (producer: string, output: string) => boolean,
  ): readonly (readonly [string, string])[] {
    const manifests = rendering.ask(site).filter(({ part }) => part === 'site');
    const holders = manifests.filter((manifest) =>
      refsIn(manifest, this.#graph.markers).some(({ producer, output }) => isTaken(producer.node.path, output)),
    );
    const workloads = holders.some(({ object }) => podTemplateOf(object) === undefined) ? manifests : holders;
    return workloads.flatMap(({ object }) => {
      const template = podTemplateOf(object);
      if (template === undefined) return [];
      return [[object.metadata.namespace ?? application.namespace, template.spec?.serviceAccountName ?? 'default']];
    });
  }
}

/** Whether something is rendered at a site on which an application is. */
function isThere({ item, application }: Taker, around: PlacedApplication, site: Site): boolean {
  if (!isPlacedAt(application, around, site)) return false;
  return item.kind !== 'unit' || item.handle.problems(site.environment).length === 0;
}

function put(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}
