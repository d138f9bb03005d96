import type { ClusterNode, PlacedApplication, Rendered, RenderedManifest } from '../graph/graph.ts';
import { member } from '../model/member.ts';
import { References } from './export-references.ts';
import { type ExportedScore, exportWorkload } from './export-workload.ts';

/** The workloads of an application as Score files, as they are on one cluster. */
export function exportScores(
  graph: Rendered,
  application: PlacedApplication,
  cluster: ClusterNode,
): readonly ExportedScore[] {
  const scores: ExportedScore[] = [];
  for (const item of application.items) {
    const manifests = (graph.rendering(item.path, cluster)?.value ?? []).filter((one) => one.provisioner === undefined);
    const beside = manifests.map(({ object }) => object);
    for (const workload of manifests.filter(isWorkload)) {
      const references = new References(graph, application, cluster);
      references.addRoutesTo(workload.object.metadata.name);
      scores.push(exportWorkload(workload.object, beside, { references, path: item.path }));
    }
  }
  return scores;
}

/** Kinds that run for as long as they are there; Score knows no tasks. */
function isWorkload({ object }: RenderedManifest): boolean {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'];
  return object.apiVersion === 'apps/v1' && kinds.includes(object.kind) && member(object, 'spec') !== undefined;
}
