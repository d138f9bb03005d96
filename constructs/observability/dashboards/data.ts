import { type Dashboard, graph, namespaceChoice, row, stat, table, type Variable } from '../dashboard.ts';

const server: Variable = {
  name: 'cluster',
  label: 'Database',
  values: 'label_values(cnpg_collector_up{namespace="$namespace"}, cluster)',
};
const database = 'namespace="$namespace",cluster="$cluster"';

/** The golden path `Postgres`, where CloudNativePG makes it. */
export const postgres: Dashboard = {
  id: 'postgres',
  title: 'PostgreSQL',
  about:
    'A database of the golden path Postgres (CloudNativePG): its servers, connections, transactions, replication, backups and disk.',
  tags: ['golden-paths', 'databases'],
  variables: [namespaceChoice, server],
  rows: [
    row(
      'At a glance',
      stat('Servers up', 'short', `sum(cnpg_collector_up{${database}})`),
      stat(
        'Connections of the most',
        'percentunit',
        `max(sum by (pod) (cnpg_backends_total{${database}}) / on (pod) group_left () max by (pod) (cnpg_pg_settings_setting{${database},name="max_connections"}))`,
        { warn: [0.8, 0.95] },
      ),
      stat('Behind by', 's', `max(cnpg_pg_replication_lag{${database}})`, { warn: [5, 60] }),
      stat('Size', 'bytes', `max(sum by (pod) (cnpg_pg_database_size_bytes{${database}}))`),
      stat(
        'Disk in use',
        'percentunit',
        'max(kubelet_volume_stats_used_bytes{namespace="$namespace",persistentvolumeclaim=~"$cluster-[0-9]+"} / kubelet_volume_stats_capacity_bytes{namespace="$namespace",persistentvolumeclaim=~"$cluster-[0-9]+"})',
        { warn: [0.8, 0.9] },
      ),
      stat('Last backup', 's', `time() - max(cnpg_collector_last_available_backup_timestamp{${database}} > 0)`, {
        warn: [100000, 200000],
      }),
    ),
    row(
      'Rate and errors',
      graph('Transactions', 'ops', {
        committed: `sum(rate(cnpg_pg_stat_database_xact_commit{${database}}[$__rate_interval]))`,
        'rolled back': `sum(rate(cnpg_pg_stat_database_xact_rollback{${database}}[$__rate_interval]))`,
      }),
      graph('Deadlocks', 'short', {
        '{{datname}}': `sum by (datname) (increase(cnpg_pg_stat_database_deadlocks{${database}}[$__rate_interval]))`,
      }),
      graph('Rows', 'ops', {
        returned: `sum(rate(cnpg_pg_stat_database_tup_returned{${database}}[$__rate_interval]))`,
        written: `sum(rate(cnpg_pg_stat_database_tup_inserted{${database}}[$__rate_interval])) + sum(rate(cnpg_pg_stat_database_tup_updated{${database}}[$__rate_interval])) + sum(rate(cnpg_pg_stat_database_tup_deleted{${database}}[$__rate_interval]))`,
      }),
      graph('Longest transaction', 's', {
        '{{pod}}': `max by (pod) (cnpg_backends_max_tx_duration_seconds{${database}})`,
      }),
    ),
    row(
      'Saturation',
      graph('Connections', 'short', { '{{pod}} {{state}}': `sum by (pod, state) (cnpg_backends_total{${database}})` }),
      graph('Waiting for locks', 'short', { '{{pod}}': `sum by (pod) (cnpg_backends_waiting_total{${database}})` }),
      graph('Read from memory', 'percentunit', {
        all: `sum(rate(cnpg_pg_stat_database_blks_hit{${database}}[$__rate_interval])) / (sum(rate(cnpg_pg_stat_database_blks_hit{${database}}[$__rate_interval])) + sum(rate(cnpg_pg_stat_database_blks_read{${database}}[$__rate_interval])))`,
      }),
      graph('Memory', 'bytes', {
        '{{pod}}':
          'sum by (pod) (container_memory_working_set_bytes{namespace="$namespace",pod=~"$cluster-[0-9]+",container="postgres"})',
      }),
    ),
    row(
      'Replication and log',
      graph('Replicas behind by', 's', { '{{pod}}': `max by (pod) (cnpg_pg_replication_lag{${database}})` }),
      graph('Write-ahead log', 'bytes', {
        '{{pod}}': `sum by (pod) (cnpg_collector_pg_wal{${database},value="size"})`,
      }),
      table(
        'Archiving of the log that failed',
        'short',
        `sum by (pod) (increase(cnpg_pg_stat_archiver_failed_count{${database}}[1h])) > 0`,
        { span: 12 },
      ),
    ),
  ],
};

const redisPod: Variable = {
  name: 'redis',
  label: 'Redis',
  values: 'label_values(kube_statefulset_created{namespace="$namespace"}, statefulset)',
};
const cachePods = 'namespace="$namespace",pod=~"$redis-[0-9]+"';

/** The golden path `Redis`, where it runs in the cluster. */
export const redis: Dashboard = {
  id: 'redis',
  title: 'Redis',
  about:
    'A server of the golden path Redis: its pods, memory and disk; commands and keys too where a redis_exporter runs beside it.',
  tags: ['golden-paths', 'databases'],
  variables: [namespaceChoice, redisPod],
  rows: [
    row(
      'At a glance',
      stat(
        'Servers ready',
        'short',
        'sum(kube_statefulset_status_replicas_ready{namespace="$namespace",statefulset="$redis"})',
        { span: 6 },
      ),
      stat(
        'Memory of the limit',
        'percentunit',
        `max(sum by (pod) (container_memory_working_set_bytes{${cachePods},container!=""}) / sum by (pod) (kube_pod_container_resource_limits{${cachePods},resource="memory"}))`,
        { span: 6, warn: [0.8, 0.95] },
      ),
      stat('Restarts in a day', 'short', `sum(increase(kube_pod_container_status_restarts_total{${cachePods}}[1d]))`, {
        span: 6,
        warn: [1, 3],
      }),
      stat(
        'Disk in use',
        'percentunit',
        'max(kubelet_volume_stats_used_bytes{namespace="$namespace",persistentvolumeclaim=~".*$redis-[0-9]+"} / kubelet_volume_stats_capacity_bytes{namespace="$namespace",persistentvolumeclaim=~".*$redis-[0-9]+"})',
        { span: 6, warn: [0.8, 0.9] },
      ),
    ),
    row(
      'Pods',
      graph('CPU', 'short', {
        '{{pod}}': `sum by (pod) (rate(container_cpu_usage_seconds_total{${cachePods},container!=""}[$__rate_interval]))`,
      }),
      graph('Memory', 'bytes', {
        '{{pod}}': `sum by (pod) (container_memory_working_set_bytes{${cachePods},container!=""})`,
      }),
    ),
    row(
      'Commands and keys',
      graph('Commands', 'ops', {
        '{{pod}}': `sum by (pod) (rate(redis_commands_processed_total{${cachePods}}[$__rate_interval]))`,
      }),
      graph('Answered from what is kept', 'percentunit', {
        '{{pod}}': `sum by (pod) (rate(redis_keyspace_hits_total{${cachePods}}[$__rate_interval])) / (sum by (pod) (rate(redis_keyspace_hits_total{${cachePods}}[$__rate_interval])) + sum by (pod) (rate(redis_keyspace_misses_total{${cachePods}}[$__rate_interval])))`,
      }),
      graph('Keys evicted and expired', 'ops', {
        'evicted {{pod}}': `sum by (pod) (rate(redis_evicted_keys_total{${cachePods}}[$__rate_interval]))`,
        'expired {{pod}}': `sum by (pod) (rate(redis_expired_keys_total{${cachePods}}[$__rate_interval]))`,
      }),
      graph('Clients', 'short', { '{{pod}}': `sum by (pod) (redis_connected_clients{${cachePods}})` }),
    ),
  ],
};
