import type { GoldenPathHandle } from '../model/golden-path.ts';
import { comparePaths } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { Match, Matches, PlacedApplication } from './graph.ts';
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
 * clusters that are alike, also on those that join later.
 */
export class Sharing {
  readonly #units = new Map<string, SharingUnit>();
  /** Who may ask for a resource, in path order once {@link settle} was called. */
  readonly #askers = new Map<string, Set<string>>();
  readonly #order = new Map<string, readonly string[]>();
  readonly #contested = new Set<string>();

  /** Takes note of a golden path and of what it asks for on a cluster. */
  add(path: string, unit: SharingUnit, matches: Matches): void {
    const own = new Set<string>();
    for (const { key } of matches) {
      if (key === undefined) continue;
      if (own.has(key)) this.#contested.add(path);
      own.add(key);
      this.#units.set(path, unit);
      const askers = this.#askers.get(key);
      if (askers === undefined) this.#askers.set(key, new Set([path]));
      else askers.add(path);
    }
  }

  /** Ends the noting: what only one golden path asks for is shared with nobody. */
  settle(): void {
    for (const [key, askers] of this.#askers) {
      if (askers.size < 2) continue;
      this.#order.set(key, [...askers].sort(comparePaths));
      for (const path of askers) this.#contested.add(path);
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
    const owner = key && (made.get(key) ?? this.#ownerOf(key, match.unit, unit.application, site));
    if (owner) return taken(match, owner);
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

/** A need that another has made already. */
function taken(match: Match, owner: Match): Match {
  const { provisioner, pack } = owner;
  const why = `it is one with that of ${owner.unit}, which owns it`;
  const candidates = provisioner === undefined ? [] : [{ provisioner: provisioner.name, pack, won: true, why }];
  return { ...match, provisioner, pack, candidates, brings: [], failure: undefined, owner };
}
