import { type Problem, problem } from '../model/problem.ts';
import type { Cycle } from './cycle.ts';
import type { Dependency, Edge, Linked, Pass } from './graph.ts';
import { OrderGraph } from './order-graph.ts';

/** What must be ready before what, between constructs. */
export interface Ordered {
  /** Every edge, in the order of its ends. */
  readonly edges: readonly Edge[];
  /** Declared dependencies within one application, by its path; those of late values are between single objects. */
  readonly within: ReadonlyMap<string, readonly Dependency[]>;
  /** Dependencies, declared or by late values, of one application on others, by its path. */
  readonly between: ReadonlyMap<string, readonly Edge[]>;
}

/**
 * Draws the edges between constructs, declared ones and those of late values, and finds every cycle. An address that is known at
 * synthesis makes no edge: two services may well know each other.
 */
export function order(graph: Linked): Pass<Ordered> {
  const index = new ConstructIndex(graph);
  const edges: Edge[] = [];
  const problems: Problem[] = [];
  for (const { before, after } of graph.dependencies) {
    const missing = [before, after].find((path) => index.vertex(path) === undefined);
    if (before === after) problems.push(problem('RB502', { path: after, found: `it depends on itself, "${after}"` }));
    else if (missing !== undefined) problems.push(outside(after, missing));
    else edges.push({ before, after, why: 'the program says so' });
  }
  for (const { producer, consumer, output, late } of graph.references) {
    if (late && producer !== consumer) edges.push({ before: producer, after: consumer, why: `it takes "${output}"` });
  }
  for (const cycle of index.cycles(edges)) problems.push(cycleProblem(cycle, edges));
  return { graph: { edges, ...byApplication(edges, graph, index) }, problems };
}

function outside(after: string, missing: string): Problem {
  return problem('RB503', { path: after, found: `a dependency with an end outside any application, "${missing}"` });
}

/** The vertices of the order graph: a node for each application and each item, a group for each construct that holds items. */
class ConstructIndex {
  readonly #graph: OrderGraph;
  readonly #vertices = new Map<string, number>();
  readonly #applications = new Map<string, string>();

  constructor(graph: Linked) {
    const members = new Map<string, number[]>();
    let node = 0;
    for (const application of graph.applications) {
      for (const path of [application.path, ...application.items.map((item) => item.path)]) {
        this.#vertices.set(path, node);
        this.#applications.set(path, application.path);
        node += 1;
      }
    }
    this.#graph = new OrderGraph(node);
    for (const { path, items } of graph.applications) {
      for (const item of items) {
        for (let end = item.path.length; end >= path.length; end = item.path.lastIndexOf('/', end - 1)) {
          const prefix = item.path.slice(0, end);
          const list = members.get(prefix);
          if (list === undefined) members.set(prefix, [this.#vertices.get(item.path) ?? 0]);
          else list.push(this.#vertices.get(item.path) ?? 0);
          this.#applications.set(prefix, path);
          if (end <= path.length) break;
        }
      }
    }
    for (const [path, list] of members) {
      const own = this.#vertices.get(path);
      if (own !== undefined && list.length === 1 && list[0] === own) continue;
      this.#vertices.set(path, this.#graph.group(own === undefined || list.includes(own) ? list : [own, ...list]));
    }
  }

  vertex(path: string): number | undefined {
    return this.#vertices.get(path);
  }

  applicationOf(path: string): string {
    return this.#applications.get(path) ?? path;
  }

  cycles(edges: readonly Edge[]): readonly Cycle[] {
    for (const [reason, { before, after }] of edges.entries()) {
      const first = this.#vertices.get(before);
      const second = this.#vertices.get(after);
      if (first !== undefined && second !== undefined) this.#graph.before(first, second, 1, reason);
    }
    return this.#graph.resolve().cycles;
  }
}

/** Prints the path of a cycle and why each edge is there. */
function cycleProblem(cycle: Cycle, edges: readonly Edge[]): Problem {
  const steps = cycle.flatMap(({ reason }) => edges[reason] ?? []);
  const first = steps[0]?.after ?? '';
  const words = steps.map(({ before, after, why }) => `"${after}" waits for "${before}" (${why})`);
  return problem('RB501', { path: first, found: words.reverse().join(', ') });
}

function byApplication(edges: readonly Edge[], graph: Linked, index: ConstructIndex): Omit<Ordered, 'edges'> {
  const within = new Map<string, Dependency[]>(graph.applications.map(({ path }) => [path, []]));
  for (const dependency of graph.dependencies) {
    const application = index.applicationOf(dependency.after);
    if (application === index.applicationOf(dependency.before)) within.get(application)?.push(dependency);
  }
  const between = new Map<string, Edge[]>(graph.applications.map(({ path }) => [path, []]));
  for (const edge of edges) {
    const before = index.applicationOf(edge.before);
    const after = index.applicationOf(edge.after);
    if (before !== after)
      between.get(after)?.push({ before, after, why: `"${edge.after}" waits for "${edge.before}": ${edge.why}` });
  }
  return { within, between };
}
