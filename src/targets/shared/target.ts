import type { ResolvedGraph } from '../../graph/graph.ts';
import type { Problem } from '../../model/problem.ts';

/** A file of the output: YAML documents below a comment. */
export interface EmittedFile {
  /** Path within the output folder, parts divided by `/`. */
  readonly path: string;
  /** Lines of the comment at its top. */
  readonly comment: readonly string[];
  readonly documents: readonly unknown[];
}

/** What a target makes of a graph. */
export interface Emission {
  readonly files: Iterable<EmittedFile>;
  /** What the target cannot express. */
  readonly problems: readonly Problem[];
}

/** Turns the graph into what an engine runs. It never drops anything: what it cannot express is a problem. */
export interface Target {
  readonly name: string;
  emit(graph: ResolvedGraph): Emission;
}
