import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { charts } from './versions.ts';

const NAMESPACE = 'opentelemetry-collector';
/** Variable of the collector that holds the token. */
const TOKEN = 'OTLP_TOKEN';

/** Logs, metrics and traces to any backend that takes OTLP, instead of a Prometheus on the cluster. */
export const openTelemetryCollector = component({
  name: 'opentelemetry-collector',
  chart: charts.openTelemetryCollector,
  namespace: NAMESPACE,
  on: 'edges',
  provides: [],
  replaces: ['kube-prometheus-stack'],
  onRequest: true,
  // It reads the logs and counters of each node.
  podSecurity: 'privileged',
  options: z.strictObject({
    endpoint: z
      .url({ protocol: /^https?$/ })
      .describe('URL of the backend, which takes OTLP over HTTP: `/v1/metrics` and the like follow.'),
    environment: z
      .string()
      .min(1)
      .max(63)
      .optional()
      .describe("Value of the attribute `deployment.environment.name`. Default: each cluster's own environment."),
    clusterName: z
      .string()
      .min(1)
      .max(63)
      .optional()
      .describe("Value of the attribute `k8s.cluster.name`. Default: each cluster's own name."),
    secret: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .describe('Secret in its namespace whose key `token` the backend knows the platform by. Default: none is sent.'),
    header: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, { error: 'must be the name of a header' })
      .default('Authorization')
      .describe('Header that takes the token.'),
    prefix: z.string().max(32).default('Bearer ').describe('What stands before the token in the header.'),
    logs: z.boolean().default(true).describe('Whether the logs of all containers are sent.'),
  }),
  values: ({ endpoint, environment, clusterName, secret, header, prefix, logs }) => {
    const sent = {
      exporters: ['otlphttp'],
      processors: ['memory_limiter', 'resource', 'batch'],
    };
    return {
      mode: 'daemonset',
      image: { repository: 'otel/opentelemetry-collector-k8s' },
      presets: {
        logsCollection: { enabled: logs },
        hostMetrics: { enabled: true },
        kubeletMetrics: { enabled: true },
        kubernetesAttributes: { enabled: true },
        // Of one pod, which they choose among them.
        clusterMetrics: { enabled: true },
        kubernetesEvents: { enabled: logs },
      },
      ...(secret === undefined
        ? {}
        : { extraEnvs: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: secret, key: 'token' } } }] }),
      config: {
        exporters: {
          otlphttp: {
            endpoint,
            ...(secret === undefined ? {} : { headers: { [header]: `${prefix}\${env:${TOKEN}}` } }),
          },
        },
        processors: {
          resource: {
            attributes: [
              attribute('k8s.cluster.name', clusterName),
              attribute('deployment.environment.name', environment),
            ],
          },
        },
        service: {
          pipelines: {
            logs: { ...sent, receivers: ['otlp'] },
            metrics: { ...sent, receivers: ['otlp'] },
            traces: { ...sent, receivers: ['otlp'] },
          },
        },
      },
    };
  },
  clusterValues: ({ environment, clusterName }) => ({
    ...(clusterName === undefined ? { [`${ATTRIBUTES}[0].value`]: 'name' } : {}),
    ...(environment === undefined ? { [`${ATTRIBUTES}[1].value`]: 'environment' } : {}),
  }),
});

/** Where the attributes stand in the values. */
const ATTRIBUTES = 'config.processors.resource.attributes';

function attribute(key: string, value: string | undefined): object {
  return { key, action: 'upsert', ...(value === undefined ? {} : { value }) };
}
