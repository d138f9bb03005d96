import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { COMPONENT_PLACES, type ComponentPlace, hasComponentPlaces } from '../model/component-place.ts';
import { APPLICATION, type ApplicationScope, isApplication, isPlatform, PLATFORM } from '../model/context.ts';
import type { ContractDocument } from '../model/contract.ts';
import {
  CLUSTER,
  type ClusterDeclaration,
  isCluster,
  isRule,
  PROBLEMS,
  RULE,
  type RuleDeclaration,
  saysProblems,
  type TagSelector,
} from '../model/declarations.ts';
import { applicationShapeProblems, clusterShapeProblems, ruleShapeProblems } from '../model/declared-schemas.ts';
import { EXPORT, type ExportDeclaration, isExport } from '../model/export.ts';
import { FOLLOWER, isFollower } from '../model/follower.ts';
import { GOLDEN_PATH, isGoldenPath } from '../model/golden-path.ts';
import { isNetwork, NETWORK, type NetworkDeclaration } from '../model/network-declaration.ts';
import { compareProblems, compareText, type Problem, problem } from '../model/problem.ts';
import { recordedProblems } from '../model/recorded-problems.ts';
import { markersOf } from '../model/ref.ts';
import { sourceOf } from '../model/source-line.ts';
import { applicationProblems, constructNameProblems } from './application-problems.ts';
import { clusterNodes } from './cluster-nodes.ts';
import { contractProblems } from './contract-problems.ts';
import type { ApplicationNode, Collected, Edge, FollowerNode, Item, Pass } from './graph.ts';
import { moveProblems } from './move-problems.ts';
import { sourceProblems } from './source-problems.ts';

/**
 * Reads the tree of constructs, once, into plain data in path order. It is the only pass that walks constructs.
 */
export function collect(root: IConstruct): Pass<Collected> {
  if (!isPlatform(root)) throw new Error('collect was given a tree whose root is no platform');
  const platform = root[PLATFORM]();
  const found = walk(root);
  const clusters = clusterNodes(found.clusters, platform, found.networks);
  const graph: Collected = {
    platform,
    clusters: clusters.graph,
    networks: found.networks,
    rules: found.rules,
    exports: found.exports,
    components: found.components,
    applications: placedByContract(found.applications, platform.contract),
    dependencies: found.dependencies,
    markers: markersOf(root),
    source: (path) => sourceAt(found.sources, path),
  };
  const moves = moveProblems(platform.moved, { paths: found.sources, applications: found.applications });
  const problems = [...platform.problems, ...recordedProblems(root), ...clusters.problems, ...found.problems, ...moves];
  if (platform.contract !== undefined) {
    problems.push(...contractProblems(platform.contract, found.applications, platform.recipes));
  }
  const environments = [...new Set(clusters.graph.map(({ environment }) => environment))];
  for (const application of found.applications) problems.push(...sourceProblems(application, environments));
  return { graph, problems: problems.sort(compareProblems) };
}

/** The clusters of what the program of a team makes are those that its platform chose. */
function placedByContract(
  applications: readonly ApplicationNode[],
  contract: ContractDocument | undefined,
): readonly ApplicationNode[] {
  if (contract === undefined) return applications;
  return applications.map((one) => {
    const agreed = contract.applications.find(({ name }) => name === one.name);
    return agreed === undefined ? one : { ...one, clusters: agreed.clusters };
  });
}

/** Why there is an edge that the program declared. */
const DECLARED = 'the program says so';

interface FoundApplication extends ApplicationNode {
  readonly items: Item[];
  follower?: FollowerNode;
}

interface Found {
  readonly clusters: ClusterDeclaration[];
  readonly networks: NetworkDeclaration[];
  readonly rules: RuleDeclaration[];
  readonly exports: ExportDeclaration[];
  readonly components: ComponentPlace[];
  readonly applications: FoundApplication[];
  readonly dependencies: Edge[];
  readonly problems: Problem[];
  readonly sources: Map<string, IConstruct>;
}

interface Visit {
  readonly construct: IConstruct;
  readonly items: Item[] | undefined;
}

/** Depth first and in path order: children are taken by their ids, never in the order in which they were made. */
function walk(root: IConstruct): Found {
  const found: Found = {
    clusters: [],
    networks: [],
    rules: [],
    exports: [],
    components: [],
    applications: [],
    dependencies: [],
    problems: [],
    sources: new Map(),
  };
  const stack: Visit[] = [{ construct: root, items: undefined }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { construct } = visit;
    const items = isApplication(construct) ? application(construct, found) : visit.items;
    if (construct !== root && items === visit.items) one(construct, items, found);
    common(construct, root, found);
    const children = construct.node.children;
    if (children.length > 1) children.sort((a, b) => compareText(b.node.id, a.node.id));
    for (const child of children) stack.push({ construct: child, items });
  }
  return found;
}

function application(construct: ApplicationScope, found: Found): Item[] {
  const items: Item[] = [];
  found.problems.push(...recordedProblems(construct));
  const declaration = construct[APPLICATION]();
  found.problems.push(...declaration.unknownProps);
  if (isWhole(applicationShapeProblems(declaration), found)) {
    found.applications.push({
      index: found.applications.length,
      items,
      ...declaration,
      tags: inOrder(declaration.tags),
    });
    found.problems.push(...applicationProblems(declaration));
  }
  return items;
}

function one(construct: IConstruct, items: Item[] | undefined, found: Found): void {
  const { path } = construct.node;
  if (isGoldenPath(construct)) {
    if (items === undefined) found.problems.push(homeless(path, 'a golden path'));
    else {
      const handle = construct[GOLDEN_PATH]();
      found.problems.push(...constructNameProblems(handle.name, path));
      items.push({ kind: 'unit', path, handle });
    }
  } else if (ApiObject.isApiObject(construct)) {
    if (items === undefined) found.problems.push(homeless(path, 'an object'));
    else items.push({ kind: 'object', path, toJson: () => toJson(construct) });
  } else if (isFollower(construct)) {
    const application = found.applications.find((one) => one.items === items);
    if (application !== undefined) application.follower = { path, follower: construct[FOLLOWER]() };
  } else if (isCluster(construct)) {
    const declaration = construct[CLUSTER]();
    found.problems.push(...declaration.unknownProps);
    if (isWhole(clusterShapeProblems(declaration), found)) {
      found.clusters.push({ ...declaration, tags: inOrder(declaration.tags), provides: inOrder(declaration.provides) });
    }
  } else if (isNetwork(construct)) {
    found.networks.push(construct[NETWORK]());
  } else if (isExport(construct)) {
    const declaration = construct[EXPORT]();
    found.problems.push(...declaration.problems);
    found.exports.push(declaration);
  } else if (isRule(construct)) {
    const declaration = construct[RULE]();
    found.problems.push(...declaration.unknownProps);
    if (isWhole(ruleShapeProblems(declaration), found)) found.rules.push(ruleInOrder(declaration));
  }
}

/** Tags and the like are sets: the order in which the program lists them must not show. */
function inOrder(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort(compareText);
}

function ruleInOrder({ path, applications, clusters }: RuleDeclaration): RuleDeclaration {
  const { environments } = clusters;
  return {
    path,
    applications: selectorInOrder(applications),
    clusters: {
      ...selectorInOrder(clusters),
      ...(environments === undefined ? {} : { environments: inOrder(environments) }),
    },
  };
}

function selectorInOrder({ all, any, none }: TagSelector): TagSelector {
  return {
    ...(all === undefined ? {} : { all: inOrder(all) }),
    ...(any === undefined ? {} : { any: inOrder(any) }),
    ...(none === undefined ? {} : { none: inOrder(none) }),
  };
}

/** Whether a declaration may be read. What has the wrong shape is left out, so that no pass stumbles over it. */
function isWhole(problems: readonly Problem[], found: Found): boolean {
  found.problems.push(...problems);
  return problems.length === 0;
}

function toJson(construct: IConstruct): unknown {
  return ApiObject.of(construct).toJson();
}

/** What every construct may have: a line in the program, dependencies, validations of its own. */
function common(construct: IConstruct, root: IConstruct, found: Found): void {
  const { path } = construct.node;
  if (construct !== root) found.sources.set(path, construct);
  const dependencies = construct.node.dependencies.map((before) => before.node.path);
  // Any order does that the program does not choose, and that of code units is the cheapest.
  if (dependencies.length > 1) dependencies.sort();
  for (const before of dependencies) found.dependencies.push({ before, after: path, why: DECLARED });
  if (hasComponentPlaces(construct)) found.components.push(...construct[COMPONENT_PLACES]());
  if (saysProblems(construct)) found.problems.push(...construct[PROBLEMS]());
  for (const message of construct.node.validate()) {
    found.problems.push(problem('RB103', { path, found: message }));
  }
}

function homeless(path: string, what: string): Problem {
  return problem('RB104', { path, found: `${what} stands outside any application` });
}

/** The line that made the construct, or the nearest one around it that remembers one. */
function sourceAt(constructs: ReadonlyMap<string, IConstruct>, path: string): ReturnType<typeof sourceOf> {
  for (let at: IConstruct | undefined = constructs.get(path); at !== undefined; at = at.node.scope) {
    const line = sourceOf(at);
    if (line !== undefined) return line;
  }
  return undefined;
}
