import { CLUSTER_LABEL } from '../model/labels.ts';
import { listed } from '../model/listed.ts';
import { problem } from '../model/problem.ts';
import type { Pass, ResolvedApplication, ResolvedGraph } from './graph.ts';

/**
 * What the program of a team delivers of its applications: what runs at their sites, a folder for each cluster, as the platform's
 * ApplicationSet asks for it. Namespaces are the platform's; what stands at a control plane or between clusters is too, and a problem here.
 */
export function ownPart(graph: ResolvedGraph): Pass<ResolvedGraph> {
  const problems = graph.applications
    .filter(({ part }) => part === 'control' || part === 'link')
    .map(({ path, variants }) => {
      const objects = variants.flatMap((variant) => variant.objects);
      const kinds = [...new Set(objects.map(({ manifest }) => manifest.kind))].sort();
      const paths = [...new Set(objects.map((one) => one.path))].sort();
      return problem('RB864', {
        path,
        found: `${listed(paths)} would make ${listed(kinds)} outside the application's own clusters`,
      });
    });
  const applications = graph.applications.filter(({ part }) => part === 'site').map(byCluster);
  return { graph: { ...graph, applications }, problems };
}

function byCluster(application: ResolvedApplication): ResolvedApplication {
  const variants = application.variants.flatMap((variant) =>
    variant.clusters.map((cluster) => ({
      ...variant,
      name: cluster.name,
      clusters: [cluster],
      selectors: [{ matchLabels: { [CLUSTER_LABEL]: cluster.name } }],
    })),
  );
  return { ...application, waitsFor: [], variants };
}
