import type { Edge, Reference, ResolvedApplication, ResolvedGraph, ResolvedObject } from '../../src/graph/graph.ts';

/** What was found of the edges of a graph. */
export interface EdgeCheck {
  /** Edges that waves, or what applications wait for, do not respect. */
  readonly broken: readonly string[];
  /** Pairs of objects of one variant that were held against each other, and waits between applications. */
  readonly held: number;
}

/**
 * Holds every edge of a graph against what is delivered. Within an application, a declared edge is between all objects of its ends; one of a
 * late value is between all objects of who makes it and the workloads that take it, on the clusters where it is late. Between applications, the
 * one that waits says so.
 */
export function checkEdges(graph: ResolvedGraph): EdgeCheck {
  const checker = new Checker(graph);
  for (const edge of graph.edges) checker.edge(edge);
  return checker;
}

class Checker implements EdgeCheck {
  readonly broken: string[] = [];
  held = 0;
  readonly #sites: readonly ResolvedApplication[];
  readonly #late = new Map<string, Reference[]>();

  constructor({ applications, references }: ResolvedGraph) {
    this.#sites = applications.filter(({ part }) => part === 'site');
    for (const reference of references) {
      if (!reference.late) continue;
      const key = `${reference.home ?? reference.producer} ${reference.consumer}`;
      this.#late.set(key, [...(this.#late.get(key) ?? []), reference]);
    }
  }

  edge(edge: Edge): void {
    const [first, second] = [this.#around(edge.before), this.#around(edge.after)];
    if (first === undefined || second === undefined) throw new Error(`${edge.before} or ${edge.after} stands nowhere`);
    if (first !== second) this.#between(first, second, edge);
    else if (edge.why === 'the program says so') this.#within(second, edge, undefined);
    else {
      const late = this.#late.get(`${edge.before} ${edge.after}`) ?? [];
      if (late.length === 0) this.broken.push(`${edge.after} waits for ${edge.before}, of which it takes nothing late`);
      for (const reference of late) this.#within(second, edge, reference);
    }
  }

  #around(path: string): ResolvedApplication | undefined {
    return this.#sites.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  }

  #between(first: ResolvedApplication, { waitsFor, name }: ResolvedApplication, { before, after }: Edge): void {
    this.held += 1;
    if (!waitsFor.some((wait) => wait.name === first.name))
      this.broken.push(`${name} does not wait for ${first.name}, though ${after} does for ${before}`);
  }

  #within({ variants }: ResolvedApplication, { before, after }: Edge, late: Reference | undefined): void {
    for (const { objects, clusters, name } of variants) {
      if (late?.differs === true && !clusters.some((cluster) => late.clusters.includes(cluster))) continue;
      const makers = objects.filter((one) => isOf(before, one));
      const takers = objects.filter(
        (one) => isOf(after, one) && (late === undefined || one.manifest.kind === 'Deployment'),
      );
      for (const maker of makers) {
        for (const taker of takers) {
          this.held += 1;
          if (maker.wave >= taker.wave) this.broken.push(`${name}: ${words(taker)} comes with ${words(maker)}`);
        }
      }
    }
  }
}

function isOf(construct: string, { path }: ResolvedObject): boolean {
  return path === construct || path.startsWith(`${construct}/`);
}

function words({ path, wave, manifest: { kind, metadata } }: ResolvedObject): string {
  return `${kind}/${metadata.name} of ${path} in wave ${wave}`;
}
