import type { GoldenPathHandle } from '../model/golden-path.ts';
import type { Site } from '../model/site.ts';
import { visitCrowds } from './crowds.ts';
import type { Match, Matched, Matches, Pass, Placed, PlacedApplication } from './graph.ts';
import { Market } from './market.ts';
import { MatchTeller } from './match-problems.ts';
import { contextOf, Matcher, namesOf } from './matcher.ts';
import { ProblemSet } from './problem-set.ts';
import { SiteMemo } from './site-memo.ts';

/** Gives each need its provisioner at each place: the most specific that can make it wins, and two that are equally specific are a problem. */
export function match(graph: Placed): Pass<Matched> {
  const problems = new ProblemSet();
  const market = new Market(graph.platform.recipes);
  const teller = new MatchTeller(market);
  const memos = new Map<string, SiteMemo<Matches>>();
  for (const application of graph.applications) {
    for (const item of application.items) {
      if (item.kind !== 'unit') continue;
      const memo = new SiteMemo((site) => matchesAt(item.handle, application, market, site));
      memos.set(item.path, memo);
      const told = new Set<string>();
      visitCrowds(application.crowds, (cluster) => {
        const wrong = item.handle.problems(cluster.environment);
        if (wrong.length > 0) {
          problems.add(wrong);
          return [];
        }
        const leaf = memo.at(cluster);
        const key = `${leaf.id} ${cluster.environment}`;
        if (!told.has(key)) problems.add(teller.problems(leaf.value, cluster, application));
        told.add(key);
        return [leaf];
      });
    }
  }
  const matched: Matched = {
    ...graph,
    matchesAt: (unit, site) => memos.get(unit)?.ask(site) ?? [],
    matches: (unit, cluster) => memos.get(unit)?.at(cluster),
    offers: (type) => market.offers(type),
  };
  return { graph: matched, problems: problems.list() };
}

function matchesAt(handle: GoldenPathHandle, application: PlacedApplication, market: Market, site: Site): Matches {
  const needs = handle.needs(site);
  if (needs.length === 0) return NOTHING;
  const matcher = new Matcher(handle.path, market, site);
  const { namespace, name } = application;
  const around = { namespace, application: name, labels: handle.labels };
  const names = namesOf(needs, handle.name);
  const found: Match[] = [];
  for (const [index, need] of needs.entries()) {
    const context = contextOf(need, around, need.id ?? handle.path, names[index] ?? handle.name);
    family(matcher.match(context), found);
  }
  return found;
}

const NOTHING: Matches = [];

/** Adds a match and all that it brings, the needs of a provisioner after itself. */
function family(match: Match, found: Match[]): void {
  found.push(match);
  for (const inner of match.brings) family(inner, found);
}
