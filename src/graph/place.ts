import type { RuleDeclaration, TagSelector } from '../model/declarations.ts';
import { listed } from '../model/listed.ts';
import { compareProblems, type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { choosesTags } from '../model/tag-selector.ts';
import { Crowds } from './crowds.ts';
import { environmentProblems } from './environment-problems.ts';
import type {
  ApplicationNode,
  Clause,
  ClusterNode,
  Collected,
  Pass,
  Placed,
  PlacedApplication,
  Placement,
} from './graph.ts';
import { chosenWords, unknownEnvironments, unknownTags } from './selector-problems.ts';

/** Gives each application its clusters, from the rules and from the clusters that it names itself. */
export function place(graph: Collected): Pass<Placed> {
  const problems = [...ruleProblems(graph), ...environmentProblems(graph)];
  const applications: PlacedApplication[] = [];
  const names = new Map(graph.clusters.map((cluster) => [cluster.path, cluster.name]));
  const hub = graph.clusters.find((cluster) => cluster.hub);
  /** Applications that are chosen alike share their clauses and placements: who reads them can tell at a glance. */
  const known = new Map<string, Pick<PlacedApplication, 'clauses' | 'placements' | 'crowds'>>();
  const crowds = new Crowds(graph.clusters);
  for (const application of graph.applications) {
    const found = clausesOf(application, graph, { names, hub });
    const key = JSON.stringify(found);
    let chosen = known.get(key);
    if (chosen === undefined) {
      const placements = placementsOf(found, graph.clusters);
      chosen = { clauses: found, placements, crowds: crowds.of(placements.map(({ cluster }) => cluster)) };
      known.set(key, chosen);
    }
    const { clauses, placements } = chosen;
    if (application.onHub && hub === undefined) problems.push(hubless(application));
    else if (placements.length === 0 && application.strangers.length === 0)
      problems.push(unplaced(application, clauses, graph));
    applications.push({ clauses, placements, crowds: chosen.crowds, ...application });
  }
  return { graph: { ...graph, applications }, problems: problems.sort(compareProblems) };
}

function clausesOf(
  application: ApplicationNode,
  graph: Collected,
  { names, hub }: { readonly names: ReadonlyMap<string, string>; readonly hub: ClusterNode | undefined },
): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const rule of graph.rules) {
    if (!choosesTags(rule.applications, application.tags)) continue;
    const { all = [], any = [], none = [], environments = [] } = rule.clusters;
    clauses.push({ by: rule.path, all, any, none, environments });
  }
  const named = application.onHub && hub !== undefined ? [...application.clusters, hub.path] : application.clusters;
  for (const path of new Set(named)) {
    const cluster = names.get(path);
    if (cluster !== undefined) {
      clauses.push({ by: application.path, all: [], any: [], none: [], environments: [], cluster });
    }
  }
  return clauses;
}

function placementsOf(clauses: readonly Clause[], clusters: readonly ClusterNode[]): readonly Placement[] {
  if (clauses.length === 0) return [];
  const placements: Placement[] = [];
  for (const cluster of clusters) {
    const by = clauses.filter((clause) => choosesCluster(clause, cluster)).map((clause) => clause.by);
    if (by.length > 0) placements.push({ cluster, by });
  }
  return placements;
}

function choosesCluster(clause: Clause, cluster: ClusterNode): boolean {
  if (clause.cluster !== undefined) return clause.cluster === cluster.name;
  if (clause.environments.length > 0 && !clause.environments.includes(cluster.environment)) return false;
  return choosesTags(clause, cluster.tags);
}

function ruleProblems(graph: Collected): readonly Problem[] {
  const applicationTags = [...new Set(graph.applications.flatMap((application) => application.tags))];
  const clusterTags = [...new Set(graph.clusters.flatMap((cluster) => cluster.tags))];
  const environments = [...new Set(graph.clusters.map((cluster) => cluster.environment))];
  return graph.rules.flatMap((rule) => {
    const { path } = rule;
    const clusters = { path, prop: 'clusters', what: 'cluster' } as const;
    const unknown = [
      ...unknownTags(rule.applications, applicationTags, { path, prop: 'applications', what: 'application' }),
      ...unknownTags(rule.clusters, clusterTags, clusters),
      ...unknownEnvironments(rule.clusters, environments, clusters),
    ];
    return unknown.length > 0 ? unknown : emptyProblems(rule, graph);
  });
}

function emptyProblems(rule: RuleDeclaration, graph: Collected): readonly Problem[] {
  const { path } = rule;
  const problems: Problem[] = [];
  if (isEmpty(rule.clusters) && (rule.clusters.environments ?? []).length === 0) {
    problems.push(
      problem('RB205', {
        path,
        prop: 'clusters',
        found: 'it chooses by nothing, so it would choose every cluster, "{}"',
      }),
    );
  }
  if (isEmpty(rule.applications)) {
    problems.push(
      problem('RB205', {
        path,
        prop: 'applications',
        found: 'it chooses by nothing, so it would choose every application, "{}"',
      }),
    );
  }
  if (!graph.applications.some((application) => choosesTags(rule.applications, application.tags))) {
    problems.push(
      problem('RB204', { path, prop: 'applications', found: `no application has ${chosenWords(rule.applications)}` }),
    );
  }
  if (
    !graph.clusters.some((cluster) =>
      choosesCluster({ by: path, all: [], any: [], none: [], environments: [], ...rule.clusters }, cluster),
    )
  ) {
    problems.push(problem('RB204', { path, prop: 'clusters', found: `no cluster has ${chosenWords(rule.clusters)}` }));
  }
  return problems;
}

function isEmpty(selector: TagSelector): boolean {
  const { all = [], any = [], none = [] } = selector;
  return all.length + any.length + none.length === 0;
}

function hubless({ path }: ApplicationNode): Problem {
  return problem('RB210', {
    path,
    prop: 'onHub',
    found: 'it is to be on the hub, and no cluster is the hub, got "none"',
  });
}

function unplaced(application: ApplicationNode, clauses: readonly Clause[], graph: Collected): Problem {
  const { path } = application;
  if (clauses.length > 0) {
    const rules = listed(clauses.map((clause) => clause.by));
    const found = `chosen by ${rules}, which ${clauses.length === 1 ? 'chooses' : 'choose'} no cluster`;
    return problem('RB206', { path, found });
  }
  const tags =
    application.tags.length === 0 ? 'it has no tags' : `no rule is for its tags ${show(application.tags.join(', '))}`;
  const hint = graph.rules.length === 0 ? 'make a DistributionRule for its tags, or name its clusters' : undefined;
  return problem('RB206', { path, prop: 'tags', found: tags, hint });
}
