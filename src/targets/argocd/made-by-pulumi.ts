import type { ResolvedGraph } from '../../graph/graph.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { isPulumiResource } from '../../model/pulumi-resource.ts';
import { isMadeByPulumi, isMixed } from '../shared/mixed-delivery.ts';

/** What only Pulumi makes, so that Argo CD alone would leave it out. */
export function pulumiProblems(graph: ResolvedGraph): readonly Problem[] {
  const { applications, clusters } = graph;
  const problems = new Map<string, Problem>();
  for (const cluster of isMixed(graph) ? [] : clusters.filter(isMadeByPulumi)) {
    const { path, name } = cluster;
    problems.set(path, problem('RB653', { path, found: `the cluster "${name}" is one that Argo CD cannot make` }));
  }
  for (const { variants } of applications) {
    for (const { objects } of variants) {
      for (const { manifest, path, provisioner } of objects) {
        if (!isPulumiResource(manifest) || problems.has(path)) continue;
        const by = provisioner === undefined ? '' : ` of the provisioner "${provisioner}"`;
        const found = `"${manifest.metadata.name}"${by} is a resource that Argo CD cannot make`;
        problems.set(path, problem('RB653', { path, found }));
      }
    }
  }
  return [...problems.values()];
}
