import type { GoldenPathHandle } from '../model/golden-path.ts';
import type { Site } from '../model/site.ts';
import { visitCrowds } from './crowds.ts';
import type { ClusterNode, Leaf, Matched, Matches, Pass, Placed, PlacedApplication, UnitNode } from './graph.ts';
import { isSpread } from './homes.ts';
import { Market } from './market.ts';
import { isPlain, MatchTeller } from './match-problems.ts';
import { contextOf, keyOf, Matcher, namesOf } from './matcher.ts';
import { ProblemSet } from './problem-set.ts';
import { flat, isUnnamed, Sharing } from './sharing.ts';
import { SiteMemo } from './site-memo.ts';

/**
 * Gives each need its provisioner at each place: the most specific that can make it wins, and two that are equally specific are a
 * problem. Needs that name one resource share it.
 */
export function match(graph: Placed): Pass<Matched> {
  const problems = new ProblemSet();
  const market = new Market(graph.platform.recipes);
  const teller = new MatchTeller(market);
  problems.add(market.problems);
  const sharing = new Sharing();
  const memos = new Map<string, SiteMemo<Matches>>();
  /** Golden paths that name what they need: what comes out for them is known when all were asked. */
  const naming: { readonly item: UnitNode; readonly application: PlacedApplication }[] = [];
  for (const application of graph.applications) {
    for (const item of application.items) {
      if (item.kind !== 'unit') continue;
      const { handle, path } = item;
      const alone = new SiteMemo((site) => matchesAt(handle, application, market, site));
      memos.set(path, alone);
      let names = false;
      let spread = false;
      visitValid(item, application, problems, (cluster) => {
        const leaf = alone.at(cluster);
        if (leaf.value.every(isUnnamed)) return leaf;
        names = true;
        spread ||= leaf.value.some(isSpread);
        sharing.add(path, { handle, application, alone }, leaf.value);
        return leaf;
      });
      if (spread) spreadOver(application, handle, (cluster) => sharing.spread(alone.at(cluster).value, cluster));
      if (names) naming.push({ item, application });
      else tell(item, application, alone, teller, problems);
    }
  }
  sharing.settle();
  for (const { item, application } of naming) {
    const { path } = item;
    if (sharing.isContested(path)) memos.set(path, new SiteMemo((site) => sharing.matchesAt(path, site)));
    tell(item, application, memos.get(path), teller, problems);
  }
  const matched: Matched = {
    ...graph,
    matchesAt: (unit, site) => memos.get(unit)?.ask(site) ?? [],
    matches: (unit, cluster) => memos.get(unit)?.at(cluster),
    offers: (type) => market.offers(type),
  };
  return { graph: matched, problems: problems.list() };
}

/** Tells what is wrong with what came out for a golden path, once for each environment. */
function tell(
  item: UnitNode,
  application: PlacedApplication,
  memo: SiteMemo<Matches> | undefined,
  teller: MatchTeller,
  problems: ProblemSet,
): void {
  // Mostly nothing is, which a look at what came out tells.
  if (memo === undefined || (memo.leaves.length > 0 && memo.leaves.every(({ value }) => value.every(isPlain)))) return;
  const told = new Set<string>();
  visitValid(item, application, problems, (cluster) => {
    const leaf = memo.at(cluster);
    const key = `${leaf.id} ${cluster.environment}`;
    if (!told.has(key)) problems.add(teller.problems(leaf.value, cluster));
    told.add(key);
    return leaf;
  });
}

/** Visits every cluster of a golden path where its props are valid. */
function spreadOver(
  { placements }: PlacedApplication,
  handle: GoldenPathHandle,
  visit: (cluster: ClusterNode) => void,
): void {
  for (const { cluster } of placements) if (handle.problems(cluster.environment).length === 0) visit(cluster);
}

/** Visits the clusters of a golden path where its props are valid, one of each kind. */
function visitValid(
  { handle }: UnitNode,
  { crowds }: PlacedApplication,
  problems: ProblemSet,
  visit: (cluster: ClusterNode) => Leaf<Matches> | undefined,
): void {
  visitCrowds(crowds, (cluster) => {
    const wrong = handle.problems(cluster.environment);
    if (wrong.length === 0) return [visit(cluster)];
    problems.add(wrong);
    return NOBODY;
  });
}

const NOBODY: readonly undefined[] = [];

function matchesAt(handle: GoldenPathHandle, application: PlacedApplication, market: Market, site: Site): Matches {
  const needs = handle.needs(site);
  if (needs.length === 0) return NOTHING;
  const matcher = new Matcher(handle.path, market, site);
  const { namespace, name } = application;
  const around = { namespace, application: name, labels: handle.labels };
  const names = namesOf(needs, handle.name);
  return flat(
    needs.map((need, index) => {
      const context = contextOf(need, around, need.id ?? handle.path, names[index] ?? handle.name);
      return matcher.match(context, keyOf(need, handle.path, context.name));
    }),
  );
}

const NOTHING: Matches = [];
