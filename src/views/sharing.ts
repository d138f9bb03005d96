import type { MatchDocument } from '../model/graph-document.ts';
import { HOME_LABEL } from '../model/labels.ts';
import type { GraphIndex } from './graph-index.ts';

/** A resource that several ask for, as the graph tells it. */
export interface SharedResource {
  /** What it is one for: `"prod"`, or `all clusters`; undefined where there is one on each cluster. */
  readonly scope: string | undefined;
  /** Cluster that it is made on, where clusters share it. */
  readonly home: string | undefined;
  /** Path of the golden path that it is made for. */
  readonly owner: string;
  /** Who takes it besides the owner at its home: paths of golden paths, each with its cluster where clusters share it. */
  readonly takers: readonly string[];
}

/** How the resource of a match is shared; undefined where it is not. */
export function sharedOf(match: MatchDocument, index: GraphIndex): SharedResource | undefined {
  const { shared, owner = match.unit, clusters } = match;
  if (shared === undefined) {
    const takers = asking(match, index)
      .filter(({ unit, clusters: there }) => unit !== owner && there.some((name) => clusters.includes(name)))
      .map(({ unit }) => unit);
    if (takers.length === 0) return undefined;
    return { scope: undefined, home: undefined, owner, takers: distinct(takers) };
  }
  const home = match.home ?? clusters[0] ?? '';
  const environmentOf = (name: string) => index.clusters.get(name)?.environment ?? '';
  const isIn = (name: string) => shared === 'once' || environmentOf(name) === environmentOf(home);
  const takers = asking(match, index).flatMap((one) =>
    one.clusters
      .filter((name) => isIn(name) && (one.unit !== owner || name !== home))
      .map((name) => `${one.unit} on ${name}`),
  );
  const scope = shared === 'once' ? 'all clusters' : `"${environmentOf(home)}"`;
  return { scope, home, owner, takers: distinct(takers) };
}

/** A sentence on how the resource of a match is shared, as who asks for it there sees it; undefined where it is not. */
export function sharingWords(match: MatchDocument, index: GraphIndex): string | undefined {
  const found = sharedOf(match, index);
  if (found === undefined) return undefined;
  const { scope, home = '', owner, takers } = found;
  const whose = owner === match.unit ? '' : ` for ${owner}`;
  if (scope === undefined)
    return whose === '' ? `one for all who ask here: ${short(takers)} too` : `one for all who ask here, made${whose}`;
  if (match.home !== undefined) return `one for ${scope}, made on "${home}", which is its home${whose && `,${whose}`}`;
  const why = isHome(match, home, index) ? 'as this cluster is its home' : 'as no other cluster asked for it';
  const others = takers.length === 0 || whose !== '' ? '' : `; taken from here by ${short(takers)}`;
  return `one for ${scope}, made here${whose}, ${why}${others}`;
}

/** Whether a cluster bears the label by which a resource is made on it. */
function isHome({ shared }: MatchDocument, cluster: string, index: GraphIndex): boolean {
  const label = index.clusters.get(cluster)?.labels[HOME_LABEL];
  return shared === 'once' ? label === 'once' : label !== undefined;
}

/** Those who ask for the resource of a match, or for one of its name elsewhere. */
function asking({ type, class: of, id }: MatchDocument, index: GraphIndex): readonly MatchDocument[] {
  return (index.asked.get(`${type}\0${id}`) ?? []).filter((one) => one.class === of);
}

/** Most takers that a sentence names. */
const MOST = 6;

function short(takers: readonly string[]): string {
  const more = takers.length - MOST;
  return more > 0 ? `${takers.slice(0, MOST).join(', ')} and ${more} more` : takers.join(', ');
}

function distinct(takers: readonly string[]): readonly string[] {
  return [...new Set(takers)].sort();
}
