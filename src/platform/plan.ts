import { existsSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import type { Coverage } from '../graph/check.ts';
import { documentsOf } from '../graph/document.ts';
import type { ResolvedGraph } from '../graph/graph.ts';
import type { GraphDocuments } from '../model/graph-document.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import { StoreChecker } from '../schema/checker.ts';
import { SchemaStore } from '../schema/store.ts';
import type { Emission } from '../targets/shared/target.ts';
import { resolve, type Stage } from './resolve.ts';
import { type TargetName, targets } from './targets.ts';

/** A platform that is resolved and checked against the schemas of a folder. */
export interface CheckedGraph {
  readonly graph: ResolvedGraph;
  readonly coverage: Coverage;
}

/** What a platform comes to, before anything is compared or written. */
export interface Plan extends CheckedGraph {
  readonly documents: GraphDocuments;
  /** What the target makes of the graph; its files can be asked for once. */
  readonly emission: Emission;
}

/** How a plan is made. */
export interface PlanOptions {
  /** Folder of schemas; it need not exist. */
  readonly schemas: string;
  /**
   * What the platform is emitted for.
   * @default 'argocd'
   */
  readonly target?: TargetName | undefined;
  readonly onStage?: ((stage: Stage) => void) | undefined;
}

/** Resolves a platform and emits it for its target, or says what is wrong with it. */
export function planOf(
  platform: IConstruct,
  options: PlanOptions,
): { readonly problems: readonly Problem[]; readonly plan?: Plan } {
  const { problems: refused, checked } = checkedGraph(platform, options);
  if (checked === undefined) return { problems: refused };
  const emission = targets[options.target ?? 'argocd'].emit(checked.graph);
  if (emission.problems.length > 0) return { problems: sorted(emission.problems) };
  return { problems: [], plan: { ...checked, documents: documentsOf(checked.graph), emission } };
}

/** Resolves a platform and checks it, whatever target it is for, or says what is wrong with it. */
export function checkedGraph(
  platform: IConstruct,
  { schemas, onStage }: Omit<PlanOptions, 'target'>,
): { readonly problems: readonly Problem[]; readonly checked?: CheckedGraph } {
  const store = new SchemaStore(existsSync(schemas) ? { folder: schemas } : {});
  const checker = new StoreChecker(store);
  const schemaChecker = {
    check: (object: unknown) => checker.check(object),
    field: (object: unknown, place: readonly (string | number)[]) => checker.field(object, place),
    addCrd: (crd: unknown, path: string) => store.addCrd(crd, path),
  };
  const { graph, coverage, problems } = resolve(platform, { schemas: schemaChecker, onStage });
  if (graph === undefined || store.problems.length > 0) return { problems: sorted([...problems, ...store.problems]) };
  return { problems: [], checked: { graph, coverage } };
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(compareProblems);
}
