import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JoinPlan, PlannedChart } from '../joining/join-plan.ts';
import { closest } from '../model/closest.ts';
import { bootstrapPaths, type JoinDocument, type PlatformDocument } from '../model/graph-document.ts';
import { type Problem, problem, type Refused } from '../model/problem.ts';
import { readDocuments } from '../platform/read-documents.ts';

/** Argo CD's own ConfigMaps of which the platform says a part. */
const SETTINGS = ['argocd-cm', 'argocd-cmd-params-cm'] as const;

/** A plan, with the namespace of the site where the cluster is in a network. */
export interface FoundPlan {
  readonly plan: JoinPlan;
  readonly siteNamespace: string | undefined;
}

/** Reads out of the output folder what is done so that a cluster joins. */
export function readJoinPlan(outdir: string, cluster: string): FoundPlan | Refused {
  const documents = readDocuments(outdir);
  const refuse = (found: string, hint?: string) => ({ problems: [problem('RB990', { path: cluster, found, hint })] });
  if (documents === undefined)
    return refuse(`there is no output in ${outdir}`, 'run roadbed synth, or name the folder by --out');
  const { clusters } = documents.platform;
  const found = clusters.find(({ name }) => name === cluster);
  if (found === undefined) {
    const other = closest(
      cluster,
      clusters.map(({ name }) => name),
    );
    return refuse(
      `the output has no cluster "${cluster}"`,
      other === undefined ? undefined : `did you mean "${other}"?`,
    );
  }
  if (found.join === undefined)
    return refuse(
      `the cluster "${cluster}" joins nothing`,
      'Argo CD reaches it at its own address; what carries the network comes to it by itself',
    );
  const plan = planIn(outdir, found, found.join);
  return 'code' in plan ? { problems: [plan] } : { plan, siteNamespace: siteNamespaceOf(documents.platform, found) };
}

type ClusterDocument = PlatformDocument['clusters'][number];

function planIn(outdir: string, { name, labels }: ClusterDocument, document: JoinDocument): JoinPlan | Problem {
  const paths = bootstrapPaths(name);
  const manifest = textOf(outdir, paths.manifest);
  if (manifest === undefined) return unreadable(name, paths.manifest);
  const charts: PlannedChart[] = [];
  for (const chart of document.charts) {
    const folder = paths.chart(chart.application);
    const namespaceManifest = textOf(outdir, `${folder}/namespace.yaml`);
    if (namespaceManifest === undefined) return unreadable(name, `${folder}/namespace.yaml`);
    charts.push({ ...chart, namespaceManifest, valuesFile: join(outdir, folder, 'values.yaml') });
  }
  const files = document.network === undefined ? SETTINGS : [];
  const settings = files
    .map((setting) => ({ name: setting, file: join(outdir, `bootstrap/${setting}.yaml`) }))
    .filter(({ file }) => existsSync(file));
  return { cluster: name, labels, document, charts, manifest, settings };
}

/** The namespace of the sites of the network that the hub is the hub of, by what its edges say. */
function siteNamespaceOf({ clusters }: PlatformDocument, { name, join: own }: ClusterDocument): string | undefined {
  if (own?.network !== undefined) return own.network.namespace;
  return clusters.find((one) => one.join?.network?.hub === name)?.join?.network?.namespace;
}

function textOf(outdir: string, path: string): string | undefined {
  try {
    return readFileSync(join(outdir, path), 'utf8');
  } catch {
    return undefined;
  }
}

function unreadable(cluster: string, path: string): Problem {
  const hint = 'run roadbed synth, which writes the whole output';
  return problem('RB990', { path: cluster, found: `the file ${path} of the output cannot be read`, hint });
}
