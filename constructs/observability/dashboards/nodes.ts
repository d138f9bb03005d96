import { type Dashboard, graph, row, stat, table, type Variable } from '../dashboard.ts';

/** All nodes of a cluster, side by side. */
export const nodes: Dashboard = {
  id: 'nodes',
  title: 'Nodes',
  about: 'The nodes of a cluster side by side: which is full, slow or ill.',
  tags: ['nodes'],
  variables: [],
  rows: [
    row(
      'State',
      table(
        'Conditions that hold and should not',
        'short',
        'sum by (node, condition) (kube_node_status_condition{condition!="Ready",status="true"}) > 0 or sum by (node, condition) (kube_node_status_condition{condition="Ready",status!="true"}) > 0',
      ),
    ),
    row(
      'In use',
      graph(
        'CPU',
        'percentunit',
        { '{{instance}}': '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))' },
        { max: 1 },
      ),
      graph(
        'Memory',
        'percentunit',
        { '{{instance}}': '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes' },
        { max: 1 },
      ),
      graph(
        'Fullest disk',
        'percentunit',
        {
          '{{instance}}':
            'max by (instance) (1 - node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay|squashfs"})',
        },
        { max: 1 },
      ),
      graph('Load for each core', 'short', {
        '{{instance}}': 'node_load5 / on (instance) count by (instance) (node_cpu_seconds_total{mode="idle"})',
      }),
    ),
    row(
      'Traffic',
      graph('Received', 'Bps', {
        '{{instance}}': 'sum by (instance) (rate(node_network_receive_bytes_total{device!="lo"}[$__rate_interval]))',
      }),
      graph('Sent', 'Bps', {
        '{{instance}}': 'sum by (instance) (rate(node_network_transmit_bytes_total{device!="lo"}[$__rate_interval]))',
      }),
    ),
  ],
};

const instance: Variable = { name: 'instance', label: 'Node', values: 'label_values(node_uname_info, instance)' };
const disks = 'instance="$instance",fstype!~"tmpfs|overlay|squashfs"';

/** One node, by resource. */
export const node: Dashboard = {
  id: 'node',
  title: 'Node',
  about: 'One node: how much of each resource is used, what waits for it, and what fails.',
  tags: ['nodes'],
  variables: [instance],
  rows: [
    row(
      'At a glance',
      stat('Up since', 's', 'time() - node_boot_time_seconds{instance="$instance"}', { span: 6 }),
      stat('Cores', 'short', 'count(node_cpu_seconds_total{instance="$instance",mode="idle"})', { span: 6 }),
      stat('Memory', 'bytes', 'node_memory_MemTotal_bytes{instance="$instance"}', { span: 6 }),
      stat('Clock is off by', 's', 'abs(node_timex_offset_seconds{instance="$instance"})', {
        span: 6,
        warn: [0.05, 0.5],
      }),
    ),
    row(
      'Processor',
      graph(
        'By mode',
        'percentunit',
        {
          '{{mode}}':
            'sum by (mode) (rate(node_cpu_seconds_total{instance="$instance",mode!="idle"}[$__rate_interval])) / scalar(count(node_cpu_seconds_total{instance="$instance",mode="idle"}))',
        },
        { stack: true, max: 1 },
      ),
      graph('Time that tasks waited', 'percentunit', {
        processor: 'rate(node_pressure_cpu_waiting_seconds_total{instance="$instance"}[$__rate_interval])',
        memory: 'rate(node_pressure_memory_waiting_seconds_total{instance="$instance"}[$__rate_interval])',
        disk: 'rate(node_pressure_io_waiting_seconds_total{instance="$instance"}[$__rate_interval])',
      }),
    ),
    row(
      'Memory and disk',
      graph(
        'Memory',
        'bytes',
        {
          used: 'node_memory_MemTotal_bytes{instance="$instance"} - node_memory_MemAvailable_bytes{instance="$instance"}',
          'given back at need':
            'node_memory_MemAvailable_bytes{instance="$instance"} - node_memory_MemFree_bytes{instance="$instance"}',
          free: 'node_memory_MemFree_bytes{instance="$instance"}',
        },
        { stack: true },
      ),
      graph(
        'Disk in use',
        'percentunit',
        { '{{mountpoint}}': `1 - node_filesystem_avail_bytes{${disks}} / node_filesystem_size_bytes{${disks}}` },
        { max: 1 },
      ),
      graph('Disk reads and writes', 'Bps', {
        'read {{device}}': 'rate(node_disk_read_bytes_total{instance="$instance"}[$__rate_interval])',
        'written {{device}}': 'rate(node_disk_written_bytes_total{instance="$instance"}[$__rate_interval])',
      }),
      graph('Disk busy', 'percentunit', {
        '{{device}}': 'rate(node_disk_io_time_seconds_total{instance="$instance"}[$__rate_interval])',
      }),
    ),
    row(
      'Network',
      graph('Traffic', 'Bps', {
        'received {{device}}':
          'rate(node_network_receive_bytes_total{instance="$instance",device!="lo"}[$__rate_interval])',
        'sent {{device}}':
          'rate(node_network_transmit_bytes_total{instance="$instance",device!="lo"}[$__rate_interval])',
      }),
      graph('Errors and drops', 'pps', {
        'received {{device}}':
          'rate(node_network_receive_errs_total{instance="$instance"}[$__rate_interval]) + rate(node_network_receive_drop_total{instance="$instance"}[$__rate_interval])',
        'sent {{device}}':
          'rate(node_network_transmit_errs_total{instance="$instance"}[$__rate_interval]) + rate(node_network_transmit_drop_total{instance="$instance"}[$__rate_interval])',
      }),
    ),
  ],
};
