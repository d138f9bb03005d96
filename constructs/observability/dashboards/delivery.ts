import { type Dashboard, graph, row, stat, table, type Variable } from '../dashboard.ts';

const project: Variable = {
  name: 'project',
  label: 'Project',
  values: 'label_values(argocd_app_info, project)',
  several: true,
};

/** What Argo CD delivers. */
export const argocd: Dashboard = {
  id: 'argocd',
  title: 'Argo CD',
  about:
    'What Argo CD delivers: which applications are not in sync or not healthy, and which clusters it cannot reach.',
  tags: ['delivery', 'argocd'],
  variables: [project],
  rows: [
    row(
      'At a glance',
      stat('Applications', 'short', 'count(argocd_app_info{project=~"$project"})'),
      stat('Out of sync', 'short', 'count(argocd_app_info{project=~"$project",sync_status!="Synced"}) or vector(0)', {
        warn: [1, 10],
      }),
      stat(
        'Not healthy',
        'short',
        'count(argocd_app_info{project=~"$project",health_status!~"Healthy|Progressing|Suspended"}) or vector(0)',
        { warn: [1, 5] },
      ),
      stat('Clusters', 'short', 'count(argocd_cluster_info)'),
      stat('Clusters out of reach', 'short', 'count(argocd_cluster_connection_status == 0) or vector(0)', {
        warn: [1, 1],
      }),
      stat('Syncs in an hour', 'short', 'sum(increase(argocd_app_sync_total{project=~"$project"}[1h]))'),
    ),
    row(
      'Applications',
      graph(
        'By sync',
        'short',
        { '{{sync_status}}': 'count by (sync_status) (argocd_app_info{project=~"$project"})' },
        { stack: true },
      ),
      graph(
        'By health',
        'short',
        { '{{health_status}}': 'count by (health_status) (argocd_app_info{project=~"$project"})' },
        { stack: true },
      ),
      table(
        'Out of sync or not healthy',
        'short',
        'count by (project, name, dest_server, sync_status, health_status) (argocd_app_info{project=~"$project",sync_status!="Synced"} or argocd_app_info{project=~"$project",health_status!~"Healthy|Progressing|Suspended"})',
      ),
    ),
    row(
      'Syncs',
      graph('By outcome', 'short', {
        '{{phase}}': 'sum by (phase) (increase(argocd_app_sync_total{project=~"$project"}[$__rate_interval]))',
      }),
      graph('That failed, by application', 'short', {
        '{{name}}':
          'sum by (name) (increase(argocd_app_sync_total{project=~"$project",phase=~"Error|Failed"}[$__rate_interval])) > 0',
      }),
    ),
    row(
      'Clusters',
      table('Out of reach', 'short', 'sum by (server) (argocd_cluster_connection_status) == 0', { span: 12 }),
      graph('Age of what Argo CD knows of each', 's', { '{{server}}': 'argocd_cluster_cache_age_seconds' }),
    ),
  ],
};

/** How Argo CD itself fares. */
export const argocdWork: Dashboard = {
  id: 'argocd-work',
  title: 'Argo CD at work',
  about: 'How Argo CD itself fares: how long it needs for an application, what waits, and how git answers.',
  tags: ['delivery', 'argocd'],
  variables: [],
  rows: [
    row(
      'Controller',
      graph('Slowest twentieth of reconciliations', 's', {
        '{{dest_server}}':
          'histogram_quantile(0.95, sum by (le, dest_server) (rate(argocd_app_reconcile_bucket[$__rate_interval])))',
      }),
      graph('Waiting', 'short', { '{{name}}': 'sum by (name) (workqueue_depth{namespace=~".*argo.*"})' }),
      graph('Calls to the API servers', 'ops', {
        '{{verb}} {{response_code}}':
          'sum by (verb, response_code) (rate(argocd_app_k8s_request_total[$__rate_interval]))',
      }),
      graph('kubectl runs', 'ops', {
        '{{command}}': 'sum by (command) (rate(argocd_kubectl_exec_total[$__rate_interval]))',
      }),
    ),
    row(
      'Repositories',
      graph('Requests to git', 'ops', {
        '{{request_type}}': 'sum by (request_type) (rate(argocd_git_request_total[$__rate_interval]))',
      }),
      graph('Slowest twentieth of requests to git', 's', {
        '{{request_type}}':
          'histogram_quantile(0.95, sum by (le, request_type) (rate(argocd_git_request_duration_seconds_bucket[$__rate_interval])))',
      }),
      graph('Fetches that fail', 'ops', {
        '{{repo}}': 'sum by (repo) (rate(argocd_git_fetch_fail_total[$__rate_interval]))',
      }),
      graph('Waiting for manifests', 'short', { '{{repo}}': 'sum by (repo) (argocd_repo_pending_request_total)' }),
    ),
    row(
      'Memory and processor',
      graph('Memory', 'bytes', {
        '{{pod}}': 'sum by (pod) (container_memory_working_set_bytes{pod=~"argocd-.*|argo-cd-.*",container!=""})',
      }),
      graph('CPU', 'short', {
        '{{pod}}':
          'sum by (pod) (rate(container_cpu_usage_seconds_total{pod=~"argocd-.*|argo-cd-.*",container!=""}[$__rate_interval]))',
      }),
    ),
  ],
};

/** Pipelines. */
export const workflows: Dashboard = {
  id: 'workflows',
  title: 'Workflows',
  about: 'Argo Workflows: what runs, what waits, and what fails.',
  tags: ['delivery', 'pipelines'],
  variables: [],
  rows: [
    row(
      'Workflows',
      stat('Running', 'short', 'sum(argo_workflows_gauge{phase="Running"})', { span: 6 }),
      stat('Pending', 'short', 'sum(argo_workflows_gauge{phase="Pending"})', { span: 6, warn: [10, 50] }),
      stat('Failed in an hour', 'short', 'sum(increase(argo_workflows_total_count{phase=~"Failed|Error"}[1h]))', {
        span: 6,
        warn: [1, 10],
      }),
      stat('Pods pending', 'short', 'sum(argo_workflows_pods_gauge{phase="Pending"})', { span: 6 }),
      graph('By phase', 'short', { '{{phase}}': 'sum by (phase) (argo_workflows_gauge)' }, { stack: true }),
      graph('Ended, by phase', 'short', {
        '{{phase}}':
          'sum by (phase) (increase(argo_workflows_total_count{phase=~"Succeeded|Failed|Error"}[$__rate_interval]))',
      }),
    ),
    row(
      'Controller',
      graph('Waiting', 'short', { '{{queue_name}}': 'sum by (queue_name) (argo_workflows_queue_depth_gauge)' }),
      graph('Slowest twentieth of operations', 's', {
        all: 'histogram_quantile(0.95, sum by (le) (rate(argo_workflows_operation_duration_seconds_bucket[$__rate_interval])))',
      }),
      graph('Errors', 'ops', { '{{cause}}': 'sum by (cause) (rate(argo_workflows_error_count[$__rate_interval]))' }),
    ),
  ],
};
