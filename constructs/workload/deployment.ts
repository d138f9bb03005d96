import type { Manifest } from '../../src/model/manifest.ts';
import type { Workload } from './workload.ts';

/** The Deployment: a new revision is ready before an old pod goes. */
export function deployment(
  { name, running, pods }: Workload,
  replicas: number | undefined,
  template: object,
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: running },
    spec: {
      replicas,
      revisionHistoryLimit: 5,
      selector: { matchLabels: pods },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
      template,
    },
  };
}
