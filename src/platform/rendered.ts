import type { IConstruct } from 'constructs';
import { collect } from '../graph/collect.ts';
import type { Pass, Rendered } from '../graph/graph.ts';
import { match } from '../graph/match.ts';
import { place } from '../graph/place.ts';
import { render } from '../graph/render.ts';
import type { Problem } from '../model/problem.ts';

/** Runs the passes up to `render`; what was declared wrongly is never rendered. */
export function renderedOf(
  root: IConstruct,
  onStage: (stage: 'collect' | 'place' | 'match' | 'render') => void,
): Pass<Rendered> | { readonly graph: undefined; readonly problems: readonly Problem[] } {
  onStage('collect');
  const collected = collect(root);
  onStage('place');
  const placed = place(collected.graph);
  onStage('match');
  const matched = match(placed.graph);
  const declared = [...collected.problems, ...placed.problems, ...matched.problems];
  if (declared.length > 0) return { graph: undefined, problems: declared };
  onStage('render');
  return render(matched.graph);
}
