import * as z from 'zod';
import { MONITORING_NAMESPACE_LABEL } from '../../src/model/labels.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Site } from '../../src/model/site.ts';
import type { Workload } from './workload.ts';

/** Props of what Prometheus may read. */
export const metricsProps = {
  metrics: z.boolean().default(false).describe('Whether Prometheus reads metrics from the pods.'),
  metricsPath: z
    .string()
    .regex(/^\/[^\s]*$/, { error: 'must be an absolute path, such as /metrics' })
    .max(1024)
    .default('/metrics')
    .describe('Path of the metrics.'),
};

/** Namespace that Prometheus asks from: as the cluster's label says, else `monitoring`. */
export function monitoringNamespace(site: Site): string {
  return site.label(MONITORING_NAMESPACE_LABEL) ?? 'monitoring';
}

/** Has Prometheus read a port of the Service. */
export function serviceMonitor({ name, labels, pods }: Workload, port: string, path: string): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, labels },
    spec: { selector: { matchLabels: pods }, endpoints: [{ port, path }] },
  };
}

/** Has Prometheus read a port of the pods, where there is no Service. */
export function podMonitor({ name, labels, pods }: Workload, port: string, path: string): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name, labels },
    spec: { selector: { matchLabels: pods }, podMetricsEndpoints: [{ port, path }] },
  };
}
