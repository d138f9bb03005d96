import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { replicas, SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

/** What starts work when something happens: a webhook, a message, a time. */
export const argoEvents = component({
  name: 'argo-events',
  chart: charts.argoEvents,
  namespace: 'argo-events',
  on: 'hub',
  provides: ['EventBus', 'EventSource', 'Sensor'].map((kind) => `${kind}.argoproj.io`),
  podSecurity: 'baseline',
  options: z.strictObject({ replicas: replicas() }),
  values: ({ replicas }, { brings }) => ({
    crds: { install: true, keep: true },
    controller: {
      replicas,
      pdb: { enabled: replicas > 1 },
      metrics: { enabled: true, serviceMonitor: { enabled: brings(SERVICE_MONITOR) } },
    },
  }),
});
