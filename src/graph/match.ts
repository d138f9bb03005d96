import { closest } from '../model/closest.ts';
import type { GoldenPathHandle } from '../model/golden-path.ts';
import { shortName } from '../model/names.ts';
import type { Need, NeedContext, Provisioner } from '../model/need.ts';
import { type Problem, problem } from '../model/problem.ts';
import { propProblems } from '../model/props.ts';
import type { ResourceType } from '../model/resource-type.ts';
import type { Site } from '../model/site.ts';
import { compareSpecificity, criteriaWords, refusal } from './criteria.ts';
import { visitCrowds } from './crowds.ts';
import type { Candidate, ClusterNode, Match, Matched, Matches, Pass, Placed, PlacedApplication } from './graph.ts';
import { ProblemSet } from './problem-set.ts';
import { SiteMemo } from './site-memo.ts';

/** Gives each need its provisioner at each place: the most specific wins, and two that are equally specific are a problem. */
export function match(graph: Placed): Pass<Matched> {
  const problems = new ProblemSet();
  const market = new Market(graph);
  const questions = new Map<string, (site: Site) => Matches>();
  const memos = new Map<string, SiteMemo<Matches>>();
  for (const application of graph.applications) {
    for (const item of application.items) {
      if (item.kind !== 'unit') continue;
      const question = (site: Site) => matchesAt(item.handle, application, market, site);
      const memo = new SiteMemo(question);
      questions.set(item.path, question);
      memos.set(item.path, memo);
      const told = new Set<string>();
      visitCrowds(application.crowds, (cluster) => {
        const wrong = item.handle.problems(cluster.environment);
        problems.add(wrong);
        if (wrong.length > 0) return [];
        const leaf = memo.at(cluster);
        const key = `${leaf.id} ${cluster.environment}`;
        if (!told.has(key)) problems.add(matchProblems(leaf.value, cluster, application, market));
        told.add(key);
        return [leaf];
      });
    }
  }
  const matched: Matched = {
    ...graph,
    matchesAt: (unit, site) => questions.get(unit)?.(site) ?? [],
    matches: (unit, cluster) => memos.get(unit)?.at(cluster),
  };
  return { graph: matched, problems: problems.list() };
}

/** The provisioners on offer, by type. */
class Market {
  readonly #byType = new Map<string, Provisioner[]>();
  readonly #standard: ReadonlySet<Provisioner>;

  constructor(graph: Placed) {
    const { provisioners, standardProvisioners } = graph.platform;
    this.#standard = new Set(provisioners.slice(provisioners.length - standardProvisioners));
    for (const provisioner of provisioners) {
      const list = this.#byType.get(provisioner.type);
      if (list === undefined) this.#byType.set(provisioner.type, [provisioner]);
      else list.push(provisioner);
    }
  }

  get types(): readonly string[] {
    return [...this.#byType.keys()];
  }

  /** The type that its provisioners say they are of. */
  resourceOf(type: string): ResourceType | undefined {
    return this.offers(type).find(({ resource }) => resource !== undefined)?.resource;
  }

  offers(type: string): readonly Provisioner[] {
    return this.#byType.get(type) ?? [];
  }

  /** Negative where the first is preferred: by its criteria, then the platform's own before Roadbed's. */
  compare(a: Provisioner, b: Provisioner): number {
    return (
      compareSpecificity(a.when ?? {}, b.when ?? {}) || Number(this.#standard.has(a)) - Number(this.#standard.has(b))
    );
  }
}

function matchesAt(handle: GoldenPathHandle, application: PlacedApplication, market: Market, site: Site): Matches {
  const needs = handle.needs(site);
  const matcher = new Matcher(handle.path, market, site);
  const base = { namespace: application.namespace, application: application.name, labels: handle.labels };
  const names = namesOf(needs, handle.name);
  return needs.flatMap((need, index) => {
    const context = { ...need, ...base, id: need.id ?? handle.path, name: names[index] ?? handle.name };
    return family(matcher.match(context, []));
  });
}

/** A match and all that it brings, the needs of a provisioner after itself. */
function family(match: Match): readonly Match[] {
  return [match, ...match.brings.flatMap(family)];
}

/** Longest name of what a provisioner makes, so that it has room for suffixes of its own. */
const LONGEST_NAME = 50;

/** The first need of a golden path bears its name, a further one also its type, and its number where the type comes again. */
function namesOf(needs: readonly Need[], name: string, first = name): readonly string[] {
  const counts = new Map<string, number>();
  return needs.map(({ type }, index) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    if (index === 0 && first === name) return shortName(name, LONGEST_NAME);
    return shortName(count === 1 ? `${name}-${type}` : `${name}-${type}-${count}`, LONGEST_NAME);
  });
}

/** Matches the needs of one golden path at one site, and those that its provisioners bring, until no need is left. */
class Matcher {
  readonly #unit: string;
  readonly #market: Market;
  readonly #site: Site;

  constructor(unit: string, market: Market, site: Site) {
    this.#unit = unit;
    this.#market = market;
    this.#site = site;
  }

  /** Matches a need. Those who are at work on it already never answer what they bring, so there is an end. */
  match(asked: NeedContext, atWork: readonly Provisioner[]): Match {
    const { need, faults } = checked(asked, this.#unit, this.#market);
    if (faults !== undefined)
      return { unit: this.#unit, need, provisioner: undefined, candidates: [], brings: [], faults };
    const { provisioner, candidates } = this.#choose(need, atWork);
    const brought = provisioner?.needs?.(need, this.#site) ?? [];
    const names = namesOf(brought, need.name, '');
    const brings = brought.map((own, index) => {
      const context = { ...need, ...own, id: own.id ?? need.id, name: names[index] ?? need.name };
      return this.match(context, provisioner === undefined ? atWork : [...atWork, provisioner]);
    });
    return { unit: this.#unit, need, provisioner, candidates, brings };
  }

  #choose(need: NeedContext, atWork: readonly Provisioner[]): Pick<Match, 'provisioner' | 'candidates'> {
    const market = this.#market;
    const fitting: Provisioner[] = [];
    const lost: Candidate[] = [];
    for (const provisioner of market.offers(need.type)) {
      const why = atWork.includes(provisioner) ? 'it brings this need itself' : refusal(provisioner, need, this.#site);
      if (why === undefined) fitting.push(provisioner);
      else lost.push({ provisioner: provisioner.name, won: false, why });
    }
    fitting.sort((a, b) => market.compare(a, b));
    const [first, second] = fitting;
    const tie = first !== undefined && second !== undefined && market.compare(first, second) === 0;
    const fit = fitting.map((provisioner, index) => ({
      provisioner: provisioner.name,
      won: index === 0 && !tie,
      why: verdict(provisioner, first, tie && market.compare(provisioner, fitting[0] ?? provisioner) === 0),
    }));
    return { provisioner: tie ? undefined : first, candidates: [...fit, ...lost] };
  }
}

/** The need with the defaults of its type, or what its type refuses. */
function checked(
  need: NeedContext,
  unit: string,
  market: Market,
): { readonly need: NeedContext; readonly faults?: readonly Problem[] } {
  const resource = need.resource ?? market.resourceOf(need.type);
  if (resource === undefined) return { need };
  const { success, data, error } = resource.inputs.safeParse(need.params, { reportInput: true });
  if (success) return { need: { ...need, params: data, resource } };
  const faults = propProblems(unit, error, resource.inputs).map(({ prop, found }) =>
    problem('RB306', { path: unit, prop, found: `the type "${need.type}" does not take it: ${found}` }),
  );
  return { need, faults };
}

function verdict(provisioner: Provisioner, first: Provisioner | undefined, tied: boolean): string {
  const words = `it fits: ${criteriaWords(provisioner.when ?? {})}`;
  if (tied) return `${words}, and another is as specific`;
  return provisioner === first ? `${words}, the most specific` : `${words}, and "${first?.name}" is more specific`;
}

function matchProblems(
  matches: Matches,
  cluster: ClusterNode,
  application: PlacedApplication,
  market: Market,
): readonly Problem[] {
  return matches.flatMap((match) => {
    const { need, unit: path } = match;
    const place = `in "${cluster.environment}"`;
    if (match.faults !== undefined) return match.faults;
    if (match.provisioner === undefined) {
      const tied = match.candidates.filter((candidate) => candidate.why.endsWith('as specific'));
      if (tied.length > 0) {
        const names = tied.map((candidate) => `"${candidate.provisioner}"`).join(' and ');
        return [problem('RB302', { path, found: `${names} are equally specific for a "${need.type}" ${place}` })];
      }
      const lost = match.candidates.map((candidate) => `"${candidate.provisioner}": ${candidate.why}`).join('; ');
      const near = closest(need.type, market.types);
      const other = near === undefined || near === need.type ? undefined : `did you mean "${near}"?`;
      const hint = lost === '' ? other : `none of these fits: ${lost}`;
      return [
        problem('RB301', { path, found: `nobody provisions a "${need.type}" of class "${need.class}" ${place}`, hint }),
      ];
    }
    return sharingProblems(match, application);
  });
}

function sharingProblems(match: Match, application: PlacedApplication): readonly Problem[] {
  const { need, unit: path } = match;
  if (need.shared === 'cluster' || application.placements.length < 2) return [];
  const counts = new Map<string, number>();
  for (const { cluster } of application.placements) {
    const scope = need.shared === 'once' ? '' : cluster.environment;
    counts.set(scope, (counts.get(scope) ?? 0) + 1);
  }
  if (Math.max(...counts.values()) < 2) return [];
  return [
    problem('RB303', {
      path,
      prop: 'shared',
      found: `one "${need.type}" would serve several clusters, got "${need.shared}"`,
    }),
  ];
}
