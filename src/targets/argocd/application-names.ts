import type { ResolvedGraph } from '../../graph/graph.ts';
import { type Problem, problem } from '../../model/problem.ts';

/** Kubernetes' limit for what Argo CD writes into labels and annotations of an Application's objects. */
const LONGEST = 253;

/** Two Applications cannot bear one name: `a-b` on `c` would be `a` on `b-c`. */
export function applicationNameProblems(graph: ResolvedGraph): readonly Problem[] {
  const owners = new Map<string, string>();
  const problems: Problem[] = [];
  for (const application of graph.applications) {
    for (const { cluster } of application.placements) {
      const name = `${application.name}-${cluster.name}`;
      const other = owners.get(name);
      if (other === undefined) owners.set(name, application.name);
      else {
        const found = `the Application "${name}" would be made by "${other}" and by "${application.name}"`;
        problems.push(
          problem('RB105', { path: application.path, found, hint: 'rename the application or the cluster' }),
        );
      }
      if (name.length > LONGEST)
        problems.push(
          problem('RB102', {
            path: application.path,
            found: `its Application is over ${LONGEST} characters long, got "${name}"`,
          }),
        );
    }
  }
  return problems;
}
