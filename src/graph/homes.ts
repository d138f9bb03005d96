import { HOME_LABEL } from '../model/labels.ts';
import type { Site } from '../model/site.ts';
import type { ClusterNode, Match, MatchFailure } from './graph.ts';

/** Where a resource that clusters share is made, as one of them sees it. */
export type Home =
  | { readonly kind: 'here' }
  | { readonly kind: 'there'; readonly cluster: ClusterNode }
  | Extract<MatchFailure, { readonly kind: 'homeless' }>;

const HERE: Home = { kind: 'here' };

/**
 * Where each resource is made that several clusters share: on the only one that asks for it, or on the one of them that is a home by
 * its label. No order of names decides, so that a cluster that joins never takes a database away from another.
 */
export class Homes {
  /** The clusters that share a resource, by its name and theirs. */
  readonly #sharers = new Map<string, Map<number, ClusterNode>>();
  readonly #known = new Map<string, Exclude<Home, { readonly kind: 'here' }>>();

  /** Takes note that a cluster shares a resource. */
  add(match: Match, cluster: ClusterNode): void {
    if (!isSpread(match)) return;
    const group = groupOf(match, cluster.environment);
    const sharers = this.#sharers.get(group);
    if (sharers === undefined) this.#sharers.set(group, new Map([[cluster.index, cluster]]));
    else sharers.set(cluster.index, cluster);
  }

  /** Where the resource of a need is made, as seen from a site, which is asked whether it is there. */
  of(match: Match, site: Site): Home {
    if (!isSpread(match)) return HERE;
    const group = groupOf(match, match.need.shared === 'once' ? '' : site.environment);
    const home = this.#known.get(group) ?? homeOf([...(this.#sharers.get(group)?.values() ?? [])], match);
    this.#known.set(group, home);
    return home.kind === 'there' && isHere(home.cluster, match, site) ? HERE : home;
  }
}

/** Whether clusters share the resource of a need. */
export function isSpread({ need }: Match): boolean {
  return need.shared !== 'cluster';
}

function groupOf({ key, need: { shared } }: Match, environment: string): string {
  return [key, shared, shared === 'once' ? '' : environment].join('\0');
}

function homeOf(clusters: readonly ClusterNode[], { need }: Match): Exclude<Home, { readonly kind: 'here' }> {
  const sorted = clusters.toSorted((a, b) => a.index - b.index);
  const homes = sorted.filter(({ home }) => (need.shared === 'once' ? home === 'once' : home !== undefined));
  const [only, second] = sorted.length === 1 ? sorted : homes;
  if (only !== undefined && second === undefined) return { kind: 'there', cluster: only };
  return { kind: 'homeless', clusters: sorted, homes };
}

/**
 * Whether a site is the home. A home by its label is asked for the label, so that clusters that join share what is there; one that
 * is alone is asked for its name, so that who joins is not taken for another.
 */
function isHere({ name, home }: ClusterNode, { need }: Match, site: Site): boolean {
  if (home === undefined || (need.shared === 'once' && home !== 'once')) return site.name === name;
  const told = site.label(HOME_LABEL);
  return need.shared === 'once' ? told === 'once' : told !== undefined;
}
