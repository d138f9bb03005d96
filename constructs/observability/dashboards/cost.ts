import { type Dashboard, graph, namespaceChoice, row, stat, table } from '../dashboard.ts';

/** Hours in a month, by which clouds reckon. */
const MONTH = 730;
const GIB = 1024 ** 3;
const cpu = 'container_cpu_allocation * on (node) group_left () max by (node) (node_cpu_hourly_cost)';
const memory = `container_memory_allocation_bytes / ${GIB} * on (node) group_left () max by (node) (node_ram_hourly_cost)`;
const volumes = `sum by (persistentvolume) (pv_hourly_cost) * on (persistentvolume) sum by (persistentvolume) (kube_persistentvolume_capacity_bytes) / ${GIB}`;

/** What a cluster costs, by OpenCost. */
export const cost: Dashboard = {
  id: 'cost',
  title: 'Cost',
  about: 'What a cluster costs a month at this rate (OpenCost): nodes, disks, load balancers, and who uses them.',
  tags: ['cost'],
  variables: [],
  rows: [
    row(
      'A month at this rate',
      stat('Nodes', 'currencyUSD', `sum(node_total_hourly_cost) * ${MONTH}`, { span: 6 }),
      stat('Disks', 'currencyUSD', `sum(${volumes}) * ${MONTH}`, { span: 6 }),
      stat('Load balancers', 'currencyUSD', `sum(kubecost_load_balancer_cost) * ${MONTH} or vector(0)`, { span: 6 }),
      stat(
        'Paid for and asked for by nobody',
        'percentunit',
        `1 - (sum(${cpu}) + sum(${memory})) / sum(node_total_hourly_cost)`,
        { span: 6, warn: [0.4, 0.6] },
      ),
    ),
    row(
      'Who',
      table(
        'Namespaces, CPU and memory a month',
        'currencyUSD',
        `sort_desc((sum by (namespace) (${cpu}) + sum by (namespace) (${memory})) * ${MONTH})`,
        { span: 12 },
      ),
      table('Nodes a month', 'currencyUSD', `sort_desc(sum by (node) (node_total_hourly_cost) * ${MONTH})`, {
        span: 12,
      }),
      graph('Nodes', 'currencyUSD', { 'a month': `sum(node_total_hourly_cost) * ${MONTH}` }),
      graph('Nodes on spot', 'percentunit', { spot: 'avg(kubecost_node_is_spot)' }),
    ),
  ],
};

/** What one namespace costs. */
export const namespaceCost: Dashboard = {
  id: 'namespace-cost',
  title: 'Cost of a namespace',
  about: 'What one namespace costs a month at this rate (OpenCost), and what of it is asked for and not used.',
  tags: ['cost', 'namespaces'],
  variables: [namespaceChoice],
  rows: [
    row(
      'A month at this rate',
      stat('CPU', 'currencyUSD', `sum(${cpu.replace('allocation', 'allocation{namespace="$namespace"}')}) * ${MONTH}`, {
        span: 8,
      }),
      stat('Memory', 'currencyUSD', `sum(${memory.replace('bytes', 'bytes{namespace="$namespace"}')}) * ${MONTH}`, {
        span: 8,
      }),
      stat(
        'CPU that is asked for and not used',
        'percentunit',
        '1 - sum(rate(container_cpu_usage_seconds_total{namespace="$namespace",container!=""}[1d])) / sum(kube_pod_container_resource_requests{namespace="$namespace",resource="cpu"})',
        { span: 8, warn: [0.5, 0.8] },
      ),
    ),
    row(
      'By pod',
      table(
        'CPU a month',
        'currencyUSD',
        `sort_desc(sum by (pod) (${cpu.replace('allocation', 'allocation{namespace="$namespace"}')}) * ${MONTH})`,
        { span: 12 },
      ),
      table(
        'Memory a month',
        'currencyUSD',
        `sort_desc(sum by (pod) (${memory.replace('bytes', 'bytes{namespace="$namespace"}')}) * ${MONTH})`,
        { span: 12 },
      ),
    ),
  ],
};
