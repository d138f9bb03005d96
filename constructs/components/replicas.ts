import * as z from 'zod';

/** How many pods of a controller there are: one works, and the others stand by. */
export function replicas(): z.ZodDefault<z.ZodInt> {
  return z
    .int()
    .min(1)
    .max(9)
    .default(2)
    .describe('Pods of each controller, of which one works and the others stand by.');
}

/** Kind that tells Prometheus where to read. */
export const SERVICE_MONITOR = 'ServiceMonitor.monitoring.coreos.com';
/** Kind that tells Prometheus which pods to read. */
export const POD_MONITOR = 'PodMonitor.monitoring.coreos.com';
/** Kind by which a certificate is asked for. */
export const CERTIFICATE = 'Certificate.cert-manager.io';
