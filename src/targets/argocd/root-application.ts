import type { ResolvedGraph } from '../../graph/graph.ts';
import type { Manifest } from '../../model/manifest.ts';
import { MANAGED } from '../shared/cluster-registration.ts';
import { ARGOCD, HUB, repositoryPath, SET_WAVE, WAVE } from './names.ts';
import { syncPolicy } from './sync-policy.ts';

/**
 * The one Application that a person applies by hand: it brings all else, and itself. It stands in its own last wave, as Argo CD waits for
 * what it has applied before it goes on to the next: in an earlier one it would wait for itself, and when something in the last is broken
 * it would never come to what mends that.
 */
export function rootApplication(graph: ResolvedGraph): Manifest {
  const { name, repository, argocd } = graph.platform;
  return {
    apiVersion: ARGOCD,
    kind: 'Application',
    metadata: { name, namespace: argocd.namespace, labels: { ...MANAGED }, annotations: { [WAVE]: SET_WAVE } },
    spec: {
      project: 'default',
      source: {
        repoURL: repository.url,
        targetRevision: repository.revision,
        path: repositoryPath(graph.platform, HUB),
        directory: { recurse: true },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: argocd.namespace },
      syncPolicy: syncPolicy(true),
    },
  };
}
