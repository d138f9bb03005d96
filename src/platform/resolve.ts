import type { IConstruct } from 'constructs';
import { assemble } from '../graph/assemble.ts';
import { type Coverage, check } from '../graph/check.ts';
import { withDeletionOrder } from '../graph/deletion-order.ts';
import { exportedOf } from '../graph/exported.ts';
import { follow } from '../graph/follow.ts';
import type { ResolvedGraph, ResolvedObject } from '../graph/graph.ts';
import { link } from '../graph/link.ts';
import { order } from '../graph/order.ts';
import { ownPart } from '../graph/own-part.ts';
import { withoutPeers, withPeers } from '../graph/peers.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import type { SchemaChecker } from '../model/schema-checker.ts';
import { checkPlacement } from './check-placement.ts';
import { renderedOf } from './rendered.ts';

/** What a platform resolves to: the graph with what was checked, or the problems that keep it from being one. */
export type Resolution =
  | { readonly graph: ResolvedGraph; readonly coverage: Coverage; readonly problems: readonly [] }
  | { readonly graph: undefined; readonly coverage: undefined; readonly problems: readonly Problem[] };

/** The steps of a synthesis, in their order. */
export type Stage = 'collect' | 'place' | 'match' | 'render' | 'link' | 'order' | 'check' | 'write';

/** What a resolution may be given. */
export interface ResolveOptions {
  /** Checks each object against the schema of its kind. */
  readonly schemas: SchemaChecker & { addCrd?(crd: unknown, path: string): void };
  /** Called when a step begins. */
  readonly onStage?: ((stage: Stage) => void) | undefined;
}

/**
 * Resolves a platform: runs the passes one after the other. Passes whose problems are independent are all run before their problems
 * are given back, so that a user mends as much as possible at once.
 */
export function resolve(root: IConstruct, { schemas, onStage = () => {} }: ResolveOptions): Resolution {
  const rendered = renderedOf(root, onStage);
  if (rendered.graph === undefined) return refuse(rendered.problems);
  onStage('link');
  const exported = exportedOf(rendered.graph);
  const peers = withPeers(rendered.graph);
  const linked = withoutPeers(link(peers.graph, schemas));
  const followed = follow(linked.graph);
  onStage('order');
  const ordered = order(followed.graph);
  const guarded = withDeletionOrder(followed.graph);
  const assembled = assemble({ ...guarded, exported: exported.graph }, ordered.graph);
  const passed = [...exported.problems, ...peers.problems, ...followed.problems];
  const made = [...rendered.problems, ...passed, ...linked.problems, ...ordered.problems, ...assembled.problems];
  if (made.length > 0) return refuse(made);
  onStage('check');
  const graph = assembled.graph;
  checkPlacement(graph);
  for (const { manifest, path } of definitionsIn(graph)) schemas.addCrd?.(manifest, path);
  const checked = check(graph, schemas);
  if (checked.problems.length > 0) return refuse(checked.problems);
  if (graph.platform.contract === undefined) return { graph, coverage: checked.coverage, problems: [] };
  const own = ownPart(graph);
  if (own.problems.length > 0) return refuse(own.problems);
  return { graph: own.graph, coverage: checked.coverage, problems: [] };
}

/** The CustomResourceDefinitions that the platform delivers: what they define is checked by them. */
function definitionsIn({ applications }: ResolvedGraph): ReadonlySet<ResolvedObject> {
  const found = new Set<ResolvedObject>();
  for (const { variants } of applications) {
    for (const { objects } of variants)
      for (const one of objects) if (one.manifest.kind === 'CustomResourceDefinition') found.add(one);
  }
  return found;
}

function refuse(problems: readonly Problem[]): Resolution {
  return { graph: undefined, coverage: undefined, problems: [...problems].sort(compareProblems) };
}
