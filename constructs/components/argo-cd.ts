import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { host } from '../../src/model/text-fields.ts';
import { SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

/** What delivers the platform, itself included. It must be there once before it can take itself over. */
export const argoCd = component({
  name: 'argo-cd',
  chart: charts.argoCd,
  // As most installations name it: the component takes them over, and no second Argo CD comes beside them.
  releaseName: 'argocd',
  namespace: 'argocd',
  on: 'hub',
  podSecurity: 'baseline',
  provides: ['AppProject.argoproj.io', 'Application.argoproj.io', 'ApplicationSet.argoproj.io'],
  options: z.strictObject({
    highAvailability: z
      .boolean()
      .default(true)
      .describe(
        'Whether each part has a second pod and Redis three, on nodes of their own: the hub then needs three nodes.',
      ),
    shards: z
      .int()
      .min(1)
      .max(100)
      .default(1)
      .describe('Controllers that share the clusters among them; one takes about a hundred clusters.'),
    host: host()
      .optional()
      .describe('DNS name of its user interface. Default: none, it is reached within the cluster.'),
    singleSignOn: z
      .boolean()
      .default(false)
      .describe('Whether Dex runs, which asks other identity providers; `configs.cm` of the `values` says which.'),
  }),
  values: ({ highAvailability, shards, host, singleSignOn }, { brings }) => {
    const metrics = { metrics: { enabled: true, serviceMonitor: { enabled: brings(SERVICE_MONITOR) } } };
    const spread = highAvailability ? { replicas: 2, pdb: { enabled: true, minAvailable: 1 } } : { replicas: 1 };
    return {
      crds: { install: true, keep: true },
      'redis-ha': { enabled: highAvailability },
      controller: { replicas: shards, ...metrics },
      server: { ...spread, ...metrics },
      repoServer: { ...spread, ...metrics },
      applicationSet: { ...spread, ...metrics },
      dex: { enabled: singleSignOn },
      // The graph of applications that the platform writes rolls out in steps where it is told to.
      configs: { params: { 'applicationsetcontroller.enable.progressive.syncs': true } },
      ...(host === undefined ? {} : { global: { domain: host } }),
    };
  },
});
