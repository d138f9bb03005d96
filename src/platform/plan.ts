import { existsSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import type { Coverage } from '../graph/check.ts';
import { documentsOf } from '../graph/document.ts';
import type { ResolvedGraph } from '../graph/graph.ts';
import type { GraphDocuments } from '../model/graph-document.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import { StoreChecker } from '../schema/checker.ts';
import { SchemaStore } from '../schema/store.ts';
import { argocd } from '../targets/argocd/argocd.ts';
import type { Emission } from '../targets/shared/target.ts';
import { resolve, type Stage } from './resolve.ts';

/** What a platform comes to, before anything is compared or written. */
export interface Plan {
  readonly graph: ResolvedGraph;
  readonly documents: GraphDocuments;
  readonly coverage: Coverage;
  /** What the target makes of the graph; its files can be asked for once. */
  readonly emission: Emission;
}

/** How a plan is made. */
export interface PlanOptions {
  /** Folder of schemas; it need not exist. */
  readonly schemas: string;
  readonly onStage?: ((stage: Stage) => void) | undefined;
}

/** Resolves a platform and emits it for its target, or says what is wrong with it. */
export function planOf(
  platform: IConstruct,
  { schemas, onStage }: PlanOptions,
): { readonly problems: readonly Problem[]; readonly plan?: Plan } {
  const store = new SchemaStore(existsSync(schemas) ? { folder: schemas } : {});
  const checker = new StoreChecker(store);
  const schemaChecker = {
    check: (object: unknown) => checker.check(object),
    addCrd: (crd: unknown, path: string) => store.addCrd(crd, path),
  };
  const resolution = resolve(platform, { schemas: schemaChecker, onStage });
  if (resolution.graph === undefined) return { problems: sorted([...resolution.problems, ...store.problems]) };
  const { graph, coverage } = resolution;
  const emission = argocd.emit(graph);
  const problems = sorted([...store.problems, ...emission.problems]);
  if (problems.length > 0) return { problems };
  return { problems, plan: { graph, documents: documentsOf(graph), coverage, emission } };
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(compareProblems);
}
