import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { charts } from './versions.ts';

/** Logs, metrics and traces to Splunk by OpenTelemetry, instead of a Prometheus on the cluster. */
export const splunkOtelCollector = component({
  name: 'splunk-otel-collector',
  chart: charts.splunkOtelCollector,
  namespace: 'splunk-otel-collector',
  on: 'edges',
  provides: [],
  replaces: ['kube-prometheus-stack'],
  onRequest: true,
  // Its agent reads the logs and counters of each node.
  podSecurity: 'privileged',
  options: z.strictObject({
    clusterName: z
      .string()
      .min(1)
      .optional()
      .describe("Name by which Splunk knows the cluster. Default: each cluster's own."),
    environment: z
      .string()
      .min(1)
      .max(63)
      .optional()
      .describe("Value of the attribute `deployment.environment.name`. Default: each cluster's own environment."),
    endpoint: z
      .url()
      .describe(
        'URL of the HTTP Event Collector, such as `https://http-inputs-acme.splunkcloud.com/services/collector`.',
      ),
    index: z.string().min(1).default('main').describe('Index of events.'),
    metricsIndex: z.string().min(1).default('metrics').describe('Index of metrics.'),
    secret: z
      .string()
      .min(1)
      .default('splunk')
      .describe('Secret in its namespace whose key `splunk_platform_hec_token` is the token.'),
    cloudProvider: z
      .enum(['aws', 'gcp', 'azure'])
      .optional()
      .describe("Cloud of the cluster. Default: each cluster's own."),
  }),
  values: ({ clusterName, environment, endpoint, index, metricsIndex, secret, cloudProvider }) => ({
    ...(clusterName === undefined ? {} : { clusterName }),
    ...(environment === undefined ? {} : { environment }),
    splunkPlatform: { endpoint, index, metricsIndex, metricsEnabled: true },
    secret: { create: false, name: secret },
    ...(cloudProvider === undefined ? {} : { cloudProvider }),
  }),
  clusterValues: ({ clusterName, environment, cloudProvider }) => ({
    ...(clusterName === undefined ? { clusterName: 'name' } : {}),
    ...(environment === undefined ? { environment: 'environment' } : {}),
    ...(cloudProvider === undefined ? { cloudProvider: 'cloud' } : {}),
  }),
});
