import type { ResolvedGraph } from '../graph/graph.ts';
import { matches } from '../graph/selector.ts';

/**
 * Computes offline which clusters the emitted selectors choose, and holds it against what was decided: each cluster by exactly one
 * selector of the variant that it is to have, and by none of an application that is not placed on it.
 */
export function checkPlacement(graph: ResolvedGraph): void {
  for (const application of graph.applications) {
    const chosen = application.variants.flatMap(({ name, selectors }) =>
      selectors.map((selector) => ({ name, selector })),
    );
    for (const cluster of graph.clusters) {
      const got = chosen.filter(({ selector }) => matches(cluster.labels, selector)).map(({ name }) => name);
      const wanted = application.variants.filter(({ clusters }) => clusters.includes(cluster)).map(({ name }) => name);
      if (got.join() !== wanted.join()) {
        throw new Error(
          `the selectors of ${application.name} give the cluster ${cluster.name} the variants [${got}], not [${wanted}]`,
        );
      }
    }
  }
}
