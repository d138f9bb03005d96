import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

/** Secrets that stand in git, sealed for this cluster. */
export const sealedSecrets = component({
  name: 'sealed-secrets',
  chart: charts.sealedSecrets,
  namespace: 'sealed-secrets',
  on: 'all',
  provides: ['SealedSecret.bitnami.com'],
  options: z.strictObject({
    renewDays: z
      .int()
      .min(0)
      .max(3650)
      .default(30)
      .describe('Days after which it makes a new key, and keeps the old ones; 0 for never.'),
  }),
  values: ({ renewDays }, { brings }) => ({
    // The name that kubeseal looks for.
    fullnameOverride: 'sealed-secrets-controller',
    keyrenewperiod: renewDays === 0 ? '0' : `${renewDays * 24}h`,
    podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containerSecurityContext: { allowPrivilegeEscalation: false },
    metrics: { serviceMonitor: { enabled: brings(SERVICE_MONITOR) } },
  }),
});
