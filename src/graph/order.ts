import { type Problem, problem } from '../model/problem.ts';
import type { Cycle } from './cycle.ts';
import type { Edge, Item, Linked, Pass } from './graph.ts';
import { OrderGraph } from './order-graph.ts';

/** What must be ready before what, between constructs. */
export interface Ordered {
  /** Every edge, in the order of its ends. */
  readonly edges: readonly Edge[];
  /** Declared dependencies within one application, by its path; those of late values are between single objects. */
  readonly within: ReadonlyMap<string, readonly Edge[]>;
  /** Dependencies, declared or by late values, of one application on others, by its path. */
  readonly between: ReadonlyMap<string, readonly Edge[]>;
}

/**
 * Draws the edges between constructs, declared ones and those of late values, and finds every cycle. An address that is known at
 * synthesis makes no edge: two services may well know each other.
 */
export function order(graph: Linked): Pass<Ordered> {
  const places = new Places(graph);
  const drawn = new Drawing(graph, places);
  for (const dependency of graph.dependencies) drawn.declared(dependency);
  for (const { producer, consumer, output, late, home = producer } of graph.references) {
    // What stands in the producer waits for nothing else of it.
    const within = consumer === home || consumer.startsWith(`${home}/`);
    if (late && !within) drawn.edge({ before: home, after: consumer, why: `it takes "${output}"` });
  }
  return drawn.finish();
}

/** Where a construct stands: its vertex in the order graph, and the path of its application. */
interface Place {
  readonly vertex: number;
  readonly application: string;
}

/** The vertices of the order graph: a node for each application and each item, a group for each construct that holds items. */
class Places {
  readonly graph: OrderGraph;
  readonly #places = new Map<string, Place>();

  constructor(graph: Linked) {
    let node = 0;
    for (const { path: application, items } of graph.applications) {
      this.#places.set(application, { vertex: node++, application });
      for (const { path } of items) this.#places.set(path, { vertex: node++, application });
    }
    this.graph = new OrderGraph(node);
    for (const application of graph.applications) {
      for (const [path, members] of membersOf(application.path, application.items))
        this.#group(path, members, application.path);
    }
  }

  at(path: string): Place | undefined {
    return this.#places.get(path);
  }

  /** The nearest thing around a path that makes nothing itself. */
  around(path: string): Place | undefined {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const place = this.#places.get(path.slice(0, end));
      if (place !== undefined) return place;
    }
    return undefined;
  }

  #group(path: string, members: readonly string[], application: string): void {
    const own = this.#places.get(path)?.vertex;
    const vertices = members.flatMap((member) => this.#places.get(member)?.vertex ?? []);
    const all = own === undefined || vertices.includes(own) ? vertices : [own, ...vertices];
    if (all.length > 1 || own === undefined) this.#places.set(path, { vertex: this.graph.group(all), application });
  }
}

/** The items below each construct that holds some, from the innermost out; an item is not below itself. */
function membersOf(application: string, items: readonly Item[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  for (const { path } of items) {
    for (let end = path.lastIndexOf('/'); end >= application.length; end = path.lastIndexOf('/', end - 1)) {
      const prefix = path.slice(0, end);
      const list = members.get(prefix);
      if (list === undefined) members.set(prefix, [path]);
      else list.push(path);
    }
  }
  return members;
}

/** Edges as they are drawn. */
class Drawing {
  readonly #places: Places;
  readonly #edges: Edge[] = [];
  readonly #problems: Problem[] = [];
  readonly #within: Map<string, Edge[]>;
  readonly #between: Map<string, Edge[]>;
  /** Dependencies come construct by construct, so the last one's place is asked for again and again. */
  #last: { readonly path: string; readonly place: Place | undefined } = { path: '', place: undefined };

  constructor({ applications }: Linked, places: Places) {
    this.#places = places;
    this.#within = new Map(applications.map(({ path }) => [path, []]));
    this.#between = new Map(applications.map(({ path }) => [path, []]));
  }

  declared(dependency: Edge): void {
    if (dependency.before === dependency.after) {
      const { after: path } = dependency;
      this.#problems.push(problem('RB502', { path, found: `it depends on itself, "${path}"` }));
      return;
    }
    const application = this.edge(dependency);
    if (application !== undefined) this.#within.get(application)?.push(dependency);
  }

  /** Draws an edge, and returns the application that both ends are in. */
  edge(edge: Edge): string | undefined {
    const { before, after, why } = edge;
    if (this.#last.path !== after) this.#last = { path: after, place: this.#places.at(after) };
    const second = this.#last.place;
    const first = this.#places.at(before);
    if (first === undefined || second === undefined) return this.#loose(edge, first, second);
    this.#places.graph.before(first.vertex, second.vertex, 1, this.#edges.length);
    this.#edges.push(edge);
    if (first.application === second.application) return first.application;
    const words = `"${after}" waits for "${before}": ${why}`;
    this.#between.get(second.application)?.push({ before: first.application, after: second.application, why: words });
    return undefined;
  }

  /** An edge with an end that makes nothing asks for nothing, unless it stands outside any application. */
  #loose({ before, after }: Edge, first: Place | undefined, second: Place | undefined): string | undefined {
    const ends = [
      { path: before, place: first ?? this.#places.around(before) },
      { path: after, place: second ?? this.#places.around(after) },
    ];
    const outside = ends.find(({ place }) => place === undefined);
    if (outside !== undefined) {
      const found = `a dependency with an end outside any application, "${outside.path}"`;
      this.#problems.push(problem('RB503', { path: after, found }));
    }
    return undefined;
  }

  finish(): Pass<Ordered> {
    const cycles = this.#places.graph.resolve().cycles.map((cycle) => cycleProblem(cycle, this.#edges));
    const graph = { edges: this.#edges, within: this.#within, between: this.#between };
    return { graph, problems: [...this.#problems, ...cycles] };
  }
}

/** Prints the path of a cycle and why each edge is there. */
function cycleProblem(cycle: Cycle, edges: readonly Edge[]): Problem {
  const steps = cycle.flatMap(({ reason }) => edges[reason] ?? []);
  const first = steps.at(-1)?.after ?? '';
  const words = steps.map(({ before, after, why }) => `"${after}" waits for "${before}" (${why})`);
  return problem('RB501', { path: first, found: words.reverse().join(', ') });
}
