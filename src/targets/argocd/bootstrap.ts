import type { Bootstrap, BootstrapChart } from '../../graph/graph.ts';
import { bootstrapPaths } from '../../model/graph-document.ts';
import type { EmittedFile } from '../shared/target.ts';
import { made } from './comments.ts';
import { siteObject } from './site-object.ts';

/** What a person does with the file that starts the platform. */
export const HOW_TO_BEGIN: readonly string[] = [
  'Once, when Argo CD runs: kubectl apply --server-side -f this file. It brings all else, and itself.',
];

/**
 * What each cluster needs once, before Argo CD can reach it or runs there: the charts as they are delivered later, and the objects that carry
 * the network. `roadbed join` applies them; so may a person.
 */
export function* bootstrapFiles(bootstraps: readonly Bootstrap[]): Iterable<EmittedFile> {
  for (const { cluster, charts, objects } of bootstraps) {
    const paths = bootstrapPaths(cluster.name);
    for (const chart of charts) {
      const folder = paths.chart(chart.application);
      const namespace = siteObject(chart.namespace, cluster);
      yield { path: `${folder}/namespace.yaml`, comment: made(chart.path), documents: [namespace] };
      const comment = [...made(chart.path), ...howToInstall(chart, folder)];
      yield { path: `${folder}/values.yaml`, comment, documents: [chart.values] };
    }
    if (objects.length === 0) continue;
    const documents = objects.map((object) => siteObject(object, cluster));
    yield { path: paths.manifest, comment: [...made(cluster.path), ...HOW_TO_CARRY], documents };
  }
}

const HOW_TO_CARRY: readonly string[] = [
  'What Argo CD reaches this cluster by. Once, when the kinds are there: kubectl apply --server-side -f this file.',
  'Argo CD delivers the same later, and never prunes it.',
];

/** As Argo CD does it: the chart is rendered, and no release of Helm is left that nobody would keep up. */
function howToInstall(
  { repository, chart, version, release, namespace }: BootstrapChart,
  folder: string,
): readonly string[] {
  const name = namespace.manifest.metadata.name;
  const source = repository.startsWith('oci://') ? `${repository}/${chart}` : `${chart} --repo ${repository}`;
  return [
    `Values of the chart ${chart} ${version}. Once:`,
    `  kubectl apply --server-side -f ${folder}/namespace.yaml`,
    `  helm template ${release} ${source} --version ${version} --namespace ${name} \\`,
    `    --include-crds --skip-tests --values ${folder}/values.yaml | kubectl apply --server-side --namespace ${name} -f -`,
  ];
}
