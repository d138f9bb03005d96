import type { ResolvedGraph } from '../../graph/graph.ts';
import type { Manifest } from '../../model/manifest.ts';
import { kindKey } from '../../model/manifest.ts';
import { compareText } from '../../model/problem.ts';
import { MANAGED } from '../shared/cluster-registration.ts';
import { healthScript } from './health.ts';
import { BASE_WAVE, BOOTSTRAP, KEEP, SYNC_OPTIONS, WAVE } from './names.ts';

/**
 * What Argo CD must be told: the health of the kinds that are used and, where an application rolls out in steps, that it may. These are
 * parts of ConfigMaps that Argo CD's installation owns, so the platform says whether they are applied or left to a person.
 */
export function settings(graph: ResolvedGraph): readonly Manifest[] {
  const stepped = graph.applications.some(({ rollout }) => rollout.length > 0);
  const parameters = { 'applicationsetcontroller.enable.progressive.syncs': 'true' };
  return [
    part('argocd-cm', healthSettings(graph), graph),
    ...(stepped ? [part('argocd-cmd-params-cm', parameters, graph)] : []),
  ];
}

/** What who reads the applied settings must know: a manager that applies a part of an object gives up what it owned before. */
export const SHARED: readonly string[] = [
  "Parts of ConfigMaps that Argo CD's installation owns. Where those come by kubectl apply without --server-side, or by an Application",
  'of this Argo CD, their other keys would go: there let the platform leave its settings (docs/guide/patches.md).',
];

/** What a person does with settings that are left, once and when they change: a merge takes no other key away. */
export function howToMerge(setting: Manifest): readonly string[] {
  const { name, namespace } = setting.metadata;
  return [
    `A part of Argo CD's own ConfigMap ${name}: merge it, which leaves its other keys alone.`,
    `kubectl -n ${namespace} patch configmap ${name} --type merge --patch-file ${BOOTSTRAP}/${name}.yaml`,
  ];
}

function healthSettings({ applications }: ResolvedGraph): Readonly<Record<string, string>> {
  const kinds = new Set(['Application.argoproj.io']);
  for (const { variants } of applications) {
    for (const { objects } of variants) {
      for (const { manifest } of objects) kinds.add(kindKey(manifest.apiVersion, manifest.kind));
    }
  }
  const data: Record<string, string> = {};
  for (const kind of [...kinds].sort(compareText)) {
    const script = healthScript(kind);
    if (script !== undefined) data[`resource.customizations.health.${settingKey(kind)}`] = script;
  }
  return data;
}

function part(name: string, data: Readonly<Record<string, string>>, { platform }: ResolvedGraph): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: platform.argocd.namespace,
      labels: { ...MANAGED, 'app.kubernetes.io/part-of': 'argocd' },
      annotations: { [WAVE]: BASE_WAVE, [SYNC_OPTIONS]: `ServerSideApply=true,${KEEP}` },
    },
    data,
  };
}

/** `Kind.group` as Argo CD's settings write it: `group_Kind`. */
function settingKey(kind: string): string {
  const dot = kind.indexOf('.');
  return dot === -1 ? kind : `${kind.slice(dot + 1)}_${kind.slice(0, dot)}`;
}
