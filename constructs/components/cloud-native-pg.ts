import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { POD_MONITOR, replicas } from './replicas.ts';
import { charts } from './versions.ts';

/** PostgreSQL in the cluster: what provisions `Postgres` where no cloud does. */
export const cloudNativePg = component({
  name: 'cloudnative-pg',
  chart: charts.cloudNativePg,
  namespace: 'cnpg-system',
  on: 'all',
  provides: ['Backup', 'Cluster', 'Pooler', 'ScheduledBackup'].map((kind) => `${kind}.postgresql.cnpg.io`),
  options: z.strictObject({ replicas: replicas() }),
  values: ({ replicas }, { brings }) => ({
    replicaCount: replicas,
    crds: { create: true },
    monitoring: { podMonitorEnabled: brings(POD_MONITOR) },
  }),
});
