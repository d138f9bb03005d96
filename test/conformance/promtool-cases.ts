/** Series over time, in promtool's notation, and what fires at a moment. */
export interface RuleCase {
  readonly series: Readonly<Record<string, string>>;
  readonly at: string;
  readonly alert: string;
  /** Labels of each alert that fires. */
  readonly fires: readonly Readonly<Record<string, string>>[];
}

const deployment = (wanted: number, available: number) => ({
  'kube_deployment_spec_replicas{namespace="shop",deployment="api"}': `${wanted}x60`,
  'kube_deployment_status_replicas_available{namespace="shop",deployment="api"}': `${available}x60`,
});
const api = { namespace: 'shop', deployment: 'api' };
const memory = (bytes: number) => ({
  'container_memory_working_set_bytes{namespace="shop",pod="api-1",container="api"}': `${bytes}x60`,
  'kube_pod_container_resource_limits{namespace="shop",pod="api-1",container="api",resource="memory"}': '100x60',
});
const cluster = { namespace: 'shop', cluster: 'orders' };

/** What `Alerts` says of clusters in good and bad order. */
export const alertCases: readonly RuleCase[] = [
  { series: deployment(2, 0), at: '6m', alert: 'WorkloadWithoutPods', fires: [{ ...api, severity: 'critical' }] },
  { series: deployment(2, 0), at: '4m', alert: 'WorkloadWithoutPods', fires: [] },
  { series: deployment(0, 0), at: '30m', alert: 'WorkloadWithoutPods', fires: [] },
  { series: deployment(3, 2), at: '20m', alert: 'WorkloadShortOfPods', fires: [{ ...api, severity: 'warning' }] },
  { series: deployment(3, 3), at: '20m', alert: 'WorkloadShortOfPods', fires: [] },
  { series: deployment(3, 0), at: '20m', alert: 'WorkloadShortOfPods', fires: [] },
  {
    series: memory(95),
    at: '20m',
    alert: 'MemoryNearLimit',
    fires: [{ namespace: 'shop', pod: 'api-1', container: 'api', severity: 'warning' }],
  },
  { series: memory(80), at: '20m', alert: 'MemoryNearLimit', fires: [] },
  {
    series: {
      'kube_horizontalpodautoscaler_status_current_replicas{namespace="shop",horizontalpodautoscaler="api"}': '10x60',
      'kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop",horizontalpodautoscaler="api"}': '10x60',
      'kube_horizontalpodautoscaler_spec_min_replicas{namespace="shop",horizontalpodautoscaler="api"}': '3x60',
    },
    at: '35m',
    alert: 'AutoscalerAtItsEnd',
    fires: [{ namespace: 'shop', horizontalpodautoscaler: 'api', severity: 'warning' }],
  },
  {
    series: {
      'kube_cronjob_next_schedule_time{namespace="shop",cronjob="report"}': '0x60',
      'kube_cronjob_spec_suspend{namespace="shop",cronjob="report"}': '0x60',
    },
    at: '40m',
    alert: 'TaskNotStarted',
    fires: [{ namespace: 'shop', cronjob: 'report', severity: 'warning' }],
  },
  {
    series: {
      'kube_cronjob_next_schedule_time{namespace="shop",cronjob="report"}': '0x60',
      'kube_cronjob_spec_suspend{namespace="shop",cronjob="report"}': '1x60',
    },
    at: '40m',
    alert: 'TaskNotStarted',
    fires: [],
  },
  {
    series: { 'cnpg_collector_up{namespace="shop",cluster="orders",pod="orders-1"}': '0x60' },
    at: '6m',
    alert: 'DatabaseDown',
    fires: [{ ...cluster, severity: 'critical' }],
  },
  {
    series: {
      'cnpg_collector_up{namespace="shop",cluster="orders",pod="orders-1"}': '0x60',
      'cnpg_collector_up{namespace="shop",cluster="orders",pod="orders-2"}': '1x60',
    },
    at: '30m',
    alert: 'DatabaseDown',
    fires: [],
  },
  {
    series: {
      'kubelet_volume_stats_available_bytes{namespace="shop",persistentvolumeclaim="orders-1"}': '3x60',
      'kubelet_volume_stats_capacity_bytes{namespace="shop",persistentvolumeclaim="orders-1"}': '100x60',
      'cnpg_collector_up{namespace="shop",cluster="orders",pod="orders-1"}': '1x60',
    },
    at: '15m',
    alert: 'DatabaseDiskFull',
    fires: [{ namespace: 'shop', persistentvolumeclaim: 'orders-1', severity: 'critical' }],
  },
  {
    series: { 'argocd_cluster_connection_status{server="https://eu.acme.example"}': '0x60' },
    at: '15m',
    alert: 'ClusterOutOfReach',
    fires: [{ server: 'https://eu.acme.example', severity: 'critical' }],
  },
  {
    series: {
      'crossplane_managed_resource_exists{gvk="rds.aws.m.upbound.io/v1beta1, Kind=Instance"}': '3x60',
      'crossplane_managed_resource_synced{gvk="rds.aws.m.upbound.io/v1beta1, Kind=Instance"}': '2x60',
    },
    at: '40m',
    alert: 'ManagedResourceNotInStep',
    fires: [{ gvk: 'rds.aws.m.upbound.io/v1beta1, Kind=Instance', severity: 'warning' }],
  },
  {
    series: {
      'certmanager_certificate_expiration_timestamp_seconds{namespace="shop",name="web"}': '100000x120',
    },
    at: '70m',
    alert: 'CertificateEndsSoon',
    fires: [{ namespace: 'shop', name: 'web', severity: 'critical' }],
  },
  {
    series: {
      'certmanager_certificate_expiration_timestamp_seconds{namespace="shop",name="web"}': '9000000x120',
    },
    at: '70m',
    alert: 'CertificateEndsSoon',
    fires: [],
  },
];

const requests = (good: number, bad: number) => {
  const series = (code: string, each: number) => ({
    [`http_server_request_duration_seconds_count{namespace="shop",job="api",http_response_status_code="${code}"}`]: `0+${each}x300`,
  });
  return { ...series('200', good), ...series('503', bad) };
};
const burn = (severity: string, long: string, short: string) => ({
  namespace: 'shop',
  service: 'api',
  slo: 'availability',
  severity,
  long,
  short,
});

/** What a service promises, kept and broken. */
export const budgetCases: readonly RuleCase[] = [
  { series: requests(1000, 0), at: '4h', alert: 'ErrorBudgetBurn', fires: [] },
  { series: {}, at: '4h', alert: 'ErrorBudgetBurn', fires: [] },
  {
    series: requests(980, 20),
    at: '2h',
    alert: 'ErrorBudgetBurn',
    fires: [burn('critical', '1h', '5m'), burn('critical', '6h', '30m'), burn('warning', '1d', '2h')],
  },
  {
    series: requests(998, 2),
    at: '4h',
    alert: 'ErrorBudgetBurn',
    fires: [burn('warning', '3d', '6h')],
  },
];
