import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

/** What a cluster costs, as metrics. */
export const openCost = component({
  name: 'opencost',
  chart: charts.openCost,
  namespace: 'opencost',
  on: 'all',
  provides: [],
  requires: [SERVICE_MONITOR],
  options: z.strictObject({
    userInterface: z
      .boolean()
      .default(false)
      .describe('Whether its own pages are served; the dashboards show the same.'),
  }),
  values: ({ userInterface }) => ({
    opencost: {
      prometheus: {
        internal: {
          enabled: true,
          serviceName: 'kube-prometheus-stack-prometheus',
          namespaceName: 'monitoring',
          port: 9090,
        },
      },
      metrics: { serviceMonitor: { enabled: true } },
      ui: { enabled: userInterface },
      // Nothing asks it, and it would be one more open port.
      mcp: { enabled: false },
    },
  }),
  clusterValues: () => ({ 'opencost.exporter.defaultClusterId': 'name' }),
});
