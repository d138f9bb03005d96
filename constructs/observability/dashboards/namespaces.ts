import { type Dashboard, graph, namespaceChoice, row, stat, table } from '../dashboard.ts';

/** All namespaces of a cluster, side by side. */
export const namespaces: Dashboard = {
  id: 'namespaces',
  title: 'Namespaces',
  about: 'The namespaces of a cluster side by side: who uses what, and where pods do not run.',
  tags: ['namespaces'],
  variables: [],
  rows: [
    row(
      'Side by side',
      table(
        'CPU in use, in cores',
        'short',
        'sort_desc(sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[5m])))',
        { span: 8 },
      ),
      table(
        'Memory in use',
        'bytes',
        'sort_desc(sum by (namespace) (container_memory_working_set_bytes{container!=""}))',
        { span: 8 },
      ),
      table(
        'Pods not running',
        'short',
        'sum by (namespace) (kube_pod_status_phase{phase=~"Pending|Failed|Unknown"}) > 0',
        { span: 8 },
      ),
    ),
    row(
      'Over time',
      graph(
        'CPU in use',
        'short',
        {
          '{{namespace}}':
            'topk(15, sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[$__rate_interval])))',
        },
        { stack: true },
      ),
      graph(
        'Memory in use',
        'bytes',
        { '{{namespace}}': 'topk(15, sum by (namespace) (container_memory_working_set_bytes{container!=""}))' },
        { stack: true },
      ),
    ),
    row(
      'Quotas',
      table(
        'Used of what is allowed',
        'percentunit',
        'sum by (namespace, resource) (kube_resourcequota{type="used"}) / (sum by (namespace, resource) (kube_resourcequota{type="hard"}) > 0)',
      ),
    ),
  ],
};

/** One namespace, as the team that owns it sees it. */
export const namespace: Dashboard = {
  id: 'namespace',
  title: 'Namespace',
  about: 'One namespace as its team sees it: what runs, what it uses of what it asked for, and what is wrong.',
  tags: ['namespaces'],
  variables: [namespaceChoice],
  rows: [
    row(
      'At a glance',
      stat('Pods', 'short', 'sum(kube_pod_status_phase{namespace="$namespace",phase="Running"})', { span: 6 }),
      stat(
        'Pods not running',
        'short',
        'sum(kube_pod_status_phase{namespace="$namespace",phase=~"Pending|Failed|Unknown"})',
        {
          span: 6,
          warn: [1, 5],
        },
      ),
      stat(
        'Restarts in an hour',
        'short',
        'sum(increase(kube_pod_container_status_restarts_total{namespace="$namespace"}[1h]))',
        {
          span: 6,
          warn: [1, 10],
        },
      ),
      stat('Alerts firing', 'short', 'count(ALERTS{namespace="$namespace",alertstate="firing"}) or vector(0)', {
        span: 6,
        warn: [1, 3],
      }),
    ),
    row(
      'CPU',
      graph('Used by pod', 'short', {
        '{{pod}}':
          'sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="$namespace",container!=""}[$__rate_interval]))',
      }),
      graph(
        'Time held back by limits',
        'percentunit',
        {
          '{{pod}}':
            'sum by (pod) (rate(container_cpu_cfs_throttled_periods_total{namespace="$namespace",container!=""}[$__rate_interval])) / sum by (pod) (rate(container_cpu_cfs_periods_total{namespace="$namespace",container!=""}[$__rate_interval]))',
        },
        { max: 1 },
      ),
    ),
    row(
      'Memory',
      graph('Used by pod', 'bytes', {
        '{{pod}}': 'sum by (pod) (container_memory_working_set_bytes{namespace="$namespace",container!=""})',
      }),
      graph(
        'Used of the limit',
        'percentunit',
        {
          '{{pod}} {{container}}':
            'sum by (pod, container) (container_memory_working_set_bytes{namespace="$namespace",container!=""}) / sum by (pod, container) (kube_pod_container_resource_limits{namespace="$namespace",resource="memory"})',
        },
        { max: 1 },
      ),
    ),
    row(
      'What is wrong',
      table(
        'Containers that wait, and why',
        'short',
        'sum by (pod, container, reason) (kube_pod_container_status_waiting_reason{namespace="$namespace"}) > 0',
        { span: 12 },
      ),
      table(
        'How containers ended last',
        'short',
        'sum by (pod, container, reason) (kube_pod_container_status_last_terminated_reason{namespace="$namespace"}) > 0',
        { span: 12 },
      ),
    ),
  ],
};
