import { type Dashboard, graph, namespaceChoice, row, stat, table, type Variable } from '../dashboard.ts';

const deployment: Variable = {
  name: 'deployment',
  label: 'Deployment',
  values: 'label_values(kube_deployment_created{namespace="$namespace"}, deployment)',
};
const pods = 'namespace="$namespace",pod=~"$deployment-[a-z0-9]+-[a-z0-9]+"';

/** One Deployment with its pods. */
export const workload: Dashboard = {
  id: 'workload',
  title: 'Workload',
  about: 'One Deployment: its pods, what they use of what they asked for, and how they were scaled and restarted.',
  tags: ['workloads'],
  variables: [namespaceChoice, deployment],
  rows: [
    row(
      'Pods',
      stat('Wanted', 'short', 'sum(kube_deployment_spec_replicas{namespace="$namespace",deployment="$deployment"})', {
        span: 6,
      }),
      stat(
        'Available',
        'short',
        'sum(kube_deployment_status_replicas_available{namespace="$namespace",deployment="$deployment"})',
        { span: 6 },
      ),
      stat('Restarts in an hour', 'short', `sum(increase(kube_pod_container_status_restarts_total{${pods}}[1h]))`, {
        span: 6,
        warn: [1, 5],
      }),
      stat(
        'Killed for want of memory',
        'short',
        `sum(kube_pod_container_status_last_terminated_reason{${pods},reason="OOMKilled"}) or vector(0)`,
        {
          span: 6,
          warn: [1, 3],
        },
      ),
      graph('Pods', 'short', {
        wanted: 'sum(kube_deployment_spec_replicas{namespace="$namespace",deployment="$deployment"})',
        available: 'sum(kube_deployment_status_replicas_available{namespace="$namespace",deployment="$deployment"})',
        'at most':
          'sum(kube_horizontalpodautoscaler_spec_max_replicas{namespace="$namespace",horizontalpodautoscaler="$deployment"})',
      }),
      graph('Restarts', 'short', {
        '{{pod}}': `sum by (pod) (increase(kube_pod_container_status_restarts_total{${pods}}[$__rate_interval]))`,
      }),
    ),
    row(
      'What it uses',
      graph('CPU', 'short', {
        '{{pod}}': `sum by (pod) (rate(container_cpu_usage_seconds_total{${pods},container!=""}[$__rate_interval]))`,
        requested: `avg(sum by (pod) (kube_pod_container_resource_requests{${pods},resource="cpu"}))`,
      }),
      graph(
        'Time held back by limits',
        'percentunit',
        {
          '{{pod}}': `sum by (pod) (rate(container_cpu_cfs_throttled_periods_total{${pods},container!=""}[$__rate_interval])) / sum by (pod) (rate(container_cpu_cfs_periods_total{${pods},container!=""}[$__rate_interval]))`,
        },
        { max: 1 },
      ),
      graph('Memory', 'bytes', {
        '{{pod}}': `sum by (pod) (container_memory_working_set_bytes{${pods},container!=""})`,
        limit: `avg(sum by (pod) (kube_pod_container_resource_limits{${pods},resource="memory"}))`,
      }),
      graph('Traffic', 'Bps', {
        received: `sum(rate(container_network_receive_bytes_total{${pods}}[$__rate_interval]))`,
        sent: `sum(rate(container_network_transmit_bytes_total{${pods}}[$__rate_interval]))`,
      }),
    ),
  ],
};

/** All workloads of a namespace, side by side. */
export const workloads: Dashboard = {
  id: 'workloads',
  title: 'Workloads',
  about: 'Deployments, StatefulSets and DaemonSets that have fewer pods than they want, and how they roll out.',
  tags: ['workloads'],
  variables: [{ ...namespaceChoice, several: true }],
  rows: [
    row(
      'Short of pods',
      table(
        'Deployments',
        'short',
        'sum by (namespace, deployment) (kube_deployment_status_replicas_unavailable{namespace=~"$namespace"}) > 0',
        { span: 8 },
      ),
      table(
        'StatefulSets',
        'short',
        'sum by (namespace, statefulset) (kube_statefulset_replicas{namespace=~"$namespace"} - kube_statefulset_status_replicas_ready{namespace=~"$namespace"}) > 0',
        { span: 8 },
      ),
      table(
        'DaemonSets',
        'short',
        'sum by (namespace, daemonset) (kube_daemonset_status_number_unavailable{namespace=~"$namespace"}) > 0',
        { span: 8 },
      ),
    ),
    row(
      'Rollouts',
      graph('Pods of the new version to come', 'short', {
        '{{namespace}}/{{deployment}}':
          '(kube_deployment_spec_replicas{namespace=~"$namespace"} - kube_deployment_status_replicas_updated{namespace=~"$namespace"}) > 0',
      }),
      table(
        'Rollouts that are stuck',
        'short',
        'sum by (namespace, deployment) (kube_deployment_status_condition{namespace=~"$namespace",condition="Progressing",status="false"}) > 0',
        { span: 12 },
      ),
    ),
  ],
};

const pod: Variable = {
  name: 'pod',
  label: 'Pod',
  values: 'label_values(kube_pod_created{namespace="$namespace"}, pod)',
};
const onePod = 'namespace="$namespace",pod="$pod"';

/** One pod, by container. */
export const podDashboard: Dashboard = {
  id: 'pod',
  title: 'Pod',
  about: 'One pod by container: its state, and what it uses of what it asked for.',
  tags: ['workloads'],
  variables: [namespaceChoice, pod],
  rows: [
    row(
      'State',
      table('Phase', 'short', `sum by (phase) (kube_pod_status_phase{${onePod}}) > 0`, { span: 8 }),
      table(
        'Containers that wait, and why',
        'short',
        `sum by (container, reason) (kube_pod_container_status_waiting_reason{${onePod}}) > 0`,
        { span: 8 },
      ),
      table('Restarts', 'short', `sum by (container) (kube_pod_container_status_restarts_total{${onePod}})`, {
        span: 8,
      }),
    ),
    row(
      'What it uses',
      graph('CPU', 'short', {
        '{{container}}': `sum by (container) (rate(container_cpu_usage_seconds_total{${onePod},container!=""}[$__rate_interval]))`,
        '{{container}} requested': `sum by (container) (kube_pod_container_resource_requests{${onePod},resource="cpu"})`,
      }),
      graph('Memory', 'bytes', {
        '{{container}}': `sum by (container) (container_memory_working_set_bytes{${onePod},container!=""})`,
        '{{container}} limit': `sum by (container) (kube_pod_container_resource_limits{${onePod},resource="memory"})`,
      }),
      graph('Traffic', 'Bps', {
        received: `sum(rate(container_network_receive_bytes_total{${onePod}}[$__rate_interval]))`,
        sent: `sum(rate(container_network_transmit_bytes_total{${onePod}}[$__rate_interval]))`,
      }),
      graph('Disk', 'Bps', {
        'read {{container}}': `sum by (container) (rate(container_fs_reads_bytes_total{${onePod},container!=""}[$__rate_interval]))`,
        'written {{container}}': `sum by (container) (rate(container_fs_writes_bytes_total{${onePod},container!=""}[$__rate_interval]))`,
      }),
    ),
  ],
};

/** The disks that pods keep their data on. */
export const volumes: Dashboard = {
  id: 'volumes',
  title: 'Volumes',
  about: 'The disks that pods keep their data on: how full each is, and when it will be.',
  tags: ['workloads', 'storage'],
  variables: [{ ...namespaceChoice, several: true }],
  rows: [
    row(
      'How full',
      table(
        'In use',
        'percentunit',
        'sort_desc(max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes{namespace=~"$namespace"} / kubelet_volume_stats_capacity_bytes{namespace=~"$namespace"}))',
        { span: 12, warn: [0.8, 0.9] },
      ),
      table(
        'Full within four days',
        'bytes',
        'max by (namespace, persistentvolumeclaim) (predict_linear(kubelet_volume_stats_available_bytes{namespace=~"$namespace"}[6h], 345600)) < 0',
        { span: 12, about: 'What would be free in four days if the last six hours go on; less than nothing.' },
      ),
      graph(
        'In use',
        'percentunit',
        {
          '{{namespace}}/{{persistentvolumeclaim}}':
            'max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes{namespace=~"$namespace"} / kubelet_volume_stats_capacity_bytes{namespace=~"$namespace"})',
        },
        { max: 1 },
      ),
      graph(
        'Inodes in use',
        'percentunit',
        {
          '{{namespace}}/{{persistentvolumeclaim}}':
            'max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_inodes_used{namespace=~"$namespace"} / kubelet_volume_stats_inodes{namespace=~"$namespace"})',
        },
        { max: 1 },
      ),
    ),
    row(
      'Claims',
      table(
        'Not bound',
        'short',
        'sum by (namespace, persistentvolumeclaim, phase) (kube_persistentvolumeclaim_status_phase{namespace=~"$namespace",phase!="Bound"}) > 0',
        { span: 12 },
      ),
      table(
        'Volumes that failed or are left over',
        'short',
        'sum by (persistentvolume, phase) (kube_persistentvolume_status_phase{phase=~"Failed|Released"}) > 0',
        { span: 12 },
      ),
    ),
  ],
};

/** Jobs, and what runs by the clock. */
export const jobs: Dashboard = {
  id: 'jobs',
  title: 'Jobs',
  about: 'Jobs and CronJobs: which failed, which run too long, and which were not started.',
  tags: ['workloads', 'jobs'],
  variables: [{ ...namespaceChoice, several: true }],
  rows: [
    row(
      'At a glance',
      stat('Running', 'short', 'sum(kube_job_status_active{namespace=~"$namespace"})', { span: 8 }),
      stat('Failed', 'short', 'sum(kube_job_failed{namespace=~"$namespace",condition="true"})', {
        span: 8,
        warn: [1, 5],
      }),
      stat('Suspended', 'short', 'sum(kube_cronjob_spec_suspend{namespace=~"$namespace"})', { span: 8 }),
    ),
    row(
      'Which',
      table(
        'Failed',
        'short',
        'sum by (namespace, job_name) (kube_job_failed{namespace=~"$namespace",condition="true"}) > 0',
        { span: 12 },
      ),
      table(
        'Time since the last start',
        's',
        'sort_desc(time() - max by (namespace, cronjob) (kube_cronjob_status_last_schedule_time{namespace=~"$namespace"}))',
        { span: 12 },
      ),
      graph('How long runs took', 's', {
        '{{namespace}}/{{job_name}}':
          'max by (namespace, job_name) (kube_job_status_completion_time{namespace=~"$namespace"} - kube_job_status_start_time{namespace=~"$namespace"})',
      }),
      graph(
        'Running',
        'short',
        { '{{namespace}}': 'sum by (namespace) (kube_job_status_active{namespace=~"$namespace"})' },
        { stack: true },
      ),
    ),
  ],
};

/** Autoscalers and disruption budgets. */
export const scaling: Dashboard = {
  id: 'scaling',
  title: 'Scaling',
  about: 'Autoscalers that are at their end, and disruption budgets that let no node be drained.',
  tags: ['workloads'],
  variables: [{ ...namespaceChoice, several: true }],
  rows: [
    row(
      'Autoscalers',
      graph('Pods', 'short', {
        '{{namespace}}/{{horizontalpodautoscaler}}':
          'kube_horizontalpodautoscaler_status_current_replicas{namespace=~"$namespace"}',
      }),
      graph(
        'Pods of the most that are allowed',
        'percentunit',
        {
          '{{namespace}}/{{horizontalpodautoscaler}}':
            'kube_horizontalpodautoscaler_status_current_replicas{namespace=~"$namespace"} / kube_horizontalpodautoscaler_spec_max_replicas{namespace=~"$namespace"}',
        },
        { max: 1, warn: [0.9, 1] },
      ),
      table(
        'Autoscalers that cannot work',
        'short',
        'sum by (namespace, horizontalpodautoscaler, condition) (kube_horizontalpodautoscaler_status_condition{namespace=~"$namespace",condition=~"AbleToScale|ScalingActive",status="false"}) > 0',
      ),
    ),
    row(
      'Disruption budgets',
      table(
        'That let no pod go',
        'short',
        'sum by (namespace, poddisruptionbudget) (kube_poddisruptionbudget_status_pod_disruptions_allowed{namespace=~"$namespace"}) == 0',
        { span: 12 },
      ),
      table(
        'With fewer healthy pods than wanted',
        'short',
        'sum by (namespace, poddisruptionbudget) (kube_poddisruptionbudget_status_desired_healthy{namespace=~"$namespace"} - kube_poddisruptionbudget_status_current_healthy{namespace=~"$namespace"}) > 0',
        { span: 12 },
      ),
    ),
  ],
};
