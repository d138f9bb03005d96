import { type Dashboard, graph, row, stat, table } from '../dashboard.ts';

/** What Crossplane keeps in the clouds. */
export const crossplane: Dashboard = {
  id: 'crossplane',
  title: 'Crossplane',
  about: 'Managed resources: how many there are, which are not ready or not in step, and how the clouds answer.',
  tags: ['infrastructure', 'crossplane'],
  variables: [],
  rows: [
    row(
      'Managed resources',
      stat('There', 'short', 'sum(crossplane_managed_resource_exists)', { span: 8 }),
      stat('Not ready', 'short', 'sum(crossplane_managed_resource_exists) - sum(crossplane_managed_resource_ready)', {
        span: 8,
        warn: [1, 10],
      }),
      stat(
        'Not in step',
        'short',
        'sum(crossplane_managed_resource_exists) - sum(crossplane_managed_resource_synced)',
        { span: 8, warn: [1, 10] },
      ),
      table(
        'Not ready, by kind',
        'short',
        '(sum by (gvk) (crossplane_managed_resource_exists) - sum by (gvk) (crossplane_managed_resource_ready)) > 0',
        { span: 12 },
      ),
      table(
        'Not in step, by kind',
        'short',
        '(sum by (gvk) (crossplane_managed_resource_exists) - sum by (gvk) (crossplane_managed_resource_synced)) > 0',
        { span: 12 },
      ),
      graph('Slowest twentieth of first times to be ready', 's', {
        '{{gvk}}':
          'histogram_quantile(0.95, sum by (le, gvk) (rate(crossplane_managed_resource_first_time_to_readiness_seconds_bucket[1h])))',
      }),
      graph('Drift that was put right, slowest twentieth', 's', {
        '{{gvk}}':
          'histogram_quantile(0.95, sum by (le, gvk) (rate(crossplane_managed_resource_drift_seconds_bucket[1h])))',
      }),
    ),
    row(
      'Controllers',
      graph('Reconciliations that fail', 'ops', {
        '{{controller}}':
          'topk(15, sum by (controller) (rate(controller_runtime_reconcile_errors_total[$__rate_interval])))',
      }),
      graph('Waiting', 'short', { '{{name}}': 'topk(15, sum by (name) (workqueue_depth))' }),
      graph('Functions: slowest twentieth', 's', {
        '{{function_name}}':
          'histogram_quantile(0.95, sum by (le, function_name) (rate(function_run_function_seconds_bucket[$__rate_interval])))',
      }),
      graph('Calls to the clouds', 'ops', {
        '{{service}} {{operation}}':
          'topk(15, sum by (service, operation) (rate(upjet_resource_external_api_calls_total[$__rate_interval])))',
      }),
    ),
  ],
};

/** Certificates. */
export const certificates: Dashboard = {
  id: 'certificates',
  title: 'Certificates',
  about: 'Certificates of cert-manager: which are not ready, and when each ends.',
  tags: ['security', 'cert-manager'],
  variables: [],
  rows: [
    row(
      'At a glance',
      stat('Certificates', 'short', 'count(certmanager_certificate_expiration_timestamp_seconds)', { span: 8 }),
      stat('Not ready', 'short', 'sum(certmanager_certificate_ready_status{condition!="True"}) or vector(0)', {
        span: 8,
        warn: [1, 5],
      }),
      stat('The next one ends in', 's', 'min(certmanager_certificate_expiration_timestamp_seconds > 0) - time()', {
        span: 8,
        warn: [1209600, 604800],
      }),
    ),
    row(
      'Which',
      table(
        'Time left',
        's',
        'sort(min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds > 0) - time())',
        { span: 12 },
      ),
      table(
        'Not ready',
        'short',
        'sum by (namespace, name, condition) (certmanager_certificate_ready_status{condition!="True"}) > 0',
        { span: 12 },
      ),
    ),
    row(
      'Issuers',
      graph('Requests to ACME servers', 'ops', {
        '{{host}} {{status}}':
          'sum by (host, status) (rate(certmanager_http_acme_client_request_count[$__rate_interval]))',
      }),
      graph('Reconciliations that fail', 'ops', {
        '{{controller}}': 'sum by (controller) (rate(certmanager_controller_sync_error_count[$__rate_interval]))',
      }),
    ),
  ],
};

/** Secrets that are committed sealed. */
export const sealedSecrets: Dashboard = {
  id: 'sealed-secrets',
  title: 'Sealed Secrets',
  about: 'Sealed Secrets: which could not be opened, and why.',
  tags: ['security', 'secrets'],
  variables: [],
  rows: [
    row(
      'Unsealing',
      stat('Sealed Secrets', 'short', 'count(sealed_secrets_controller_condition_info)', { span: 8 }),
      stat('Not opened', 'short', 'count(sealed_secrets_controller_condition_info == -1) or vector(0)', {
        span: 8,
        warn: [1, 1],
      }),
      stat(
        'Errors in an hour',
        'short',
        'sum(increase(sealed_secrets_controller_unseal_errors_total[1h])) or vector(0)',
        { span: 8, warn: [1, 5] },
      ),
      table(
        'Not opened',
        'short',
        'min by (exported_namespace, name, condition) (sealed_secrets_controller_condition_info) == -1',
        { span: 12 },
      ),
      graph('Errors by reason', 'short', {
        '{{reason}}': 'sum by (reason) (increase(sealed_secrets_controller_unseal_errors_total[$__rate_interval]))',
      }),
      graph('Requests', 'ops', {
        unsealed: 'sum(rate(sealed_secrets_controller_unseal_requests_total[$__rate_interval]))',
      }),
    ),
  ],
};

/** Secrets that come from a store. */
export const externalSecrets: Dashboard = {
  id: 'external-secrets',
  title: 'External Secrets',
  about: 'External Secrets: which could not be fetched, and how the stores answer.',
  tags: ['security', 'secrets'],
  variables: [],
  rows: [
    row(
      'Fetching',
      stat('External Secrets', 'short', 'count(externalsecret_status_condition{condition="Ready",status="True"})', {
        span: 8,
      }),
      stat(
        'Not fetched',
        'short',
        'sum(externalsecret_status_condition{condition="Ready",status="False"}) or vector(0)',
        { span: 8, warn: [1, 1] },
      ),
      stat('Errors in an hour', 'short', 'sum(increase(externalsecret_sync_calls_error[1h])) or vector(0)', {
        span: 8,
        warn: [1, 10],
      }),
      table(
        'Not fetched',
        'short',
        'sum by (exported_namespace, namespace, name) (externalsecret_status_condition{condition="Ready",status="False"}) == 1',
        { span: 12 },
      ),
      graph('Fetches', 'ops', {
        all: 'sum(rate(externalsecret_sync_calls_total[$__rate_interval]))',
        failed: 'sum(rate(externalsecret_sync_calls_error[$__rate_interval]))',
      }),
      graph('Calls to stores', 'ops', {
        '{{provider}} {{call}} {{status}}':
          'sum by (provider, call, status) (rate(externalsecret_provider_api_calls_count[$__rate_interval]))',
      }),
    ),
  ],
};

/** Prometheus itself. */
export const prometheus: Dashboard = {
  id: 'prometheus',
  title: 'Prometheus',
  about: 'Prometheus itself: what it reads, what it cannot reach, and how much it keeps.',
  tags: ['observability'],
  variables: [],
  rows: [
    row(
      'At a glance',
      stat('Targets up', 'short', 'sum(up)', { span: 6 }),
      stat('Targets down', 'short', 'count(up == 0) or vector(0)', { span: 6, warn: [1, 5] }),
      stat('Series', 'short', 'sum(prometheus_tsdb_head_series)', { span: 6 }),
      stat('Samples a second', 'short', 'sum(rate(prometheus_tsdb_head_samples_appended_total[5m]))', { span: 6 }),
    ),
    row(
      'Reading',
      table('Targets down', 'short', 'sum by (job, namespace, instance) (up == 0) + 1', { span: 12 }),
      graph('Longest reads', 's', { '{{job}}': 'topk(10, max by (job) (scrape_duration_seconds))' }),
      graph('Jobs with the most samples', 'short', { '{{job}}': 'topk(10, sum by (job) (scrape_samples_scraped))' }),
      graph('Series', 'short', { '{{pod}}': 'sum by (pod) (prometheus_tsdb_head_series)' }),
    ),
    row(
      'Rules and queries',
      graph('Rule groups: time of what they may take', 'percentunit', {
        '{{rule_group}}':
          'topk(10, prometheus_rule_group_last_duration_seconds / prometheus_rule_group_interval_seconds)',
      }),
      graph('Evaluations that fail', 'ops', {
        '{{rule_group}}': 'sum by (rule_group) (rate(prometheus_rule_evaluation_failures_total[$__rate_interval])) > 0',
      }),
      graph('Notifications lost', 'ops', {
        '{{alertmanager}}': 'sum by (alertmanager) (rate(prometheus_notifications_errors_total[$__rate_interval]))',
      }),
      graph('Disk', 'bytes', { '{{pod}}': 'sum by (pod) (prometheus_tsdb_storage_blocks_bytes)' }),
    ),
  ],
};
