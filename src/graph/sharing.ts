import type { GoldenPathHandle } from '../model/golden-path.ts';
import { comparePaths } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { Site } from '../model/site.ts';
import type { ClusterNode, Match, Matches, PlacedApplication } from './graph.ts';
import { type Home, Homes, isSpread } from './homes.ts';
import { isPlacedAt } from './placed-at.ts';
import type { SiteMemo } from './site-memo.ts';

/** A golden path with what it would have if it shared nothing. */
export interface SharingUnit {
  readonly handle: GoldenPathHandle;
  readonly application: PlacedApplication;
  readonly alone: SiteMemo<Matches>;
}

/**
 * Makes one resource of needs that name the same one: the first by path of the golden paths on a cluster that ask for it owns and
 * makes it, and the others take what it gives. Who is the first is asked of the site, as everything else: so it is the same on
 * clusters that are alike, also on those that join later. What several clusters share is made on its home, and the others take it
 * from there.
 */
export class Sharing {
  readonly #units = new Map<string, SharingUnit>();
  /** Who may ask for a resource, in path order once {@link settle} was called. */
  readonly #askers = new Map<string, Set<string>>();
  readonly #order = new Map<string, readonly string[]>();
  readonly #contested = new Set<string>();
  readonly #homes = new Homes();
  /** The match that a resource is made for on its home, by its name and the cluster. */
  readonly #owners = new Map<string, Match>();

  /** Takes note of a golden path and of what it asks for on a cluster. */
  add(path: string, unit: SharingUnit, matches: Matches): void {
    const own = new Set<string>();
    for (const match of matches) {
      const { key } = match;
      if (key === undefined) continue;
      if (own.has(key) || isSpread(match)) this.#contested.add(path);
      own.add(key);
      this.#units.set(path, unit);
      const askers = this.#askers.get(key);
      if (askers === undefined) this.#askers.set(key, new Set([path]));
      else askers.add(path);
    }
  }

  /** Takes note of a cluster on which a golden path asks for something that several clusters share. */
  spread(matches: Matches, cluster: ClusterNode): void {
    for (const match of matches) this.#homes.add(match, cluster);
  }

  /** Ends the noting: what only one golden path asks for is shared with no other. */
  settle(): void {
    for (const [key, askers] of this.#askers) {
      this.#order.set(key, [...askers].sort(comparePaths));
      if (askers.size > 1) for (const path of askers) this.#contested.add(path);
    }
  }

  /** Whether a golden path asks for something that another asks for too. */
  isContested(path: string): boolean {
    return this.#contested.has(path);
  }

  /** What a golden path has at a site: its own, and what it shares with those before it. */
  matchesAt(path: string, site: Site): Matches {
    const unit = this.#units.get(path);
    if (unit === undefined) return [];
    const made = new Map<string, Match>();
    return flat(topOf(unit.alone.ask(site)).map((match) => this.#shared(match, unit, site, made)));
  }

  /** A match without what others make for it: those before it, or the same golden path for a need before it. */
  #shared(match: Match, unit: SharingUnit, site: Site, made: Map<string, Match>): Match {
    const { key } = match;
    if (key !== undefined) {
      const home = this.#homes.of(match, site);
      if (home.kind === 'there') return taken(match, this.#ownerAt(key, home.cluster), home.cluster);
      if (home.kind === 'homeless') return homeless(match, home);
      const owner = made.get(key) ?? this.#ownerOf(key, match.unit, unit.application, site);
      if (owner !== undefined) return taken(match, owner);
    }
    const brings = match.brings.map((inner) => this.#shared(inner, unit, site, made));
    const own = brings.every((inner, index) => inner === match.brings[index]) ? match : { ...match, brings };
    if (key !== undefined) made.set(key, own);
    return own;
  }

  /** The match of the first before this one who asks for a resource at a site, as it is there; nobody where this one is the first. */
  #ownerOf(key: string, path: string, around: PlacedApplication, site: Site): Match | undefined {
    for (const other of this.#order.get(key) ?? []) {
      if (other === path) return undefined;
      const unit = this.#units.get(other);
      if (unit === undefined || !isPlacedAt(unit.application, around, site)) continue;
      if (unit.handle.problems(site.environment).length > 0) continue;
      const match = unit.alone.ask(site).find((one) => one.key === key);
      if (match !== undefined) return this.#shared(match, unit, site, new Map());
    }
    return undefined;
  }

  /** The match of the first by path of those who ask for a resource on the cluster that is its home. */
  #ownerAt(key: string, cluster: ClusterNode): Match {
    const id = `${key}\0${cluster.index}`;
    const owner = this.#owners.get(id) ?? this.#firstAt(key, cluster);
    this.#owners.set(id, owner);
    return owner;
  }

  #firstAt(key: string, cluster: ClusterNode): Match {
    const site = new Site(cluster);
    for (const path of this.#order.get(key) ?? []) {
      const unit = this.#units.get(path);
      if (unit?.application.placements.some((placement) => placement.cluster === cluster) !== true) continue;
      if (unit.handle.problems(cluster.environment).length > 0) continue;
      const match = unit.alone.ask(site).find((one) => one.key === key);
      if (match !== undefined) return this.#shared(match, unit, site, new Map());
    }
    throw new Error(`nobody asks for ${key} on its home ${cluster.name}`);
  }
}

/** Whether a resource has no name of its own, so that nobody else can ask for it. */
export function isUnnamed({ key }: Match): boolean {
  return key === undefined;
}

/** Those that golden paths ask for, without what their provisioners bring. */
function topOf(matches: Matches): Matches {
  const brought = new Set(matches.flatMap(({ brings }) => brings));
  return matches.filter((match) => !brought.has(match));
}

/** Each match with all that it brings behind it. */
export function flat(matches: readonly Match[], found: Match[] = []): Matches {
  for (const match of matches) {
    found.push(match);
    flat(match.brings, found);
  }
  return found;
}

/** A need that another has made already, or the same golden path on the cluster that is the home. */
function taken(match: Match, owner: Match, home?: ClusterNode): Match {
  const { provisioner, pack } = owner;
  const whose = owner.unit === match.unit ? [] : [`it is one with that of ${owner.unit}, which owns it`];
  const where = home === undefined ? [] : [`it is made on ${show(home.name)}, ${scopeWords(match, home)}`];
  const why = [...whose, ...where].join('; ');
  const candidates = provisioner === undefined ? [] : [{ provisioner: provisioner.name, pack, won: true, why }];
  return { ...match, provisioner, pack, candidates, brings: [], failure: undefined, owner, home };
}

function scopeWords({ need }: Match, { environment }: ClusterNode): string {
  return need.shared === 'once' ? 'once for all clusters' : `once for ${show(environment)}`;
}

/** A need of which nobody knows where its resource is made. */
function homeless(match: Match, failure: Extract<Home, { readonly kind: 'homeless' }>): Match {
  return { ...match, provisioner: undefined, pack: undefined, candidates: [], brings: [], failure };
}
