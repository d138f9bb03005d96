import type { ResolvedGraph } from '../../graph/graph.ts';
import { WAVE_LABEL } from '../../model/labels.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { WaveDeclaration } from '../../model/promotion-wave.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { MANAGED } from '../shared/cluster-registration.ts';
import { ARGOCD, IN_CLUSTER, repositoryPath, SET_WAVE, WAVE, waveApplicationName, waveFolder } from './names.ts';
import { syncPolicy } from './sync-policy.ts';

/**
 * The Application that brings the ApplicationSets of a wave, at the revision that the wave follows: so not just what is delivered is that of the
 * revision, but also from where, and at which version of a chart. When the wave goes, its ApplicationSets go with it, and what
 * they delivered stays.
 */
export function waveApplication(wave: WaveDeclaration, graph: ResolvedGraph): Manifest {
  const { repository, argocd } = graph.platform;
  return {
    apiVersion: ARGOCD,
    kind: 'Application',
    metadata: {
      name: waveApplicationName(graph.platform, wave.name),
      namespace: argocd.namespace,
      labels: { ...MANAGED, [WAVE_LABEL]: wave.name },
      annotations: { [WAVE]: SET_WAVE },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: 'default',
      source: {
        repoURL: repository.url,
        targetRevision: wave.revision,
        path: repositoryPath(graph.platform, waveFolder(wave.name)),
      },
      destination: { server: IN_CLUSTER, namespace: argocd.namespace },
      syncPolicy: syncPolicy(true),
    },
  };
}

/**
 * What a selector chooses of the clusters of an environment that are in a wave; undefined where none can be. A cluster without a wave, such as one
 * that somebody registered by hand, is in the last of its environment, which is the most careful.
 */
export function inWave(
  selector: LabelSelector,
  environment: string,
  wave: WaveDeclaration,
  waves: readonly WaveDeclaration[],
): LabelSelector | undefined {
  const all = waves.filter((one) => takes(one, environment));
  const index = all.indexOf(wave);
  if (index === -1) return undefined;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const others = all.slice(0, index).map(({ name }) => name);
  if (index < all.length - 1) return { ...selector, matchLabels: { ...matchLabels, [WAVE_LABEL]: wave.name } };
  if (others.length === 0) return selector;
  return {
    ...selector,
    matchExpressions: [...matchExpressions, { key: WAVE_LABEL, operator: 'NotIn', values: others }],
  };
}

/** Whether a wave follows what the root Application does: it has every change at once, and needs no Application of its own. */
export function isAtOnce({ revision }: WaveDeclaration, { platform }: ResolvedGraph): boolean {
  return revision === platform.repository.revision;
}

/** Whether a wave may have clusters of an environment. */
export function takes({ clusters: { environments = [] } }: WaveDeclaration, environment: string): boolean {
  return environments.length === 0 || environments.includes(environment);
}
