import * as z from 'zod';

const seconds = (max: number) => z.int().min(1).max(max);

const probeSchema = z.strictObject({
  type: z
    .enum(['http', 'grpc', 'tcp', 'none'])
    .optional()
    .describe(
      'How to ask: an HTTP request, the gRPC health service, a TCP connection, or not at all. Default: as the port speaks.',
    ),
  path: z
    .string()
    .regex(/^\/[^\s]*$/, { error: 'must be an absolute path, such as /healthz' })
    .max(1024)
    .default('/healthz')
    .describe('Path of the HTTP request. It must not ask other services, or one that is down takes this one with it.'),
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]{1,128}$/, { error: 'must be the name of an HTTP header' }),
      z.string().max(1024),
    )
    .default({})
    .describe('Headers of the HTTP request, by name.'),
  periodSeconds: seconds(300).default(10).describe('Time between two questions, 1 to 300 seconds.'),
  timeoutSeconds: seconds(60).default(2).describe('Time to wait for an answer, 1 to 60 seconds.'),
  failureThreshold: seconds(30)
    .default(3)
    .describe(
      'Failures in a row, 1 to 30, after which a pod gets no more requests; after twice as many it is started anew.',
    ),
  startupSeconds: seconds(1800).default(60).describe('Time that a pod may take to start, 1 to 1800 seconds.'),
});

/** How a workload is asked whether it is well. */
export const probeProps = probeSchema;

/** How a workload is asked whether it is well, checked and with its defaults. */
export type ProbeProps = z.output<typeof probeSchema>;

/** How often a pod that is starting is asked, in seconds. */
const STARTUP_PERIOD = 5;

/** Startup, readiness and liveness probes: the first holds the other two back until the program is there. */
export function probes(port: number, speaks: 'http' | 'grpc' | 'tcp', props: ProbeProps): object {
  const type = props.type ?? speaks;
  if (type === 'none') return {};
  const { periodSeconds, timeoutSeconds, failureThreshold } = props;
  const ask = question(type, port, props);
  return {
    startupProbe: {
      ...ask,
      periodSeconds: STARTUP_PERIOD,
      timeoutSeconds,
      failureThreshold: Math.ceil(props.startupSeconds / STARTUP_PERIOD),
    },
    readinessProbe: { ...ask, periodSeconds, timeoutSeconds, failureThreshold },
    livenessProbe: { ...ask, periodSeconds, timeoutSeconds, failureThreshold: failureThreshold * 2 },
  };
}

function question(type: 'http' | 'grpc' | 'tcp', port: number, { path, headers }: ProbeProps): object {
  if (type === 'grpc') return { grpc: { port } };
  if (type === 'tcp') return { tcpSocket: { port } };
  const httpHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { httpGet: { path, port, ...(httpHeaders.length === 0 ? {} : { httpHeaders }) } };
}
