import { type Dashboard, graph, heatmap, namespaceChoice, row, stat, table } from '../dashboard.ts';

/** Traffic of a cluster. */
export const network: Dashboard = {
  id: 'network',
  title: 'Network',
  about: 'Traffic of a cluster by namespace, and what is dropped.',
  tags: ['network'],
  variables: [],
  rows: [
    row(
      'By namespace',
      graph(
        'Received',
        'Bps',
        {
          '{{namespace}}':
            'topk(15, sum by (namespace) (rate(container_network_receive_bytes_total{namespace!=""}[$__rate_interval])))',
        },
        { stack: true },
      ),
      graph(
        'Sent',
        'Bps',
        {
          '{{namespace}}':
            'topk(15, sum by (namespace) (rate(container_network_transmit_bytes_total{namespace!=""}[$__rate_interval])))',
        },
        { stack: true },
      ),
    ),
    row(
      'What goes wrong',
      graph('Packets dropped', 'pps', {
        'received {{namespace}}':
          'topk(10, sum by (namespace) (rate(container_network_receive_packets_dropped_total{namespace!=""}[$__rate_interval])))',
        'sent {{namespace}}':
          'topk(10, sum by (namespace) (rate(container_network_transmit_packets_dropped_total{namespace!=""}[$__rate_interval])))',
      }),
      graph('TCP segments sent again', 'percentunit', {
        '{{instance}}':
          'sum by (instance) (rate(node_netstat_Tcp_RetransSegs[$__rate_interval])) / sum by (instance) (rate(node_netstat_Tcp_OutSegs[$__rate_interval]))',
      }),
      graph('Connections tracked, of the most', 'percentunit', {
        '{{instance}}': 'node_nf_conntrack_entries / node_nf_conntrack_entries_limit',
      }),
    ),
  ],
};

/** Traffic of the pods of one namespace. */
export const podNetwork: Dashboard = {
  id: 'pod-network',
  title: 'Network of a namespace',
  about: 'Traffic of the pods of one namespace, and what is dropped.',
  tags: ['network', 'namespaces'],
  variables: [namespaceChoice],
  rows: [
    row(
      'By pod',
      graph('Received', 'Bps', {
        '{{pod}}':
          'topk(20, sum by (pod) (rate(container_network_receive_bytes_total{namespace="$namespace"}[$__rate_interval])))',
      }),
      graph('Sent', 'Bps', {
        '{{pod}}':
          'topk(20, sum by (pod) (rate(container_network_transmit_bytes_total{namespace="$namespace"}[$__rate_interval])))',
      }),
      graph('Packets', 'pps', {
        received: 'sum(rate(container_network_receive_packets_total{namespace="$namespace"}[$__rate_interval]))',
        sent: 'sum(rate(container_network_transmit_packets_total{namespace="$namespace"}[$__rate_interval]))',
      }),
      graph('Packets dropped', 'pps', {
        'received {{pod}}':
          'sum by (pod) (rate(container_network_receive_packets_dropped_total{namespace="$namespace"}[$__rate_interval])) > 0',
        'sent {{pod}}':
          'sum by (pod) (rate(container_network_transmit_packets_dropped_total{namespace="$namespace"}[$__rate_interval])) > 0',
      }),
    ),
  ],
};

/** What comes from outside, through Envoy Gateway. */
export const ingress: Dashboard = {
  id: 'ingress',
  title: 'Ingress',
  about: 'Requests from outside through the gateway (Envoy): how many, how fast, how many fail, by route.',
  tags: ['network', 'ingress'],
  variables: [],
  rows: [
    row(
      'At the door',
      stat('Requests', 'reqps', 'sum(rate(envoy_http_downstream_rq_total[$__rate_interval]))', { span: 6 }),
      stat(
        'That fail',
        'percentunit',
        'sum(rate(envoy_http_downstream_rq_xx{envoy_response_code_class="5"}[$__rate_interval])) / sum(rate(envoy_http_downstream_rq_xx[$__rate_interval]))',
        { span: 6, warn: [0.01, 0.05] },
      ),
      stat(
        'Slowest hundredth',
        'ms',
        'histogram_quantile(0.99, sum by (le) (rate(envoy_http_downstream_rq_time_bucket[$__rate_interval])))',
        { span: 6 },
      ),
      stat('Connections', 'short', 'sum(envoy_http_downstream_cx_active)', { span: 6 }),
      graph('Answers by class', 'reqps', {
        '{{envoy_response_code_class}}xx':
          'sum by (envoy_response_code_class) (rate(envoy_http_downstream_rq_xx[$__rate_interval]))',
      }),
      heatmap(
        'How long answers took',
        'ms',
        'sum by (le) (increase(envoy_http_downstream_rq_time_bucket[$__rate_interval]))',
      ),
    ),
    row(
      'By route',
      graph('Requests', 'reqps', {
        '{{envoy_cluster_name}}':
          'topk(15, sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_total{envoy_cluster_name=~"(http|grpc)route.*"}[$__rate_interval])))',
      }),
      graph('That fail', 'percentunit', {
        '{{envoy_cluster_name}}':
          'sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{envoy_cluster_name=~"(http|grpc)route.*",envoy_response_code_class="5"}[$__rate_interval])) / sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{envoy_cluster_name=~"(http|grpc)route.*"}[$__rate_interval]))',
      }),
      graph('Slowest hundredth', 'ms', {
        '{{envoy_cluster_name}}':
          'histogram_quantile(0.99, sum by (le, envoy_cluster_name) (rate(envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name=~"(http|grpc)route.*"}[$__rate_interval])))',
      }),
      table(
        'Routes without a healthy pod',
        'short',
        'sum by (envoy_cluster_name) (envoy_cluster_membership_healthy{envoy_cluster_name=~"(http|grpc)route.*"}) == 0',
        { span: 12 },
      ),
    ),
  ],
};

/** The virtual application network, as Skupper's network observer tells of it. */
export const applicationNetwork: Dashboard = {
  id: 'application-network',
  title: 'Application network',
  about: 'The network of the clusters (Skupper): its sites and links, and what goes over it.',
  tags: ['network', 'skupper'],
  variables: [],
  rows: [
    row(
      'Sites and links',
      stat('Sites', 'short', 'count(skupper_site_info == 1)', { span: 6 }),
      stat('Links up', 'short', 'sum(skupper_site_links_total{status="up"})', { span: 6 }),
      stat('Links down', 'short', 'sum(skupper_site_links_total{status!="up"}) or vector(0)', {
        span: 6,
        warn: [1, 1],
      }),
      stat('Services', 'short', 'sum(skupper_site_listeners_total)', { span: 6 }),
      table('Sites', 'short', 'max by (name, version, site_id) (skupper_site_info == 1)', { span: 12 }),
      graph('Link errors', 'short', {
        '{{site_id}} {{role}}': 'sum by (site_id, role) (increase(skupper_site_link_errors_total[$__rate_interval]))',
      }),
      table(
        'Listeners and connectors',
        'short',
        'sum by (site_id) (skupper_site_listeners_total) or sum by (site_id) (skupper_site_connectors_total)',
      ),
    ),
    row(
      'Traffic',
      graph('Connections opened', 'ops', {
        '{{routing_key}}': 'sum by (routing_key) (rate(skupper_connections_opened_total[$__rate_interval]))',
      }),
      graph('Connections open', 'short', {
        '{{routing_key}}':
          'sum by (routing_key) (skupper_connections_opened_total) - sum by (routing_key) (skupper_connections_closed_total)',
      }),
      graph('Sent', 'Bps', {
        '{{source_site_id}} to {{dest_site_id}}':
          'sum by (source_site_id, dest_site_id) (rate(skupper_sent_bytes_total[$__rate_interval]))',
      }),
      graph('Received', 'Bps', {
        '{{source_site_id}} from {{dest_site_id}}':
          'sum by (source_site_id, dest_site_id) (rate(skupper_received_bytes_total[$__rate_interval]))',
      }),
    ),
  ],
};
