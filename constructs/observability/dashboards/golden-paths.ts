import { type Dashboard, graph, namespaceChoice, row, stat, table, type Variable } from '../dashboard.ts';

const service: Variable = {
  name: 'service',
  label: 'Service',
  values: 'label_values(kube_deployment_created{namespace="$namespace"}, deployment)',
};
const own = 'namespace="$namespace",job="$service"';
const pods = 'namespace="$namespace",pod=~"$service-[a-z0-9]+-[a-z0-9]+"';

/** Saturation of the pods of one Deployment, which all that serve have in common. */
const saturation = row(
  'Saturation',
  graph('CPU of what was asked for', 'percentunit', {
    '{{pod}}': `sum by (pod) (rate(container_cpu_usage_seconds_total{${pods},container!=""}[$__rate_interval])) / sum by (pod) (kube_pod_container_resource_requests{${pods},resource="cpu"})`,
  }),
  graph(
    'Memory of the limit',
    'percentunit',
    {
      '{{pod}}': `sum by (pod) (container_memory_working_set_bytes{${pods},container!=""}) / sum by (pod) (kube_pod_container_resource_limits{${pods},resource="memory"})`,
    },
    { max: 1, warn: [0.8, 0.95] },
  ),
  graph(
    'Time held back by limits',
    'percentunit',
    {
      '{{pod}}': `sum by (pod) (rate(container_cpu_cfs_throttled_periods_total{${pods},container!=""}[$__rate_interval])) / sum by (pod) (rate(container_cpu_cfs_periods_total{${pods},container!=""}[$__rate_interval]))`,
    },
    { max: 1 },
  ),
  graph('Pods', 'short', {
    ready: 'sum(kube_deployment_status_replicas_available{namespace="$namespace",deployment="$service"})',
    wanted: 'sum(kube_deployment_spec_replicas{namespace="$namespace",deployment="$service"})',
    'at most':
      'sum(kube_horizontalpodautoscaler_spec_max_replicas{namespace="$namespace",horizontalpodautoscaler="$service"})',
  }),
);

/** The golden path `WebService`: rate, errors, duration, and what they wait for. */
export const webService: Dashboard = {
  id: 'web-service',
  title: 'WebService',
  about:
    'A service of the golden path WebService: requests, errors and duration by its own metrics, and how full its pods are.',
  tags: ['golden-paths', 'services'],
  variables: [namespaceChoice, service],
  rows: [
    row(
      'At a glance',
      stat('Requests', 'reqps', `sum(rate(http_server_request_duration_seconds_count{${own}}[$__rate_interval]))`, {
        span: 6,
      }),
      stat(
        'That fail',
        'percentunit',
        `sum(rate(http_server_request_duration_seconds_count{${own},http_response_status_code=~"5.."}[$__rate_interval])) / sum(rate(http_server_request_duration_seconds_count{${own}}[$__rate_interval]))`,
        { span: 6, warn: [0.001, 0.01] },
      ),
      stat(
        'Slowest hundredth',
        's',
        `histogram_quantile(0.99, sum by (le) (rate(http_server_request_duration_seconds_bucket{${own}}[$__rate_interval])))`,
        { span: 6 },
      ),
      stat(
        'Budget left',
        'percentunit',
        '1 - (roadbed:slo_errors:ratio_rate30d{namespace="$namespace",service="$service",slo="availability"} / on (namespace, service, slo) (1 - roadbed:slo_objective:ratio{namespace="$namespace",service="$service",slo="availability"}))',
        { span: 6, warn: [0.25, 0], about: 'Of the errors that its SLO allows in 30 days; nothing where it has none.' },
      ),
    ),
    row(
      'Requests, errors, duration',
      graph('Requests by route', 'reqps', {
        '{{http_request_method}} {{http_route}}': `sum by (http_request_method, http_route) (rate(http_server_request_duration_seconds_count{${own}}[$__rate_interval]))`,
      }),
      graph(
        'Answers by code',
        'reqps',
        {
          '{{http_response_status_code}}': `sum by (http_response_status_code) (rate(http_server_request_duration_seconds_count{${own}}[$__rate_interval]))`,
        },
        { stack: true },
      ),
      graph('Duration', 's', {
        half: `histogram_quantile(0.5, sum by (le) (rate(http_server_request_duration_seconds_bucket{${own}}[$__rate_interval])))`,
        'slowest twentieth': `histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket{${own}}[$__rate_interval])))`,
        'slowest hundredth': `histogram_quantile(0.99, sum by (le) (rate(http_server_request_duration_seconds_bucket{${own}}[$__rate_interval])))`,
      }),
      graph('Slowest hundredth by route', 's', {
        '{{http_route}}': `histogram_quantile(0.99, sum by (le, http_route) (rate(http_server_request_duration_seconds_bucket{${own}}[$__rate_interval])))`,
      }),
    ),
    row(
      'gRPC',
      graph('Calls', 'reqps', {
        '{{grpc_method}}': `sum by (grpc_method) (rate(grpc_server_handled_total{${own}}[$__rate_interval]))`,
      }),
      graph('That fail', 'reqps', {
        '{{grpc_method}} {{grpc_code}}': `sum by (grpc_method, grpc_code) (rate(grpc_server_handled_total{${own},grpc_code!="OK"}[$__rate_interval]))`,
      }),
    ),
    saturation,
  ],
};

/** The golden path `Worker`. */
export const worker: Dashboard = {
  id: 'worker',
  title: 'Worker',
  about: 'A program of the golden path Worker: its pods, restarts, and how full they are.',
  tags: ['golden-paths', 'workloads'],
  variables: [namespaceChoice, { ...service, label: 'Worker' }],
  rows: [
    row(
      'At a glance',
      stat(
        'Pods available',
        'short',
        'sum(kube_deployment_status_replicas_available{namespace="$namespace",deployment="$service"})',
        { span: 8 },
      ),
      stat('Restarts in an hour', 'short', `sum(increase(kube_pod_container_status_restarts_total{${pods}}[1h]))`, {
        span: 8,
        warn: [1, 5],
      }),
      stat(
        'Killed for want of memory',
        'short',
        `sum(kube_pod_container_status_last_terminated_reason{${pods},reason="OOMKilled"}) or vector(0)`,
        { span: 8, warn: [1, 3] },
      ),
      graph('Restarts', 'short', {
        '{{pod}}': `sum by (pod) (increase(kube_pod_container_status_restarts_total{${pods}}[$__rate_interval]))`,
      }),
      graph('Traffic', 'Bps', {
        received: `sum(rate(container_network_receive_bytes_total{${pods}}[$__rate_interval]))`,
        sent: `sum(rate(container_network_transmit_bytes_total{${pods}}[$__rate_interval]))`,
      }),
    ),
    saturation,
  ],
};

const task: Variable = {
  name: 'cronjob',
  label: 'CronTask',
  values: 'label_values(kube_cronjob_created{namespace="$namespace"}, cronjob)',
};
const runs = 'namespace="$namespace",job_name=~"$cronjob-[0-9]+"';

/** The golden path `CronTask`. */
export const cronTask: Dashboard = {
  id: 'cron-task',
  title: 'CronTask',
  about: 'A program of the golden path CronTask: when it ran, whether it went well, and how long it took.',
  tags: ['golden-paths', 'jobs'],
  variables: [namespaceChoice, task],
  rows: [
    row(
      'At a glance',
      stat(
        'Last start',
        's',
        'time() - max(kube_cronjob_status_last_schedule_time{namespace="$namespace",cronjob="$cronjob"})',
        { span: 6 },
      ),
      stat(
        'Last success',
        's',
        'time() - max(kube_cronjob_status_last_successful_time{namespace="$namespace",cronjob="$cronjob"})',
        { span: 6 },
      ),
      stat('Running', 'short', `sum(kube_job_status_active{${runs}}) or vector(0)`, { span: 6 }),
      stat('Failed runs that are kept', 'short', `sum(kube_job_failed{${runs},condition="true"}) or vector(0)`, {
        span: 6,
        warn: [1, 3],
      }),
    ),
    row(
      'Runs',
      table(
        'How long',
        's',
        `max by (job_name) (kube_job_status_completion_time{${runs}} - kube_job_status_start_time{${runs}})`,
        { span: 12 },
      ),
      table('Failed', 'short', `sum by (job_name, reason) (kube_job_status_failed{${runs}}) > 0`, { span: 12 }),
      graph('CPU', 'short', {
        '{{pod}}':
          'sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="$namespace",pod=~"$cronjob-[0-9]+-.*",container!=""}[$__rate_interval]))',
      }),
      graph('Memory', 'bytes', {
        '{{pod}}':
          'sum by (pod) (container_memory_working_set_bytes{namespace="$namespace",pod=~"$cronjob-[0-9]+-.*",container!=""})',
      }),
    ),
  ],
};
