import type { ResolvedGraph } from '../graph/graph.ts';
import { type Problem, problem } from '../model/problem.ts';
import { findUnwritable } from '../write/plain-data.ts';

/**
 * The values of objects that no file can hold, such as half of a surrogate pair. It walks through everything, so it is asked only
 * once the writer has met one.
 */
export function unwritableProblems(graph: ResolvedGraph): readonly Problem[] {
  const problems = new Map<string, Problem>();
  const seen = new Set<object>();
  for (const { variants } of graph.applications) {
    for (const { manifest, path } of variants.flatMap(({ objects }) => objects)) {
      if (seen.has(manifest)) continue;
      seen.add(manifest);
      const fault = findUnwritable(manifest);
      if (fault === undefined) continue;
      const prop = `${manifest.kind} "${manifest.metadata.name}" ${fault.at}`.trim();
      const found = problem('RB822', { path, prop, found: `holds ${fault.found}, which cannot be written` });
      problems.set(`${path} ${prop}`, found);
    }
  }
  return [...problems.values()];
}
