import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { SERVICE_MONITOR } from './replicas.ts';
import { charts, veleroPlugins } from './versions.ts';

/**
 * Backs up what only the hub knows: the external names of what Crossplane made, credentials of clusters, keys of certificates and sealed
 * secrets. What stands in git comes from there.
 */
export const velero = component({
  name: 'velero',
  chart: charts.velero,
  namespace: 'velero',
  on: 'hub',
  onRequest: true,
  podSecurity: 'baseline',
  provides: ['Backup', 'BackupStorageLocation', 'Restore', 'Schedule', 'VolumeSnapshotLocation'].map(
    (kind) => `${kind}.velero.io`,
  ),
  options: z.strictObject({
    provider: z.enum(['aws', 'gcp']).describe('Cloud whose bucket holds the backups.'),
    bucket: z.string().min(1).describe('Name of the bucket; in another account or project than the hub, if it can be.'),
    region: z.string().min(1).optional().describe('Region of the bucket. Default: none, which `aws` needs.'),
    schedule: z.string().min(9).default('17 * * * *').describe('When it backs up, as cron says it, in UTC.'),
    retentionDays: z.int().min(1).max(3650).default(30).describe('Days that a backup is kept.'),
    secret: z
      .string()
      .min(1)
      .optional()
      .describe('Secret in its namespace whose key `cloud` is the credential. Default: its identity in the cloud.'),
    serviceAccountAnnotations: z
      .record(z.string(), z.string())
      .default({})
      .describe('Annotations of its ServiceAccount, by which a cloud knows it, such as `eks.amazonaws.com/role-arn`.'),
  }),
  values: (options, { brings }) => {
    const { provider, bucket, region, schedule, retentionDays, secret, serviceAccountAnnotations } = options;
    return {
      configuration: {
        backupStorageLocation: [
          { name: 'default', default: true, provider, bucket, ...(region === undefined ? {} : { config: { region } }) },
        ],
        volumeSnapshotLocation: [],
      },
      initContainers: [
        {
          name: 'plugin',
          image: veleroPlugins[provider],
          volumeMounts: [{ mountPath: '/target', name: 'plugins' }],
        },
      ],
      credentials: secret === undefined ? { useSecret: false } : { useSecret: true, existingSecret: secret },
      serviceAccount: { server: { annotations: serviceAccountAnnotations } },
      snapshotsEnabled: false,
      deployNodeAgent: false,
      // Argo CD brings its kinds up to date.
      upgradeCRDs: false,
      metrics: { serviceMonitor: { enabled: brings(SERVICE_MONITOR) } },
      schedules: {
        hub: {
          schedule,
          template: {
            ttl: `${retentionDays * 24}h0m0s`,
            includedNamespaces: ['*'],
            includeClusterResources: true,
            snapshotVolumes: false,
            excludedResources: [
              'events',
              'events.events.k8s.io',
              'pods',
              'replicasets.apps',
              'endpointslices.discovery.k8s.io',
            ],
          },
        },
      },
    };
  },
});
