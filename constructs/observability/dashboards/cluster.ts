import { type Dashboard, graph, heatmap, row, stat, table } from '../dashboard.ts';

/** One cluster: what it has, what is used, what is wrong. */
export const cluster: Dashboard = {
  id: 'cluster',
  title: 'Cluster',
  about: 'What one cluster has, what of it is used, and what does not run.',
  tags: ['cluster'],
  variables: [],
  rows: [
    row(
      'At a glance',
      stat('Nodes', 'short', 'count(kube_node_info)'),
      stat('Nodes not ready', 'short', 'sum(kube_node_status_condition{condition="Ready",status!="true"})', {
        warn: [1, 2],
      }),
      stat('Pods', 'short', 'sum(kube_pod_status_phase{phase="Running"})'),
      stat('Pods pending', 'short', 'sum(kube_pod_status_phase{phase="Pending"})', { warn: [5, 20] }),
      stat('Namespaces', 'short', 'count(kube_namespace_created)'),
      stat(
        'Deployments short of pods',
        'short',
        'count(kube_deployment_status_replicas_unavailable > 0) or vector(0)',
        {
          warn: [1, 5],
        },
      ),
    ),
    row(
      'CPU',
      graph('Used, requested and there', 'short', {
        used: 'sum(rate(container_cpu_usage_seconds_total{container!=""}[$__rate_interval]))',
        requested: 'sum(kube_pod_container_resource_requests{resource="cpu"})',
        allocatable: 'sum(kube_node_status_allocatable{resource="cpu"})',
      }),
      graph(
        'Used by namespace',
        'short',
        {
          '{{namespace}}':
            'topk(10, sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[$__rate_interval])))',
        },
        { stack: true },
      ),
    ),
    row(
      'Memory',
      graph('Used, requested and there', 'bytes', {
        used: 'sum(container_memory_working_set_bytes{container!=""})',
        requested: 'sum(kube_pod_container_resource_requests{resource="memory"})',
        allocatable: 'sum(kube_node_status_allocatable{resource="memory"})',
      }),
      graph(
        'Used by namespace',
        'bytes',
        { '{{namespace}}': 'topk(10, sum by (namespace) (container_memory_working_set_bytes{container!=""}))' },
        { stack: true },
      ),
    ),
    row(
      'What does not run',
      table(
        'Containers that wait, and why',
        'short',
        'sum by (namespace, pod, container, reason) (kube_pod_container_status_waiting_reason) > 0',
      ),
    ),
  ],
};

/** Whether the cluster has room, and for how long. */
export const capacity: Dashboard = {
  id: 'capacity',
  title: 'Cluster capacity',
  about: 'Whether there is room for more, what is asked for and not used, and when it will be full.',
  tags: ['cluster', 'cost'],
  variables: [],
  rows: [
    row(
      'Requested of what is there',
      stat(
        'CPU',
        'percentunit',
        'sum(kube_pod_container_resource_requests{resource="cpu"}) / sum(kube_node_status_allocatable{resource="cpu"})',
        { span: 6, warn: [0.85, 0.95] },
      ),
      stat(
        'Memory',
        'percentunit',
        'sum(kube_pod_container_resource_requests{resource="memory"}) / sum(kube_node_status_allocatable{resource="memory"})',
        { span: 6, warn: [0.85, 0.95] },
      ),
      stat('Pods', 'percentunit', 'sum(kube_pod_info) / sum(kube_node_status_allocatable{resource="pods"})', {
        span: 6,
        warn: [0.85, 0.95],
      }),
      stat(
        'CPU in two weeks',
        'percentunit',
        'predict_linear(sum(kube_pod_container_resource_requests{resource="cpu"})[7d:1h], 1209600) / sum(kube_node_status_allocatable{resource="cpu"})',
        { span: 6, warn: [0.85, 0.95], about: 'Where the last seven days lead, if they go on.' },
      ),
    ),
    row(
      'Asked for and not used',
      table(
        'CPU, in cores',
        'short',
        'topk(20, sum by (namespace) (kube_pod_container_resource_requests{resource="cpu"}) - sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[1h])))',
        { span: 12 },
      ),
      table(
        'Memory',
        'bytes',
        'topk(20, sum by (namespace) (kube_pod_container_resource_requests{resource="memory"}) - sum by (namespace) (container_memory_working_set_bytes{container!=""}))',
        { span: 12 },
      ),
    ),
    row(
      'By node',
      graph('CPU requested', 'percentunit', {
        '{{node}}':
          'sum by (node) (kube_pod_container_resource_requests{resource="cpu"}) / sum by (node) (kube_node_status_allocatable{resource="cpu"})',
      }),
      graph('Memory requested', 'percentunit', {
        '{{node}}':
          'sum by (node) (kube_pod_container_resource_requests{resource="memory"}) / sum by (node) (kube_node_status_allocatable{resource="memory"})',
      }),
    ),
  ],
};

/** The API server: how much, how fast, how many errors. */
export const apiServer: Dashboard = {
  id: 'api-server',
  title: 'API server',
  about: 'Requests to the API server: how many, how fast, how many fail, and who waits.',
  tags: ['cluster', 'control-plane'],
  variables: [],
  rows: [
    row(
      'At a glance',
      stat('Servers up', 'short', 'sum(up{job="apiserver"})'),
      stat(
        'Requests that fail',
        'percentunit',
        'sum(rate(apiserver_request_total{code=~"5.."}[$__rate_interval])) / sum(rate(apiserver_request_total[$__rate_interval]))',
        { warn: [0.01, 0.05] },
      ),
      stat(
        'Slowest hundredth',
        's',
        'histogram_quantile(0.99, sum by (le) (rate(apiserver_request_duration_seconds_bucket{verb!~"WATCH|CONNECT"}[$__rate_interval])))',
        { warn: [1, 4] },
      ),
      stat('Objects', 'short', 'sum(apiserver_storage_objects)'),
    ),
    row(
      'Requests',
      graph('By verb', 'reqps', { '{{verb}}': 'sum by (verb) (rate(apiserver_request_total[$__rate_interval]))' }),
      graph('That fail, by code', 'reqps', {
        '{{code}}': 'sum by (code) (rate(apiserver_request_total{code=~"[45].."}[$__rate_interval]))',
      }),
      graph('Slowest hundredth by verb', 's', {
        '{{verb}}':
          'histogram_quantile(0.99, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket{verb!~"WATCH|CONNECT"}[$__rate_interval])))',
      }),
      graph('In flight', 'short', {
        '{{request_kind}}': 'sum by (request_kind) (apiserver_current_inflight_requests)',
      }),
    ),
    row(
      'Behind it',
      graph('Waiting in priority queues', 'short', {
        '{{priority_level}}': 'sum by (priority_level) (apiserver_flowcontrol_current_inqueue_requests)',
      }),
      graph('Slowest hundredth of admission webhooks', 's', {
        '{{name}}':
          'histogram_quantile(0.99, sum by (le, name) (rate(apiserver_admission_webhook_admission_duration_seconds_bucket[$__rate_interval])))',
      }),
      table('Objects by resource', 'short', 'topk(25, max by (resource) (apiserver_storage_objects))'),
    ),
  ],
};

/** Names within the cluster. */
export const dns: Dashboard = {
  id: 'dns',
  title: 'DNS',
  about: 'CoreDNS: questions, answers that say no, and how long they take.',
  tags: ['cluster', 'network'],
  variables: [],
  rows: [
    row(
      'Questions',
      graph('By type', 'reqps', { '{{type}}': 'sum by (type) (rate(coredns_dns_requests_total[$__rate_interval]))' }),
      graph('Answers by code', 'reqps', {
        '{{rcode}}': 'sum by (rcode) (rate(coredns_dns_responses_total[$__rate_interval]))',
      }),
      graph('How long', 's', {
        half: 'histogram_quantile(0.5, sum by (le) (rate(coredns_dns_request_duration_seconds_bucket[$__rate_interval])))',
        'slowest hundredth':
          'histogram_quantile(0.99, sum by (le) (rate(coredns_dns_request_duration_seconds_bucket[$__rate_interval])))',
      }),
      graph('Answered from the cache', 'percentunit', {
        hits: 'sum(rate(coredns_cache_hits_total[$__rate_interval])) / (sum(rate(coredns_cache_hits_total[$__rate_interval])) + sum(rate(coredns_cache_misses_total[$__rate_interval])))',
      }),
    ),
    row(
      'What it asks others',
      graph('Answers of other servers', 'reqps', {
        '{{to}} {{rcode}}': 'sum by (to, rcode) (rate(coredns_proxy_request_duration_seconds_count[$__rate_interval]))',
      }),
      graph('Panics and failed health checks', 'ops', {
        panics: 'sum(rate(coredns_panics_total[$__rate_interval]))',
        'health checks': 'sum(rate(coredns_proxy_healthcheck_failures_total[$__rate_interval]))',
      }),
    ),
  ],
};

/** The agents of the nodes. */
export const kubelet: Dashboard = {
  id: 'kubelet',
  title: 'Kubelet',
  about: 'The agents on the nodes: pods that they run, and how long they need to start one.',
  tags: ['cluster', 'nodes'],
  variables: [],
  rows: [
    row(
      'At a glance',
      stat('Kubelets up', 'short', 'sum(up{job="kubelet",metrics_path="/metrics"})'),
      stat('Pods', 'short', 'sum(kubelet_running_pods)'),
      stat('Containers', 'short', 'sum(kubelet_running_containers{container_state="running"})'),
      stat('Evictions in a day', 'short', 'sum(increase(kubelet_evictions[1d])) or vector(0)', { warn: [1, 20] }),
    ),
    row(
      'Work',
      graph('Slowest hundredth of pod starts', 's', {
        '{{instance}}':
          'histogram_quantile(0.99, sum by (le, instance) (rate(kubelet_pod_start_duration_seconds_bucket[$__rate_interval])))',
      }),
      graph('Slowest hundredth of looks at all pods', 's', {
        '{{instance}}':
          'histogram_quantile(0.99, sum by (le, instance) (rate(kubelet_pleg_relist_duration_seconds_bucket[$__rate_interval])))',
      }),
      graph('Operations of the container runtime that fail', 'ops', {
        '{{operation_type}}':
          'sum by (operation_type) (rate(kubelet_runtime_operations_errors_total[$__rate_interval]))',
      }),
      heatmap('Pod starts', 's', 'sum by (le) (increase(kubelet_pod_start_duration_seconds_bucket[$__rate_interval]))'),
    ),
  ],
};
