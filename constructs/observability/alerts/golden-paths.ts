import { type AlertGroup, critical, warning } from '../alert.ts';

/** What serves: the golden paths `WebService` and `Worker`. */
export const services: AlertGroup = {
  id: 'services',
  dashboard: 'workload',
  alerts: [
    critical(
      'WorkloadWithoutPods',
      '5m',
      'kube_deployment_spec_replicas > 0 and kube_deployment_status_replicas_available == 0',
      '{{ $labels.namespace }}/{{ $labels.deployment }} has no pod that is available',
      'Look at the events of the Deployment and at the log of its newest pod: an image that is not there, a Secret that is missing and a probe that fails are the usual causes. If it began with a change, revert the change in git.',
    ),
    warning(
      'WorkloadShortOfPods',
      '15m',
      'kube_deployment_status_replicas_available < kube_deployment_spec_replicas and kube_deployment_status_replicas_available > 0',
      '{{ $labels.namespace }}/{{ $labels.deployment }} has fewer pods than it wants',
      'Look for pods that are Pending (no node has room, or the spread over zones cannot be kept) and for pods that restart. The dashboard Cluster capacity shows whether there is room.',
    ),
    warning(
      'MemoryNearLimit',
      '15m',
      'max by (namespace, pod, container) (container_memory_working_set_bytes{container!=""}) / max by (namespace, pod, container) (kube_pod_container_resource_limits{resource="memory"}) > 0.9',
      '{{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory',
      'At the limit the container is killed. See on the dashboard whether it grows without end, which is a leak, or with the load; then raise the memory in its props, or mend the program.',
    ),
    warning(
      'KilledForWantOfMemory',
      '0m',
      'increase(kube_pod_container_status_restarts_total[10m]) > 0 and on (namespace, pod, container) kube_pod_container_status_last_terminated_reason{reason="OOMKilled"} == 1',
      '{{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} was killed for want of memory',
      'Raise its memory in the props of the construct, or mend what uses it up. Requests that it served were cut off.',
    ),
    warning(
      'AutoscalerAtItsEnd',
      '30m',
      'kube_horizontalpodautoscaler_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas and kube_horizontalpodautoscaler_spec_max_replicas > kube_horizontalpodautoscaler_spec_min_replicas',
      '{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has had as many pods as it may for half an hour',
      'Raise maxReplicas in the props of the construct if the load is real, after a look at whether the cluster has room and what is behind the service has too.',
    ),
  ],
};

/** What runs by the clock: the golden path `CronTask`. */
export const tasks: AlertGroup = {
  id: 'tasks',
  dashboard: 'cron-task',
  alerts: [
    warning(
      'TaskFailed',
      '5m',
      'kube_job_failed{condition="true"} == 1 and on (namespace, job_name) (time() - kube_job_created < 86400)',
      'The run {{ $labels.namespace }}/{{ $labels.job_name }} failed, its retries included',
      'Read the log of its last pod, which stays for a day. Once the cause is mended, start it by hand: kubectl create job --from=cronjob/NAME.',
    ),
    warning(
      'TaskNotStarted',
      '15m',
      'time() - kube_cronjob_next_schedule_time > 900 and on (namespace, cronjob) kube_cronjob_spec_suspend == 0',
      '{{ $labels.namespace }}/{{ $labels.cronjob }} should have started and did not',
      'The last run may not have ended (concurrencyPolicy Forbid), a quota may be used up, or the controller manager may be down. Look at the events of the CronJob.',
    ),
  ],
};

/** The golden path `Postgres`, where CloudNativePG makes it. */
export const postgres: AlertGroup = {
  id: 'postgres',
  dashboard: 'postgres',
  alerts: [
    critical(
      'DatabaseDown',
      '5m',
      'sum by (namespace, cluster) (cnpg_collector_up) == 0',
      'No server of the database {{ $labels.namespace }}/{{ $labels.cluster }} is up',
      'Look at the Cluster (kubectl cnpg status) and at the log of its pods. A full disk is the first thing to rule out; storage can grow and never shrink.',
    ),
    warning(
      'DatabaseReplicaBehind',
      '10m',
      'max by (namespace, cluster, pod) (cnpg_pg_replication_lag) > 300',
      '{{ $labels.namespace }}/{{ $labels.pod }} is {{ $value | humanizeDuration }} behind',
      'A replica that is far behind cannot take over without loss. Look for a long transaction, a slow disk or a busy network.',
    ),
    warning(
      'DatabaseConnectionsNearLimit',
      '10m',
      'sum by (namespace, cluster, pod) (cnpg_backends_total) / max by (namespace, cluster, pod) (cnpg_pg_settings_setting{name="max_connections"}) > 0.9',
      '{{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its connections',
      'At the limit programs are refused. See which program holds them: pools that are too large for the count of pods are the usual cause.',
    ),
    critical(
      'DatabaseDiskFull',
      '10m',
      'max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes) < 0.05 and on (namespace) count by (namespace) (cnpg_collector_up)',
      'The disk {{ $labels.persistentvolumeclaim }} of a database in {{ $labels.namespace }} is nearly full',
      'Raise storage in the props of the Postgres construct; the disk grows while the server runs where the storage class allows it. Then look for what fills it: the write-ahead log grows without end where archiving or a replica is stuck.',
    ),
    warning(
      'DatabaseBackupOld',
      '1h',
      'time() - max by (namespace, cluster) (cnpg_collector_last_available_backup_timestamp > 0) > 172800',
      'The last backup of {{ $labels.namespace }}/{{ $labels.cluster }} is {{ $value | humanizeDuration }} old',
      'Look at the Backup objects and at the credentials of the object store. Until this is mended a lost disk loses data.',
    ),
  ],
};

/** Disks of everything else that keeps data. */
export const volumes: AlertGroup = {
  id: 'volumes',
  dashboard: 'volumes',
  alerts: [
    warning(
      'VolumeFillsUp',
      '1h',
      'kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.2 and predict_linear(kubelet_volume_stats_available_bytes[6h], 345600) < 0',
      'The disk {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} will be full within four days',
      'Raise storage in the props of the construct that owns it, or delete what is not needed.',
    ),
    warning(
      'VolumeNotBound',
      '15m',
      'kube_persistentvolumeclaim_status_phase{phase="Pending"} == 1',
      'The disk {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is not there',
      'Look at the events of the claim: a storage class that does not exist, a quota of the cloud or a zone without room.',
    ),
  ],
};
