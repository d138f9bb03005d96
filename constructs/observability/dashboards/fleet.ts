import { type Dashboard, graph, row, stat, table } from '../dashboard.ts';

/** Every cluster on one page: each is a row, from its own Prometheus. */
export const fleet: Dashboard = {
  id: 'fleet',
  title: 'Fleet overview',
  about: 'Every cluster on one page: is it there, is it full, is anything wrong with what runs on it.',
  tags: ['fleet'],
  fleet: true,
  variables: [],
  rows: [
    {
      title: '$datasource',
      repeat: 'datasource',
      panels: [
        stat('Nodes not ready', 'short', 'sum(kube_node_status_condition{condition="Ready",status!="true"})', {
          span: 3,
          warn: [1, 2],
        }),
        stat('CPU in use', 'percentunit', '1 - avg(rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))', {
          span: 3,
          warn: [0.8, 0.9],
        }),
        stat(
          'Memory in use',
          'percentunit',
          '1 - sum(node_memory_MemAvailable_bytes) / sum(node_memory_MemTotal_bytes)',
          { span: 3, warn: [0.8, 0.9] },
        ),
        stat('Pods not running', 'short', 'sum(kube_pod_status_phase{phase=~"Pending|Failed|Unknown"})', {
          span: 3,
          warn: [5, 20],
        }),
        stat('Restarts in an hour', 'short', 'sum(increase(kube_pod_container_status_restarts_total[1h]))', {
          span: 3,
          warn: [10, 50],
        }),
        stat('Alerts firing', 'short', 'count(ALERTS{alertstate="firing",severity=~"warning|critical"}) or vector(0)', {
          span: 3,
          warn: [1, 5],
        }),
        graph('Pods', 'short', { '{{phase}}': 'sum by (phase) (kube_pod_status_phase) > 0' }, { span: 6, stack: true }),
      ],
    },
  ],
};

/** What fires, where, and how often it did. */
export const alerts: Dashboard = {
  id: 'alerts',
  title: 'Alerts',
  about: 'What fires now, and what has fired in the time that is shown.',
  tags: ['fleet', 'alerts'],
  variables: [],
  rows: [
    row(
      'Now',
      stat('Critical', 'short', 'count(ALERTS{alertstate="firing",severity="critical"}) or vector(0)', {
        warn: [1, 1],
      }),
      stat('Warning', 'short', 'count(ALERTS{alertstate="firing",severity="warning"}) or vector(0)', { warn: [1, 10] }),
      stat('Pending', 'short', 'count(ALERTS{alertstate="pending"}) or vector(0)'),
      table(
        'Firing',
        'short',
        'sum by (alertname, severity, namespace) (ALERTS{alertstate="firing",severity!="none"})',
      ),
    ),
    row(
      'Over time',
      graph(
        'Firing by severity',
        'short',
        { '{{severity}}': 'count by (severity) (ALERTS{alertstate="firing",severity!="none"})' },
        { stack: true },
      ),
      graph('Firing by namespace', 'short', {
        '{{namespace}}': 'count by (namespace) (ALERTS{alertstate="firing",severity!="none"})',
      }),
      table(
        'Loudest in the time that is shown',
        'short',
        'topk(20, sum by (alertname, namespace) (count_over_time(ALERTS{alertstate="firing"}[$__range])))',
        { about: 'Evaluations at which the alert fired.' },
      ),
    ),
  ],
};
