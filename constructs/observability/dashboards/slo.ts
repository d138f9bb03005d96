import { type Dashboard, graph, namespaceChoice, row, stat, table, type Variable } from '../dashboard.ts';

const burned = 'roadbed:slo_errors:ratio_rate30d / on (namespace, service, slo) (1 - roadbed:slo_objective:ratio)';

/** All objectives of a cluster. */
export const slos: Dashboard = {
  id: 'slos',
  title: 'Service levels',
  about: 'All objectives of a cluster: what is kept, what burns, and whose budget is used up.',
  tags: ['slo'],
  variables: [],
  rows: [
    row(
      'At a glance',
      stat('Objectives', 'short', 'count(roadbed:slo_objective:ratio)', { span: 8 }),
      stat('Used up', 'short', `count(${burned} >= 1) or vector(0)`, { span: 8, warn: [1, 1] }),
      stat(
        'Burning fast',
        'short',
        'count(ALERTS{alertname="ErrorBudgetBurn",alertstate="firing",severity="critical"}) or vector(0)',
        { span: 8, warn: [1, 1] },
      ),
      table('Budget left in 30 days', 'percentunit', `sort(1 - ${burned})`, { span: 12, warn: [0.25, 0] }),
      table('Objectives', 'percentunit', 'max by (namespace, service, slo) (roadbed:slo_objective:ratio)', {
        span: 12,
      }),
    ),
    row(
      'Over time',
      graph('Times as fast as the budget allows, over an hour', 'short', {
        '{{namespace}}/{{service}} {{slo}}':
          'roadbed:slo_errors:ratio_rate1h / on (namespace, service, slo) (1 - roadbed:slo_objective:ratio)',
      }),
      graph('Times as fast as the budget allows, over a day', 'short', {
        '{{namespace}}/{{service}} {{slo}}':
          'roadbed:slo_errors:ratio_rate1d / on (namespace, service, slo) (1 - roadbed:slo_objective:ratio)',
      }),
    ),
  ],
};

const objective = 'namespace="$namespace",service="$service",slo="$slo"';
const service: Variable = {
  name: 'service',
  label: 'Service',
  values: 'label_values(roadbed:slo_objective:ratio{namespace="$namespace"}, service)',
};
const name: Variable = {
  name: 'slo',
  label: 'Objective',
  values: 'label_values(roadbed:slo_objective:ratio{namespace="$namespace",service="$service"}, slo)',
};
const allowed = `scalar(1 - max(roadbed:slo_objective:ratio{${objective}}))`;

/** One objective of one service. */
export const slo: Dashboard = {
  id: 'slo',
  title: 'Service level',
  about: 'One objective of one service: what of its budget is left, and how fast it burns.',
  tags: ['slo'],
  variables: [namespaceChoice, service, name],
  rows: [
    row(
      'Budget',
      stat('Objective', 'percentunit', `max(roadbed:slo_objective:ratio{${objective}})`, { span: 6 }),
      stat('Reached in 30 days', 'percentunit', `1 - max(roadbed:slo_errors:ratio_rate30d{${objective}})`, { span: 6 }),
      stat('Budget left', 'percentunit', `1 - max(roadbed:slo_errors:ratio_rate30d{${objective}}) / ${allowed}`, {
        span: 6,
        warn: [0.25, 0],
      }),
      stat('Burning now', 'short', `max(roadbed:slo_errors:ratio_rate1h{${objective}}) / ${allowed}`, {
        span: 6,
        warn: [1, 14.4],
        about: 'Times as fast as the budget allows, over the last hour.',
      }),
      graph(
        'Budget left',
        'percentunit',
        { left: `1 - max(roadbed:slo_errors:ratio_rate30d{${objective}}) / ${allowed}` },
        { span: 24 },
      ),
    ),
    row(
      'Burning',
      graph(
        'Fast: a page',
        'short',
        {
          '5 minutes': `max(roadbed:slo_errors:ratio_rate5m{${objective}}) / ${allowed}`,
          '1 hour': `max(roadbed:slo_errors:ratio_rate1h{${objective}}) / ${allowed}`,
        },
        { warn: [6, 14.4] },
      ),
      graph(
        'Slow: a ticket',
        'short',
        {
          '6 hours': `max(roadbed:slo_errors:ratio_rate6h{${objective}}) / ${allowed}`,
          '3 days': `max(roadbed:slo_errors:ratio_rate3d{${objective}}) / ${allowed}`,
        },
        { warn: [1, 3] },
      ),
    ),
  ],
};
